import { beforeAll, expect, it } from 'vitest'
import { useJourney } from '../support/browser.ts'
import { givenPole, mailTo, PEOPLE, POLE, postRoom, signedIn, until } from '../support/pole.ts'

const journey = useJourney()
beforeAll(() => givenPole(journey))

it('a search is kept with one tap, alerts of what appears, and is stopped from the mail itself', async () => {
  const seeker = await signedIn(journey, PEOPLE.borrower)
  // Whatever the hour at which this runs.
  await seeker.goto('/fr/account/mails')
  await seeker.getByLabel('De', { exact: true }).fill('08:00')
  await seeker.getByLabel('À', { exact: true }).fill('08:00')
  await seeker.getByRole('button', { name: 'Enregistrer' }).click()
  await until(seeker, /C’est réglé/)

  await seeker.goto(`${POLE}/search?q=verrière`)
  await seeker.getByRole('button', { name: 'Me prévenir' }).click()
  await seeker.waitForURL(/\/searches\?told=saved/)

  const lender = await signedIn(journey, PEOPLE.lender)
  await postRoom(lender, 'Salle sous la verrière')
  await seeker.goto(`${POLE}/notices`)
  await until(seeker, /Salle sous la verrière/)
  const mail = await mailTo(journey, PEOPLE.borrower, /Salle sous la verrière/)

  const { page: anywhere } = await journey.open()
  await anywhere.goto(mail.links.find((link) => link.includes('/unsubscribe/')) ?? 'no way out')
  await anywhere.getByRole('button', { name: 'Ne plus m’écrire sur ceci' }).click()
  await until(anywhere, /C’est fait/)
  await seeker.goto('/fr/account/mails')
  expect(await seeker.getByRole('checkbox', { name: 'les recherches gardées' }).isChecked()).toBe(false)
  expect(await seeker.getByRole('checkbox', { name: 'les réservations' }).isChecked()).toBe(true)
})
