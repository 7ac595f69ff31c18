import { organisationOf, people, pole } from './demo.ts'
import type { Language, Screen } from './screens.ts'
import type { World } from './world.ts'

// Waiting for what is taken, and things out of order. The demo has neither: each is made once, by the forms of the pages.

const { borrower, coordinator } = people

/** Somebody else's room at a time to come, and who has it. */
const others = `FROM bookings b JOIN listings l ON l.id = b.listing_id AND l.kind = 'space' AND l.grain = 'hour'
  AND l.status = 'published' JOIN capacities k ON k.id = b.capacity_id AND k.quantity = 1
  JOIN clusters c ON c.id = b.cluster_id AND c.slug = 'pole-seine'
  WHERE b.status = 'confirmed' AND b.starts_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+2 days')
    AND b.borrower_id <> (${organisationOf(borrower)}) AND b.lender_id <> (${organisationOf(borrower)})
  ORDER BY b.starts_at DESC LIMIT 1`
/** What the borrower has ahead, the nearest. */
const own = `FROM bookings b JOIN listings l ON l.id = b.listing_id AND l.grain = 'hour'
  WHERE b.status = 'confirmed' AND b.starts_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+1 day')
    AND b.borrower_id = (${organisationOf(borrower)}) ORDER BY b.starts_at LIMIT 1`

const made = new Map<string, Promise<string>>()
const once = (what: string, make: () => Promise<string>) => {
  const known = made.get(what) ?? make()
  made.set(what, known)
  return known
}

/** Sends a form as this person does, and tells where it led. */
export async function sent(
  world: World,
  email: string,
  path: string,
  fields: Record<string, string>,
): Promise<string> {
  const storageState = await world.signedIn(email)
  const context = await world.browser.newContext({ storageState, baseURL: world.server.url })
  try {
    const page = await context.newPage()
    await page.goto(path)
    const submitted = page.evaluate(
      ({ action, fields }) => {
        const form = document.createElement('form')
        Object.assign(form, { method: 'post', action })
        for (const [name, value] of Object.entries(fields)) {
          const input = document.createElement('input')
          Object.assign(input, { name, value })
          form.append(input)
        }
        document.body.append(form)
        form.submit()
      },
      { action: path, fields },
    )
    await Promise.all([page.waitForNavigation(), submitted])
    return new URL(page.url()).pathname
  } finally {
    await context.close()
  }
}

const inLanguage = (path: string, language: Language) => path.replace(/^\/\w\w\//, `/${language}/`)

const waiting = (world: World) =>
  once('waiting', async () => {
    const value = async (what: string) => (await world.value(`SELECT ${what} ${others}`)) ?? ''
    return sent(world, borrower, `/fr/pole-seine/offers/${await value('b.listing_id')}/waitlist`, {
      ...{ startsAt: await value('b.starts_at'), endsAt: await value('b.ends_at'), quantity: '1' },
      organisationId: (await world.value(organisationOf(borrower))) ?? '',
    })
  })

const outOfOrder = (world: World) =>
  once('out of order', async () => {
    const value = async (what: string) => (await world.value(`SELECT ${what} ${own}`)) ?? ''
    const [listing, day] = [await value('b.listing_id'), (await value('b.starts_at')).slice(0, 10)]
    const after = new Date(Date.parse(day) + 3 * 86_400_000).toISOString().slice(0, 10)
    const path = `/fr/pole-seine/offers/${listing}/outages`
    const fields = { startsOn: day, endsOn: after, capacityId: await value('b.capacity_id') }
    return sent(world, coordinator, path, { ...fields, reason: 'La chaudière ne démarre plus.' })
  })

export const queues: readonly Screen[] = [
  {
    ...{ name: 'wait, form', route: `${pole}/offers/:id/waitlist`, as: borrower },
    find: { id: `SELECT b.listing_id ${others}` },
  },
  {
    ...{ name: 'wait, no time', route: `${pole}/offers/:id/waitlist`, as: borrower, send: {} },
    find: { id: `SELECT b.listing_id ${others}` },
  },
  {
    ...{ name: 'waiting', route: `${pole}/waitlist/:id`, as: borrower },
    reach: async (_, world, language) => inLanguage(await waiting(world), language),
  },
  {
    ...{ name: 'waiting, list', route: `${pole}/waitlist`, as: borrower },
    reach: async (_, world, language) =>
      inLanguage(await waiting(world), language).replace(/\/waitlist\/.*/, '/waitlist'),
  },
  {
    ...{ name: 'out of order, form', route: `${pole}/offers/:id/outages`, as: coordinator },
    find: { id: `SELECT b.listing_id ${own}` },
  },
  {
    ...{ name: 'out of order', route: `${pole}/outages/:id`, as: coordinator },
    reach: async (_, world, language) => inLanguage(await outOfOrder(world), language),
  },
  {
    ...{ name: 'booking, out of order', route: `${pole}/bookings/:id`, as: borrower },
    reach: async (_, world, language) => {
      await outOfOrder(world)
      const id = await world.value(
        `SELECT booking_id FROM holds WHERE suspended_by IS NOT NULL AND booking_id IN (SELECT id FROM bookings
         WHERE borrower_id = (${organisationOf(borrower)})) LIMIT 1`,
      )
      return `/${language}/pole-seine/bookings/${id ?? 'none'}`
    },
  },
]
