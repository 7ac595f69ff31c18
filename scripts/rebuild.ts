import { readArgs } from './lib/args.ts'
import { call } from './lib/call.ts'
import { command, Stop, say } from './lib/project.ts'
import { withServer } from './lib/server.ts'

const usage = `Usage: npm run rebuild   (makes every projection again from the tables; sends nothing)
       MAILLAGE_TOKEN=mlg_… npm run rebuild -- --remote https://…   (the same in production, with an operator's token)`

type Step = { listings: number; bookings: number; next: string | null }

await command(async (args) => {
  const { values, positionals } = readArgs(args, usage, { remote: { type: 'string' } })
  if (positionals.length > 0) throw new Stop(usage, 2)
  const { remote } = values
  const total =
    typeof remote === 'string'
      ? await everyStep((cursor) => remoteStep(remote, cursor))
      : await withServer((server) => everyStep((cursor) => call<Step>(server, '/dev/rebuild', { cursor })))
  process.stdout.write(
    `${total.listings} listings, ${total.bookings} bookings: every projection is made again\n`,
  )
})

/** Each step is one request, so that it fits what a Worker may do in one. */
async function everyStep(step: (cursor: string | null) => Promise<Step>) {
  const total = { listings: 0, bookings: 0 }
  let told = 0
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    const done: Step = await step(cursor)
    total.listings += done.listings
    total.bookings += done.bookings
    cursor = done.next
    if (total.listings + total.bookings >= told + 5_000) {
      told = total.listings + total.bookings
      say(`${total.listings} listings, ${total.bookings} bookings…`)
    }
  }
  return total
}

async function remoteStep(url: string, cursor: string | null): Promise<Step> {
  const token = process.env.MAILLAGE_TOKEN
  if (!token) throw new Stop('Set MAILLAGE_TOKEN to an API token of an operator of that deployment.')
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(new URL('/api/v1/operator/rebuild', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ cursor }),
    })
    if (answer.ok) return (await answer.json()) as Step
    const seconds = Number(answer.headers.get('retry-after') ?? 0)
    if (answer.status !== 429 || attempt === 5)
      throw new Stop(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`)
    say(`Waiting ${seconds} s, as ${url} asks…`)
    await new Promise((resolve) => setTimeout(resolve, (seconds + 1) * 1_000))
  }
}
