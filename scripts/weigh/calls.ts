import { organisationOf, people, pole } from './demo.ts'
import { madeSite } from './premises.ts'
import { sent } from './queues.ts'
import type { Screen } from './screens.ts'
import type { World } from './world.ts'

// Calls for applications. The demo has none: one is opened on lots of the site of premises.ts for each state that is shown, by the
// forms of the pages. Only its deadline is not waited for.

const { landlord, coordinator, member, borrower } = people
const at = `${pole}/calls/:id`
const own = `${pole}/applications/:id`

const made = new Map<string, Promise<string>>()
const once = (what: string, make: () => Promise<string>) => {
  const known = made.get(what) ?? make()
  made.set(what, known)
  return known
}
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const pad = (path: string) => path.split('/').at(-1) ?? ''

/** A call for one lot of the site; leads to its page. */
const madeCall = (world: World, lot: string, publish = true) =>
  once(`call ${lot}`, async () => {
    const site = pad(await madeSite(world))
    const path = await sent(world, landlord, '/fr/pole-seine/calls/new', {
      siteId: site,
      title: `Un étage à partager, ${lot}`,
    })
    const call = path.replace(/\/edit$/, '')
    const lotId =
      (await world.value(`SELECT id FROM lots WHERE site_id = '${site}' AND name = '${lot}'`)) ?? ''
    const [criteria, questions] = [
      [60, 40],
      ['Que ferez-vous ?', 'Pour qui ?', 'Quand ?'],
    ]
    await sent(world, landlord, `${call}/edit`, {
      ...{
        title: `Un étage à partager, ${lot}`,
        description: 'Dix-huit mois, puis le bâtiment devient des logements.',
      },
      ...{
        lotIds: lotId,
        startsOn: day(60),
        endsOn: day(600),
        deadlineOn: day(25),
        deadlineAt: '18:00',
        answerOn: day(40),
      },
      ...{ answerDays: '10', form: 'Occupation précaire, motif : démolition partielle', visitPlaces: '5' },
      ...Object.fromEntries(questions.map((q, i) => [`questions.${i}`, q])),
      ...Object.fromEntries(
        criteria.flatMap((weight, i) => [
          [`criteria.${i}.label`, `Critère ${i + 1}`],
          [`criteria.${i}.weight`, String(weight)],
        ]),
      ),
      ...{ 'quotas.0.sector': 'food', 'quotas.0.unit': 'lots', 'quotas.0.max': '1' },
      ...{ 'visits.0.date': day(10), 'visits.0.from': '10:00', 'visits.0.to': '11:00' },
      jurors: [member, landlord, coordinator].join(' '),
    })
    if (publish) await sent(world, landlord, `${call}/publish`, {})
    return call
  })

/** The borrower's application to a call, sent or not; leads to its page. */
const madeApplication = (world: World, lot: string, send: boolean) =>
  once(`application ${lot}`, async () => {
    const call = await madeCall(world, lot)
    const organisationId = (await world.value(organisationOf(borrower))) ?? ''
    const first = await sent(world, borrower, `${call}/apply`, { organisationId })
    const path = first.replace(/\/profile$/, '')
    const activity = 'Un atelier ouvert à tous, trois jours par semaine, et le samedi aux familles.'
    await sent(world, borrower, first, { sector: 'craft', activity, team: 'Quatre personnes', history: '' })
    const lotId = (await world.value(`SELECT lot_id FROM call_lots WHERE call_id = '${pad(call)}'`)) ?? ''
    await sent(world, borrower, `${path}/lots`, { 'choices.0': lotId, 'choices.1': '', 'choices.2': '' })
    for (const q of ['q1', 'q2', 'q3']) await sent(world, borrower, `${path}/${q}`, { answer: activity })
    if (send) await sent(world, borrower, `${path}/check`, {})
    return path
  })

const judging = (world: World, lot = 'B1') =>
  once(`judging ${lot}`, async () => {
    await madeApplication(world, lot, true)
    const call = await madeCall(world, lot)
    await world.value(
      `UPDATE calls SET status = 'closed', closed_at = created_at WHERE id = '${pad(call)}' RETURNING id`,
    )
    return call
  })

const allocated = (world: World) =>
  once('allocated', async () => {
    const call = await judging(world, 'C1')
    const path = await madeApplication(world, 'C1', true)
    for (const juror of [member, landlord, coordinator])
      await sent(world, juror, `${path}/score`, {
        'points.c1': '7',
        'points.c2': '5',
        'comments.c1': 'Utile',
        'comments.c2': '',
      })
    for (const step of ['names', 'finish', 'allocate']) await sent(world, landlord, `${call}/${step}`, {})
    return call
  })

type Reach = Screen['reach']
const to =
  (make: (world: World) => Promise<string>, more = ''): Reach =>
  async (_, world, language) =>
    (await make(world)).replace(/^\/\w\w\//, `/${language}/`) + more
const open = (more = '') => to((w) => madeCall(w, 'A1'), more)
const draft = (more = '') => to((w) => madeCall(w, 'A2', false), more)
const mine = (more = '') => to((w) => madeApplication(w, 'A1', false), more)
const read = to((w) => judging(w).then(() => madeApplication(w, 'B1', true)))
const runs = { as: landlord }
const judges = { as: member }
const applies = { as: borrower }

export const calls: readonly Screen[] = [
  {
    name: 'calls',
    route: `${pole}/calls`,
    reach: async (_, w, l) => madeCall(w, 'A1').then(() => `/${l}/pole-seine/calls`),
  },
  { name: 'call', route: at, reach: open() },
  { name: 'call, its landlord', route: at, ...runs, reach: open() },
  { name: 'call, a draft', route: at, ...runs, reach: draft() },
  { name: 'new call', route: `${pole}/calls/new`, ...runs },
  { name: 'new call, no title', route: `${pole}/calls/new`, ...runs, send: { title: '' } },
  { name: 'call, to change', route: `${at}/edit`, ...runs, reach: draft('/edit') },
  {
    name: 'call, points of 140',
    route: `${at}/edit`,
    ...runs,
    reach: draft('/edit'),
    send: { 'criteria.0.weight': '100' },
  },
  { name: 'call, to amend', route: `${at}/edit`, ...runs, reach: open('/edit') },
  {
    name: 'call, amended without a reason',
    route: `${at}/edit`,
    ...runs,
    reach: open('/edit'),
    send: { title: 'Autre' },
  },
  { name: 'visits', route: `${at}/visits`, ...applies, reach: open('/visits') },
  { name: 'apply', route: `${at}/apply`, ...applies, reach: open('/apply') },
  {
    ...{ name: 'my applications', route: `${pole}/applications`, ...applies },
    reach: async (_, w, l) => madeApplication(w, 'A1', false).then(() => `/${l}/pole-seine/applications`),
  },
  ...['profile', 'lots', 'needs', 'q1', 'q2', 'q3', 'files', 'check'].map(
    (step): Screen => ({
      name: `application, ${step}`,
      route: `${own}/${step}`,
      ...applies,
      reach: mine(`/${step}`),
    }),
  ),
  {
    name: 'application, nobody',
    route: `${own}/profile`,
    ...applies,
    reach: mine('/profile'),
    send: { activity: '' },
  },
  {
    name: 'application, -5 m²',
    route: `${own}/needs`,
    ...applies,
    reach: mine('/needs'),
    send: { surfaceMinM2: '-5' },
  },
  {
    name: 'application, no document',
    route: `${own}/files`,
    ...applies,
    reach: mine('/files'),
    send: {},
    form: 'form[enctype]',
  },
  { name: 'application, sent', route: own, ...applies, reach: read },
  { name: 'application, to judge', route: own, ...judges, reach: read },
  {
    ...{ name: 'application, recused without a reason', route: own, ...judges, reach: read },
    ...{ form: 'form[action$=recuse]', send: { reason: '' } },
  },
  {
    ...{ name: 'profile', route: `${pole}/organisations/:id/profile`, ...applies },
    find: { id: organisationOf(borrower) },
  },
  {
    ...{
      name: 'profile, nothing said',
      route: `${pole}/organisations/:id/profile`,
      ...applies,
      send: { activity: '' },
    },
    find: { id: organisationOf(borrower) },
  },
  { name: 'comparison', route: `${at}/jury`, ...judges, reach: to(judging, '/jury') },
  { name: 'record of a jury', route: `${at}/record`, ...runs, reach: to(judging, '/record') },
  { name: 'call, judging', route: at, ...runs, reach: to(judging) },
  {
    ...{ name: 'call, cancelled without a reason', route: at, ...runs, reach: to(judging) },
    ...{ form: 'form[action$=cancel]', send: { reason: '' } },
  },
  { name: 'allocation', route: `${at}/allocation`, reach: to(allocated, '/allocation') },
  { name: 'allocation, again', route: `${at}/replay`, reach: to(allocated, '/replay') },
  {
    name: 'a lot is offered',
    route: own,
    ...applies,
    reach: to((w) => allocated(w).then(() => madeApplication(w, 'C1', true))),
  },
]

export const filesOfCalls: Record<string, string> = {
  [`${pole}/calls/:id/export.json`]: 'a file',
  [`${pole}/applications/:id/files/:file`]: 'a file',
}
