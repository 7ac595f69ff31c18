import { plain } from '../support/plain'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { browsing } from '../bookings/browsing'
import { FRIDAY, givenStream, givenTaker } from '../cascades/stream'
import { db, NOW } from '../support/given'
import { AFTER, all, booked, DURING } from './told'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

test('a hand-over is weighed, its balance read, its end noted and put right, and the rest taken to the recycler', async () => {
  const m = await givenStream({ startsAt: FRIDAY.startsAt })
  const t = await givenTaker(m, 'Atelier', 300)
  const booking = await booked(m, t, 200)
  vi.setSystemTime(Date.parse(DURING))
  const here = `/fr/${m.cluster.slug}`
  const [giver, taker, coordinator] = [
    await browsing(m.answerer),
    await browsing(t.person),
    await browsing(m.coordinator),
  ]
  const sheet = `${here}/bookings/${booking.id}/handovers`
  const form = { step: 'pick_up', measure: 'weighed', refusedQuantity: '20', refusedReason: 'contaminated' }
  const far = await giver.post(sheet, { ...form, quantity: '150000' })
  expect([
    far.status,
    plain(far.text).includes('Une tonne fait 1 000 kg'),
    far.text.includes('150000'),
  ]).toEqual([422, true, true])
  const reason = await giver.post(sheet, { ...form, refusedReason: '', quantity: '150' })
  expect([reason.status, reason.text.includes('f-refusedReason-e')]).toEqual([422, true])
  expect((await giver.post(sheet, { ...form, quantity: '150' })).status).toBe(303)
  expect(plain((await giver.get(sheet)).text)).toContain('refusé : 20 kg (Souillé, mélangé)')
  await all()

  const balance = `${here}/offers/${m.offer.id}/balance`
  const page = plain((await taker.get(balance)).text)
  for (const words of [
    'Bilan du flux',
    'Promis 200 kg',
    'Collecté 150 kg',
    'jamais venu : 30 kg',
    'en main : 150 kg',
  ])
    expect(page).toContain(words)
  const { id } = await db
    .selectFrom('streamBatches')
    .select('id')
    .where('bookingId', '=', booking.id)
    .executeTakeFirstOrThrow()
  vi.setSystemTime(Date.parse(AFTER))
  const ends = `${here}/batches/${id}/ends`
  const much = await taker.post(ends, { [`act-${id}`]: 'used', [`quantity-${id}`]: '151' })
  expect([much.status, plain(much.text).includes('Il n’y en a que 150')]).toEqual([422, true])
  expect((await taker.post(ends, { [`act-${id}`]: 'used', [`quantity-${id}`]: 'peu' })).status).toBe(422)
  const noted = await taker.post(ends, { [`act-${id}`]: 'used', [`quantity-${id}`]: '100' })
  expect(plain((await taker.get(noted.location)).text)).toContain('100 kg utilisés')
  const { id: end } = await db
    .selectFrom('streamEnds')
    .select('id')
    .where('act', '=', 'used')
    .executeTakeFirstOrThrow()
  const back = `${here}/ends/${end}/correct`
  expect((await taker.post(back, { [`q-${end}`]: '10', [`r-${end}`]: '' })).status).toBe(422)
  expect((await taker.post(back, { [`q-${end}`]: '10', [`r-${end}`]: 'Mal compté' })).status).toBe(303)
  expect((await taker.post(`${here}/batches/${id}/go-on`, { [`go-${id}`]: '25' })).status).toBe(303)

  const loose = plain((await coordinator.get(`${here}/coordination/loose-ends`)).text)
  for (const words of [
    '35 kg en main',
    'Reste : Sciure de chêne',
    'personne ne l’a encore pris',
    'en main chez Atelier',
  ])
    expect(loose).toContain(words)
  expect((await giver.get(`${here}/coordination/loose-ends`)).status).toBe(403)
  for (const language of ['en', 'ar']) {
    expect((await giver.get(balance.replace('/fr/', `/${language}/`))).status).toBe(200)
    expect((await coordinator.get(`/${language}/${m.cluster.slug}/coordination/loose-ends`)).status).toBe(200)
  }
}, 30_000)

test('a recipe is asked in the form of a need, from a template, and read on its page', async () => {
  const m = await givenStream()
  const t = await givenTaker(m, 'Atelier', 300)
  const here = `/fr/${m.cluster.slug}`
  const taker = await browsing(t.person)
  const form = (await taker.get(`${here}/post/need/waste?workshop=litter`)).text
  expect(form).toMatch(/name="recipe.refuses"[^>]*value="paint"[^>]*checked/)
  const answers = {
    ...{ title: 'Litière pour nos poules', quantity: '100', unit: 'kg', 'recipe.workshop': 'litter' },
    ...{ 'recipe.materials': 'wood', 'recipe.refuses': 'paint' },
  }
  const wrong = await taker.post(`${here}/post/need/waste`, {
    ...answers,
    'details.recipe.min': '50',
    'details.recipe.max': '20',
  })
  expect([wrong.status, plain(wrong.text).includes('Le minimum ne dépasse pas le maximum')]).toEqual([
    422,
    true,
  ])
  expect(
    (await taker.post(`${here}/post/need/waste`, { ...answers, 'details.recipe.min': '20' })).status,
  ).toBe(303)
  const need = await db
    .selectFrom('listings')
    .selectAll()
    .where('title', '=', 'Litière pour nos poules')
    .executeTakeFirstOrThrow()
  expect(JSON.parse(need.details)).toMatchObject({
    recipe: { workshop: 'litter', materials: ['wood'], refuses: ['paint'], min: 20 },
  })
  const shown = plain((await taker.get(`${here}/needs/${need.id}`)).text)
  for (const words of ['Litière', 'Refuse peinture, vernis', 'au moins 20 kg']) expect(shown).toContain(words)
})
