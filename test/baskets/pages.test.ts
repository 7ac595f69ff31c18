import { describe, expect, test } from 'vitest'
import { draftOf, type Kept, keepDraft, withItems } from '../../worker/baskets/draft'
import { requestBasket } from '../../worker/baskets/commands/requestBasket'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { as, db, givenMember, givenOrganisation } from '../support/given'
import { browsing } from '../bookings/browsing'
import { capacityOf, left } from '../bookings/market'
import { ALWAYS, SLOT, soon } from '../bookings/pagesTime'
import { givenRules, givenTwo } from './market'

/** One minute of the night, each week. */
const NEVER = [{ days: [1], from: '03:00', to: '03:01' }]
const minutes = (at: string) => Date.parse(at) / 60_000
const ticked = (from: string) => `${minutes(from)}-${minutes(from) + 60}`
type Two = Awaited<ReturnType<typeof givenTwo>>
const at = (m: Two, path: string) => `/fr/${m.cluster.slug}${path}`
const drafted = async (m: Two) => (await draftOf(await as(m.member), m.cluster.id)).items

/** The form of an offer, sent with its second button. */
async function put(m: Two, id: string, more: Record<string, string | string[]> = {}) {
  const browser = await browsing(m.member)
  return browser.post(at(m, `/offers/${id}/basket`), {
    ...{
      organisationId: m.borrower.id,
      h: [ticked(soon(3, 13)), ticked(soon(3, 14))],
      day: soon(3, 0).slice(0, 10),
    },
    ...more,
  })
}
const onceIn = (text: string) => /name="once" value="([^"]+)"/.exec(text)?.[1] ?? ''
const send = async (m: Two, more: Record<string, string> = {}) => {
  const browser = await browsing(m.member)
  const once = onceIn((await browser.get(at(m, '/basket'))).text)
  return browser.post(at(m, '/basket/send'), { once, organisationId: m.borrower.id, ...more })
}

describe('the basket, without script', () => {
  test('is filled from the form of an offer, once for each time, and shows what it will cost and who is asked', async () => {
    const m = await givenTwo(ALWAYS)
    const form = await (await browsing(m.member)).get(at(m, `/offers/${m.offer.id}/book`))
    expect(form.text).toContain(`formaction="${at(m, `/offers/${m.offer.id}/basket`)}"`)
    const answer = await put(m, m.offer.id)
    expect([answer.status, answer.location]).toEqual([303, at(m, '/basket?told=added')])
    await put(m, m.offer.id)
    await put(m, m.projector.id, { note: 'À dix-huit' })
    expect((await drafted(m)).map((one) => one.offerId)).toEqual([m.offer.id, m.projector.id])
    const { text, status } = await (await browsing(m.member)).get(at(m, '/basket'))
    expect(status).toBe(200)
    expect(text).toContain('La Fabrique des Quais')
    expect(text).toContain('Le Labo')
    expect(text).toContain('2 structures reçoivent chacune une demande.')
    expect(text).toContain('À dix-huit')
    expect(await left()).toEqual({ bookings: 0, holds: 0, events: 0 })
  })

  test('refuses what could never be booked, in the form it came from', async () => {
    const m = await givenTwo(ALWAYS)
    const none = await put(m, m.offer.id, { h: [] })
    expect(none.status).toBe(422)
    const past = await put(m, m.offer.id, { h: ticked('2020-01-01T10:00:00.000Z') })
    expect(past.status).toBe(422)
    expect(await drafted(m)).toEqual([])
  })

  test('holds twenty things at most', async () => {
    const m = await givenTwo(ALWAYS)
    const items = Array.from({ length: 20 }, (_, i) => ({
      ...{ offerId: m.offer.id, startsAt: soon(4 + i, 9), endsAt: soon(4 + i, 10), quantity: 1 },
      tariff: 'reference' as const,
    }))
    await keepDraft(await as(m.member), m.cluster.id, (draft) => withItems(draft, items))
    const more = await put(m, m.projector.id)
    expect(more.status).toBe(422)
    expect(more.text).toContain('20 choses au plus')
    expect(await drafted(m)).toHaveLength(20)
  })

  test('is changed and emptied thing by thing, and is nobody else’s', async () => {
    const m = await givenTwo(ALWAYS)
    await put(m, m.offer.id)
    await put(m, m.projector.id)
    const [room, projector] = (await drafted(m)) as [Kept, Kept]
    const { text } = await (await browsing(m.member)).get(at(m, '/basket'))
    expect(text).toContain(`/offers/${m.offer.id}/book?item=${room.key}`)
    const change = await (await browsing(m.member)).get(at(m, `/offers/${m.offer.id}/book?item=${room.key}`))
    expect(change.text).toContain('Remplacer dans le panier')
    await put(m, m.offer.id, { item: room.key, h: ticked(soon(3, 16)) })
    expect((await drafted(m)).map((one) => [one.offerId, one.startsAt])).toEqual([
      [m.offer.id, soon(3, 16)],
      [m.projector.id, soon(3, 13)],
    ])
    const stranger = await browsing(await givenMember(await givenOrganisation(m.cluster)))
    await stranger.post(at(m, `/basket/items/${projector.key}/remove`), {})
    expect(await drafted(m)).toHaveLength(2)
    await (await browsing(m.member)).post(at(m, `/basket/items/${projector.key}/remove`), {})
    expect(await drafted(m)).toHaveLength(1)
    const empty = await stranger.get(at(m, '/basket'))
    expect(empty.text).toContain('Votre panier est vide.')
  })

  test('is sent once, however often the button is pressed: one batch, and the basket is empty', async () => {
    const m = await givenTwo(ALWAYS)
    await put(m, m.offer.id)
    await put(m, m.projector.id)
    const browser = await browsing(m.member)
    const once = onceIn((await browser.get(at(m, '/basket'))).text)
    const fields = { once, organisationId: m.borrower.id, note: 'À dix-huit' }
    const answer = await browser.post(at(m, '/basket/send'), fields)
    const [basket] = await db.selectFrom('baskets').selectAll().execute()
    expect([answer.status, answer.location]).toEqual([303, at(m, `/baskets/${basket?.id}?told=sent`)])
    const again = await browser.post(at(m, '/basket/send'), fields)
    expect(again.location).toBe(answer.location)
    expect((await left()).bookings).toBe(2)
    expect(await drafted(m)).toEqual([])
    const rows = await db.selectFrom('bookings').select(['note', 'borrowerId']).execute()
    expect(rows).toEqual(Array(2).fill({ note: 'À dix-huit', borrowerId: m.borrower.id }))
    expect((await browser.post(at(m, '/basket/send'), { organisationId: m.borrower.id })).status).toBe(422)
  })

  test('where something is taken nothing is lost: what is, and a button for each thing that is free instead', async () => {
    const m = await givenTwo(ALWAYS)
    await put(m, m.offer.id)
    await put(m, m.projector.id)
    const rival = await givenOrganisation(m.cluster)
    await requestBooking(await as(await givenMember(rival)), m.projector.id, {
      organisationId: rival.id,
      ...{ startsAt: soon(3, 13), endsAt: soon(3, 15) },
    })
    const refused = await send(m, { note: 'Gardez-moi' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Une chose de votre panier n’est pas libre')
    expect(refused.text).toContain('Gardez-moi')
    expect((await left()).bookings).toBe(1)
    const [, projector] = (await drafted(m)) as [Kept, Kept]
    const take = /name="take" value="([^"]+)"/.exec(refused.text)?.[1] ?? ''
    const browser = await browsing(m.member)
    const replaced = await browser.post(at(m, `/basket/items/${projector.key}/replace`), { take })
    expect(replaced.location).toBe(at(m, '/basket?told=replaced'))
    expect((await drafted(m)).map((one) => one.offerId)).toEqual([m.offer.id, m.projector.id])
    expect((await send(m)).status).toBe(303)
    expect((await left()).bookings).toBe(3)
  })

  test('names what always comes with a thing, and asks for it too', async () => {
    const m = await givenTwo({ ...ALWAYS, title: 'Le projecteur' })
    await givenRules(m.offer.id, m.cluster.id, { bundle: [{ offerId: m.projector.id, quantity: 1 }] })
    const form = await (await browsing(m.member)).get(at(m, `/offers/${m.offer.id}/book`))
    expect(form.text).toContain('Vient toujours avec')
    await put(m, m.offer.id)
    const { text } = await (await browsing(m.member)).get(at(m, '/basket'))
    expect(text).toContain('chez Le Labo')
    await send(m)
    expect((await left()).bookings).toBe(2)
    const [room] = await db.selectFrom('bookings').selectAll().where('partOf', 'is', null).execute()
    const page = await (await browsing(m.member)).get(at(m, `/bookings/${room?.id}`))
    expect(page.text).toContain(`/baskets/${room?.basketId}`)
    expect(page.text).toContain('Si vous changez le moment')
  })

  test('takes times from the list of what is free, and leads back to it', async () => {
    const m = await givenTwo(ALWAYS)
    const { id } = await capacityOf(m.offer.id)
    const take = [minutes(soon(3, 13)), minutes(soon(3, 15)), 1, id, m.offer.id].join('-')
    const answer = await put(m, m.offer.id, { take, back: '?from=2027-01-01', h: [] })
    expect(answer.location).toBe(at(m, '/free?from=2027-01-01&added=1'))
    expect(await drafted(m)).toMatchObject([
      { offerId: m.offer.id, startsAt: soon(3, 13), endsAt: soon(3, 15) },
    ])
    const day = soon(3, 13).slice(0, 10)
    const list = await (await browsing(m.member)).get(at(m, `/free?from=${day}&at=16:00&until=17:00`))
    expect(list.text).toContain('Panier (1)')
    expect(list.text).toContain(`action="${at(m, `/offers/${m.projector.id}/basket`)}"`)
    expect((await (await browsing(null)).get(at(m, `/free?from=${day}`))).text).not.toContain('/basket')
  })

  test('a coordinator sends it for a member', async () => {
    const m = await givenTwo(ALWAYS)
    const { memberId } = m.member as unknown as { memberId: string }
    const member = await db
      .selectFrom('members')
      .select('id')
      .where('personId', '=', m.member.id)
      .executeTakeFirst()
    const browser = await browsing(m.coordinator)
    const fields = {
      onBehalfOf: memberId ?? member?.id ?? '',
      h: ticked(soon(3, 13)),
      day: soon(3, 0).slice(0, 10),
    }
    await browser.post(at(m, `/offers/${m.offer.id}/basket`), fields)
    const { text } = await browser.get(at(m, '/basket'))
    expect(text).toContain(`<option value="${fields.onBehalfOf}" selected="">`)
    const answer = await browser.post(at(m, '/basket/send'), {
      onBehalfOf: fields.onBehalfOf,
      once: onceIn(text),
    })
    expect(answer.status).toBe(303)
    const [row] = await db.selectFrom('bookings').selectAll().execute()
    expect(row).toMatchObject({ borrowerId: m.borrower.id, onBehalfOf: m.member.id })
  })
})

describe('what was asked for at once', () => {
  const asked = async (m: Two) =>
    requestBasket(await as(m.member), {
      organisationId: m.borrower.id,
      note: 'Pour la fête',
      items: [
        { offerId: m.offer.id, ...SLOT },
        { offerId: m.projector.id, ...SLOT },
      ],
    })

  test('has a page where each lender answers for its part, and sees no other', async () => {
    const m = await givenTwo(ALWAYS)
    const { id } = await asked(m)
    const borrower = await (await browsing(m.member)).get(at(m, `/baskets/${id}`))
    expect(borrower.text).toContain('2 réponses attendues')
    expect(borrower.text).not.toContain('/confirm"')
    const lender = await browsing(m.answerer)
    const page = await lender.get(at(m, `/baskets/${id}`))
    expect(page.text).toContain('Pour la fête')
    expect(page.text).not.toContain('Le Labo')
    const answer = await lender.post(at(m, `/baskets/${id}/confirm`), { lenderId: m.lender.id })
    expect(answer.location).toBe(at(m, `/baskets/${id}?told=confirmed`))
    expect((await lender.post(at(m, `/baskets/${id}/confirm`), { lenderId: m.lender.id })).status).toBe(422)
    const states = await db.selectFrom('bookings').select('status').orderBy('id').execute()
    expect(states.map((b) => b.status).sort()).toEqual(['confirmed', 'requested'])
    const stranger = await browsing(await givenMember(await givenOrganisation(m.cluster)))
    expect((await stranger.get(at(m, `/baskets/${id}`))).status).toBe(404)
  })

  test('a coordinator answers for one lender, and leaves the other', async () => {
    const m = await givenTwo(ALWAYS)
    const { id } = await asked(m)
    const browser = await browsing(m.coordinator)
    await browser.post(at(m, `/baskets/${id}/decline`), { lenderId: m.other.id })
    const states = await db.selectFrom('bookings').select(['listingId', 'status']).execute()
    expect(states.find((b) => b.listingId === m.offer.id)?.status).toBe('requested')
    expect(states.find((b) => b.listingId === m.projector.id)?.status).toBe('declined')
  })

  test('moves whole, or says what is in the way and when all of it would fit', async () => {
    const m = await givenTwo(ALWAYS)
    const { id, bookings } = await asked(m)
    const rival = await givenOrganisation(m.cluster)
    const there = { startsAt: soon(5, 9), endsAt: soon(5, 11) }
    await requestBooking(await as(await givenMember(rival)), m.projector.id, {
      ...there,
      organisationId: rival.id,
    })
    const browser = await browsing(m.member)
    const bookingId = bookings[0]?.id ?? ''
    const time = `${there.startsAt} ${there.endsAt}`
    const refused = await browser.post(at(m, `/baskets/${id}/change`), { bookingId, time })
    expect(refused.status).toBe(409)
    const free = /name="time" value="([^"]+)"/.exec(refused.text)?.[1] ?? ''
    const moved = await browser.post(at(m, `/baskets/${id}/change`), { bookingId, time: free })
    expect(moved.location).toBe(at(m, `/baskets/${id}?told=changed`))
    const starts = await db.selectFrom('bookings').select('startsAt').where('basketId', '=', id).execute()
    expect(starts).toEqual(Array(2).fill({ startsAt: free.split(' ')[0] }))
    const typed = { bookingId, startsOn: soon(6, 9).slice(0, 10), startsTime: '10:00', endsTime: '09:00' }
    expect((await browser.post(at(m, `/baskets/${id}/change`), typed)).status).toBe(303)
    await db
      .updateTable('listings')
      .set({ windows: JSON.stringify(NEVER) })
      .where('id', '=', m.projector.id)
      .execute()
    const closed = await browser.post(at(m, `/baskets/${id}/change`), { ...typed, endsTime: '11:00' })
    expect(closed.text).toMatch(new RegExp(`${bookings[1]?.listingTitle}\\s: C’est fermé`))
    const wrong = await browser.post(at(m, `/baskets/${id}/change`), { ...typed, startsOn: 'bientôt' })
    expect(wrong.status).toBe(422)
  })

  test('is given up whole, with the reason; and is one line of the agenda to each side', async () => {
    const m = await givenTwo({ ...ALWAYS })
    const second = await db
      .updateTable('listings')
      .set({ organisationId: m.lender.id })
      .where('id', '=', m.projector.id)
      .executeTakeFirst()
    expect(second.numUpdatedRows).toBe(1n)
    const { id } = await asked(m)
    for (const person of [m.member, m.answerer]) {
      const { text } = await (await browsing(person)).get(at(m, '/agenda'))
      expect(text.split(`/baskets/${id}"`)).toHaveLength(2)
    }
    const browser = await browsing(m.member)
    await browser.post(at(m, `/baskets/${id}/cancel`), { reason: 'La fête est annulée' })
    const rows = await db.selectFrom('bookings').select(['status', 'cancelReason']).execute()
    expect(rows).toEqual(Array(2).fill({ status: 'cancelled', cancelReason: 'La fête est annulée' }))
  })
})
