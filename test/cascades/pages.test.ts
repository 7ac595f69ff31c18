import { plain } from '../support/plain'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { browsing } from '../bookings/browsing'
import { heard } from '../jobs/market'
import { as, NOW } from '../support/given'
import { FRIDAY, givenStream, givenTaker, remainderOf } from './stream'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

test('what is left, by page: offered, too much refused, some of it taken, the rest to the next, seen by the lender', async () => {
  const m = await givenStream({ instantFor: 'everyone' })
  const [first, a, b] = [
    await givenTaker(m, 'Première', 300),
    await givenTaker(m, 'Les Haies', 200, { cents: 3 }),
    await givenTaker(m, 'La Ferme', 200),
  ]
  await requestBooking(await as(first.person), m.offer.id, {
    ...{ organisationId: first.organisation.id, ...FRIDAY, quantity: 300 },
  })
  await heard(['cascades.offerNext'])
  const here = `/fr/${m.cluster.slug}`
  const taker = await browsing(a.person)
  expect(plain((await taker.get(`${here}/remainders`)).text)).toContain('200 kg')
  const path = `${here}/remainders/${await remainderOf(a)}`
  const page = await taker.get(path)
  for (const words of [
    'Il reste 200 kg',
    'gardé pour vous jusqu’au dimanche 22 novembre',
    'Vendredi 27 novembre',
    'La Scierie',
  ])
    expect(plain(page.text)).toContain(words)
  const wrong = await taker.post(`${path}/take`, { quantity: '900', note: 'Gardez-moi' })
  expect([wrong.status, wrong.text.includes('f-quantity-e'), wrong.text.includes('Gardez-moi')]).toEqual([
    422,
    true,
    true,
  ])
  const taken = await taker.post(`${path}/take`, { quantity: '120', once: 'un' })
  expect(taken.location).toMatch(/\/bookings\/bkg_/)
  expect((await taker.post(`${path}/take`, { quantity: '120', once: 'un' })).location).toBe(taken.location)
  await heard(['cascades.offerNext'])

  const lender = await browsing(m.answerer)
  const share = await lender.get(`${here}/offers/${m.offer.id}/share`)
  const cascade = /href="([^"]*\/cascades\/csc_\w+)"/.exec(share.text)?.[1] ?? ''
  const seen = plain((await lender.get(cascade)).text)
  for (const words of ['Les Haies', '120 kg pris', 'La Ferme', '80 kg proposés', 'Réponse attendue'])
    expect(seen).toContain(words)
  const next = await browsing(b.person)
  const refused = await next.post(`${here}/remainders/${await remainderOf(b)}/refuse`, {})
  expect(plain((await next.get(refused.location)).text)).toContain('Vous l’avez laissé')
  await heard(['cascades.offerNext'])
  expect(plain((await lender.get(cascade)).text)).toContain('Plus personne à qui proposer')
  const none = await lender.post(`${here}/offers/${m.offer.id}/share`, { startsAt: FRIDAY.startsAt })
  expect([none.status, plain(none.text).includes('Personne ne peut prendre ce reste')]).toEqual([422, true])
  for (const language of ['en', 'ar'])
    expect((await lender.get(cascade.replace('/fr/', `/${language}/`))).status).toBe(200)
})
