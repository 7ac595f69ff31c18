import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useJourney } from '../support/browser.ts'
import { lineTo } from './cut.ts'
import { givenWastes, recorded } from './wastes.ts'
import { givenPole, PEOPLE, POLE, signedIn } from '../support/pole.ts'

describe('a round of pick-ups', () => {
  const journey = useJourney()
  let round = ''
  beforeAll(async () => {
    await givenPole(journey)
    await givenWastes(journey)
  })

  it('is prepared from what is booked, without JavaScript', async () => {
    const page = await signedIn(journey, PEOPLE.borrower, { javaScriptEnabled: false })
    await page.goto(`${POLE}/me/pickups/new`)
    expect(await page.locator('input[name=bookingIds]').count()).toBe(3)
    await page.getByRole('button', { name: 'Créer la tournée' }).click()
    await page.waitForURL(/\/pickups\/rnd_/)
    round = new URL(page.url()).pathname
    expect(await page.locator('[data-stop] h2').count()).toBe(3)
    expect(await page.locator('main').innerText()).toMatch(/300\skg à charger/)
  })

  it('is driven with the network cut in the middle: nothing lost, nothing doubled', async () => {
    const line = await lineTo(journey.server.url)
    const phone = { baseURL: line.url, viewport: { width: 360, height: 740 } }
    const page = await signedIn(journey, PEOPLE.borrower, phone)
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url())
    })
    await page.goto(round)
    await page.getByText('Cette page marche aussi sans réseau.').waitFor()

    line.cut()
    await page.context().setOffline(true)
    await note(page, 'Sciure de chêne', { outcome: 'Chargé', quantity: '87' })
    await note(page, 'Chutes de toile', { outcome: 'Pas pris', reason: 'Mouillé' })
    await page.getByText('2 note(s) attendent le réseau').waitFor()

    await page.reload()
    await page.getByText('Gardé sur ce téléphone, partira avec le réseau : 87 kg chargés').waitFor()
    expect(await page.locator('main').innerText()).toContain('Mouillé')
    await note(page, 'Palettes cassées', { outcome: 'Chargé', quantity: '40' })
    // Weighed again: the second note of a stop takes the place of the first.
    await note(page, 'Sciure de chêne', { outcome: 'Chargé', quantity: '97' })
    await page.reload()
    await page.getByText('Gardé sur ce téléphone, partira avec le réseau : 97 kg chargés').waitFor()
    expect(await recorded(journey)).toMatchObject([{ outcome: null }, { outcome: null }, { outcome: null }])

    line.mend()
    await page.context().setOffline(false)
    await page.getByText('Envoyé : 97 kg chargés').waitFor()
    await page.getByText('Envoyé : 40 kg chargés').waitFor()
    await page.getByText('Envoyé : pas pris : Mouillé').waitFor()
    const found = [
      {
        title: 'Chutes de toile',
        outcome: 'refused',
        quantity: 0,
        reason: 'Mouillé',
        records: 1,
        handed: '0',
      },
      { title: 'Palettes cassées', outcome: 'collected', quantity: 40, records: 1, handed: '40' },
      { title: 'Sciure de chêne', outcome: 'collected', quantity: 97, records: 1, handed: '97' },
    ]
    expect(await recorded(journey)).toMatchObject(found)

    // Once more, with and without network: all stands, and nothing is sent again.
    const before = sent.length
    await page.reload()
    await page.getByText('Tous les arrêts sont notés.').waitFor()
    line.cut()
    await page.reload()
    await page.getByText('Tous les arrêts sont notés.').waitFor()
    line.close()
    expect(sent.length).toBe(before)
    expect(await recorded(journey)).toMatchObject(found)
  })

  it('whose answer is lost on the way is sent again, and written once; then it is put right', async () => {
    const page = await signedIn(journey, PEOPLE.borrower)
    await page.goto(round)
    await page.getByText('Tous les arrêts sont notés.').waitFor()
    let lost = 0
    await page.route('**/pickups/*/stops/*', async (route) => {
      if (lost++ > 0) return route.continue()
      await route.fetch() // it arrives, and its answer does not
      await route.abort('connectionfailed')
    })
    await note(page, 'Palettes cassées', { outcome: 'Chargé', quantity: '45' })
    await page.getByText('Gardé sur ce téléphone, partira avec le réseau : 45 kg chargés').waitFor()
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await page.getByText('Envoyé : 45 kg chargés').waitFor()
    expect((await recorded(journey))[1]).toMatchObject({ quantity: 45, records: 2, handed: '40,45' })
  })

  it('is forgotten by the phone of who signs out; what is not sent yet is told before, and leaves later', async () => {
    const line = await lineTo(journey.server.url)
    const phone = { baseURL: line.url, viewport: { width: 360, height: 740 } }
    const page = await signedIn(journey, PEOPLE.borrower, phone)
    await page.goto(round)
    await page.getByText('Tous les arrêts sont notés.').waitFor()
    await page.getByText('Cette page marche aussi sans réseau.').waitFor()
    line.cut()
    await note(page, 'Palettes cassées', { outcome: 'Chargé', quantity: '46' })
    await page.getByText('Gardé sur ce téléphone, partira avec le réseau : 46 kg chargés').waitFor()
    line.mend()
    // The server is not reached by this one request: the note stays on the phone.
    await page.route('**/pickups/*/stops/*', (route) => route.abort('connectionfailed'))
    await page.goto('/fr/account')
    await page.getByText('Notes de collecte pas encore envoyées : 1.').first().waitFor()
    await page.getByRole('button', { name: 'Se déconnecter quand même' }).click()
    await page.waitForURL(/\/fr(\/pole-essai)?$/)

    // Nobody reads the round on this phone any more, with or without network.
    await page.unroute('**/pickups/*/stops/*')
    line.cut()
    // In a tab of its own: the browser goes to its page of errors after the refusal, and would cut off what comes next.
    const tab = await page.context().newPage()
    expect(await tab.goto(round).catch(() => 'not there')).toBe('not there')
    await tab.close()
    line.mend()
    expect((await recorded(journey))[1]).toMatchObject({ quantity: 45 })
    await page.goto(`/dev/sign-in/${PEOPLE.borrower}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL((url) => !url.pathname.startsWith('/dev'))
    await page.goto(round)
    await page.getByText('Envoyé : 46 kg chargés').waitFor()
    line.close()
    expect((await recorded(journey))[1]).toMatchObject({ quantity: 46, records: 3, handed: '40,45,46' })
  })

  it('is noted stop by stop without JavaScript, with errors in words beside their fields', async () => {
    const page = await signedIn(journey, PEOPLE.borrower, { javaScriptEnabled: false })
    await page.goto(round)
    await note(page, 'Chutes de toile', { outcome: 'Chargé', quantity: '-4' })
    expect(await page.locator('#errors').innerText()).toMatch(/Indiquez au moins\s0/)
    expect(await page.locator('input[name=quantity][aria-invalid]').inputValue()).toBe('-4')
    await note(page, 'Chutes de toile', { outcome: 'Chargé', quantity: '52' })
    await page.waitForURL(/told=saved/)
    expect((await recorded(journey))[0]).toMatchObject({ outcome: 'collected', quantity: 52, records: 2 })
  })
})

async function note(
  page: Page,
  title: string,
  said: { outcome: string; quantity?: string; reason?: string },
) {
  const stop = page.locator('[data-stop]', { hasText: title })
  if (
    !(await stop
      .locator('details')
      .getAttribute('open')
      .then((open) => open !== null))
  )
    await stop.locator('summary').click()
  await stop.locator('label.o', { hasText: said.outcome }).click()
  if (said.quantity) await stop.locator('input[name=quantity]').fill(said.quantity)
  if (said.reason) await stop.locator('input[name=reason]').fill(said.reason)
  await stop.getByRole('button', { name: 'Enregistrer' }).click()
}
