import { call } from '../lib/call.ts'
import { organisationOf, people, pole } from './demo.ts'
import { sent } from './queues.ts'
import type { Language, Screen } from './screens.ts'
import type { World } from './world.ts'

// Sites, lots and leads. The demo has none: a site is made once by the form of its page, and 369 leads by an import, as many
// as Cartofriches has vacant sites around Rouen.

const { landlord, coordinator, member } = people

const made = new Map<string, Promise<string>>()
const once = (what: string, make: () => Promise<string>) => {
  const known = made.get(what) ?? make()
  made.set(what, known)
  return known
}

/** A site of nine lots with all of its papers; leads to its page. */
export const madeSite = (world: World) =>
  once('site', async () => {
    const organisationId = (await world.value(organisationOf(landlord))) ?? ''
    const lots = ['A1', 'A2', 'A3', 'B1', 'B2', 'C1'].flatMap((name, i) => [
      [`lots.${i}.name`, name],
      [`lots.${i}.surfaceM2`, String(40 + 13 * i)],
      [`lots.${i}.floor`, '2'],
    ])
    const path = await sent(world, landlord, '/fr/pole-seine/premises/new', {
      ...{ organisationId, name: 'Manufacture du Puchot', commune: 'Elbeuf', act: 'online' },
      ...{ endsOn: '2028-07-31', endReason: 'Démolition partielle' },
      ...Object.fromEntries(lots),
    })
    const part = (name: string, fields: Record<string, string>) =>
      sent(world, landlord, `${path}/${name}`, fields)
    await part('charges', {
      ...{ 'charges.0.item': 'property_tax', 'charges.0.amount': '12000', 'charges.1.item': 'insurance' },
      'charges.1.amount': '2400,50',
    })
    await part('buildings', { 'buildings.0.name': 'Filature', 'buildings.0.kind': 'industrial' })
    await part('plans', { name: '2e étage' })
    const site = path.split('/').at(-1) ?? ''
    const of = async (table: string) =>
      (await world.value(
        `SELECT id FROM ${table} WHERE site_id = '${site}' ORDER BY position, id LIMIT 1`,
      )) ?? ''
    await part(`plans/${await of('plans')}`, {
      lot: await of('lots'),
      outline: '8,8 100,8 100,82 8,82',
      act: 'draw',
    })
    return path
  })

const COMMUNES = [
  'ROUEN',
  'ELBEUF',
  'SOTTEVILLE-LES-ROUEN',
  'OISSEL',
  'CLEON',
  'BARENTIN',
  'DUCLAIR',
  'DARNETAL',
]
const manyLeads = (world: World) =>
  once('leads', async () => {
    const rows = Array.from({ length: 369 }, (_, i) => {
      const angle = i * 2.4
      const km = 38 * Math.sqrt((i + 1) / 369)
      const lat = 49.44 + (km * Math.cos(angle)) / 111
      const lng = 1.1 + (km * Math.sin(angle)) / 72
      const commune = COMMUNES[i % COMMUNES.length]
      return `76540_${i},Ancienne usine ${i},friche industrielle,${400 + 37 * i},${commune},${lng.toFixed(6)},${lat.toFixed(6)}`
    })
    const csv = ['site_id,site_nom,site_type,site_surface_m2,comm_nom,longitude,latitude', ...rows].join('\n')
    await call(world.server, '/dev/import', { cluster: 'pole-seine', kind: 'sites', csv })
    const lead = (await world.value(`SELECT id FROM leads ORDER BY id DESC LIMIT 1`)) ?? 'none'
    await sent(world, coordinator, `/fr/pole-seine/leads/${lead}/note`, {
      kind: 'call',
      body: 'Rappelle lundi.',
    })
    return lead
  })

const inLanguage = (path: string, language: Language) => path.replace(/^\/\w\w\//, `/${language}/`)
/** A page of the site that was made; `first`: a table whose first row of the site ends the path. */
const ofSite =
  (rest = '', first?: string) =>
  async (_: unknown, world: World, language: Language) => {
    const path = await madeSite(world)
    const site = path.split('/').at(-1) ?? ''
    const row =
      first &&
      (await world.value(`SELECT id FROM ${first} WHERE site_id = '${site}' ORDER BY position LIMIT 1`))
    return `${inLanguage(path, language)}${rest}${row ? `/${row}` : ''}`
  }
const ofLeads = (path: (lead: string) => string) => async (_: unknown, world: World, language: Language) =>
  `/${language}/pole-seine${path(await manyLeads(world))}`

const at = `${pole}/premises/:id`
const mine = { as: landlord }
const asked = { as: coordinator }

export const premises: readonly Screen[] = [
  { name: 'premises, anyone', route: `${pole}/premises` },
  {
    name: 'premises, mine',
    route: `${pole}/premises`,
    ...mine,
    reach: async (_, world, language) => {
      await madeSite(world)
      return `/${language}/pole-seine/premises`
    },
  },
  { name: 'new site', route: `${pole}/premises/new`, ...mine },
  {
    name: 'new site, nothing in it',
    route: `${pole}/premises/new`,
    ...mine,
    send: { 'lots.0.surfaceM2': '-5' },
  },
  { name: 'site, its owner', route: at, ...mine, reach: ofSite() },
  { name: 'site, a member', route: at, as: member, reach: ofSite() },
  { name: 'sheet of a site', route: `${at}/edit`, ...mine, reach: ofSite('/edit') },
  {
    name: 'sheet of a site, no name',
    route: `${at}/edit`,
    ...mine,
    reach: ofSite('/edit'),
    send: { name: '' },
  },
  { name: 'new lot', route: `${at}/lots/new`, ...mine, reach: ofSite('/lots/new') },
  { name: 'lot', route: `${at}/lots/:lot`, ...mine, reach: ofSite('/lots', 'lots') },
  {
    name: 'lot, -5 m²',
    route: `${at}/lots/:lot`,
    ...mine,
    reach: ofSite('/lots', 'lots'),
    send: { surfaceM2: '-5' },
  },
  { name: 'buildings', route: `${at}/buildings`, ...mine, reach: ofSite('/buildings') },
  {
    name: 'buildings, bad year',
    route: `${at}/buildings`,
    ...mine,
    reach: ofSite('/buildings'),
    send: { 'buildings.0.builtYear': '12' },
  },
  { name: 'charges', route: `${at}/charges`, ...mine, reach: ofSite('/charges') },
  {
    name: 'charges, no amount',
    route: `${at}/charges`,
    ...mine,
    reach: ofSite('/charges'),
    send: { 'charges.0.amount': 'x' },
  },
  { name: 'plans', route: `${at}/plans`, ...mine, reach: ofSite('/plans') },
  { name: 'plan, to draw on', route: `${at}/plans/:plan`, ...mine, reach: ofSite('/plans', 'plans') },
  {
    ...{
      name: 'plan, crossing itself',
      route: `${at}/plans/:plan`,
      ...mine,
      reach: ofSite('/plans', 'plans'),
    },
    send: { outline: '0,0 90,90 90,0 0,90' },
  },
  { name: 'documents', route: `${at}/documents`, ...mine, reach: ofSite('/documents') },
  {
    name: 'documents, no file',
    route: `${at}/documents`,
    ...mine,
    reach: ofSite('/documents'),
    send: {},
    form: 'form[enctype]',
  },
  { name: 'columns of the national schema', route: `${at}/friches`, ...mine, reach: ofSite('/friches') },
  { name: 'report a place', route: `${pole}/report-place` },
  { name: 'report a place, nothing said', route: `${pole}/report-place`, send: {} },
  { name: 'place reported', route: `${pole}/report-place/thanks` },
  { name: 'leads, 369 on the board', route: `${pole}/leads`, ...asked, reach: ofLeads(() => '/leads') },
  { name: 'leads, 369 on the map', route: `${pole}/leads/map`, ...asked, reach: ofLeads(() => '/leads/map') },
  { name: 'leads, one stage', route: `${pole}/leads`, ...asked, reach: ofLeads(() => '/leads?stage=lead') },
  { name: 'new lead', route: `${pole}/leads/new`, ...asked },
  { name: 'new lead, no title', route: `${pole}/leads/new`, ...asked, send: {} },
  { name: 'lead', route: `${pole}/leads/:id`, ...asked, reach: ofLeads((lead) => `/leads/${lead}`) },
  {
    ...{
      name: 'lead, dropped without a reason',
      route: `${pole}/leads/:id`,
      ...asked,
      form: 'form[action$=move]',
    },
    ...{ reach: ofLeads((lead) => `/leads/${lead}`), send: { to: 'dropped' } },
  },
  {
    name: 'lead, to change',
    route: `${pole}/leads/:id/edit`,
    ...asked,
    reach: ofLeads((lead) => `/leads/${lead}/edit`),
  },
]

export const filesOfPremises: Record<string, string> = {
  '/plan-pictures/:id': 'a picture',
  '/site-documents/:id': 'a file',
  '/lead-photos/:id': 'a picture',
  [`${pole}/premises/friches.csv`]: 'a file',
  [`${pole}/leads.csv`]: 'a file',
}
