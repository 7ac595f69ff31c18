import { beforeAll, describe, expect, it } from 'vitest'
import { useJourney } from '../support/browser.ts'
import {
  choose,
  givenPole,
  mailTo,
  next,
  nextMonday,
  PEOPLE,
  POLE,
  postRoom,
  signedIn,
  until,
} from '../support/pole.ts'

describe('needs, matches and conflicts', () => {
  const journey = useJourney()
  beforeAll(() => givenPole(journey))

  it('a need shows what fits while it is written; once published both sides find the match, write, or set it aside', async () => {
    const lender = await signedIn(journey, PEOPLE.lender)
    await postRoom(lender, 'Grande salle du quai pour réunions')

    // The real map comes at a tap: its points are to be seen, and lead to their listings.
    const { page: passer } = await journey.open({ viewport: { width: 360, height: 740 } })
    await passer.goto(`${POLE}/search`)
    await until(passer, /Grande salle du quai/)
    await passer.locator('summary').filter({ hasText: 'carte' }).click()
    await passer.getByRole('button', { name: 'Ouvrir la carte' }).click()
    await passer.locator('.leaflet-interactive').first().click()
    const popup = await passer.locator('.leaflet-popup-content-wrapper').boundingBox()
    expect((popup?.x ?? 0) + (popup?.width ?? 999)).toBeLessThan(360)
    await passer.locator('.leaflet-popup').getByRole('link', { name: 'Grande salle du quai' }).click()
    await passer.waitForURL(/\/offers\//)

    const seeker = await signedIn(journey, PEOPLE.borrower)
    await seeker.goto(`${POLE}/post/need/space`)
    await seeker.getByLabel('En quelques mots').fill('Une salle pour une réunion')
    await next(seeker)
    await seeker.getByLabel('Quel jour ?').fill(nextMonday())
    await seeker.getByText('Grande salle du quai').first().waitFor()
    await next(seeker)
    await next(seeker)
    await seeker.getByRole('button', { name: 'Publier' }).click()
    await seeker.waitForURL(/told=published/)
    const need = new URL(seeker.url()).pathname.split('/').at(-1)

    await seeker.goto(`${POLE}/matches?listing=${need}`)
    await until(seeker, /Grande salle du quai/)
    await seeker.locator('main a[href*="/matches/mat_"]').first().click()
    const match = new URL(seeker.url()).pathname
    await lender.goto(match)
    expect(await lender.locator('main').innerText()).toContain('Une salle pour une réunion')

    await seeker.goto(`${POLE}/messages/${match.split('/').at(-1)}`)
    await seeker.locator('textarea[name=body]').fill('Bonjour, la salle a-t-elle un écran ?')
    await seeker.getByRole('button', { name: 'Envoyer' }).click()
    await lender.goto(`${POLE}/messages`)
    await until(lender, /a-t-elle un écran/)
    await mailTo(journey, PEOPLE.lender, /./)

    await lender.goto(match)
    await lender
      .locator('form[action$="/dismiss"] summary, details:has(form[action$="/dismiss"]) summary')
      .first()
      .click()
    await lender.locator('form[action$="/dismiss"] label').first().click()
    await lender.locator('form[action$="/dismiss"] button').last().click()
    await lender.waitForURL(match)
    await seeker.goto(`${POLE}/messages/${match.split('/').at(-1)}`)
    expect(await seeker.locator('textarea[name=body]').count()).toBe(0)
  })

  it('of two who want the same hours one is told what is free, and books it in a click', async () => {
    const lender = await signedIn(journey, PEOPLE.lender)
    const offer = await postRoom(lender, 'Petite salle du quai')
    const [one, two] = await Promise.all([
      signedIn(journey, PEOPLE.borrower),
      signedIn(journey, PEOPLE.other),
    ])
    for (const page of [one, two]) await choose(page, offer, '10 h', '11 h')
    await one.getByRole('button', { name: 'Demander ce créneau' }).click()
    await one.waitForURL(/\/bookings\//)
    await two.getByRole('button', { name: 'Demander ce créneau' }).click()
    await two.getByRole('heading', { name: /Déjà pris/ }).waitFor()
    await two
      .getByRole('button', { name: /^Réserver/ })
      .first()
      .click()
    await two.waitForURL(/\/bookings\//)
    expect(await two.locator('h1').innerText()).toBe('Votre demande est envoyée')

    // Where exactly it is, is told once the lender has accepted.
    expect(await one.locator('main').innerText()).not.toContain('12 rue du Port')
    await lender.goto(one.url())
    await lender.getByRole('button', { name: 'Accepter' }).click()
    await one.reload()
    expect(await one.locator('main').innerText()).toContain('12 rue du Port')
  })
})
