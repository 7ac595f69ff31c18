import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, buildConfig } from '../lib/build.ts'
import { runNode } from '../lib/process.ts'
import { tool } from '../lib/project.ts'
import type { Check } from './source.ts'

/** What only the local entry has; the build keeps each module's path in a comment. */
const localOnly = ['worker/local/', '/dev/mail', 'x-local-key', 'LOCAL_KEY']

/** What would be uploaded, without uploading it; nothing of the local entry may be in it. */
export const checkDeploy: Check = async () => {
  const production = await build('production')
  const local = await build('local')
  const folder = mkdtempSync(join(tmpdir(), 'maillage-deploy-'))
  try {
    const options = ['--dry-run', '--outdir', folder, '--config', buildConfig(production)]
    const { code, output } = await runNode([tool('wrangler', 'bin', 'wrangler.js'), 'deploy', ...options], {
      quiet: true,
    })
    if (code !== 0) return output
    const found = textsIn(join(production), folder)
    if (found.length > 0) return `The production build contains what is local: ${found.join(', ')}`
    // The names above must stay those the local entry uses, or this check would find nothing for ever.
    if (!textsIn(local).includes('worker/local/'))
      return 'The local build has no worker/local/: this check is out of date'
    return null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function textsIn(...folders: string[]): string[] {
  const texts = folders.flatMap((folder) =>
    globSync('**/*.{js,mjs}', { cwd: folder }).map((name) => readFileSync(join(folder, name), 'utf8')),
  )
  return localOnly.filter((text) => texts.some((content) => content.includes(text)))
}
