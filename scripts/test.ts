import { ensureBrowser } from './lib/browser.ts'
import { installCalendarReaders } from './lib/calendarReaders.ts'
import { runNode } from './lib/process.ts'
import { command, tool } from './lib/project.ts'

const parts = ['rules', 'worker', 'journeys']

/** npm test [part…] [file filter…] [vitest's own options]: everything unless a part is named. */
await command(async (args) => {
  const named = args.filter((arg) => parts.includes(arg))
  const rest = args.filter((arg) => !parts.includes(arg))
  if (named.length === 0 || named.includes('journeys')) {
    await ensureBrowser()
    installCalendarReaders()
  }
  const projects = named.flatMap((name) => ['--project', name])
  const { code } = await runNode([tool('vitest', 'vitest.mjs'), 'run', ...projects, ...rest])
  process.exitCode = code
})
