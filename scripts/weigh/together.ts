import type { Page } from 'playwright-core'
import { finding, people, pole } from './demo.ts'
import { sent } from './queues.ts'
import type { Language, Screen } from './screens.ts'
import type { World } from './world.ts'

// Several at once. The demo has needs that make two shared jobs: one is proposed, the other looked at before. What is left of a
// waste is offered once, by the form of its page.

const { borrower, coordinator } = people
const here = `clusters c WHERE c.slug = 'pole-seine'`
/** A waste that is fetched in several collections, and that somebody looks for. */
const waste =
  finding(`l.kind = 'waste' AND l.direction = 'offer' AND l.grain = 'window' AND EXISTS (SELECT 1 FROM matches m
  JOIN listings n ON n.id = m.need_id WHERE m.offer_id = l.id AND m.status IN ('suggested', 'seen') AND n.kind = 'waste'
  AND n.unit = l.unit AND n.status = 'published')`)
/** One that nobody looks for. */
const unwanted = finding(`l.kind = 'waste' AND l.direction = 'offer'
  AND NOT EXISTS (SELECT 1 FROM matches m WHERE m.offer_id = l.id)`)
const many = finding(`l.direction = 'need' AND l.kind = 'equipment' AND l.quantity > 1`)
/** Something that is fetched. */
const due = `FROM bookings b JOIN listings l ON l.id = b.listing_id AND l.kind IN ('equipment', 'waste') AND l.lat IS NOT NULL
  JOIN clusters c ON c.id = b.cluster_id AND c.slug = 'pole-seine' WHERE b.status IN ('confirmed', 'in_use')
  ORDER BY b.starts_at LIMIT 1`
/** Part-time needs of one trade that make a job. */
const partTime = (
  rome: string,
) => `SELECT group_concat('need=' || l.id, '&') FROM listings l, ${here} AND l.cluster_id = c.id
  AND l.kind = 'staff' AND l.direction = 'need' AND l.status = 'published' AND l.details LIKE '%"${rome}"%'`
const proposed = `SELECT p.job_id FROM shared_job_parts p JOIN listings l ON l.id = p.need_id
  WHERE l.details LIKE '%"M1203"%' LIMIT 1`

const made = new Map<string, Promise<string>>()
const once = (what: string, make: () => Promise<string>) => {
  const known = made.get(what) ?? make()
  made.set(what, known)
  return known
}
const inLanguage = (path: string, language: Language) => path.replace(/^\/\w\w\//, `/${language}/`)

/** What is left of that waste, shared. */
const cascade = (world: World) =>
  once('cascade', async () =>
    sent(world, coordinator, `/fr/pole-seine/offers/${(await world.value(waste)) ?? 'none'}/share`, {}),
  )

const form = async (world: World, rome: string) =>
  `/fr/pole-seine/jobs/new?${await world.value(partTime(rome))}`
const newJob = async (_: Page, world: World, language: Language) =>
  inLanguage(await form(world, 'K2204'), language)

const job = async (page: Page, world: World, language: Language) => {
  await once('job', async () => {
    const known = await world.value(proposed)
    if (known) return known
    await page.goto(await form(world, 'M1203'))
    const own = page.locator('main form[action$="/jobs"]')
    await Promise.all([page.waitForNavigation(), own.evaluate((one: HTMLFormElement) => one.requestSubmit())])
    return page.url()
  })
  return `/${language}/pole-seine/jobs/${(await world.value(proposed)) ?? 'none'}`
}

const remainder = async (_: Page, world: World, language: Language) => {
  await cascade(world)
  const id = await world.value(`SELECT id FROM remainders ORDER BY status = 'offered' DESC, id LIMIT 1`)
  return `/${language}/pole-seine/remainders/${id ?? 'none'}`
}

export const together: readonly Screen[] = [
  { name: 'shared jobs', route: `${pole}/jobs`, as: borrower },
  { name: 'shared jobs, coordinator', route: `${pole}/jobs`, as: coordinator },
  { name: 'shared job, new', route: `${pole}/jobs/new`, as: coordinator, reach: newJob },
  {
    ...{ name: 'shared job, in the past', route: `${pole}/jobs/new`, as: coordinator, reach: newJob },
    ...{ send: { startsOn: '2020-01-06' }, form: 'main form[action$="/jobs"]' },
  },
  { name: 'shared job', route: `${pole}/jobs/:id`, as: coordinator, reach: job },
  {
    name: 'together, offers for one need',
    route: `${pole}/needs/:id/together`,
    as: coordinator,
    find: { id: many },
  },
  {
    name: 'together, share a waste',
    route: `${pole}/offers/:id/share`,
    as: coordinator,
    find: { id: waste },
  },
  {
    ...{
      name: 'together, nobody to share with',
      route: `${pole}/offers/:id/share`,
      as: coordinator,
      send: {},
    },
    find: { id: unwanted },
  },
  {
    ...{ name: 'together, to whom it goes', route: `${pole}/cascades/:id`, as: coordinator },
    reach: async (_, world, language) => inLanguage(await cascade(world), language),
  },
  { name: 'together, what is left', route: `${pole}/remainders/:id`, as: coordinator, reach: remainder },
  {
    ...{
      name: 'together, too much of it',
      route: `${pole}/remainders/:id`,
      as: coordinator,
      reach: remainder,
    },
    ...{ send: { quantity: '9999999' } },
  },
  { name: 'together, all that is left', route: `${pole}/remainders`, as: borrower },
  {
    ...{ name: 'together, round', route: `${pole}/me/round`, as: coordinator },
    reach: async (_, world, language) => {
      const [who, at] = [
        await world.value(`SELECT b.borrower_id ${due}`),
        await world.value(`SELECT b.starts_at ${due}`),
      ]
      return `/${language}/pole-seine/me/round?organisation=${who ?? ''}&date=${(at ?? '').slice(0, 10)}`
    },
  },
]
