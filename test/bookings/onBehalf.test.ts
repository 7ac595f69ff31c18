import { expect, test } from 'vitest'
import { db } from '../support/given'
import { browsing } from './browsing'
import { givenMarket } from './market'

const HOUR_MIN = 60
const tomorrow = Math.floor((Date.now() + 3 * 86_400_000) / 86_400_000) * 24 * HOUR_MIN + 13 * HOUR_MIN

test('a coordinator books for a member by naming the member alone: the booking is of that member’s organisation', async () => {
  const m = await givenMarket({
    windows: [],
    expiresAt: new Date(Date.now() + 100 * 86_400_000).toISOString(),
  })
  const browser = await browsing(m.coordinator)
  const at = `/fr/${m.cluster.slug}/offers/${m.offer.id}/book`
  const { text } = await browser.get(at)
  expect(text).toContain(`<option value="${m.member.memberId}">`)
  const answer = await browser.post(at, {
    ...{ once: crypto.randomUUID(), onBehalfOf: m.member.memberId },
    h: [`${tomorrow}-${tomorrow + HOUR_MIN}`],
  })
  expect(answer.status).toBe(303)
  expect(
    await db.selectFrom('bookings').select(['borrowerId', 'requestedBy', 'onBehalfOf']).execute(),
  ).toEqual([{ borrowerId: m.borrower.id, requestedBy: m.coordinator.id, onBehalfOf: m.member.id }])
})

test('nobody but a coordinator books for another, and for no member of elsewhere', async () => {
  const m = await givenMarket({
    windows: [],
    expiresAt: new Date(Date.now() + 100 * 86_400_000).toISOString(),
  })
  const elsewhere = await givenMarket({})
  const at = `/fr/${m.cluster.slug}/offers/${m.offer.id}/book`
  const booking = (onBehalfOf: string) => ({
    ...{ once: crypto.randomUUID(), organisationId: m.borrower.id, onBehalfOf },
    h: [`${tomorrow}-${tomorrow + HOUR_MIN}`],
  })
  const answers = [
    await (await browsing(m.answerer)).post(at, booking(m.member.memberId)),
    await (await browsing(m.coordinator)).post(at, booking(elsewhere.member.memberId)),
    await (await browsing(m.coordinator)).post(at, booking('mbr_none')),
  ]
  expect(answers.map(({ status }) => status >= 400 && status < 500)).toEqual([true, true, true])
  expect(await db.selectFrom('bookings').select('id').execute()).toEqual([])
})
