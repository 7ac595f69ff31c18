import { expect, test } from 'vitest'
import { browsing } from '../bookings/browsing'
import { givenBooking, givenMarket, type Market } from '../bookings/market'
import { ALWAYS, SLOT, soon } from '../bookings/pagesTime'
import { db, givenListing, givenMember, givenOrganisation } from '../support/given'

const at = (m: Market, path: string) => `/fr/${m.cluster.slug}${path}`
const day = (days: number) => soon(days, 12).slice(0, 10)

test('an outage by page: said, seen on the booking and the offer, prolonged, ended', async () => {
  const m = await givenMarket({ ...ALWAYS })
  const booking = await givenBooking(m, { status: 'confirmed', ...SLOT, answerBy: null })
  const lender = await browsing(m.answerer)
  const form = at(m, `/offers/${m.offer.id}/outages`)
  expect((await lender.get(at(m, `/offers/${m.offer.id}/book`))).text).toContain(form)
  const page = await lender.get(form)
  const once = /name="once" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const said = await lender.post(form, { once, endsOn: day(10), reason: 'Chauffage en panne' })
  expect(said.status).toBe(303)
  expect((await lender.post(form, { once, endsOn: day(10) })).location).toBe(said.location)
  const outage = await lender.get(said.location)
  expect(outage.text).toContain('1 réservation concernée')
  const twice = await lender.post(form, { endsOn: day(5), reason: 'Encore' })
  expect([twice.status, twice.text.includes('C’est déjà hors service')]).toEqual([422, true])
  expect(twice.text).toContain('Encore')

  const borrower = await browsing(m.member)
  const out = await borrower.get(at(m, `/bookings/${booking.id}`))
  for (const words of ['Hors service', 'Chauffage en panne', 'Elle reste à vous', 'Prendre à la place'])
    expect(out.text).toContain(words)
  expect((await borrower.get(at(m, `/offers/${m.offer.id}/book`))).text).toContain('Hors service jusqu’au')

  const path = said.location.replace(/\?.*/, '')
  const wrong = await lender.post(path, { endsOn: '2026-02-30', reason: '' })
  expect([wrong.status, wrong.text.includes('Écrivez une date qui existe')]).toEqual([422, true])
  expect((await lender.post(path, { endsOn: '', reason: 'On ne sait pas' })).status).toBe(303)
  expect((await lender.get(path)).text).toContain('Personne ne sait encore')
  expect((await lender.post(`${path}/end`, {})).location).toBe(path)
  expect((await lender.get(path)).text).toContain('Ça marche à nouveau')
  expect((await lender.post(`${path}/end`, {})).status).toBe(422)
  expect((await borrower.get(at(m, `/bookings/${booking.id}`))).text).toContain('C’est réservé')

  expect((await borrower.get(path)).status).toBe(404)
  expect((await borrower.get(form)).status).toBe(404)
  expect((await (await browsing(await givenMember(m.lender))).get(form)).status).toBe(403)
})

test('something else instead, with one click: confirmed at once it replaces, on request the old one stays', async () => {
  const m = await givenMarket({ ...ALWAYS })
  const other = await givenOrganisation(m.cluster, { name: 'La Halle' })
  const sure = { ...ALWAYS, title: 'Salle de la Halle', instantFor: 'everyone' as const }
  const near = await givenListing(m.cluster, other, sure)
  const asked = await givenListing(m.cluster, other, { ...ALWAYS, title: 'Salle sur demande' })
  const booking = await givenBooking(m, { status: 'confirmed', ...SLOT, answerBy: null, note: 'À dix' })
  const lender = await browsing(m.answerer)
  await lender.post(at(m, `/offers/${m.offer.id}/outages`), { endsOn: day(10) })
  const borrower = await browsing(m.member)
  const { text } = await borrower.get(at(m, `/bookings/${booking.id}`))
  const take = (id: string) =>
    new RegExp(`formaction="([^"]*/replace\\?take=${id}\\.[^"]*)"`).exec(text)?.[1] ?? ''
  expect((await lender.post(take(near.id), {})).status).toBe(403)

  const request = await borrower.post(take(asked.id), {})
  expect(request.status).toBe(303)
  const statusOf = async (id: string) =>
    (await db.selectFrom('bookings').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status
  expect(await statusOf(booking.id)).toBe('confirmed')
  const instead = await borrower.post(take(near.id), {})
  expect(instead.status).toBe(303)
  expect(await statusOf(booking.id)).toBe('cancelled')
  const id = instead.location.split('/').at(-1) ?? ''
  const row = await db.selectFrom('bookings').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ listingId: near.id, status: 'confirmed', note: 'À dix', ...SLOT })
  const late = await borrower.post(take(near.id), {})
  expect([late.status, late.text.includes('cela n’est plus possible')]).toEqual([422, true])
  expect((await borrower.post(at(m, `/bookings/${booking.id}/replace?take=nothing`), {})).status).toBe(422)
})
