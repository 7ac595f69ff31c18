import { readArgs } from './lib/args.ts'
import { call } from './lib/call.ts'
import { command, Stop } from './lib/project.ts'
import { withServer } from './lib/server.ts'

const usage = 'Usage: npm run rebuild   (recomputes every projection from the tables; sends nothing)'

await command(async (args) => {
  if (readArgs(args, usage).positionals.length > 0) throw new Stop(usage, 2)
  const rebuilt = await withServer((server) => call<Record<string, number>>(server, '/dev/rebuild'))
  for (const [projection, rows] of Object.entries(rebuilt ?? {})) {
    process.stdout.write(`${projection}: ${rows}\n`)
  }
})
