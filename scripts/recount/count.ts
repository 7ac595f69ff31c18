import { type Choice, type Factor, type Line, linesOf, type Used, wall } from './arithmetic.ts'

/** A fact as the feed of the API gives it (CloudEvents 1.0). */
export type Fact = {
  type: string
  subject: string
  time: string
  sequence: string
  data: Record<string, string | number>
}
export type Recount = {
  total: Record<string, number>
  byKind: Record<string, Record<string, number>>
  byMonth: Record<string, Record<string, number>>
  byCommune: Record<string, Record<string, number>>
  organisations: { active: number; members: number }
  premises: { surfaceM2: number; lots: number; organisations: number }
  needs: { published: number; met: number; unmet: number; open: number; dropped: number }
  inclusion: Hours & { organisations: number; exchanges: number; byFamily: Record<string, Hours> }
}
type Hours = { people: number; trainingMinutes: number; integrationMinutes: number }

type Listing = {
  direction: string
  kind: string
  unit: string
  commune: string
  market: number
  per: string
  published?: string
  state: string
}
type Booking = { status: string; data: Record<string, string | number> }
type Handed = { step: string; side: string; happened: number; quantity: number; corrects?: string }

const SIDES = ['lender', 'coordinator', 'borrower']
const STATUS: Record<string, string> = {
  ...{ requested: 'requested', confirmed: 'confirmed', started: 'in_use', completed: 'completed' },
  ...{ declined: 'declined', cancelled: 'cancelled', expired: 'expired', no_show: 'no_show' },
}

/** Reads the feed from its beginning and counts every figure of a report over whole months; `asOf`: the last fact to count. */
export function recount(
  feed: readonly Fact[],
  factorList: readonly Factor[],
  zone: string,
  period: { from: string; to: string },
  asOf = Number.POSITIVE_INFINITY,
): Recount {
  const listings = new Map<string, Listing>()
  const bookings = new Map<string, Booking>()
  const handed = new Map<string, Map<string, Handed>>()
  const choices = new Map<string, Choice[]>()
  const surfaces = new Map<string, number>()
  const members = new Set<string>()
  const hours = new Map<string, { month: string; data: Fact['data'] }>()

  for (const { type, subject, time, sequence, data } of feed) {
    if (Number(sequence) > asOf) continue
    const [noun, verb = ''] = type.replace('maillage.', '').split('.')
    if (noun === 'listing') listed(subject, verb, time, data)
    if (noun === 'booking') booked(subject, verb, data)
    if (noun === 'capacity' && data.surfaceM2) surfaces.set(subject, Number(data.surfaceM2))
    if (noun === 'handover' && verb === 'noted') {
      const lines = handed.get(String(data.bookingId)) ?? new Map<string, Handed>()
      handed.set(String(data.bookingId), lines.set(subject, data as unknown as Handed))
    }
    if (noun === 'inclusion') given(subject, verb, data)
    if (noun === 'impact_basis') {
      const id = String(data.listingId)
      choices.set(id, [...(choices.get(id) ?? []), data as unknown as Choice])
    }
    if (noun === 'affiliation' && ['accepted', 'reinstated'].includes(verb))
      members.add(String(data.organisationId))
    if (noun === 'affiliation' && ['left', 'suspended'].includes(verb))
      members.delete(String(data.organisationId))
  }

  const factors = new Map(factorList.map((f) => [f.id, f]))
  const result: Recount = {
    ...{ total: {}, byKind: {}, byMonth: {}, byCommune: {} },
    organisations: { active: 0, members: members.size },
    premises: { surfaceM2: 0, lots: 0, organisations: 0 },
    needs: { published: 0, met: 0, unmet: 0, open: 0, dropped: 0 },
    inclusion: { ...noHours(), organisations: 0, exchanges: 0, byFamily: {} },
  }
  const active = new Set<string>()
  const lots = new Map<string, number>()
  const occupants = new Set<string>()
  for (const [id, booking] of bookings) {
    const offer = listings.get(String(booking.data.listingId))
    if (!offer || !['in_use', 'completed'].includes(booking.status)) continue
    const used = usedOf(id, booking, offer)
    for (const line of linesOf(used, choices.get(String(booking.data.listingId)) ?? [], factors, zone)) {
      if (line.month < period.from || line.month > period.to) continue
      add(line, offer)
      active.add(String(booking.data.lenderId)).add(String(booking.data.borrowerId))
      if (offer.kind !== 'premises') continue
      lots.set(String(booking.data.capacityId), used.surface)
      occupants.add(String(booking.data.borrowerId))
    }
  }
  result.organisations.active = active.size
  result.premises = {
    surfaceM2: [...lots.values()].reduce((sum, m2) => sum + m2, 0),
    ...{ lots: lots.size, organisations: occupants.size },
  }
  countNeeds()
  countHours()
  return result

  /** Hours count in the month in which their exchange began, as it stood when they were noted. */
  function given(id: string, verb: string, data: Fact['data']) {
    const startsAt = bookings.get(String(data.bookingId))?.data.startsAt
    const month = hours.get(id)?.month ?? wall(Date.parse(String(startsAt)), zone).month
    if (verb === 'withdrawn') hours.delete(id)
    else hours.set(id, { month, data })
  }

  function countHours() {
    const within = [...hours.values()].filter((h) => h.month >= period.from && h.month <= period.to)
    const { inclusion } = result
    for (const { data } of within) {
      const family = String(data.family)
      inclusion.byFamily[family] ??= noHours()
      for (const sum of [inclusion, inclusion.byFamily[family]]) {
        sum.people += Number(data.people)
        sum[data.purpose === 'training' ? 'trainingMinutes' : 'integrationMinutes'] += Number(data.minutes)
      }
    }
    inclusion.organisations = new Set(within.map((h) => h.data.organisationId)).size
    inclusion.exchanges = new Set(within.map((h) => h.data.bookingId)).size
  }

  function listed(id: string, verb: string, time: string, data: Fact['data']) {
    const was = listings.get(id)
    const now: Listing = was ?? {
      ...{ direction: String(data.direction), kind: String(data.kind), unit: 'piece', commune: '' },
      ...{ market: 0, per: 'once', state: 'draft' },
    }
    if (verb === 'drafted' || verb === 'edited') {
      if (data.unit !== undefined) now.unit = String(data.unit)
      if (data.commune !== undefined) now.commune = String(data.commune)
      if (data.marketCents !== undefined) now.market = Number(data.marketCents)
      if (data.marketUnit !== undefined) now.per = String(data.marketUnit)
    }
    if (verb === 'published') now.published = time
    if (['published', 'resumed', 'renewed', 'paused'].includes(verb)) now.state = 'open'
    if (verb === 'expired') now.state = 'unmet'
    if (verb === 'closed')
      now.state =
        data.outcome === 'expired' ? 'unmet' : data.outcome === 'no_longer_needed' ? 'dropped' : 'met'
    listings.set(id, now)
  }

  function booked(id: string, verb: string, data: Fact['data']) {
    const was = bookings.get(id) ?? { status: '', data: {} }
    const status =
      verb === 'changed' ? (data.asksAgain ? 'requested' : was.status) : (STATUS[verb] ?? was.status)
    bookings.set(id, { status, data: { ...was.data, ...data } })
  }

  function usedOf(id: string, { data }: Booking, offer: Listing): Used {
    const quantity = noted(id)
    return {
      ...{ kind: offer.kind, unit: String(data.unit ?? offer.unit), market: offer.market, per: offer.per },
      ...{ startsAt: String(data.startsAt), endsAt: String(data.endsAt), paid: Number(data.priceCents ?? 0) },
      ...{ quantity: quantity ?? Number(data.quantity), weighed: quantity !== null },
      surface: surfaces.get(String(data.capacityId)) ?? Number(data.surfaceM2 ?? 0),
    }
  }

  /** What was noted when it was fetched: the last line of the first side that noted anything; null: nobody did. */
  function noted(id: string): number | null {
    const lines = handed.get(id) ?? new Map<string, Handed>()
    const corrected = new Set([...lines.values()].map((line) => line.corrects))
    for (const side of SIDES) {
      const last = [...lines].find(
        ([key, line]) => line.step === 'pick_up' && line.side === side && !corrected.has(key),
      )?.[1]
      if (last?.happened) return last.quantity
    }
    return null
  }

  function add(line: Line, offer: Listing) {
    for (const row of [
      result.total,
      ofKey(result.byKind, offer.kind),
      ofKey(result.byMonth, line.month),
      ofKey(result.byCommune, offer.commune),
    ])
      for (const [name, amount] of Object.entries(line.amounts)) row[name] = (row[name] ?? 0) + amount
  }

  function countNeeds() {
    const served = new Set(
      [...bookings.values()]
        .filter((b) => ['confirmed', 'in_use', 'completed'].includes(b.status))
        .map((b) => b.data.needId),
    )
    for (const [id, need] of listings) {
      if (need.direction !== 'need' || !need.published) continue
      const { month } = wall(Date.parse(need.published), zone)
      if (month < period.from || month > period.to) continue
      const state = ['open', 'unmet'].includes(need.state) && served.has(id) ? 'met' : need.state
      result.needs.published++
      result.needs[state as 'met']++
    }
  }
}

const noHours = (): Hours => ({ people: 0, trainingMinutes: 0, integrationMinutes: 0 })

function ofKey(all: Record<string, Record<string, number>>, key: string): Record<string, number> {
  const row = all[key] ?? {}
  all[key] = row
  return row
}
