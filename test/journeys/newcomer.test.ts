import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../scripts/lib/project.ts'
import { useJourney } from '../support/browser.ts'
import { choose, givenPole, mailTo, next, PEOPLE, POLE, signedIn, until } from '../support/pole.ts'

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
const ZOE = 'zoe@essai.example'

describe('from the first visit to a confirmed booking', () => {
  const journey = useJourney()
  beforeAll(() => givenPole(journey))

  it('a newcomer joins, posts from her phone; another finds it and books; she confirms, and the address is told', async () => {
    const { page: zoe } = await journey.open(PHONE)

    // She signs in by the code of the mail, and says who she is.
    await zoe.goto(`/fr/sign-in?next=${POLE}/join`)
    await zoe.getByLabel('Votre adresse e-mail').fill(ZOE)
    await zoe.getByRole('button', { name: 'Recevoir mon code' }).click()
    await zoe.waitForURL(/sign-in\/code/)
    const { subject } = await mailTo(journey, ZOE, /\d{3}\s?\d{3}/)
    await zoe.getByLabel('Code à six chiffres').fill(/\d{3}\s?\d{3}/.exec(subject)?.[0] ?? '')
    await zoe.getByRole('button', { name: 'Me connecter' }).click()
    await zoe.getByLabel('Votre nom').fill('Zoé Nouvelle')
    await zoe.getByRole('button', { name: 'Créer mon compte' }).click()

    // She asks to join with her organisation; the coordinator accepts.
    await zoe.waitForURL(/\/join/)
    await zoe.getByLabel('SIRET ou nom').fill('732 829 320 00074')
    await zoe.getByRole('button', { name: 'Chercher' }).click()
    await zoe.getByLabel('Nom', { exact: false }).last().waitFor()
    await zoe.locator('input[name=name]').fill('Les Ateliers du Pont')
    await zoe.locator('input[name=commune]').fill('Rouen')
    await zoe.locator('input[name=postcode]').fill('76000')
    await zoe.getByRole('button', { name: 'Envoyer la demande' }).click()
    await zoe.waitForURL(/asked=1/)

    const awa = await signedIn(journey, PEOPLE.coordinator)
    await awa.goto(`${POLE}/coordination/members`)
    await awa.getByText('Les Ateliers du Pont').first().waitFor()
    await awa.getByRole('button', { name: 'Accepter' }).first().click()
    await awa.waitForURL(/done=1/)
    await mailTo(journey, ZOE, /./)

    // She posts a room with a photo.
    await zoe.goto(`${POLE}/post/offer/space`)
    await zoe.getByLabel('En quelques mots').fill('Atelier clair du pont')
    await zoe.locator('input[type=file]').setInputFiles(join(root, 'test/journeys/atelier.png'))
    await zoe.getByLabel('Ce qu’on voit sur la photo').fill('Un atelier')
    await next(zoe)
    for (const question of [1, 2, 3]) if (question) await next(zoe)
    await zoe.getByRole('button', { name: 'Publier' }).click()
    await zoe.waitForURL(/told=published/)
    const offer = new URL(zoe.url()).pathname
    expect(
      await zoe
        .locator('main img')
        .first()
        .evaluate((img: HTMLImageElement) => img.naturalWidth),
    ).toBeGreaterThan(0)

    // Another person finds it by its words, and asks for two hours.
    const other = await signedIn(journey, PEOPLE.borrower)
    await other.goto(`${POLE}/search?q=atelier`)
    await until(other, /Atelier clair du pont/)
    await other
      .getByRole('link', { name: /Atelier clair du pont/ })
      .first()
      .click()
    expect(new URL(other.url()).pathname).toBe(offer)
    await choose(other, offer, '14 h', '15 h')
    await other.getByRole('button', { name: 'Demander ce créneau' }).click()
    await other.waitForURL(/\/bookings\//)
    expect(await other.locator('h1').innerText()).toBe('Votre demande est envoyée')

    // She is told by mail, and accepts; the borrower sees it, and where to go.
    const mail = await mailTo(journey, ZOE, /Atelier clair du pont/)
    const link = mail.links.find((one) => one.includes('/bookings/')) ?? ''
    await zoe.goto(link)
    await zoe.getByRole('button', { name: 'Accepter' }).click()
    await other.reload()
    expect(await other.locator('h1').innerText()).toBe('C’est réservé')
    expect(await other.locator('main').innerText()).toContain('Zoé Nouvelle')
  })
})
