import { describe, expect, test } from 'vitest'
import { instantOf } from '../../worker/core/time'
import { db, eventTypes, givenCluster, givenListing, givenMember, givenOrganisation } from '../support/given'
import { browsing } from './browsing'
import { ALWAYS, SLOT, soon } from './pagesTime'
import { capacityOf, givenBooking, givenMarket, left, type Market } from './market'

const minutes = (at: string) => Date.parse(at) / 60_000
const ticked = (from: string) => `${minutes(from)}-${minutes(from) + 60}`
const bookAt = (m: Market, id = m.offer.id) => `/fr/${m.cluster.slug}/offers/${id}/book`

async function booked(m: Market) {
  const page = await (await browsing(m.member)).get(bookAt(m))
  const once = /name="once" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  return {
    once,
    fields: {
      once,
      organisationId: m.borrower.id,
      h: [ticked(soon(3, 13)), ticked(soon(3, 14))],
      note: 'À dix-huit',
      day: soon(3, 0).slice(0, 10),
    },
  }
}

describe('booking by page', () => {
  test('shows the month and the hours to whoever may see the offer, and what is missing to book', async () => {
    const m = await givenMarket({ ...ALWAYS })
    const anyone = await (await browsing(null)).get(bookAt(m))
    expect(anyone.location).toBe('')
    expect([
      anyone.status,
      anyone.text.includes('class="cal"'),
      anyone.text.includes('/sign-in?next='),
    ]).toEqual([200, true, true])
    const stranger = await givenMember(await givenOrganisation(await givenCluster()))
    expect((await (await browsing(stranger)).get(bookAt(m))).text).toContain('/join')
    const lender = await (await browsing(m.answerer)).get(bookAt(m))
    expect(lender.text).toContain(`/offers/${m.offer.id}/close`)
    const paused = await givenListing(m.cluster, m.lender, { ...ALWAYS, status: 'paused' })
    expect((await (await browsing(m.member)).get(bookAt(m, paused.id))).text).not.toContain('name="once"')
  })

  test('who opens at half past eight can be had from nine to ten all the same', async () => {
    const windows = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:30', to: '11:15' }]
    const m = await givenMarket({ ...ALWAYS, windows })
    const day = soon(3, 12).slice(0, 10)
    const { text } = await (await browsing(m.member)).get(`${bookAt(m)}?day=${day}`)
    const lengths = [...text.matchAll(/name="h" value="(\d+)-(\d+)"/g)].map(
      ([, from, to]) => Number(to) - Number(from),
    )
    expect(lengths).toEqual([30, 60, 60, 15])

    // An hour that is taken in part is shown in its parts.
    const at = (hour: string) => instantOf(day, hour, 'Europe/Paris')
    await givenBooking(m, { startsAt: at('09:30'), endsAt: at('10:30') })
    const after = (await (await browsing(m.member)).get(`${bookAt(m)}?day=${day}`)).text
    const hours = [...after.matchAll(/name="h" value="(\d+)-(\d+)"([^>]*)>/g)]
    expect(
      hours.map(([, from, to, more]) => [Number(to) - Number(from), more?.includes('disabled')]),
    ).toEqual([
      [30, false],
      [30, false],
      [30, true],
      [30, true],
      [30, false],
      [15, false],
    ])
  })

  test('from the first hour ticked to the last; then the booking’s own page', async () => {
    const m = await givenMarket({ ...ALWAYS })
    const { fields } = await booked(m)
    const browser = await browsing(m.member)
    const answer = await browser.post(bookAt(m), { ...fields, h: [ticked(soon(3, 13)), ticked(soon(3, 15))] })
    expect(answer.status).toBe(303)
    const row = await db.selectFrom('bookings').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      startsAt: soon(3, 13),
      endsAt: soon(3, 16),
      note: 'À dix-huit',
      status: 'requested',
    })
    expect(answer.location).toBe(`/fr/${m.cluster.slug}/bookings/${row.id}`)
    const page = await browser.get(answer.location)
    expect(page.text).toContain('Votre demande est envoyée')
    expect(page.text).not.toContain('12 rue du Port')
  })

  test('sent again, or twice at once, it books once and lands on the same booking', async () => {
    const m = await givenMarket({ ...ALWAYS })
    const { fields } = await booked(m)
    const browser = await browsing(m.member)
    const answers = await Promise.all([1, 2, 3].map(() => browser.post(bookAt(m), fields)))
    answers.push(await browser.post(bookAt(m), fields))
    expect(new Set(answers.map((a) => `${a.status} ${a.location}`)).size).toBe(1)
    expect(await left()).toEqual({ bookings: 1, holds: 1, events: 1 })
  })

  test('a refused form keeps what was typed, and says what is missing where it is missing', async () => {
    const m = await givenMarket({ ...ALWAYS })
    const { fields } = await booked(m)
    const { h: _, ...none } = fields
    const answer = await (await browsing(m.member)).post(bookAt(m), none)
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('href="#f-when"')
    expect(answer.text).toContain('À dix-huit')
    for (const wrong of [
      { h: 'x' },
      { h: ['1-2'] },
      { h: [ticked(soon(-3, 13))] },
      { h: [ticked(soon(900, 13))] },
      { quantity: 'beaucoup' },
      { tariff: 'gratis' },
      { capacityId: 'cap_x' },
      { note: 'a'.repeat(2000) },
    ])
      expect((await (await browsing(m.member)).post(bookAt(m), { ...fields, ...wrong })).status).toBe(422)
    expect(await left()).toEqual({ bookings: 0, holds: 0, events: 0 })
  })

  test('a slot just taken: what happened, and the nearest times one click away', async () => {
    const m = await givenMarket({ ...ALWAYS, instantFor: 'everyone' })
    const { fields } = await booked(m)
    await givenBooking(m, { ...SLOT, status: 'confirmed', answerBy: null })
    const browser = await browsing(m.member)
    const conflict = await browser.post(bookAt(m), fields)
    expect([
      conflict.status,
      conflict.text.includes('role="alert"'),
      conflict.text.includes('À dix-huit'),
    ]).toEqual([409, true, true])
    const path = /formaction="([^"]+)"/.exec(conflict.text)?.[1] ?? ''
    const taken = await browser.post(path, {
      once: fields.once,
      organisationId: m.borrower.id,
      note: fields.note,
    })
    expect(taken.status).toBe(303)
    expect((await browser.get(taken.location)).text).toContain('C’est réservé')
  })

  test('days, windows and stocks', async () => {
    const m = await givenMarket({ ...ALWAYS, kind: 'equipment', grain: 'day' })
    const browser = await browsing(m.member)
    const days = {
      organisationId: m.borrower.id,
      startsOn: soon(5, 0).slice(0, 10),
      endsOn: soon(6, 0).slice(0, 10),
    }
    expect((await browser.post(bookAt(m), days)).status).toBe(303)
    const waste = await givenListing(m.cluster, m.lender, {
      ...ALWAYS,
      kind: 'waste',
      grain: 'window',
      quantity: 200,
      unit: 'kg',
      windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '11:00' }],
    })
    const windows = await browser.get(bookAt(m, waste.id))
    const window = /name="window" value="([^"]+)"/.exec(windows.text)?.[1]
    expect(
      (await browser.post(bookAt(m, waste.id), { organisationId: m.borrower.id, window, quantity: '50' }))
        .status,
    ).toBe(303)
    const stock = await givenListing(m.cluster, m.lender, {
      ...ALWAYS,
      kind: 'waste',
      grain: 'stock',
      quantity: 40,
      unit: 'pallet',
    })
    await db
      .updateTable('capacities')
      .set({ shape: 'stock' })
      .where('id', '=', (await capacityOf(stock.id)).id)
      .execute()
    expect(
      (
        await browser.post(bookAt(m, stock.id), {
          organisationId: m.borrower.id,
          day: soon(4, 0).slice(0, 10),
          time: '10:00',
          quantity: '7',
        })
      ).status,
    ).toBe(303)
    expect((await browser.get(bookAt(m, stock.id))).text).toContain('33')
    const rows = await db
      .selectFrom('bookings')
      .select(['quantity', 'unit'])
      .orderBy('createdAt')
      .orderBy('id')
      .execute()
    expect(rows.map((r) => [r.quantity, r.unit])).toEqual(
      expect.arrayContaining([
        [1, 'piece'],
        [50, 'kg'],
        [7, 'pallet'],
      ]),
    )
  })
})

describe('one booking by page', () => {
  test('address and contacts are shown to both once it is agreed, and not before', async () => {
    const m = await givenMarket({ ...ALWAYS })
    const b = await givenBooking(m, { ...SLOT, answerBy: SLOT.startsAt })
    const path = `/fr/${m.cluster.slug}/bookings/${b.id}`
    const [borrower, lender] = [await browsing(m.member), await browsing(m.answerer)]
    expect((await borrower.get(path)).text).not.toContain('@example.org')
    expect((await lender.get(path)).text).not.toContain(m.member.email)
    expect((await lender.post(`${path}/confirm`, {})).status).toBe(303)
    const agreed = await borrower.get(path)
    expect(agreed.text).toContain('12 rue du Port')
    expect(agreed.text).toContain(m.answerer.email)
    expect((await lender.get(path)).text).toContain(m.member.email)
    // An old page, or somebody faster: said, not broken.
    expect((await lender.post(`${path}/decline`, {})).status).toBe(422)
  })

  test('is changed and cancelled, with a page that asks why', async () => {
    const m = await givenMarket({ ...ALWAYS })
    const b = await givenBooking(m, { ...SLOT, status: 'confirmed', answerBy: null })
    const path = `/fr/${m.cluster.slug}/bookings/${b.id}`
    const browser = await browsing(m.member)
    const local = {
      startsOn: soon(6, 0).slice(0, 10),
      startsTime: '10:00',
      endsTime: '12:30',
      note: 'Plus tard',
    }
    expect((await browser.post(`${path}/change`, local)).location).toBe(`${path}?told=asked`)
    expect((await browser.get(`${path}?told=asked`)).text).toContain('doit accepter à nouveau')
    const refused = await browser.post(`${path}/change`, { ...local, startsTime: '25:99' })
    // Said above the page, where whoever sent the form looks, with a way to the field.
    expect([refused.status, refused.text.indexOf('id="errors"') < refused.text.indexOf('<h1')]).toEqual([
      422,
      true,
    ])
    // Still a request: there is nothing to accept again.
    expect((await browser.post(`${path}/change`, { ...local, endsTime: '12:00' })).location).toBe(
      `${path}?told=changed`,
    )
    // The same once more is no change, and is not told as one.
    expect((await browser.post(`${path}/change`, { ...local, endsTime: '12:00' })).location).toBe(
      `${path}?told=same`,
    )
    expect((await browser.get(`${path}?told=same`)).text).toContain('Rien n’a changé')
    expect((await browser.get(`${path}/cancel`)).text).toContain('name="reason"')
    expect((await browser.post(`${path}/cancel`, { reason: 'Reporté' })).status).toBe(303)
    expect(await eventTypes(b.id)).toEqual(['booking.changed', 'booking.changed', 'booking.cancelled'])
    expect((await browser.get(path)).text).toContain('Reporté')
  })

  test('is nobody else’s', async () => {
    const m = await givenMarket({ ...ALWAYS })
    const b = await givenBooking(m, { ...SLOT, answerBy: SLOT.startsAt })
    const stranger = await browsing(await givenMember(await givenOrganisation(m.cluster)))
    const path = `/fr/${m.cluster.slug}/bookings/${b.id}`
    for (const sub of ['', '/cancel']) expect((await stranger.get(path + sub)).status).toBe(404)
    for (const sub of ['/confirm', '/decline', '/cancel', '/change', '/complete', '/no-show', '/correct'])
      expect((await stranger.post(path + sub, {})).status).toBe(404)
    const elsewhere = await givenCluster()
    expect((await (await browsing(m.member)).get(`/fr/${elsewhere.slug}/bookings/${b.id}`)).status).toBe(404)
    expect((await (await browsing(null)).get(path)).status).toBe(303)
  })
})
