import { describe, expect, test } from 'vitest'
import { digestAt, fitsWish, isOver, type Told, type Wish } from '../../worker/alerts/rules'
import { calm } from '../../worker/notifications/rules'
import { topicOf } from '../../worker/notifications/topics'
import { saysAll, sayingOf, termsOfListing, termsOfSearch } from '../../worker/alerts/words'

const NOW = '2026-11-21T08:00:00.000Z'
const PARIS = 'Europe/Paris'
const room: Told = {
  ...{ kind: 'space', lat: 49.44, lng: 1.09, quantity: 1, tariffMode: 'free', details: { seats: 20 } },
  ...{ grain: 'hour', windows: [{ days: [2], from: '09:00', to: '18:00' }], startsAt: null, endsAt: null },
  instantFor: 'nobody',
}
const any: Wish = {
  ...{ kind: null, lat: null, lng: null, radiusKm: null, startsAt: null, endsAt: null, quantity: null },
  ...{ free: false, wheelchair: false },
}
const fits = (wish: Partial<Wish>, listing: Partial<Told> = {}) =>
  fitsWish({ ...room, ...listing }, { ...any, ...wish }, NOW, PARIS)

describe('what one wants to be told of', () => {
  test('is of the kind, within the radius, large enough, and free where that is asked', () => {
    expect(fits({ kind: 'space' })).toBe(true)
    expect(fits({ kind: 'waste' })).toBe(false)
    expect(fits({ lat: 49.44, lng: 1.1, radiusKm: 1 })).toBe(true)
    expect(fits({ lat: 49.54, lng: 1.1, radiusKm: 10 })).toBe(false)
    expect(fits({ lat: 49.44, lng: 1.1, radiusKm: 1 }, { lat: null, lng: null })).toBe(false)
    expect(fits({ quantity: 20 })).toBe(true)
    expect(fits({ quantity: 21 })).toBe(false)
    expect(fits({ free: true }, { tariffMode: 'price' })).toBe(false)
    expect(fits({ wheelchair: true })).toBe(false)
    expect(fits({ wheelchair: true }, { details: { seats: 20, wheelchair: 'yes' } })).toBe(true)
  })

  test('is open in its dates, and is wanted no more once they are past', () => {
    const tuesday = { startsAt: '2026-11-24T08:00:00.000Z', endsAt: '2026-11-24T11:00:00.000Z' }
    const wednesday = { startsAt: '2026-11-25T08:00:00.000Z', endsAt: '2026-11-25T11:00:00.000Z' }
    expect([fits(tuesday), fits(wednesday)]).toEqual([true, false])
    expect(fits(tuesday, { startsAt: '2026-12-01T00:00:00.000Z' })).toBe(false)
    expect(fits({ startsAt: '2026-11-01T08:00:00.000Z', endsAt: NOW })).toBe(false)
    expect(isOver({ endsAt: NOW }, NOW)).toBe(true)
  })
})

describe('the words of a search', () => {
  const room = sayingOf({
    ...{ title: 'Salle de réunion au calme', description: 'Vidéoprojecteur et tableau.', language: 'fr' },
  })
  const van = sayingOf({ title: 'Fourgon avec hayon', description: '', language: 'fr' })
  test('are all to be said, in title or description, by their stem or their beginning', () => {
    expect(saysAll('réunions', room)).toBe(true)
    expect(saysAll('reunion tableau', room)).toBe(true)
    expect(saysAll('vidéopro', room)).toBe(true)
    expect(saysAll('réunion cuisine', room)).toBe(false)
    expect(saysAll('', room)).toBe(true)
  })
  test('may be said in another way, or in another language', () => {
    for (const q of ['camionnette', 'van', 'شاحنة صغيرة', 'véhicule utilitaire'])
      expect([q, saysAll(q, van)]).toEqual([q, true])
    for (const q of ['piano', 'salle', 'حواسيب']) expect([q, saysAll(q, van)]).toEqual([q, false])
  })
  test('find the search: one of its terms is a term of whatever answers it', () => {
    const meets = (q: string, said: typeof room) => {
      const terms = new Set(termsOfListing(said))
      return termsOfSearch(q).some((term) => terms.has(term))
    }
    for (const q of ['réunions', 'reunion tableau', '']) expect([q, meets(q, room)]).toEqual([q, true])
    for (const q of ['camionnette', 'van', 'شاحنة صغيرة', '']) expect([q, meets(q, van)]).toEqual([q, true])
    expect(meets('piano', van)).toBe(false)
  })
})

describe('when it is told', () => {
  test('three things make a digest after two quiet days, one after seven', () => {
    expect(digestAt(NOW, 3)).toBe('2026-11-23T08:00:00.000Z')
    expect(digestAt(NOW, 1)).toBe('2026-11-28T08:00:00.000Z')
  })

  test('what falls into the quiet hours leaves at their end, in the cluster’s zone', () => {
    const night = { from: '21:00', to: '07:00' }
    expect(calm('2026-11-21T19:59:00.000Z', night, PARIS)).toBe('2026-11-21T19:59:00.000Z')
    expect(calm('2026-11-21T20:00:00.000Z', night, PARIS)).toBe('2026-11-22T06:00:00.000Z')
    expect(calm('2026-11-22T05:59:00.000Z', night, PARIS)).toBe('2026-11-22T06:00:00.000Z')
    expect(calm('2026-11-22T06:00:00.000Z', night, PARIS)).toBe('2026-11-22T06:00:00.000Z')
    const lunch = { from: '12:00', to: '14:00' }
    expect(calm('2026-11-21T11:30:00.000Z', lunch, PARIS)).toBe('2026-11-21T13:00:00.000Z')
    expect(calm('2026-11-21T20:30:00.000Z', lunch, PARIS)).toBe('2026-11-21T20:30:00.000Z')
    expect(calm('2026-11-21T23:30:00.000Z', { from: '08:00', to: '08:00' }, PARIS)).toBe(
      '2026-11-21T23:30:00.000Z',
    )
  })

  test('each kind of notice has a topic of its own to be stopped', () => {
    expect(['booking.requested', 'match.suggested', 'search.found', 'message.sent'].map(topicOf)).toEqual([
      ...['bookings', 'matches', 'searches', 'messages'],
    ])
    expect(['affiliation.requested', 'affiliation.accepted'].map(topicOf)).toEqual([
      'coordination',
      'membership',
    ])
  })
})
