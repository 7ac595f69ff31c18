import { readArgs } from './lib/args.ts'
import { call } from './lib/call.ts'
import { command, Stop } from './lib/project.ts'
import { withServer } from './lib/server.ts'

const usage = 'Usage: npm run token -- EMAIL   (prints an API token of that person on its last line)'

await command(async (args) => {
  const [email, ...more] = readArgs(args, usage).positionals
  if (!email || more.length > 0) throw new Stop(usage, 2)
  const { token } = await withServer((server) => call<{ token: string }>(server, '/dev/token', { email }))
  process.stdout.write(`${token}\n`)
})
