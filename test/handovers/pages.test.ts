import { describe, expect, test } from 'vitest'
import { stopToken } from '../../worker/handovers/commands/stopDayMail'
import { sha256 } from '../../worker/platform/crypto'
import { browsing } from '../bookings/browsing'
import { ALWAYS, soon } from '../bookings/pagesTime'
import { ask } from '../support/ask'
import { as, db, eventTypes, givenCluster, givenMember, givenOrganisation } from '../support/given'
import { jpegWithPlace } from '../support/images'
import { givenBooking, givenMarket, type Market } from './lent'

// Pages have the real clock.
const RUNNING = { status: 'in_use', startsAt: soon(-1, 9), endsAt: soon(2, 9), createdAt: soon(-9, 9) }

async function lent(listing: object = {}, booking: object = {}) {
  const m = await givenMarket({
    ...ALWAYS,
    kind: 'equipment',
    title: 'Le grand écran',
    quantity: 3,
    ...listing,
  })
  const b = await givenBooking(m, { ...RUNNING, quantity: 2, ...booking })
  return { m, b, at: `/fr/${m.cluster.slug}/bookings/${b.id}` }
}
const lines = () => db.selectFrom('handovers').selectAll().orderBy('createdAt').orderBy('id').execute()
const dayAt = (m: Market, query = '') => `/fr/${m.cluster.slug}/me/day${query}`

describe('on the page of a booking', () => {
  test('the next step is one tap, then the one after; both sides see what is noted', async () => {
    const { m, at } = await lent()
    const lender = await browsing(m.answerer)
    expect((await lender.get(at)).text).toContain('C’est remis')
    const done = await lender.post(`${at}/handovers`, { step: 'pick_up', quick: 'booking' })
    expect([done.status, done.location]).toEqual([303, at])
    const after = (await lender.get(at)).text
    expect(after).toContain('C’est rendu')
    expect(after).not.toContain('/complete"') // one button for both
    expect((await (await browsing(m.member)).get(at)).text).toContain('<b>Remise</b>')
    // A second tap that was on its way does no harm.
    const again = await lender.post(`${at}/handovers`, { step: 'pick_up', quick: 'booking' })
    expect([again.status, (await lines()).length]).toEqual([303, 1])
    await lender.post(`${at}/handovers`, { step: 'return', quick: 'booking' })
    expect((await lender.get(at)).text).toContain('C’est terminé, merci')
    expect(await eventTypes()).toEqual(['handover.noted', 'handover.noted', 'booking.completed'])
  })

  test('a form says condition, time, quantity, words and a photo; what is wrong is said beside its field', async () => {
    const { m, at } = await lent()
    const lender = await browsing(m.answerer)
    const yesterday = soon(-1, 9).slice(0, 10)
    const wrong = await lender.post(`${at}/handovers`, {
      ...{
        step: 'pick_up',
        condition: 'damaged',
        day: '2026-02-30',
        time: '10:00',
        note: 'Une <b>rayure</b>',
      },
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('Écrivez une date qui existe.')
    expect(wrong.text).toContain('Une &lt;b&gt;rayure&lt;/b&gt;')
    expect(wrong.text).toMatch(/value="damaged" checked/)
    for (const [fields, words] of [
      [{ day: yesterday, time: '25:00' }, 'Écrivez une heure, comme 14:00.'],
      [{ day: soon(1, 9).slice(0, 10), time: '10:00' }, 'Choisissez un moment passé.'],
      [{ quantity: 'deux' }, 'Écrivez un nombre'],
      [{ condition: 'superb' }, 'Choisissez une des réponses proposées.'],
    ] as const) {
      const answer = await lender.post(`${at}/handovers`, { step: 'pick_up', ...fields })
      expect([answer.status, answer.text.includes(words)], words).toEqual([422, true])
    }
    expect(await lines()).toEqual([])
    const fine = await lender.post(`${at}/handovers`, {
      ...{
        step: 'pick_up',
        condition: 'damaged',
        day: yesterday,
        time: '12:30',
        note: 'Une rayure',
        quantity: '1',
      },
    })
    expect(fine.location).toBe(`${at}/handovers?told=saved`)
    expect(await lines()).toMatchObject([{ condition: 'damaged', note: 'Une rayure', quantity: 1 }])
    expect((await lender.get(fine.location)).text).toContain('C’est noté.')
  })

  test('a photo comes with it, and is the parties’ alone', async () => {
    const { m, at } = await lent()
    const send = async (photo: File) => {
      const form = new FormData()
      for (const [name, value] of [
        ['step', 'pick_up'],
        ['photoAlt', 'Une rayure'],
      ] as const)
        form.append(name, value)
      form.append('photo', photo)
      const cookie = await givenSession(m.answerer.id)
      return ask(`${at}/handovers`, {
        method: 'POST',
        body: form,
        headers: { cookie, origin: 'http://localhost:8787' },
      })
    }
    const text = await send(new File(['<svg onload="alert(1)"/>'], 'a.jpg', { type: 'image/jpeg' }))
    expect([text.status, (await text.text()).includes('Choisissez une photo JPEG, PNG ou WebP.')]).toEqual([
      422,
      true,
    ])
    expect((await send(new File([jpegWithPlace()], 'a.jpg'))).status).toBe(303)
    const [line] = await lines()
    expect(line).toMatchObject({ photoAlt: 'Une rayure', photoType: 'image/jpeg' })
    const photo = `/handover-photos/${line?.photoId}`
    const seen = await (await browsing(m.member)).get(`${at}/handovers`)
    expect(seen.text).toContain(`src="${photo}"`)
    const cookie = await givenSession(m.member.id)
    expect((await (await ask(photo, { headers: { cookie } })).arrayBuffer()).byteLength).toBe(
      line?.photoBytes,
    )
    const stranger = await givenMember(await givenOrganisation(m.cluster))
    expect((await (await browsing(stranger)).get(photo)).status).toBe(404)
    expect((await (await browsing(null)).get(photo)).location).toContain('/sign-in')
  })

  test('a line is corrected by another, or taken as a mistake; both stay', async () => {
    const { m, at } = await lent()
    const lender = await browsing(m.answerer)
    await lender.post(`${at}/handovers`, { step: 'pick_up', quick: 'booking' })
    const [first] = await lines()
    const form = await lender.get(`${at}/handovers?correct=${first?.id}`)
    expect(form.text).toContain(`name="corrects" value="${first?.id}"`)
    expect((await (await browsing(m.member)).get(`${at}/handovers?correct=${first?.id}`)).text).not.toContain(
      'name="corrects"',
    )
    await lender.post(`${at}/handovers`, {
      step: 'pick_up',
      side: 'lender',
      corrects: first?.id,
      condition: 'dirty',
    })
    const second = (await lines()).find((l) => l.corrects === first?.id)
    await lender.post(`${at}/handovers`, {
      step: 'pick_up',
      side: 'lender',
      corrects: second?.id,
      mistake: '1',
    })
    const { text } = await lender.get(`${at}/handovers`)
    expect(text).toContain('Corrigé ensuite')
    expect(text).toContain('Noté par erreur')
    expect(await lines()).toHaveLength(3)
  })
})

describe('the list of the day', () => {
  test('shows what comes with whom, and ticks it in one tap', async () => {
    const { m, b } = await lent(
      {},
      { status: 'in_use', startsAt: soon(0, 0), endsAt: soon(3, 9), note: 'Avec le câble' },
    )
    const lender = await browsing(m.answerer)
    const { text } = await lender.get(dayAt(m))
    for (const word of [
      'Liste du jour',
      'Le grand écran',
      'Les Jardins des Aulnes',
      'Camille Essai',
      'Avec le câble',
      'C’est remis, Le grand écran',
      'Personne n’est venu',
    ])
      expect(text).toContain(word)
    const tick = await lender.post(`/fr/${m.cluster.slug}/bookings/${b.id}/handovers`, {
      ...{ step: 'pick_up', side: 'lender', quick: 'day', date: '2026-11-21', organisation: m.lender.id },
    })
    expect(tick.location).toBe(
      `/fr/${m.cluster.slug}/me/day?date=2026-11-21&organisation=${m.lender.id}#${b.id}`,
    )
    const after = (await lender.get(dayAt(m))).text
    expect(after).toContain('C’est rendu, Le grand écran')
    expect(after).not.toContain('Personne n’est venu')
  })

  test('is looked at by a member who does not answer, without a button; by no one else', async () => {
    const { m } = await lent({}, { startsAt: soon(0, 0) })
    const plain = await browsing(await givenMember(m.lender))
    const { text } = await plain.get(dayAt(m))
    expect(text).toContain('Le grand écran')
    expect(text).not.toContain('/handovers"')
    const other = await browsing(m.member)
    expect((await other.get(dayAt(m, `?organisation=${m.lender.id}`))).status).toBe(404)
    expect((await other.get(dayAt(m))).text).not.toContain('Le grand écran')
    const elsewhere = await browsing(await givenMember(await givenOrganisation(await givenCluster())))
    expect((await elsewhere.get(dayAt(m))).text).toContain('Vous n’appartenez à aucune structure')
    expect((await (await browsing(null)).get(dayAt(m))).location).toContain('/sign-in')
  })

  test('whatever date is asked, there is a list', async () => {
    const { m } = await lent()
    const lender = await browsing(m.answerer)
    for (const date of ['2026-02-30', 'x', '9999-12-31', '0000-01-01', '2027-03-28'])
      expect((await lender.get(dayAt(m, `?date=${date}`))).status).toBe(200)
    expect((await lender.get(dayAt(m, '?organisation=org_none'))).status).toBe(404)
  })

  test('its e-mail is stopped and asked for again on the page, or stopped by the link of the mail', async () => {
    const { m } = await lent()
    const lender = await browsing(m.answerer)
    expect((await lender.get(dayAt(m))).text).toContain('Ne plus la recevoir')
    await lender.post(dayAt(m), { organisation: m.lender.id, wanted: '0' })
    expect((await lender.get(dayAt(m))).text).toContain('La recevoir par e-mail')
    await lender.post(dayAt(m), { organisation: m.lender.id, wanted: '1' })
    const link = `/fr/unsubscribe/day/${await stopToken(await as(null), m.answerer.memberId)}`
    const anyone = await browsing(null)
    expect((await anyone.get(link)).text).toContain('Les autres e-mails continuent')
    expect(await db.selectFrom('dayMailStops').selectAll().execute()).toEqual([])
    expect((await anyone.post(link, { 'List-Unsubscribe': 'One-Click' })).text).toContain('C’est fait')
    expect(await db.selectFrom('dayMailStops').selectAll().execute()).toHaveLength(1)
    expect((await anyone.post(`${link}x`, {})).status).toBe(422)
    expect(
      (await (await browsing(m.member)).post(dayAt(m), { organisation: m.lender.id, wanted: '0' })).status,
    ).toBe(403)
  })
})

describe('the agreement', () => {
  test('is read and accepted by both; English and Arabic show the French text beside their translation', async () => {
    const { m, at } = await lent()
    const [lender, borrower] = [await browsing(m.answerer), await browsing(m.member)]
    expect((await borrower.get(at)).text).toContain(`${at}/agreement`)
    const hash = /name="hash" value="(\w+)"/.exec((await borrower.get(`${at}/agreement`)).text)?.[1]
    const stale = await borrower.post(`${at}/agreement`, { hash: 'x', side: 'borrower' })
    expect([stale.status, stale.text.includes('role="alert"')]).toEqual([422, true])
    expect((await borrower.post(`${at}/agreement`, { hash, side: 'borrower' })).location).toBe(
      `${at}/agreement?told=done`,
    )
    await lender.post(`${at}/agreement`, { hash, side: 'lender' })
    const { text } = await lender.get(`${at}/agreement`)
    expect(text).toContain('Acceptée par les deux côtés')
    expect(text).toContain(hash)
    for (const [language, words] of [
      ['en', 'Translation, for reading only'],
      ['ar', 'ترجمة للقراءة فقط'],
    ] as const) {
      const other = (await lender.get(`${at}/agreement`.replace('/fr/', `/${language}/`))).text
      expect(other).toContain(words)
      expect(other).toContain('lang="fr" dir="ltr"')
      expect(other).toContain('Convention de prêt à usage')
    }
  })

  test('is not there for what is paid, nor for strangers', async () => {
    const paid = await lent(
      { tariffMode: 'price', referenceCents: 100, priceUnit: 'hour' },
      { priceCents: 200 },
    )
    expect((await (await browsing(paid.m.member)).get(`${paid.at}/agreement`)).status).toBe(404)
    expect((await (await browsing(paid.m.member)).get(paid.at)).text).not.toContain('/agreement')
    const { m, at } = await lent()
    const stranger = await browsing(await givenMember(await givenOrganisation(m.cluster)))
    expect((await stranger.get(`${at}/agreement`)).status).toBe(404)
    expect((await stranger.get(`${at}/handovers`)).status).toBe(404)
    const other = at.replace(m.cluster.slug, (await givenCluster()).slug)
    for (const page of ['handovers', 'agreement'])
      expect((await (await browsing(m.member)).get(`${other}/${page}`)).status).toBe(404)
  })

  test('the coordinator accepts for a member', async () => {
    const { m, at } = await lent()
    const hand = await givenMember(m.borrower, {}, { email: null, name: 'Ali Essai' })
    const coordinator = await browsing(m.coordinator)
    const { text } = await coordinator.get(`${at}/agreement`)
    expect(text).toContain(`value="${hand.memberId}"`)
    const hash = /name="hash" value="(\w+)"/.exec(text)?.[1]
    await coordinator.post(`${at}/agreement`, { hash, onBehalfOf: hand.memberId })
    expect((await coordinator.get(`${at}/agreement`)).text).toContain('Camille Essai, pour Ali Essai')
  })
})

async function givenSession(personId: string): Promise<string> {
  const token = `session-for-${personId}-${Math.random()}`
  await db
    .insertInto('authSessions')
    .values({
      ...{ tokenHash: await sha256(token), id: `ses_${Math.random()}`, personId, email: null, device: '' },
      ...{ createdAt: soon(0, 0), lastUsedAt: soon(0, 0), expiresAt: soon(9, 0) },
    })
    .execute()
  return `session=${token}`
}
