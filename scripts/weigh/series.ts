import type { Page } from 'playwright-core'
import { organisationOf, people } from './demo.ts'
import type { Language } from './screens.ts'
import type { World } from './world.ts'

type Reach = (page: Page, world: World, language: Language) => Promise<string>

/** The form of a booking with two hours ticked: sent with a repetition, it answers with the preview of a series. */
export const twoHours =
  (offer: string): Reach =>
  async (page, world, language) => {
    const id = await world.value(offer)
    await page.goto(`/${language}/pole-seine/offers/${id}/book`)
    const hours = await page
      .locator('input[name="h"]:not([disabled])')
      .evaluateAll((all) => all.slice(0, 2).map((one) => (one as HTMLInputElement).value))
    const day = await page.locator('input[name="day"]').first().inputValue()
    return `/${language}/pole-seine/offers/${id}/book?day=${day}&${hours.map((h) => `h=${h}`).join('&')}`
  }

/** The borrower's series of half a year; the first who looks asks for it. */
export const halfAYear =
  (offer: string): Reach =>
  async (page, world, language) => {
    const mine = `SELECT id FROM series WHERE borrower_id = (${organisationOf(people.borrower)}) LIMIT 1`
    if (!(await world.value(mine))) {
      await page.goto(await twoHours(offer)(page, world, language))
      await page.locator('select[name="repeat"]').evaluate((one) => {
        ;(one as HTMLSelectElement).value = 'weekly'
      })
      await page.locator('input[name="times"]').evaluate((one) => {
        ;(one as HTMLInputElement).value = '26'
      })
      for (const form of ['#book', 'main form[action$="/series"]'])
        await Promise.all([
          page.waitForNavigation(),
          page.locator(form).evaluate((one: HTMLFormElement) => one.requestSubmit()),
        ])
    }
    return `/${language}/pole-seine/series/${await world.value(mine)}`
  }
