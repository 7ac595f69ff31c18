import { runNode } from './lib/process.ts'
import { command, tool } from './lib/project.ts'

await command(async (args) => {
  const paths = args.length > 0 ? args : ['.']
  process.exitCode = (
    await runNode([tool('@biomejs', 'biome', 'bin', 'biome'), 'format', '--write', ...paths])
  ).code
})
