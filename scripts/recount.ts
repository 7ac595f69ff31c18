import { readArgs } from './lib/args.ts'
import { call } from './lib/call.ts'
import { command, Stop } from './lib/project.ts'
import { withServer } from './lib/server.ts'
import type { Factor } from './recount/arithmetic.ts'
import { pairsOf, type Told } from './recount/compare.ts'
import { type Fact, recount } from './recount/count.ts'

const usage = `Usage: npm run recount [-- REPORT_ID] [--cluster pole-seine] [--as coordinator@pole-seine.example]
       MAILLAGE_TOKEN=mlg_… npm run recount -- --remote https://… --cluster SLUG   (a coordinator's token)
  counts every figure of a report to funders (the last one published) again, from the feed of events and the factors alone`

type Report = { id: string; status: string; asOf: number; fromMonth: string; toMonth: string; title: string }
type Read = <T>(path: string) => Promise<T>

await command(async (args) => {
  const { values, positionals } = readArgs(args, usage, {
    ...{ cluster: { type: 'string' }, as: { type: 'string' }, remote: { type: 'string' } },
  })
  if (positionals.length > 1) throw new Stop(usage, 2)
  const slug = String(values.cluster ?? 'pole-seine')
  const email = String(values.as ?? `coordinator@${slug}.example`)
  if (typeof values.remote === 'string') {
    const token = process.env.MAILLAGE_TOKEN
    if (!token) throw new Stop('Set MAILLAGE_TOKEN to an API token of a coordinator of that cluster.')
    return checked(reader(values.remote, token), slug, positionals[0])
  }
  await withServer(async (server) => {
    const { token } = await call<{ token: string }>(server, '/dev/token', { email })
    await checked(reader(server.url, token), slug, positionals[0])
  })
})

/** Reads the API with a token. */
function reader(url: string, token: string): Read {
  return async <T>(path: string) => {
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(new URL(`/api/v1${path}`, url), { headers })
    if (!answer.ok)
      throw new Stop(`${path} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
    return (await answer.json()) as T
  }
}

async function checked(read: Read, slug: string, id: string | undefined): Promise<void> {
  const report = id ? await read<Report>(`/funder-reports/${id}`) : await latest(read, slug)
  const whole = await read<Report & { figures: Told }>(`/funder-reports/${report.id}`)
  if (whole.status !== 'published')
    throw new Stop('Only a published report keeps its figures: publish it first.')
  const { timeZone } = await read<{ timeZone: string }>(`/clusters/${slug}`)
  const { items: factors } = await read<{ items: Factor[] }>(`/clusters/${slug}/impact/factors?versions=all`)
  const feed = await wholeFeed(read, slug, whole.asOf)
  const period = { from: whole.fromMonth, to: whole.toMonth }
  const pairs = pairsOf(whole.figures, recount(feed, factors, timeZone, period, whole.asOf))
  const wrong = pairs.filter((pair) => pair.told !== pair.counted)
  for (const { figure, told, counted } of wrong)
    process.stdout.write(`✗ ${figure}: the report says ${told}, counted again ${counted}\n`)
  process.stdout.write(`${whole.title} (${period.from} to ${period.to}): ${feed.length} events read\n`)
  process.stdout.write(`${pairs.length - wrong.length} figures equal, ${wrong.length} not\n`)
  process.exitCode = wrong.length > 0 ? 1 : 0
}

async function latest(read: Read, slug: string): Promise<Report> {
  const { items } = await read<{ items: Report[] }>(`/clusters/${slug}/funder-reports`)
  const published = items.find((report) => report.status === 'published')
  if (!published) throw new Stop(`No report of ${slug} is published: there is nothing to count again.`)
  return published
}

async function wholeFeed(read: Read, slug: string, until: number): Promise<Fact[]> {
  const feed: Fact[] = []
  for (let after = 0, more = true; more && after < until; ) {
    const page = await read<{ items: Fact[]; next: number; more: boolean }>(
      `/clusters/${slug}/events?after=${after}&limit=200`,
    )
    feed.push(...page.items)
    after = page.next
    more = page.more
  }
  return feed
}
