import { beforeAll, describe, expect, it } from 'vitest'
import { useJourney } from '../support/browser.ts'
import { choose, givenPole, PEOPLE, POLE, postRoom, signedIn, until } from '../support/pole.ts'

const CSV =
  'name,siret,commune\nLes Ateliers du Pont,73282932000074,Rouen\nSans numéro juste,12345678900000,Rouen\n'

describe('a coordinator’s day', () => {
  const journey = useJourney()
  beforeAll(() => givenPole(journey))

  it('hides what was reported and says why', async () => {
    const lender = await signedIn(journey, PEOPLE.lender)
    const offer = await postRoom(lender, 'Salle signalée du quai')
    const { page: anyone } = await journey.open()
    await anyone.goto(`${offer}/report`)
    await anyone.locator('label.o').first().click()
    await anyone.locator('textarea[name=note]').fill('La salle a fermé')
    await anyone.locator('main form button').first().click()
    await anyone.waitForURL(/told=reported/)

    const awa = await signedIn(journey, PEOPLE.coordinator)
    await awa.goto(`${POLE}/coordination`)
    await until(awa, /Salle signalée du quai/)
    await awa.goto(`${POLE}/coordination/reports`)
    await awa.locator('input[name=reason]').first().fill('Elle a fermé en octobre')
    await awa.locator('form:has(input[name=reason]) button').first().click()
    await awa.waitForLoadState()
    expect((await anyone.goto(offer))?.status()).toBe(404)
    await lender.goto(offer.replace('/offers/', '/me/listings/'))
    expect(await lender.locator('main').innerText()).toContain('Elle a fermé en octobre')
  })

  it('books for a member without a computer, and the booking says so', async () => {
    const lender = await signedIn(journey, PEOPLE.lender)
    const offer = await postRoom(lender, 'Salle pour Jeanne')
    const awa = await signedIn(journey, PEOPLE.coordinator)
    await choose(awa, offer, '14 h')
    await awa.locator('select[name=onBehalfOf]').selectOption({ label: await labelOf(awa, 'Jeanne') })
    await awa.getByRole('button', { name: 'Demander ce créneau' }).click()
    await awa.waitForURL(/\/bookings\//)
    expect(await awa.locator('main').innerText()).toContain('Demande envoyée, animation du pôle')
  })

  it('imports a file, sees the row that is wrong and why, takes in the rest; the dashboard counts', async () => {
    const awa = await signedIn(journey, PEOPLE.coordinator)
    await awa.goto(`${POLE}/coordination/import`)
    await awa
      .locator('input[type=file]')
      .setInputFiles({ name: 'structures.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) })
    await awa.locator('main form button').first().click()
    await awa.waitForURL(/\/import\/imp_/)
    expect(await awa.locator('main').innerText()).toContain('SIRET')
    await awa.locator('button[name=act][value=accept]').click()
    await until(awa, /1 structure|1 ajout|ajoutée/)
    await awa.goto(`${POLE}/coordination/members?q=Ateliers`)
    expect(await awa.locator('main').innerText()).toContain('Les Ateliers du Pont')
    await awa.goto(`${POLE}/coordination/members?q=Sans`)
    expect(await awa.locator('main').innerText()).not.toContain('Sans numéro juste')
    await awa.goto(`${POLE}/coordination/dashboard`)
    expect(await awa.locator('main table').count()).toBeGreaterThan(0)
  })
})

/** The whole label of the choice that begins, or goes on, with these words. */
const labelOf = async (page: Awaited<ReturnType<typeof signedIn>>, words: string) =>
  (await page.locator('select[name=onBehalfOf] option', { hasText: words }).first().textContent())?.trim() ??
  ''
