import { checkDeploy } from './checks/deploy.ts'
import { checkLexicon } from './checks/lexicon.ts'
import { checkLockfile } from './checks/lockfile.ts'
import { type Check, checkBoundaries, checkFormat, checkLint, checkTypes } from './checks/source.ts'
import { command, Stop } from './lib/project.ts'

const checks: Record<string, Check> = {
  format: checkFormat,
  lint: checkLint,
  boundaries: checkBoundaries,
  types: checkTypes,
  lexicon: checkLexicon,
  lockfile: checkLockfile,
  deploy: checkDeploy,
}

/** npm run check [name…]: all of them unless some are named. The last line counts them, for .ci/run to add up. */
await command(async (args) => {
  const unknown = args.find((name) => !(name in checks))
  if (unknown)
    throw new Stop(`There is no check named ${unknown}: there are ${Object.keys(checks).join(', ')}.`, 2)
  const chosen = Object.entries(checks).filter(([name]) => args.length === 0 || args.includes(name))
  let failed = 0
  for (const [name, check] of chosen) {
    const start = performance.now()
    const complaint = await complaintOf(check)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    if (complaint) process.stdout.write(`\n${complaint.trim()}\n`)
    process.stdout.write(`${complaint ? '✗' : '✓'} ${name} (${seconds} s)\n`)
    if (complaint) failed++
  }
  process.stdout.write(`${chosen.length - failed} passed, ${failed} failed\n`)
  process.exitCode = failed > 0 ? 1 : 0
})

/** A build that stops is a failed check, not the end of the others. */
async function complaintOf(check: Check): Promise<string | null> {
  try {
    return await check()
  } catch (error) {
    if (error instanceof Stop) return error.message
    throw error
  }
}
