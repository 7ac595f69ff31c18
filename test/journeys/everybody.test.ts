import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useJourney } from '../support/browser.ts'
import { choose, givenPole, nextMonday, PEOPLE, POLE, postRoom, signedIn, until } from '../support/pole.ts'

describe('without JavaScript, by keyboard, from right to left', () => {
  const journey = useJourney()
  let offer = ''
  beforeAll(async () => {
    await givenPole(journey)
    offer = await postRoom(await signedIn(journey, PEOPLE.lender), 'Salle du quai')
  })

  it('gets its styles and scripts from the build, and nothing from elsewhere', async () => {
    const { page } = await journey.open()
    const failed: string[] = []
    const hosts = new Set<string>()
    page.on('response', (answer) => {
      hosts.add(new URL(answer.url()).origin)
      if (answer.status() >= 400) failed.push(`${answer.status()} ${answer.url()}`)
    })
    for (const path of [POLE, `${POLE}/search`, `${offer}/book`])
      await page.goto(path, { waitUntil: 'networkidle' })
    expect(failed).toEqual([])
    expect([...hosts]).toEqual([journey.server.url])
    expect(await page.evaluate(() => document.styleSheets[0]?.cssRules.length ?? 0)).toBeGreaterThan(50)
  })

  it('posts, searches and books without JavaScript', async () => {
    const plain = { javaScriptEnabled: false }
    const other = await signedIn(journey, PEOPLE.other, plain)
    const theirs = await postRoom(other, 'Fournil sans script')
    expect((await other.goto(theirs))?.status()).toBe(200)

    const page = await signedIn(journey, PEOPLE.borrower, plain)
    await page.goto(`${POLE}/search`)
    await page.locator('input[name=q]').first().fill('quai')
    await page.locator('input[name=q]').first().press('Enter')
    await until(page, /Salle du quai/)
    await page
      .getByRole('link', { name: /Salle du quai/ })
      .first()
      .click()
    await choose(page, offer, '9 h', '10 h')
    await page.getByRole('button', { name: 'Demander ce créneau' }).click()
    await page.waitForURL(/\/bookings\//)
    expect(await page.locator('h1').innerText()).toBe('Votre demande est envoyée')
  })

  it('books by keyboard alone', async () => {
    const page = await signedIn(journey, PEOPLE.borrower)
    await page.goto(`${offer}/book?day=${nextMonday()}`)
    await tabTo(page, 'input[name=h]:not([disabled])')
    await page.keyboard.press('Space')
    await tabTo(page, 'form#book button[type=submit]')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/bookings\//)
    expect(await page.locator('h1').innerText()).toBe('Votre demande est envoyée')
  })

  it('reads from right to left, and no screen is wider than a small phone', async () => {
    const page = await signedIn(journey, PEOPLE.borrower, { viewport: { width: 360, height: 740 } })
    const pole = POLE.replace('/fr/', '/ar/')
    const screens = [
      '',
      '/search',
      '/post',
      '/post/offer/space',
      '/post/need/waste',
      '/me',
      '/me/listings',
      '/agenda',
      '/messages',
      '/notices',
      '/join',
    ]
    const here = offer.replace('/fr/', '/ar/')
    const wide: string[] = []
    for (const path of [
      ...screens.map((one) => pole + one),
      here,
      `${here}/book`,
      '/ar',
      '/ar/account',
      '/ar/sign-in?next=/ar',
    ]) {
      await page.goto(path)
      expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (beyond > 0) wide.push(`${path}: ${beyond} px`)
    }
    expect(wide).toEqual([])
  })
})

/** Presses Tab until something that matches has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
  }
  throw new Error(`Tab never comes to ${selector}`)
}
