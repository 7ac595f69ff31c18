import { globSync } from 'node:fs'
import { runNode } from '../lib/process.ts'
import { root, tool } from '../lib/project.ts'

/** Null when it passes, else what to correct. */
export type Check = () => Promise<string | null>

/** The rules of biome.json that hold the direction of dependencies. */
const boundaries = ['style/noRestrictedImports', 'suspicious/noImportCycles']

export const checkFormat: Check = () => biome('format')

export const checkLint: Check = () =>
  biome('lint', '--error-on-warnings', ...boundaries.map((rule) => `--skip=${rule}`))

export const checkBoundaries: Check = () => biome('lint', ...boundaries.map((rule) => `--only=${rule}`))

/** The Worker, what runs in Node, and what runs in the browser know different globals: one project each. */
export const checkTypes: Check = async () => {
  const projects = ['tsconfig.json', 'scripts/tsconfig.json']
  if (globSync('web/islands/**/*.{ts,tsx}', { cwd: root }).length > 0)
    projects.push('web/islands/tsconfig.json')
  const complaints: string[] = []
  for (const project of projects) {
    const { code, output } = await runNode([tool('typescript', 'bin', 'tsc'), '-p', project], { quiet: true })
    if (code !== 0) complaints.push(output.trim())
  }
  return complaints.length > 0 ? complaints.join('\n') : null
}

async function biome(action: string, ...options: string[]): Promise<string | null> {
  const program = tool('@biomejs', 'biome', 'bin', 'biome')
  const args = [program, action, '--max-diagnostics=40', '--colors=off', ...options, '.']
  const { code, output } = await runNode(args, { quiet: true })
  return code === 0 ? null : output
}
