import { describe, expect, test } from 'vitest'
import { createApp } from '../../worker/app'
import { createToken } from '../../worker/people/tokens'
import {
  as,
  bindings,
  eventTypes,
  givenCluster,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { capacityOf, givenBooking, givenMarket, left, type Market } from './market'

const app = createApp()
// What runs after an answer is waited for: the next test begins with an empty database.
const after: Promise<unknown>[] = []
const waiting = {
  waitUntil: (work: Promise<unknown>) => after.push(work),
  passThroughOnException: () => {},
  props: {},
} as unknown as ExecutionContext

// The app has the real clock: bookings lie in the days to come.
const soon = (days: number, hour: number) => {
  const at = new Date(Date.now() + days * 86_400_000)
  at.setUTCHours(hour, 0, 0, 0)
  return at.toISOString()
}
const SLOT = { startsAt: soon(3, 13), endsAt: soon(3, 15) }
const ALWAYS = { windows: [], expiresAt: soon(100, 0) }

async function caller(person: { id: string } | null) {
  const token = person ? (await createToken(await as(person), 'essai')).token : null
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await app.request(
      `/api/v1${path}`,
      {
        method,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      },
      bindings,
      waiting,
    )
    await Promise.all(after.splice(0))
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.json()) as never as Record<string, never> & { items: never[] },
    }
  }
}
const asking = (m: Market, more: object = {}) => ({ organisationId: m.borrower.id, ...SLOT, ...more })

describe('the API of bookings', () => {
  test('availability is public, bounded, and says what is wrong', async () => {
    const m = await givenMarket({ ...ALWAYS })
    const call = await caller(null)
    const free = await call('GET', `/offers/${m.offer.id}/availability?from=${soon(3, 0)}&to=${soon(4, 0)}`)
    expect([free.status, free.body]).toEqual([
      200,
      {
        items: [
          {
            capacityId: (await capacityOf(m.offer.id)).id,
            startsAt: soon(3, 0),
            endsAt: soon(4, 0),
            free: 1,
          },
        ],
      },
    ])
    expect((await call('GET', `/offers/${m.offer.id}/availability?from=x&to=y`)).body).toMatchObject({
      code: 'invalid',
      errors: [{ path: 'from' }, { path: 'to' }],
    })
    expect(
      (await call('GET', `/offers/${m.offer.id}/availability?from=${soon(3, 0)}&to=${soon(90, 0)}`)).status,
    ).toBe(422)
    expect(
      (await call('GET', `/offers/ofr_none/availability?from=${soon(3, 0)}&to=${soon(4, 0)}`)).status,
    ).toBe(404)
  })

  test('books, and the lender takes it from there', async () => {
    const m = await givenMarket({
      ...ALWAYS,
      tariffMode: 'price',
      solidarityCents: 400,
      referenceCents: 1200,
      priceUnit: 'hour',
    })
    const [borrower, lender] = [await caller(m.member), await caller(m.answerer)]
    const made = await borrower(
      'POST',
      `/offers/${m.offer.id}/bookings`,
      asking(m, { tariff: 'solidarity', note: 'Bonjour' }),
    )
    expect(made.status).toBe(201)
    const { id } = made.body as unknown as { id: string }
    expect(made.headers.get('location')).toBe(`/api/v1/bookings/${id}`)
    expect(made.body).toMatchObject({
      ...{
        status: 'requested',
        offerId: m.offer.id,
        offerTitle: m.offer.title,
        tariff: 'solidarity',
        priceCents: 2400,
      },
      ...{
        currency: 'EUR',
        lender: { id: m.lender.id, name: m.lender.name },
        actions: ['cancel'],
        version: 1,
        ...SLOT,
      },
    })
    const theirs = await lender('GET', `/bookings/${id}`)
    expect(theirs.body).toMatchObject({ tariff: null, actions: ['confirm', 'decline', 'cancel'] })
    expect((await lender('POST', `/bookings/${id}/confirm`)).body).toMatchObject({ status: 'confirmed' })
    expect((await lender('POST', `/bookings/${id}/confirm`)).body).toMatchObject({
      status: 409,
      code: 'transition_not_allowed',
    })
    expect((await borrower('PATCH', `/bookings/${id}`, { note: 'Nous serons douze' })).body).toMatchObject({
      note: 'Nous serons douze',
      status: 'confirmed',
    })
    const cancelled = await borrower('POST', `/bookings/${id}/cancel`, { reason: 'Reporté' })
    expect(cancelled.body).toMatchObject({
      status: 'cancelled',
      cancelReason: 'Reporté',
      cancelledSide: 'borrower',
      actions: [],
    })
    expect(await eventTypes(id)).toEqual([
      'booking.requested',
      'booking.confirmed',
      'booking.changed',
      'booking.cancelled',
    ])
  })

  test('declines, completes, corrects; cancels without a body', async () => {
    const m = await givenMarket({ ...ALWAYS })
    const lender = await caller(m.answerer)
    const asked = await givenBooking(m, { ...SLOT, answerBy: SLOT.startsAt })
    expect((await lender('POST', `/bookings/${asked.id}/decline`)).body).toMatchObject({ status: 'declined' })
    const used = await givenBooking(m, { status: 'in_use', startsAt: soon(-1, 9), endsAt: soon(1, 9) })
    expect((await lender('POST', `/bookings/${used.id}/complete`)).body).toMatchObject({
      status: 'completed',
      actions: ['no-show'],
    })
    expect((await lender('POST', `/bookings/${used.id}/no-show`)).body).toMatchObject({
      status: 'no_show',
      actions: ['complete'],
    })
    expect((await lender('POST', `/bookings/${used.id}/complete`)).body).toMatchObject({
      status: 'completed',
    })
    const other = await givenBooking(m, { ...SLOT, status: 'confirmed' })
    expect((await lender('POST', `/bookings/${other.id}/cancel`)).body).toMatchObject({
      status: 'cancelled',
      cancelReason: '',
    })
  })

  test('a slot that is taken: 409 with alternatives that can be booked', async () => {
    const m = await givenMarket({ ...ALWAYS, instantFor: 'everyone' })
    const call = await caller(m.member)
    await call('POST', `/offers/${m.offer.id}/bookings`, asking(m))
    const refused = await call('POST', `/offers/${m.offer.id}/bookings`, asking(m))
    expect(refused.headers.get('content-type')).toBe('application/problem+json')
    expect(refused.body).toMatchObject({ status: 409, code: 'capacity_taken' })
    const [first] = refused.body.alternatives as unknown as {
      startsAt: string
      endsAt: string
      offerId: string
      quantity: number
    }[]
    const again = await call(
      'POST',
      `/offers/${first!.offerId}/bookings`,
      asking(m, { startsAt: first!.startsAt, endsAt: first!.endsAt }),
    )
    expect(again.body).toMatchObject({ status: 'confirmed' })
  })

  test('the same key books once and answers the same, eight times at once', async () => {
    const m = await givenMarket({ ...ALWAYS })
    const call = await caller(m.member)
    const key = { 'idempotency-key': 'une-fois' }
    const once = await call('POST', `/offers/${m.offer.id}/bookings`, asking(m), key)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call('POST', `/offers/${m.offer.id}/bookings`, asking(m), key)),
    )
    for (const answer of answers) expect([answer.status, answer.body.id]).toEqual([201, once.body.id])
    expect(
      (await call('POST', `/offers/${m.offer.id}/bookings`, asking(m, { note: 'autre' }), key)).body,
    ).toMatchObject({ code: 'idempotency_key_reused' })
    expect(await left()).toEqual({ bookings: 1, holds: 1, events: 1 })
  })

  test('lists each side by start, paged by key', async () => {
    const m = await givenMarket({ ...ALWAYS, quantity: 9 })
    const [borrower, lender] = [await caller(m.member), await caller(m.answerer)]
    const ids: string[] = []
    for (const day of [5, 3, 4])
      ids.push((await givenBooking(m, { startsAt: soon(day, 9), endsAt: soon(day, 10) })).id)
    const sorted = [ids[1], ids[2], ids[0]]
    const first = await borrower('GET', '/bookings?role=borrower&limit=2')
    expect(first.body.items.map((b: { id: string }) => b.id)).toEqual(sorted.slice(0, 2))
    const second = await borrower('GET', `/bookings?role=borrower&limit=2&cursor=${first.body.nextCursor}`)
    expect([second.body.items.map((b: { id: string }) => b.id), second.body.nextCursor]).toEqual([
      sorted.slice(2),
      null,
    ])
    expect(
      (await lender('GET', `/bookings?role=lender&from=${soon(4, 0)}&to=${soon(5, 0)}`)).body.items.map(
        (b: { id: string }) => b.id,
      ),
    ).toEqual([ids[2]])
    expect((await lender('GET', '/bookings?role=borrower')).body.items).toEqual([])
    expect((await lender('GET', '/bookings?cursor=nothing')).status).toBe(422)
    expect((await (await caller(null))('GET', '/bookings')).status).toBe(401)
  })

  test('absurd input is answered, never broken', async () => {
    const m = await givenMarket({ ...ALWAYS })
    const call = await caller(m.member)
    const path = `/offers/${m.offer.id}/bookings`
    expect((await call('POST', path, '{"organisationId":')).body).toMatchObject({
      status: 400,
      code: 'malformed',
    })
    for (const more of [
      { startsAt: '2026-02-30T00:00:00Z' },
      { startsAt: 12 },
      { quantity: 1.5 },
      { quantity: -1 },
      { quantity: 1e12 },
      { note: 'a'.repeat(5000) },
      { tariff: 'gratis' },
      { endsAt: soon(30, 0), startsAt: soon(40, 0) },
      { capacityId: 'cap_x' },
      { needId: 'ned_x' },
    ])
      expect((await call('POST', path, asking(m, more))).status).toBe(422)
    expect((await call('POST', path, [])).status).toBe(422)
    expect(await left()).toEqual({ bookings: 0, holds: 0, events: 0 })
  })

  test('another cluster’s people see nothing of it', async () => {
    const m = await givenMarket({ ...ALWAYS, visibility: 'cluster' })
    const booking = await givenBooking(m, { ...SLOT, answerBy: SLOT.startsAt })
    const elsewhere = await givenCluster()
    const foreign = await givenOrganisation(elsewhere)
    const call = await caller(await givenMember(foreign))
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['POST', '/confirm'],
      ['POST', '/decline'],
      ['POST', '/cancel'],
      ['POST', '/complete'],
      ['POST', '/no-show'],
    ] as const)
      expect(
        (await call(method, `/bookings/${booking.id}${path}`, method === 'GET' ? undefined : {})).status,
      ).toBe(404)
    expect(
      (await call('POST', `/offers/${m.offer.id}/bookings`, asking(m, { organisationId: foreign.id })))
        .status,
    ).toBe(404)
    expect(
      (await call('GET', `/offers/${m.offer.id}/availability?from=${soon(1, 0)}&to=${soon(2, 0)}`)).status,
    ).toBe(404)
    await givenListing(elsewhere, foreign)
  })

  test('is described', async () => {
    const { body } = await (await caller(null))('GET', '/openapi.json')
    const paths = Object.keys(body.paths ?? {})
    expect(paths).toEqual(
      expect.arrayContaining([
        '/offers/{id}/availability',
        '/offers/{id}/bookings',
        '/bookings',
        '/bookings/{id}',
        ...['confirm', 'decline', 'cancel', 'complete', 'no-show'].map((verb) => `/bookings/{id}/${verb}`),
      ]),
    )
    expect(JSON.stringify(body)).toContain('"startsAt":{"type":"string","format":"date-time"')
  })
})
