import { finding, people, pole } from './demo.ts'
import { sent } from './queues.ts'
import type { Language, Screen } from './screens.ts'
import type { World } from './world.ts'

// Several at once. The demo has a job that three employers could share; what is left of a paper stream is offered once, by the
// form of its page.

const { borrower, coordinator } = people
const here = `clusters c WHERE c.slug = 'pole-seine'`
const job = `SELECT j.id FROM shared_jobs j, ${here} AND j.cluster_id = c.id ORDER BY j.status = 'proposed' DESC, j.id LIMIT 1`
/** A waste that is fetched in several collections, and that somebody looks for. */
const waste =
  finding(`l.kind = 'waste' AND l.direction = 'offer' AND l.grain = 'window' AND EXISTS (SELECT 1 FROM matches m
  JOIN listings n ON n.id = m.need_id WHERE m.offer_id = l.id AND m.status IN ('suggested', 'seen') AND n.kind = 'waste'
  AND n.unit = l.unit AND n.status = 'published')`)
const many = finding(`l.direction = 'need' AND l.kind = 'equipment' AND l.quantity > 1`)
/** Something that is fetched. */
const due = `FROM bookings b JOIN listings l ON l.id = b.listing_id AND l.kind IN ('equipment', 'waste') AND l.lat IS NOT NULL
  JOIN clusters c ON c.id = b.cluster_id AND c.slug = 'pole-seine' WHERE b.status IN ('confirmed', 'in_use')
  ORDER BY b.starts_at LIMIT 1`

let shared: Promise<string> | undefined
/** The cascade of that waste: shared once. */
const cascade = (world: World) => {
  shared ??= (async () => {
    const offer = (await world.value(waste)) ?? 'none'
    return sent(world, coordinator, `/fr/pole-seine/offers/${offer}/share`, {})
  })()
  return shared
}
const inLanguage = (path: string, language: Language) => path.replace(/^\/\w\w\//, `/${language}/`)

/** The job taken back once, so that its needs may be proposed anew. */
let freed: Promise<string> | undefined
const newJob = async (world: World, language: Language) => {
  freed ??= (async () => {
    const id = (await world.value(job)) ?? 'none'
    const needs = await world.value(
      `SELECT group_concat('need=' || need_id, '&') FROM shared_job_parts WHERE job_id = '${id}'`,
    )
    await sent(world, coordinator, `/fr/pole-seine/jobs/${id}/withdraw`, {})
    return needs ?? ''
  })()
  return `/${language}/pole-seine/jobs/new?${await freed}`
}

export const together: readonly Screen[] = [
  { name: 'shared jobs', route: `${pole}/jobs`, as: borrower },
  { name: 'shared job', route: `${pole}/jobs/:id`, as: coordinator, find: { id: job } },
  {
    name: 'several offers for one need',
    route: `${pole}/needs/:id/together`,
    as: coordinator,
    find: { id: many },
  },
  { name: 'what is left, share', route: `${pole}/offers/:id/share`, as: coordinator, find: { id: waste } },
  {
    ...{ name: 'what is left, nobody left to ask', route: `${pole}/offers/:id/share`, as: coordinator },
    ...{ send: { startsAt: 'never' } },
    find: { id: finding(`l.kind = 'waste' AND l.direction = 'offer' AND l.grain = 'stock'`) },
  },
  {
    ...{ name: 'what is left, to whom it goes', route: `${pole}/cascades/:id`, as: coordinator },
    reach: async (_, world, language) => inLanguage(await cascade(world), language),
  },
  {
    ...{ name: 'what is left, offered', route: `${pole}/remainders/:id`, as: coordinator },
    reach: async (_, world, language) => {
      await cascade(world)
      const id = await world.value(`SELECT id FROM remainders ORDER BY status = 'offered' DESC, id LIMIT 1`)
      return `/${language}/pole-seine/remainders/${id ?? 'none'}`
    },
  },
  {
    ...{
      name: 'what is left, too much',
      route: `${pole}/remainders/:id`,
      as: coordinator,
      send: { quantity: '9999999' },
    },
    reach: async (_, world, language) => {
      await cascade(world)
      const id = await world.value(`SELECT id FROM remainders WHERE status = 'offered' LIMIT 1`)
      return `/${language}/pole-seine/remainders/${id ?? 'none'}`
    },
  },
  { name: 'what is left, list', route: `${pole}/remainders`, as: borrower },
  {
    ...{ name: 'round', route: `${pole}/me/round`, as: coordinator },
    reach: async (_, world, language) => {
      const [who, at] = [
        await world.value(`SELECT b.borrower_id ${due}`),
        await world.value(`SELECT b.starts_at ${due}`),
      ]
      return `/${language}/pole-seine/me/round?organisation=${who ?? ''}&date=${(at ?? '').slice(0, 10)}`
    },
  },
  { name: 'shared jobs, coordinator', route: `${pole}/jobs`, as: coordinator },
  {
    ...{ name: 'shared job, new', route: `${pole}/jobs/new`, as: coordinator },
    reach: (_, world, language) => newJob(world, language),
  },
  {
    ...{
      name: 'shared job, in the past',
      route: `${pole}/jobs/new`,
      as: coordinator,
      send: { startsOn: '2020-01-06' },
    },
    reach: (_, world, language) => newJob(world, language),
  },
]
