import { expect, test } from 'vitest'
import { wallOf } from '../../worker/core/time'
import { createToken } from '../../worker/people/tokens'
import { givenBooking, givenMarket, left, type Market } from '../bookings/market'
import { ALWAYS, soon } from '../bookings/pagesTime'
import { as } from '../support/given'
import { ask } from '../support/ask'

interface Told {
  id: string
  code?: string
  free?: number
  errors?: { path: string; code: string; message: string }[]
  dates: {
    date: string
    state: string
    code?: string | null
    alternatives?: {
      offerId: string
      startsAt: string
      endsAt: string
      capacityId: string
      quantity: number
    }[]
    booking?: { status: string; startsAt: string } | null
    canBeAdded?: boolean
  }[]
}

async function caller(person: { id: string }) {
  const { token } = await createToken(await as(person), 'essai')
  return async (method: string, path: string, body?: unknown) => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` }
    if (body !== undefined) headers['content-type'] = 'application/json'
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
    const answer = await ask(`/api/v1${path}`, init)
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Told }
  }
}

const zone = 'Europe/Paris'
const plan = (m: Market) => ({
  ...{
    organisationId: m.borrower.id,
    rrule: 'RRULE:FREQ=DAILY;COUNT=3',
    startsOn: wallOf(soon(5, 12), zone).date,
  },
  ...{ startsTime: '14:00', endsTime: '16:00' },
})

test('seen first, asked for with a choice, answered, changed, given up, added back', async () => {
  const m = await givenMarket({ ...ALWAYS })
  const [borrower, lender] = [await caller(m.member), await caller(m.answerer)]
  const second = wallOf(soon(6, 12), zone).date
  const taken = await borrower('POST', `/offers/${m.offer.id}/series/preview`, plan(m))
  const at = (taken.body.dates[1] as unknown as { startsAt: string; endsAt: string }) ?? {}
  await givenBooking(m, { startsAt: at.startsAt, endsAt: at.endsAt })
  const preview = await borrower('POST', `/offers/${m.offer.id}/series/preview`, plan(m))
  expect([preview.status, preview.body.free, preview.body.dates[1]]).toMatchObject([
    ...[200, 2, { date: second, state: 'taken', code: 'capacity_taken' }],
  ])
  const before = await left()
  const refused = await borrower('POST', `/offers/${m.offer.id}/series`, plan(m))
  expect([refused.status, refused.body.code, refused.body.dates.map((d) => d.date)]).toEqual([
    ...[409, 'series_conflict', [second]],
  ])
  expect(await left()).toEqual(before)
  const [other] = refused.body.dates[0]?.alternatives ?? []
  if (!other) throw new Error('nothing is proposed')
  const { offerId, startsAt, endsAt, capacityId, quantity } = other
  const choices = [{ date: second, offerId, startsAt, endsAt, capacityId, quantity }]
  const made = await borrower('POST', `/offers/${m.offer.id}/series`, { ...plan(m), choices })
  expect([made.status, made.headers.get('location')]).toEqual([201, `/api/v1/series/${made.body.id}`])
  expect(made.body.dates.map((d) => [d.state, d.booking?.status])).toEqual([
    ['booked', 'requested'],
    ['moved', 'requested'],
    ['booked', 'requested'],
  ])

  const series = `/series/${made.body.id}`
  const confirmed = await lender('POST', `${series}/confirm`, {})
  expect(confirmed.body.dates.map((d) => d.booking?.status)).toEqual(['confirmed', 'confirmed', 'confirmed'])
  const changed = await borrower('PATCH', series, {
    scope: 'this',
    date: second,
    startsTime: '08:00',
    endsTime: '09:00',
  })
  expect([changed.status, changed.body.dates[1]?.booking?.status]).toEqual([200, 'requested'])
  expect((await lender('POST', `${series}/decline`, { dates: [second] })).body.dates[1]?.canBeAdded).toBe(
    true,
  )
  expect((await borrower('POST', `${series}/cancel`)).body.dates.map((d) => d.booking?.status)).toEqual([
    ...['cancelled', 'declined', 'cancelled'],
  ])
  const added = await borrower('POST', `${series}/dates`, { date: plan(m).startsOn })
  expect(added.body.dates[0]).toMatchObject({
    state: 'booked',
    booking: { status: 'requested' },
    canBeAdded: false,
  })
  expect((await lender('GET', series)).body).toMatchObject({
    rrule: 'FREQ=DAILY;COUNT=3',
    startsTime: '14:00',
    version: 6,
  })
})

test('what can not be is refused with its field and in words, and never hangs', async () => {
  const m = await givenMarket({ ...ALWAYS })
  const borrower = await caller(m.member)
  for (const path of ['series', 'series/preview'])
    for (const [wrong, field, code] of [
      [{ rrule: 'FREQ=SECONDLY' }, 'rrule', 'not_rrule'],
      [{ rrule: 'FREQ=DAILY' }, 'rrule', 'series_endless'],
      [{ rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;COUNT=9' }, 'rrule', 'series_never'],
      [{ rrule: 'FREQ=DAILY;BYHOUR=9;COUNT=2' }, 'rrule', 'rrule_part'],
      [{ startsOn: '2027-02-30' }, 'startsOn', 'not_date'],
      [{ quantity: -1 }, 'quantity', 'too_small'],
      [{ endsTime: '12:00', days: 0 }, 'endsTime', 'end_before_start'],
    ] as const) {
      const answer = await borrower('POST', `/offers/${m.offer.id}/${path}`, { ...plan(m), ...wrong })
      expect([answer.status, answer.body.errors?.[0]]).toMatchObject([422, { path: field, code }])
      expect(answer.body.errors?.[0]?.message).not.toBe('')
    }
})
