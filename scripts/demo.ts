import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { call } from './lib/call.ts'
import { root, say } from './lib/project.ts'
import type { Server } from './lib/server.ts'

/** Who may be tried out on a local run, in the order in which they are shown. */
export const demoPeople = [
  { email: 'coordinator@pole-seine.example', name: 'Nadège Cauvin', role: 'coordinator of Pôle Seine' },
  { email: 'member@pole-seine.example', name: 'Awa Diarra', role: 'member there' },
  {
    email: 'borrower@pole-seine.example',
    name: 'Julien Hébert',
    role: 'member of another organisation there',
  },
  { email: 'landlord@pole-seine.example', name: 'Solène Lecacheux', role: 'manager of a landlord there' },
  { email: 'coordinator@ben-msik.example', name: 'Saïda El Alami', role: 'coordinator of Pôle Ben M’sik' },
  { email: 'member@ben-msik.example', name: 'نعيمة الزروالي', role: 'member there' },
  { email: 'operator@maillage.example', name: 'Camille Vasseur', role: 'operator' },
]

/** The first one has the operator, who opens the others. */
const clusters = ['pole-seine', 'ben-msik']
const ACTIONS_AT_ONCE = 100

type Named = { key: string; name: string }
type Action = { do: string; n?: number; booking?: string }

/** Plays half a year of the demo clusters through the commands of the Worker, then rebuilds what is computed from it. */
export async function loadDemo(server: Server): Promise<void> {
  const began = Date.now()
  for (const slug of clusters) await loadCluster(server, slug)
  for (const slug of clusters) await call(server, '/dev/demo/reckon', impactOf(slug))
  for (let after: number | null = 0; after !== null; )
    after = (await call<{ next: number | null }>(server, '/dev/demo/tell', { after })).next
  await call(server, '/dev/rebuild')
  for (const slug of clusters) await call(server, '/dev/demo/report', impactOf(slug))
  await call(server, '/dev/demo/end')
  say(`The demo is loaded, in ${Math.round((Date.now() - began) / 1000)} s.`)
}

async function loadCluster(server: Server, slug: string): Promise<void> {
  const files = readdirSync(join(root, 'demo', slug)).filter((name) =>
    /^(offers|needs)[\w-]*\.json$/.test(name),
  )
  const { markets = {} } = impactOf(slug)
  const listings = files
    .sort()
    .flatMap((name) => read<{ key: string }[]>(slug, name))
    .map((one) => {
      const [marketCents, marketUnit] = markets[one.key] ?? []
      return marketCents === undefined ? one : { ...one, marketCents, marketUnit }
    })
  const cluster = read<{ name: string }>(slug, 'cluster.json')
  const organisations = read<Named[]>(slug, 'organisations.json')
  const people = read<unknown[]>(slug, 'people.json')
  await call(server, '/dev/demo/cluster', { cluster, organisations, people })
  say(`${cluster.name}: ${organisations.length} organisations, ${people.length} people`)

  const keys = organisations.map((one) => one.key)
  const told = {
    history: read<unknown[]>(slug, 'history.json'),
    talks: read<unknown[]>(slug, 'messages.json'),
    waiting: read<unknown>(slug, 'waiting.json'),
  }
  const plan = { slug, organisations: keys, listings, ...told }
  const actions = await call<Action[]>(server, '/dev/demo/plan', plan)
  const names = Object.fromEntries(organisations.map((one) => [one.key, one.name]))
  const bookings: Record<number, string> = {}
  let said = Date.now()
  for (let done = 0; done < actions.length; done += ACTIONS_AT_ONCE) {
    const next = actions.slice(done, done + ACTIONS_AT_ONCE)
    for (const action of next)
      if (action.n !== undefined && bookings[action.n]) action.booking = bookings[action.n]
    Object.assign(bookings, await call(server, '/dev/demo/act', { slug, names, actions: next }))
    if (Date.now() - said > 3_000) {
      said = Date.now()
      say(`  ${Math.round((100 * done) / actions.length)} % of the months before today`)
    }
  }
  if (existsSync(join(root, 'demo', slug, 'premises.json')))
    await call(server, '/dev/demo/premises', { slug, names, premises: read(slug, 'premises.json') })
  say(`  ${listings.length} listings, ${Object.keys(bookings).length} bookings`)
}

/** How the exchanges of a cluster are reckoned, where its files say so. */
function impactOf(slug: string): { slug: string; markets?: Record<string, [number, string]> } {
  return existsSync(join(root, 'demo', slug, 'impact.json'))
    ? { slug, ...read<object>(slug, 'impact.json') }
    : { slug }
}

function read<T>(slug: string, file: string): T {
  return JSON.parse(readFileSync(join(root, 'demo', slug, file), 'utf8')) as T
}
