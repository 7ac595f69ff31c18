import { expect, test } from 'vitest'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { offer } from '../../worker/waitlist/reactTo'
import { browsing } from '../bookings/browsing'
import { givenBooking, givenMarket, type Market } from '../bookings/market'
import { ALWAYS, SLOT, soon } from '../bookings/pagesTime'
import { as, db, eventsOf, givenMember } from '../support/given'
import { givenWaiter } from './queue'

const bookAt = (m: Market) => `/fr/${m.cluster.slug}/offers/${m.offer.id}/book`
const minutes = (at: string) => Date.parse(at) / 60_000
const fieldsOf = (text: string, action: string) => {
  const form = new RegExp(`<form[^>]*action="[^"]*${action}"[\\s\\S]*?</form>`).exec(text)?.[0] ?? ''
  const fields = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
  return Object.fromEntries(fields.map(([, name, value]) => [name, value]))
}

async function freed(bookingId: string, person: { id: string }) {
  const now = new Date().toISOString()
  await cancelBooking(await as(person, { now }), bookingId)
  const event = (await eventsOf(bookingId)).at(-1)
  if (event) await offer(await as(null, { now }), event)
}

test('from the conflict to the queue with one click, and from the offer to the booking', async () => {
  const m = await givenMarket({ ...ALWAYS })
  const booking = await givenBooking(m, { status: 'confirmed', ...SLOT, answerBy: null })
  const { person, organisation } = await givenWaiter(m)
  const browser = await browsing(person)
  const ticked = `${minutes(SLOT.startsAt)}-${minutes(SLOT.endsAt)}`
  const conflict = await browser.post(bookAt(m), {
    h: ticked,
    organisationId: organisation.id,
    quantity: '1',
  })
  expect(conflict.status).toBe(409)
  expect(conflict.text).toContain('Me prévenir si ça se libère')
  const fields = fieldsOf(conflict.text, '/waitlist')
  expect(fields).toMatchObject({ ...SLOT, organisationId: organisation.id, quantity: '1' })

  const joined = await browser.post(bookAt(m).replace('/book', '/waitlist'), fields)
  expect(joined.status).toBe(303)
  // Sent twice, it lands where the first one did.
  expect((await browser.post(bookAt(m).replace('/book', '/waitlist'), fields)).location).toBe(joined.location)
  const page = await browser.get(joined.location)
  expect(page.text).toContain('Vous êtes en tête')
  expect((await browser.get(`/fr/${m.cluster.slug}/waitlist`)).text).toContain(m.offer.title)

  await freed(booking.id, m.member)
  const offered = await browser.get(joined.location)
  expect(offered.text).toContain('La place est à vous, si vous voulez')
  const at = joined.location.replace(/\?.*/, '')
  const taken = await browser.post(`${at}/accept`, { note: 'Merci' })
  expect(taken.status).toBe(303)
  expect((await browser.get(taken.location)).text).toContain('Votre demande est envoyée')
  const late = await browser.post(`${at}/accept`, {})
  expect([late.status, late.text.includes('cela n’est plus possible')]).toEqual([422, true])
  expect((await browser.get(at)).text).toContain('La place est prise')
})

test('from the form, what is free is said so, and what was typed is kept', async () => {
  const m = await givenMarket({ ...ALWAYS })
  const browser = await browsing(m.member)
  const path = bookAt(m).replace('/book', '/waitlist')
  expect((await browser.get(bookAt(m))).text).toContain(`${path}`)
  expect((await browser.get(path)).status).toBe(200)
  const day = soon(3, 13).slice(0, 10)
  const typed = { startsOn: day, startsTime: '14:00', endsTime: '16:00', organisationId: m.borrower.id }
  const free = await browser.post(path, typed)
  expect(free.status).toBe(422)
  expect(free.text).toContain('Ce créneau est libre')
  expect(free.text).toContain('value="14:00"')
  const empty = await browser.post(path, { organisationId: m.borrower.id })
  expect([empty.status, empty.text.includes('Choisissez d’abord quand')]).toEqual([422, true])
  const wrong = await browser.post(path, { ...typed, startsOn: '2026-02-30' })
  expect(wrong.status).toBe(422)
  expect(await db.selectFrom('waitlist').select('id').execute()).toEqual([])
})

test('others see nothing of it; passing and leaving are buttons', async () => {
  const m = await givenMarket({ ...ALWAYS })
  const booking = await givenBooking(m, { status: 'confirmed', ...SLOT, answerBy: null })
  const { person, organisation } = await givenWaiter(m)
  const browser = await browsing(person)
  const path = bookAt(m).replace('/book', '/waitlist')
  const fields = { ...SLOT, organisationId: organisation.id, quantity: '1' }
  const first = (await browser.post(path, fields)).location.replace(/\?.*/, '')
  for (const other of [m.answerer, m.member, await givenMember(m.lender)])
    expect((await (await browsing(other)).get(first)).status).toBe(404)
  expect((await (await browsing(null)).get(first)).status).toBe(303)
  expect((await browser.post(`${first}/leave`, {})).location).toBe(first)
  expect((await browser.get(first)).text).toContain('Vous n’attendez plus')
  const again = (await browser.post(path, fields)).location.replace(/\?.*/, '')
  await freed(booking.id, m.member)
  expect((await browser.post(`${again}/pass`, {})).location).toBe(again)
  expect((await browser.get(again)).text).toContain('Vous avez laissé la place')
})
