import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNode } from './process.ts'
import { root, Stop, say, tool } from './project.ts'

export type Target = 'local' | 'production'

const modes: Record<Target, string> = { local: 'localhost', production: 'production' }
const sources = [
  'worker',
  'web',
  'wrangler.toml',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
  'scripts/lib/build.ts',
]

/** Builds dist/<target> when the sources have changed since the last time, and returns its folder. */
export async function build(target: Target): Promise<string> {
  const folder = join(root, 'dist', target)
  const stamp = join(folder, '.sources')
  const wanted = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder
  say(`Building (${target})…`)
  removeAbandoned()
  // Next to its final place and moved at the end: a build that fails, or two at once, leave a whole one behind.
  const work = join(root, 'dist', `.building-${process.pid}`)
  try {
    const args = [
      tool('vite', 'bin', 'vite.js'),
      'build',
      '--mode',
      modes[target],
      '--outDir',
      work,
      '--logLevel',
      'warn',
    ]
    // A test runner says "test", and Vite would make pages that ask for a development server's scripts and styles.
    const { code, output } = await runNode(args, { quiet: true, env: { NODE_ENV: 'production' } })
    if (code !== 0)
      throw new Stop(
        `${output.trim()}\nThe build failed: correct what is said above, then run the same command again.`,
      )
    if (output.trim()) say(output.trim())
    writeFileSync(join(work, '.sources'), wanted)
    rmSync(folder, { recursive: true, force: true })
    renameSync(work, folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
    // The plugin points a bare `wrangler deploy` at the last build, which may be the local one: `npm run deploy` names its own.
    rmSync(join(root, '.wrangler', 'deploy'), { recursive: true, force: true })
  }
  return folder
}

/** What builds that were killed left behind. */
function removeAbandoned(): void {
  const dist = join(root, 'dist')
  for (const name of readdirOrNull(dist) ?? []) {
    const pid = /^\.building-(\d+)$/.exec(name)?.[1]
    if (pid && !existsSync(join('/proc', pid))) rmSync(join(dist, name), { recursive: true, force: true })
  }
}

/** The file that names the Worker's entry, its bindings and its assets in a build. */
export function buildConfig(folder: string): string {
  return join(folder, 'maillage', 'wrangler.json')
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, source)
  return hash.digest('hex')
}

function addTo(hash: ReturnType<typeof createHash>, path: string): void {
  const full = join(root, path)
  if (!existsSync(full)) return
  const entries = readdirOrNull(full)
  if (!entries) {
    hash.update(path).update('\0').update(readFileSync(full)).update('\0')
    return
  }
  for (const entry of entries.sort()) addTo(hash, join(path, entry))
}

function readdirOrNull(path: string): string[] | null {
  try {
    return readdirSync(path)
  } catch (error) {
    if (['ENOTDIR', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}
