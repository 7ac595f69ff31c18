import { expect, test } from 'vitest'
import { browsing } from '../bookings/browsing'
import { givenNearMiss } from './given'

test('the pages: the board, its file, one need and whom to ask, and where they answer', async () => {
  const { g, need, offer } = await givenNearMiss()
  const coordinator = await browsing({ id: g.coordinator.actor?.personId ?? '' })
  const at = `/fr/${g.cluster.slug}`
  const page = await coordinator.get(`${at}/coordination/unmet`)
  expect(page.text.replace(/\s/g, ' ')).toContain('12 km au lieu de 5 km')
  const csv = await coordinator.get(`${at}/coordination/unmet.csv`)
  expect(csv.text).toContain(`${offer.id},Fourgon avec hayon`)
  const one = `${at}/coordination/unmet/${need.id}`
  expect((await coordinator.get(one)).text).toContain('Qui pourrait l’avoir')
  const nobody = await coordinator.post(one, {})
  expect([nobody.status, nobody.text.includes('Choisissez au moins une structure')]).toEqual([422, true])
  const asked = await coordinator.post(one, { organisations: [g.lender.id] })
  expect(asked).toMatchObject({ status: 303, location: `${one}?asked=1` })
  expect((await coordinator.get(asked.location)).text).toContain('1 structure est prévenue')
  const holder = await browsing({ id: g.holder.actor?.personId ?? '' })
  expect((await holder.get(`${at}/coordination/unmet`)).status).toBe(403)
  const answer = await holder.get(`${at}/needs/${need.id}/answer`)
  expect(answer.text).toContain(`${at}/post/offer/equipment?`)
})
