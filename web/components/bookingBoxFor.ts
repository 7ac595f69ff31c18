import { itemOf, namesOfParts, type Part, partsOf } from '../../worker/baskets/bundles'
import { busyOf } from '../../worker/bookings/availability'
import { type Closure, closuresOf } from '../../worker/bookings/closures'
import { namesOfSome } from '../../worker/bookings/offers'
import { membersOfCluster } from '../../worker/bookings/people'
import { answersAtOnce, mustBeOpen, type Offer, offerOf } from '../../worker/bookings/queries'
import { spansOf } from '../../worker/bookings/rulesOfDays'
import { type FreeTime, freeTimes } from '../../worker/bookings/rulesOfFree'
import { planOf, type Wanted } from '../../worker/bookings/rulesOfHolds'
import { bookableUntil } from '../../worker/bookings/rulesOfOffers'
import { firstDay, type Wish, wishOf } from '../../worker/bookings/rulesOfWishes'
import { AppError } from '../../worker/core/errors'
import { addDays, type Instant, instantOf, isDate, toMinutes, wallOf } from '../../worker/core/time'
import { isInside, type Listing, listingById } from '../../worker/listings/queries'
import type { Ctx, Membership } from '../../worker/platform/context'
import type { View } from '../view'
import { inputOf } from './bookingAsked'
import { daysOf, type DayCell, type Slot, slotsOf } from './days'
import type { FormErrors } from './Field'

/** What is typed and ticked in the form, as it came. */
export interface Chosen {
  day?: string
  /** Hours ticked, each "from-to" in UTC minutes. */
  h: string[]
  startsOn?: string
  endsOn?: string
  window?: string
  time?: string
  startsAt?: Instant
  endsAt?: Instant
  quantity?: string
  capacityId?: string
  organisationId?: string
  onBehalfOf?: string
  tariff?: string
  note?: string
  /** The slip of hazardous waste. */
  slipNumber?: string
  needId?: string
  /** What lies in the basket, where this is to replace it. */
  item?: string
  /** The same again on other dates: how often, on which weekdays, until when or how many times. */
  repeat?: string
  on?: string[]
  until?: string
  times?: string
}

export type Standing = 'stranger' | 'signed_out' | 'own' | 'may_book' | 'not_open'

/** Everything the box of an offer shows: its month, its hours, the form and who may send it. */
export interface Box {
  offer: Offer
  standing: Standing
  /** The actor's organisations that can borrow it. */
  mine: Membership[]
  /** For the coordinator: those for whom they can act. */
  members: Awaited<ReturnType<typeof membersOfCluster>>
  instant: boolean
  /** "2026-12": the month shown; null where no month is. */
  month: string | null
  months: { previous: string | null; next: string | null }
  days: DayCell[]
  day: string | null
  slots: Slot[]
  free: FreeTime[]
  closures: Closure[]
  /** The names of those for whom it is kept; none: everyone of the cluster. */
  friends: string[]
  /** What is always booked with it, by name; as offers, as far as the reader may see them. */
  goesWith: string[]
  parts: Part[]
  /** What all of it costs, as far as is chosen; null where that is not known yet. */
  totalCents: number | null
  chosen: Chosen
  errors?: FormErrors
  once: string
}

const MONTHS_AHEAD = 24
const DAYS_OF_WINDOWS = 61

/** Reads what the box of an offer needs, for whoever looks at it. `given`: a form that was refused. */
export async function bookingBoxFor(
  v: View,
  listing: Listing,
  given: { chosen?: Chosen; errors?: FormErrors } = {},
): Promise<Box> {
  const { ctx } = v
  const asked = new URL(v.c.req.url).searchParams
  const offer = await offerOf(ctx, listing)
  const { zone } = offer
  const typed: Chosen = given.chosen ?? chosenIn(asked)
  const need = await needFor(v, listing, typed.needId)
  const today = wallOf(ctx.now, zone).date
  const nearest = need ? firstDay(need, ctx.now, zone) : today
  const month = monthShown(offer, asked.get('month'), typed, today, nearest)
  const from = month ? instantOf(`${month}-01`, '00:00', zone) : instantOf(today, '00:00', zone)
  const to = month ? instantOf(`${following(month, 1)}-01`, '00:00', zone) : later(offer, today, zone)
  const mine = borrowers(v, listing)
  const own = ctx.actor?.organisations.some((m) => m.organisationId === listing.organisationId) ?? false
  const standing = standingOf(v, offer, mine, own)
  const theirs = mine.find((m) => m.organisationId === need?.organisationId)?.organisationId
  const borrowerId = typed.organisationId ?? theirs ?? mine[0]?.organisationId
  const [busy, members, instant, closures, friends, goesWith, parts] = await Promise.all([
    busyOf(ctx, offer, from, to),
    v.isCoordinator ? membersOfCluster(ctx, listing.clusterId) : [],
    borrowerId ? answersAtOnce(ctx, listing, borrowerId) : listing.instantFor === 'everyone',
    own
      ? closuresOf(
          ctx,
          offer.capacities.map((c) => c.id),
        )
      : [],
    namesOfSome(ctx, offer.rules.onlyFor),
    namesOfParts(ctx, offer),
    partsSeen(ctx, offer, borrowerId),
  ])
  const last = bookableUntil(offer.rules, ctx.now, zone)
  const range = { from, to: busy.until < to ? busy.until : to, now: ctx.now, zone }
  const free =
    range.from < range.to ? freeTimes(offer.listing, offer.capacities, busy.holds, range, offer.rules) : []
  const known = { free: spansOf(free), busy: busy.holds, now: toMinutes(ctx.now) }
  const wish = need && !given.chosen ? wishOf(need, offer, free, ctx.now) : null
  const chosen = wished(typed, need, wish, mine, members, !TIMES.some((name) => asked.has(name)))
  const days = month ? daysOf(v, offer, known, month) : []
  const open = (date: string | undefined) =>
    days.some((d) => d.date === date && (d.state === 'free' || d.state === 'few'))
  const first = days.find((d) => d.state === 'free' || d.state === 'few')?.date
  const shown =
    chosen.day && isDate(chosen.day) && chosen.day.startsWith(month ?? '-') ? chosen.day : undefined
  const day = listing.grain === 'hour' ? (shown ?? (open(today) ? today : first) ?? null) : null
  const slots = day ? slotsOf(offer, known, day) : []
  if (chosen.h.length === 0 && wish && day === wish.day) chosen.h = hoursOf(slots, wish)
  return {
    ...{
      offer,
      standing,
      mine,
      members,
      instant,
      month,
      days,
      day,
      free,
      closures,
      friends,
      goesWith,
      parts,
      totalCents: totalOf(ctx, offer, parts, chosen),
      chosen,
      errors: given.errors,
    },
    months: {
      previous: month && month > today.slice(0, 7) ? following(month, -1) : null,
      next:
        month && month < following(today.slice(0, 7), MONTHS_AHEAD) && !(last && last <= to)
          ? following(month, 1)
          : null,
    },
    slots,
    once: crypto.randomUUID(),
  }
}

/** Where the address says one of these, it is the reader who chose when. */
const TIMES = ['month', 'day', 'date', 'h', 'startsOn', 'endsOn', 'window', 'lot']

/** The need that a booking is to answer, where it is the reader's own, of the same cluster. */
async function needFor(v: View, offer: Listing, needId: string | undefined): Promise<Listing | null> {
  const need = needId ? await listingById(v.ctx, needId) : null
  const fits = need?.direction === 'need' && need.clusterId === offer.clusterId && isInside(v.ctx, need)
  return fits ? need : null
}

/** What the form shows first, where it answers a need: its organisation, its quantity, and a time that fits both. */
function wished(
  typed: Chosen,
  need: Listing | null,
  wish: Wish | null,
  mine: readonly Membership[],
  members: Box['members'],
  untouched: boolean,
): Chosen {
  if (!need || !wish) return { ...typed, needId: need?.id }
  const { day, startsOn, endsOn, window, quantity } = wish
  const own = mine.some((m) => m.organisationId === need.organisationId)
  const member = own ? undefined : members.find((m) => m.organisationId === need.organisationId)
  return {
    ...typed,
    ...(untouched && { day, startsOn, endsOn, window }),
    needId: need.id,
    organisationId: need.organisationId,
    onBehalfOf: member?.memberId,
    quantity: typed.quantity ?? quantity?.toString(),
  }
}

/** The hours of a short appointment, if all of them are free. */
function hoursOf(slots: readonly Slot[], { from, to }: Wish): string[] {
  const wanted = from && to ? slots.filter((s) => s.endsAt > from && s.startsAt < to) : []
  return wanted.every((s) => s.free > 0) ? wanted.map((s) => s.value) : []
}

function chosenIn(asked: URLSearchParams): Chosen {
  const one = (name: string) => asked.get(name) ?? undefined
  const wanted = {
    day: one('day') ?? one('date'),
    needId: one('need'),
    item: one('item'),
    quantity: one('quantity'),
    capacityId: one('lot'),
  }
  return {
    ...wanted,
    h: asked.getAll('h').slice(0, 24),
    startsOn: one('startsOn'),
    endsOn: one('endsOn'),
    window: one('window'),
  }
}

/** Only what is booked by the hour or the day has a calendar. */
function monthShown(
  { listing, zone }: Offer,
  asked: string | null,
  chosen: Chosen,
  today: string,
  soonest: string,
): string | null {
  if (listing.grain !== 'hour' && listing.grain !== 'day') return null
  const of = (date: string | undefined) => (date && isDate(date) ? date.slice(0, 7) : undefined)
  const wished = asked && isDate(`${asked}-01`) ? asked : (of(chosen.day) ?? of(chosen.startsOn))
  const begins = listing.startsAt ? wallOf(listing.startsAt, zone).date : today
  const nearest = (begins > soonest ? begins : soonest).slice(0, 7)
  const last = following(today.slice(0, 7), MONTHS_AHEAD)
  return !wished || wished < today.slice(0, 7) ? nearest : wished > last ? last : wished
}

/** "2026-12" and one month: "2027-01". */
function following(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const months = year * 12 + number - 1 + by
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}

function later({ listing }: Offer, today: string, zone: string): Instant {
  const days = listing.grain === 'month' ? 731 : DAYS_OF_WINDOWS
  return instantOf(addDays(today, days), '00:00', zone)
}

const borrowers = (v: View, listing: Listing): Membership[] =>
  (v.actor?.organisations ?? []).filter(
    (m) => m.organisationId !== listing.organisationId && m.clusters.includes(listing.clusterId),
  )

function standingOf(v: View, offer: Offer, mine: Membership[], own: boolean): Standing {
  if (own && mine.length === 0 && !v.isCoordinator) return 'own'
  try {
    mustBeOpen(offer, v.ctx.now)
  } catch (error) {
    if (error instanceof AppError) return 'not_open'
    throw error
  }
  if (!v.actor) return 'signed_out'
  return mine.length > 0 || v.isCoordinator ? 'may_book' : 'stranger'
}

/** What goes with an offer, where the reader may see all of it; what is the borrower's own they have. */
async function partsSeen(ctx: Ctx, offer: Offer, borrowerId: string | undefined): Promise<Part[]> {
  try {
    return (await partsOf(ctx, offer)).filter((part) => part.offer.listing.organisationId !== borrowerId)
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
}

function totalOf(ctx: Ctx, offer: Offer, parts: readonly Part[], chosen: Chosen): number | null {
  try {
    const wanted = { tariff: 'reference' as const, ...inputOf(chosen, offer) }
    const cost = (one: Offer, asked: Wanted) =>
      planOf(one.listing, one.capacities, asked, ctx.now, one.zone, one.rules).priceCents
    const own = cost(offer, { quantity: 1, ...wanted })
    return parts.reduce((sum, part) => sum + cost(part.offer, itemOf(part, wanted) as Wanted), own)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}
