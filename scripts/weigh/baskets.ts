import type { Page } from 'playwright-core'
import { organisationOf, people, pole } from './demo.ts'
import type { Language, Screen } from './screens.ts'
import type { World } from './world.ts'

type Reach = (page: Page, world: World, language: Language) => Promise<string>

const DAY = 86_400_000
/** A Tuesday in two or three weeks, when most things are open. */
const tuesday = () => {
  const now = new Date()
  const days = 14 + ((9 - now.getUTCDay()) % 7)
  return new Date(now.getTime() + days * DAY).toISOString().slice(0, 10)
}
const list = (language: Language) =>
  `/${language}/pole-seine/free?from=${tuesday()}&at=10:00&until=12:00&quantity=1`

/** A basket with three things that are free at the same time. */
const filled: Reach = async (page, _, language) => {
  const basket = `/${language}/pole-seine/basket`
  await page.goto(basket)
  const there = await page.locator('form[action$="/remove"]').count()
  for (let i = there; i < 3; i++) {
    await page.goto(list(language))
    await Promise.all([
      page.waitForNavigation(),
      page
        .locator('form[action$="/basket"]')
        .nth(i)
        .evaluate((one: HTMLFormElement) => one.requestSubmit()),
    ])
  }
  return basket
}

/** A basket that was sent; the first who looks sends it. */
const sent: Reach = async (page, world, language) => {
  const mine = `SELECT id FROM baskets WHERE borrower_id = (${organisationOf(people.borrower)})
    AND (SELECT count(*) FROM bookings WHERE basket_id = baskets.id) > 2 LIMIT 1`
  if (!(await world.value(mine)) && (await isSignedInAs(page, language))) {
    await page.goto(await filled(page, world, language))
    await Promise.all([
      page.waitForNavigation(),
      page.locator('form[action$="/basket/send"]').evaluate((one: HTMLFormElement) => one.requestSubmit()),
    ])
  }
  return `/${language}/pole-seine/baskets/${await world.value(mine)}`
}

/** Whoever coordinates does not send it: they would do so for somebody else. */
async function isSignedInAs(page: Page, language: Language): Promise<boolean> {
  await page.goto(`/${language}/pole-seine/me`)
  return (await page.locator('a[href$="/coordination"]').count()) === 0
}

const busy = `FROM holds h JOIN capacities k ON k.id = h.capacity_id AND k.quantity = 1
  JOIN bookings b ON b.id = h.booking_id
  JOIN listings l ON l.id = b.listing_id AND l.grain = 'hour' AND l.kind = 'space' AND l.status = 'published'
  JOIN clusters c ON c.id = l.cluster_id AND c.slug = 'pole-seine'
  WHERE b.status = 'confirmed' AND h.live = 1 AND b.lender_id <> (${organisationOf(people.landlord)})
  ORDER BY b.starts_at DESC LIMIT 1`

/** A basket with something in it that somebody else has. */
const taken: Reach = async (page, world, language) => {
  const basket = `/${language}/pole-seine/basket`
  const offer = await world.value(`SELECT b.listing_id ${busy}`)
  const take = await world.value(
    `SELECT h.busy_from || '-' || h.busy_to || '-1-' || h.capacity_id || '-' || b.listing_id ${busy}`,
  )
  await page.goto(list(language))
  const form = page.locator('form[action$="/basket"]').first()
  await form.locator('input[name="take"]').evaluate((one, value) => {
    ;(one as HTMLInputElement).value = String(value)
  }, take)
  await Promise.all([
    page.waitForNavigation(),
    form.evaluate((one: HTMLFormElement, action) => {
      one.action = action
      one.requestSubmit()
    }, `/${language}/pole-seine/offers/${offer}/basket`),
  ])
  return basket
}

/** Several things asked for at once. */
export const baskets: readonly Screen[] = [
  { name: 'basket', route: `${pole}/basket`, as: people.borrower, reach: filled },
  { name: 'basket, empty', route: `${pole}/basket`, as: people.member },
  { name: 'basket, taken', route: `${pole}/basket`, as: people.landlord, reach: taken },
  { name: 'basket, sent', route: `${pole}/baskets/:id`, as: people.borrower, reach: sent },
  { name: 'basket, to answer', route: `${pole}/baskets/:id`, as: people.coordinator, reach: sent },
]
