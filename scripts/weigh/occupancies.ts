import { organisationOf, people, pole } from './demo.ts'
import { madeSite } from './premises.ts'
import { sent } from './queues.ts'
import type { Screen } from './screens.ts'
import type { World } from './world.ts'

// Agreements, inventories and fees. The demo has none: two lots of the site of premises.ts are given by the forms of the pages,
// one as a draft, one accepted by both sides and begun two months ago.

const { landlord, coordinator, borrower } = people
const made = new Map<string, Promise<string>>()
const once = (what: string, make: () => Promise<string>) => {
  const known = made.get(what) ?? make()
  made.set(what, known)
  return known
}
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const last = (path: string) => path.split('?')[0]?.split('/').at(-1) ?? ''

const given = (world: World, lot: string) =>
  once(`given ${lot}`, async () => {
    const site = last(await madeSite(world))
    const lotId = await world.value(`SELECT id FROM lots WHERE site_id = '${site}' AND name = '${lot}'`)
    const path = await sent(world, landlord, '/fr/pole-seine/occupancies/new', {
      ...{ lotId: lotId ?? '', occupantId: (await world.value(organisationOf(borrower))) ?? '' },
      ...{
        startsOn: day(-60),
        endsOn: day(480),
        owner: 'private',
        publicDomain: '0',
        activity: 'non_profit',
      },
      ...{ purpose: 'Atelier de réparation de vélos', reason: 'demolition', feeMode: 'charges' },
      ...{ reasonWords: 'Démolition votée, chantier en septembre 2028', solidarityPercent: '80' },
      rentalValueCents: '900',
    })
    return path.split('?')[0] ?? path
  })

const lived = (world: World) =>
  once('lived', async () => {
    const path = await given(world, 'B2')
    await sent(world, landlord, `${path}/propose`, {})
    const hash = (await world.value(`SELECT hash FROM occupancies WHERE id = '${last(path)}'`)) ?? ''
    await sent(world, landlord, `${path}/accept`, { hash, side: 'landlord' })
    await sent(world, borrower, `${path}/accept`, { hash, side: 'occupant' })
    const rooms = {
      ...{ 'rooms.0.name': 'Atelier', 'rooms.0.items': 'Murs : usé, taches' },
      ...{ 'rooms.1.name': 'Réserve', 'rooms.1.items': 'Porte : bon' },
    }
    for (const kind of ['entry', 'exit'])
      await sent(world, landlord, `${path}/inventories/${kind}`, { madeOn: day(-10), keys: '3', ...rooms })
    const site = last(await madeSite(world))
    for (const back of [50, 20])
      await sent(world, landlord, `/fr/pole-seine/premises/${site}/fees`, { month: day(-back).slice(0, 7) })
    await sent(world, landlord, `${path}/statement`, { cents: '150', paidOn: day(-5), words: 'Virement' })
    return path
  })

type Reach = Screen['reach']
const to =
  (make: (world: World) => Promise<string>, more = ''): Reach =>
  async (_, world, language) =>
    (await make(world)).replace(/^\/\w\w\//, `/${language}/`) + more
const draft = (more = '') => to((w) => given(w, 'A3'), more)
const own = (more = '') => to(lived, more)
const fees = (more = '') => to((w) => lived(w).then(() => madeSite(w)), `/fees${more}`)
const after =
  (path: string): Reach =>
  async (_, world, language) => {
    await lived(world)
    return `/${language}/pole-seine${path}`
  }

const at = `${pole}/occupancies/:id`
const mine = { as: landlord }
const runs = { as: coordinator }

export const occupancies: readonly Screen[] = [
  { name: 'agreements', route: `${pole}/occupancies`, ...mine, reach: after('/occupancies') },
  { name: 'new agreement', route: `${pole}/occupancies/new`, ...mine, reach: after('/occupancies/new') },
  {
    ...{ name: 'new agreement, nothing in it', route: `${pole}/occupancies/new`, ...mine },
    ...{ reach: after('/occupancies/new'), send: { startsOn: '' } },
  },
  { name: 'agreement, a draft', route: at, ...mine, reach: draft() },
  { name: 'agreement, to change', route: `${at}/edit`, ...mine, reach: draft('/edit') },
  {
    ...{ name: 'agreement, it ends before it begins', route: `${at}/edit`, ...mine, reach: draft('/edit') },
    send: { endsOn: '2001-01-01' },
  },
  { name: 'agreement, accepted', route: at, as: borrower, reach: own() },
  { name: 'inventories', route: `${at}/inventories`, ...mine, reach: own('/inventories') },
  { name: 'inventory', route: `${at}/inventories/:kind`, ...mine, reach: own('/inventories/entry') },
  {
    ...{ name: 'inventory, a state nobody knows', route: `${at}/inventories/:kind`, ...mine },
    ...{ reach: own('/inventories/exit'), send: { 'rooms.0.items': 'Sol' } },
  },
  { name: 'statement', route: `${at}/statement`, ...mine, reach: own('/statement') },
  {
    ...{
      name: 'statement, a payment of nothing',
      route: `${at}/statement`,
      ...mine,
      reach: own('/statement'),
    },
    send: { cents: '' },
  },
  { name: 'fees', route: `${pole}/premises/:id/fees`, ...mine, reach: fees() },
  { name: 'landlord’s dashboard', route: `${pole}/landlord`, ...mine, reach: after('/landlord') },
  { name: 'terms', route: `${pole}/landlord/terms`, ...mine, reach: after('/landlord/terms') },
  {
    ...{ name: 'premises of the cluster', route: `${pole}/coordination/premises`, ...runs },
    reach: after('/coordination/premises'),
  },
  { name: 'texts of agreements', route: `${pole}/coordination/agreements`, ...runs },
  {
    ...{ name: 'text of an agreement', route: `${pole}/coordination/agreements/:form`, ...runs },
    reach: after('/coordination/agreements/precarious'),
  },
  {
    ...{ name: 'text of an agreement, without its blanks', route: `${pole}/coordination/agreements/:form` },
    ...{ ...runs, reach: after('/coordination/agreements/precarious'), send: { body: 'Rien' } },
  },
]

export const filesOfOccupancies: Record<string, string> = {
  '/inventory-photos/:id': 'a picture',
  [`${pole}/premises/:id/fees.csv`]: 'a file',
}
