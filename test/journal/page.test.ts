import { expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { as, givenCoordinator, givenCluster } from '../support/given'
import { givenMarket, TUESDAY } from '../bookings/market'
import { signedIn } from '../dashboards/session'

test('the journal tells every fact of the cluster in words, newest first, with who did it and for whom', async () => {
  const m = await givenMarket()
  const elsewhere = await givenMarket({ title: 'Ailleurs' })
  const booking = await requestBooking(await as(m.coordinator), m.offer.id, {
    ...{ organisationId: m.borrower.id, ...TUESDAY, onBehalfOf: m.member.memberId },
  })
  await requestBooking(await as(elsewhere.member), elsewhere.offer.id, {
    organisationId: elsewhere.borrower.id,
    ...TUESDAY,
  })
  await cancelBooking(await as(m.member), booking.id, { reason: 'Reporté' })
  const { status, text } = await (await signedIn(m.coordinator)).get(
    `/fr/${m.cluster.slug}/coordination/journal`,
  )
  expect(status).toBe(200)
  const lines = [...text.matchAll(/<tr>([\s\S]*?)<\/tr>/g)]
    .slice(1)
    .map((line) => (line[1] ?? '').replace(/<[^>]+>/g, ' '))
  expect(lines).toHaveLength(2)
  expect(lines[0]).toContain('Réservation annulée')
  expect(lines[1]).toContain('demande «\u00a0Salle des Aulnes\u00a0»')
  expect(lines[1]).toContain(m.coordinator.name)
  expect(text).toContain(`/fr/${m.cluster.slug}/bookings/${booking.id}`)
  expect(text).not.toContain('Ailleurs')
})

test('the journal goes on page by page, and shrugs at an address that means nothing', async () => {
  const m = await givenMarket({ quantity: 60 })
  for (let i = 0; i < 45; i++)
    await requestBooking(await as(m.member), m.offer.id, { organisationId: m.borrower.id, ...TUESDAY })
  const browser = await signedIn(m.coordinator)
  const path = `/fr/${m.cluster.slug}/coordination/journal`
  const first = await browser.get(path)
  const older = /href="(\?before=\d+)"/.exec(first.text)?.[1]
  expect(first.text.match(/<tr>/g)).toHaveLength(41)
  const second = await browser.get(path + older)
  expect(second.text.match(/<tr>/g)).toHaveLength(6)
  expect(second.text).not.toContain('class="b b2" href="?before=')
  expect((await browser.get(`${path}?before=-3x`)).status).toBe(200)
})

test('the journal is for the coordinator of this cluster', async () => {
  const m = await givenMarket()
  const path = `/fr/${m.cluster.slug}/coordination/journal`
  for (const person of [m.member, m.answerer, await givenCoordinator(await givenCluster())])
    expect((await (await signedIn(person)).get(path)).status).toBe(403)
})
