import { describe, expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { as, eventTypes, givenCluster } from '../support/given'
import { browsing } from './browsing'
import { ALWAYS, SLOT, soon } from './pagesTime'
import { capacityOf, givenBooking, givenMarket } from './market'

describe('closing by page', () => {
  test('the lender keeps days for itself, and opens them again', async () => {
    const m = await givenMarket({ ...ALWAYS })
    const lender = await browsing(m.answerer)
    const at = `/fr/${m.cluster.slug}/offers/${m.offer.id}`
    const days = { startsOn: soon(5, 0).slice(0, 10), endsOn: soon(6, 0).slice(0, 10) }
    expect((await lender.post(`${at}/close`, days)).status).toBe(303)
    const page = await lender.get(`${at}/book?told=closed`)
    const holdId = /name="holdId" value="(\d+)"/.exec(page.text)?.[1]
    const capacityId = (await capacityOf(m.offer.id)).id
    await expect(
      requestBooking(await as(m.member), m.offer.id, {
        organisationId: m.borrower.id,
        startsAt: soon(5, 12),
        endsAt: soon(5, 13),
      }),
    ).rejects.toMatchObject({ code: 'capacity_taken' })
    expect((await lender.post(`${at}/reopen`, { capacityId, holdId })).status).toBe(303)
    expect((await lender.post(`${at}/reopen`, { capacityId, holdId })).status).toBe(404)
    expect(await eventTypes(capacityId)).toEqual(['capacity.closed', 'capacity.reopened'])
    await givenBooking(m, { ...SLOT, answerBy: SLOT.startsAt })
    const same = soon(3, 0).slice(0, 10)
    expect((await lender.post(`${at}/close`, { startsOn: same, endsOn: same })).status).toBe(422)
    expect((await (await browsing(m.member)).post(`${at}/close`, days)).status).toBe(404)
  })
})

describe('the agenda', () => {
  test('tells what is to answer, awaited, to come and past; nothing of other clusters', async () => {
    const m = await givenMarket({ ...ALWAYS, quantity: 9 })
    const asked = await givenBooking(m, { ...SLOT, answerBy: SLOT.startsAt })
    const past = await givenBooking(m, { status: 'completed', startsAt: soon(-9, 9), endsAt: soon(-9, 10) })
    const at = `/fr/${m.cluster.slug}/agenda`
    const lender = await (await browsing(m.answerer)).get(at)
    expect(lender.text).toContain('À vous de répondre')
    for (const b of [asked, past]) expect(lender.text).toContain(b.id)
    expect((await (await browsing(m.member)).get(at)).text).toContain('En attente de leur réponse')
    const elsewhere = await givenCluster()
    expect((await (await browsing(m.member)).get(`/fr/${elsewhere.slug}/agenda`)).text).not.toContain(
      asked.id,
    )
    expect((await (await browsing(null)).get(at)).status).toBe(303)
  })
})
