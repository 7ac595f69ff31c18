import { describe, expect, test } from 'vitest'
import { setOfferRules } from '../../worker/bookings/commands/setOfferRules'
import { rulesOf } from '../../worker/bookings/offers'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { indexListing } from '../../worker/search/reactTo'
import {
  as,
  db,
  eventTypes,
  givenCluster,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { browsing } from './browsing'
import { givenBooking, givenMarket, left, type Market } from './market'
import { ALWAYS, SLOT, soon } from './pagesTime'

const at = (m: Market, id = m.offer.id) => `/fr/${m.cluster.slug}/me/listings/${id}/rules`
const kept = async (m: Market) => (await rulesOf(await as(null), m.offer.id)).rules

describe('the page of the rules', () => {
  test('is filled without a script, in the units people use, and shows what is kept', async () => {
    const m = await givenMarket({
      ...ALWAYS,
      quantity: 20,
      tariffMode: 'price',
      referenceCents: 1000,
      priceUnit: 'hour',
    })
    await db.updateTable('listings').set({ solidarityCents: 400 }).execute()
    const friend = await givenOrganisation(m.cluster, { name: 'Les Ateliers du Pont' })
    const other = await givenListing(m.cluster, m.lender, {
      title: 'Vidéoprojecteur',
      expiresAt: soon(90, 0),
    })
    const lender = await browsing(m.answerer)
    const form = await lender.get(at(m))
    expect([form.status, form.text.includes('Vidéoprojecteur')]).toEqual([200, true])
    const sent = await lender.post(at(m), {
      version: '0',
      ...{
        shortestMinutes: '1,5',
        shortestMinutesUnit: 'hours',
        longestMinutes: '2',
        longestMinutesUnit: 'days',
      },
      ...{ stepMinutes: '30', mostQuantity: '5', noticeMinutes: '2', noticeMinutesUnit: 'days' },
      ...{ cancelNoticeMinutes: '12', cancelNoticeMinutesUnit: 'hours', horizonDays: '60' },
      ...{
        changeNoticeMinutes: '',
        changeNoticeMinutesUnit: 'days',
        gapMinutes: '',
        gapMinutesUnit: 'hours',
      },
      ...{ bufferBeforeMinutes: '0', bufferAfterMinutes: '30', oneAtATime: 'yes', requests: 'compete' },
      ...{ 'quotas.0.most': '', 'quotas.0.of': 'bookings', 'quotas.0.per': 'week' },
      ...{ 'quotas.1.most': '8', 'quotas.1.of': 'minutes', 'quotas.1.per': 'month' },
      ...{
        'exceptions.0.startsOn': '2098-12-24',
        'exceptions.0.endsOn': '2098-12-31',
        'exceptions.0.hours': '',
      },
      ...{
        'exceptions.1.startsOn': '2098-12-28',
        'exceptions.1.endsOn': '',
        'exceptions.1.hours': '10h-12h30, 14-18',
      },
      ...{ releaseHours: '24', bundle: other.id, onlyFor: 'les ateliers du pont\n\n' },
    })
    expect([sent.status, sent.location]).toEqual([303, `${at(m)}?told=saved`])
    expect(await kept(m)).toEqual({
      ...{ shortestMinutes: 90, longestMinutes: 2880, stepMinutes: 30, mostQuantity: 5, noticeMinutes: 2880 },
      ...{
        changeNoticeMinutes: 0,
        cancelNoticeMinutes: 720,
        horizonDays: 60,
        gapMinutes: 0,
        oneAtATime: true,
      },
      ...{ bufferBeforeMinutes: 0, bufferAfterMinutes: 30, requests: 'compete', onlyFor: [friend.id] },
      quotas: [{ of: 'minutes', most: 480, per: 'month' }],
      exceptions: [
        { startsOn: '2098-12-24', endsOn: '2098-12-31', hours: [] },
        {
          ...{ startsOn: '2098-12-28', endsOn: '2098-12-28' },
          hours: [
            { from: '10:00', to: '12:30' },
            { from: '14:00', to: '18:00' },
          ],
        },
      ],
      ...{ releaseHours: 24, bundle: [{ offerId: other.id, quantity: 1 }] },
    })
    const again = await lender.get(`${at(m)}?told=saved`)
    for (const shown of [
      'value="90"',
      'Les Ateliers du Pont',
      '10:00-12:30, 14:00-18:00',
      'value="8"',
      'Les règles sont',
    ])
      expect([shown, again.text.includes(shown)]).toEqual([shown, true])
    expect(await eventTypes(m.offer.id)).toEqual(['offer_rules.changed'])
  })

  test('says beside each field what is wrong, keeps what was typed, and changes nothing', async () => {
    const m = await givenMarket(ALWAYS)
    const lender = await browsing(m.answerer)
    const before = await left()
    const cases: [Record<string, string>, string][] = [
      [{ shortestMinutes: 'deux' }, 'Écrivez un nombre.'],
      [
        {
          shortestMinutes: '3',
          shortestMinutesUnit: 'hours',
          longestMinutes: '1',
          longestMinutesUnit: 'hours',
        },
        'Le plus long ne peut pas être plus court',
      ],
      [
        { stepMinutes: '60', shortestMinutes: '90', shortestMinutesUnit: 'minutes' },
        'multiple de la tranche choisie',
      ],
      [{ noticeMinutes: '200', noticeMinutesUnit: 'days' }, '90 jours au plus'],
      [{ 'quotas.3.most': '2', 'quotas.3.of': 'x', 'quotas.3.per': 'week' }, 'Choisissez une des réponses'],
      [{ 'exceptions.1.startsOn': '2098-02-30' }, 'Écrivez une date qui existe.'],
      [
        { 'exceptions.1.startsOn': '2098-03-02', 'exceptions.1.endsOn': '2098-03-01' },
        'La fin doit venir après le début.',
      ],
      [{ 'exceptions.0.startsOn': '2098-03-02', 'exceptions.0.hours': 'matin' }, 'Écrivez des heures comme'],
      [{ onlyFor: 'Structure inconnue' }, 'Nous ne trouvons pas cette structure dans le pôle'],
      [{ bundle: 'ofr_nothing' }, 'Choisissez une des réponses proposées.'],
    ]
    for (const [fields, words] of cases) {
      const answer = await lender.post(at(m), { version: '0', requests: 'hold', ...fields })
      const [name = '', typed = ''] = Object.entries(fields)[0] ?? []
      expect([words, answer.status, answer.text.replace(/[\u00a0\u202f]/g, ' ').includes(words)]).toEqual([
        words,
        422,
        true,
      ])
      // There is nothing else to tick: the field is not there.
      if (name === 'bundle') continue
      expect(answer.text).toContain(typed)
      const id = `f-${name.replace(/[^\w-]/g, '-')}`
      expect([name, answer.text.includes('id="errors"'), answer.text.includes(`id="${id}`)]).toEqual([
        name,
        true,
        true,
      ])
    }
    expect(await left()).toEqual(before)
    await setOfferRules(await as(m.answerer), m.offer.id, { oneAtATime: true })
    const late = await lender.post(at(m), { version: '0', requests: 'hold' })
    expect([late.status, late.text.includes('Cela a changé depuis')]).toEqual([422, true])
  })

  test('finds what could go with it among all offers of the cluster, and saves nothing meanwhile', async () => {
    const m = await givenMarket(ALWAYS)
    const other = await givenOrganisation(m.cluster, { name: 'Le Labo' })
    const far = { expiresAt: soon(90, 0), visibility: 'cluster' as const }
    const projector = await givenListing(m.cluster, other, { title: 'Vidéoprojecteur laser', ...far })
    const elsewhere = await givenCluster()
    const foreign = await givenOrganisation(elsewhere)
    await givenListing(elsewhere, foreign, { title: 'Vidéoprojecteur lointain', ...far })
    for (const { id } of await db.selectFrom('listings').select('id').execute())
      await indexListing(await as(null), id)
    const lender = await browsing(m.answerer)
    const before = await left()
    const typed = { version: '0', stepMinutes: '30', requests: 'hold', find: 'videoprojecteur' }
    const found = await lender.post(at(m), { ...typed, act: 'find' })
    expect(found.status).toBe(200)
    expect(found.text).toContain('Vidéoprojecteur laser')
    expect(found.text).toContain('de Le Labo')
    expect(found.text).not.toContain('lointain')
    expect(found.text).toMatch(/value="30" selected|selected="" value="30"|value="30" selected=""/)
    expect(await left()).toEqual(before)
    expect((await lender.post(at(m), { ...typed, bundle: projector.id })).status).toBe(303)
    expect((await kept(m)).bundle).toEqual([{ offerId: projector.id, quantity: 1 }])
    // Booked, it is asked of its lender; who lends it themselves has it.
    const booking = { organisationId: m.borrower.id, ...SLOT }
    await requestBooking(await as(m.member), m.offer.id, booking)
    const asked = await db
      .selectFrom('bookings')
      .select(['listingId', 'lenderId'])
      .orderBy('partOf')
      .execute()
    expect(asked).toEqual([
      { listingId: m.offer.id, lenderId: m.lender.id },
      { listingId: projector.id, lenderId: other.id },
    ])
    const own = { organisationId: other.id, startsAt: soon(7, 10), endsAt: soon(7, 12) }
    await requestBooking(await as(await givenMember(other)), m.offer.id, own)
    expect(await db.selectFrom('bookings').select('id').execute()).toHaveLength(3)
  })

  test('is not for others; the page of the listing leads those who may to it', async () => {
    const m = await givenMarket(ALWAYS)
    const need = await givenListing(m.cluster, m.borrower, { direction: 'need' })
    expect((await (await browsing(m.member)).get(at(m))).status).toBe(403)
    expect((await (await browsing(null)).get(at(m))).location).toContain('/sign-in')
    expect((await (await browsing(m.answerer)).get(at(m, need.id))).status).toBe(404)
    const overview = await (await browsing(m.answerer)).get(at(m).replace('/rules', ''))
    expect(overview.text).toContain(`/me/listings/${m.offer.id}/rules`)
  })
})

describe('who borrows', () => {
  test('reads the rules before, and beside the field which one refuses and what would pass', async () => {
    const m = await givenMarket({ ...ALWAYS, instantFor: 'everyone' })
    await setOfferRules(await as(m.answerer), m.offer.id, {
      ...{ shortestMinutes: 120, noticeMinutes: 60, cancelNoticeMinutes: 1440 },
      quotas: [{ of: 'bookings', most: 1, per: 'year' }],
      exceptions: [{ startsOn: '2098-12-24', endsOn: '2098-12-31' }],
    })
    const book = `/fr/${m.cluster.slug}/offers/${m.offer.id}/book`
    const borrower = await browsing(m.member)
    const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')
    const page = plain((await borrower.get(book)).text)
    for (const words of [
      '2 heures au moins',
      'À demander au moins 1 heure avant',
      '1 réservation au plus par an',
      'Annulable jusqu’à 1 jour avant',
      'Fermé du',
    ])
      expect([words, page.includes(words)]).toEqual([words, true])
    const minutes = (t: string) => Date.parse(t) / 60_000
    const ticked = (from: string, hours: number) => `${minutes(from)}-${minutes(from) + 60 * hours}`
    const send = async (h: string) =>
      borrower.post(book, { organisationId: m.borrower.id, h, once: crypto.randomUUID() })
    const brief = await send(ticked(SLOT.startsAt, 1))
    expect([brief.status, plain(brief.text).includes('Réservez au moins 2 heures.')]).toEqual([422, true])
    const placed = await send(ticked(SLOT.startsAt, 2))
    expect(placed.status).toBe(303)
    const full = await send(ticked(soon(4, 10), 2))
    expect([full.status, plain(full.text).includes('1 réservation au plus par an')]).toEqual([422, true])
    const booking = plain((await borrower.get(placed.location)).text)
    expect(booking).toContain('Vous pouvez annuler jusqu’au')
  })

  test('no longer sees a button to cancel after the time to do so', async () => {
    const m = await givenMarket(ALWAYS)
    await setOfferRules(await as(m.answerer), m.offer.id, { cancelNoticeMinutes: 5 * 1440 })
    const b = await givenBooking(m, { ...SLOT, status: 'confirmed', answerBy: null })
    const path = `/fr/${m.cluster.slug}/bookings/${b.id}`
    const borrower = await (await browsing(m.member)).get(path)
    expect([
      borrower.text.includes('On ne pouvait annuler que'),
      borrower.text.includes(`${path}/cancel`),
    ]).toEqual([true, false])
    const lender = await (await browsing(m.answerer)).get(path)
    expect(lender.text).toContain(`${path}/cancel`)
    const refused = await (await browsing(m.member)).post(`${path}/cancel`, { reason: 'Trop tard' })
    expect([refused.status, refused.text.includes('Il fallait annuler avant')]).toEqual([422, true])
  })
})
