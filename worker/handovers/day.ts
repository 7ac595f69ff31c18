import { sql } from 'kysely'
import { type Booking, readBookings } from '../bookings/queries'
import { statusAt } from '../bookings/rules'
import type { Language } from '../core/kinds'
import { addDays, type Instant, instantOf, later, MINUTE, wallOf } from '../core/time'
import { AppError } from '../core/errors'
import { type Ctx, mustBeMember, mustBeSignedIn } from '../platform/context'
import { among, together } from '../platform/db'
import { type Handover, handoversOfAll } from './queries'
import { dueAt, isOut, type Step, standing, stepsOf } from './rules'

/** Where a booking stands on the list: overdue, going out, coming back, in the house that day, out all day. */
export const GROUPS = ['late', 'out', 'back', 'house', 'away'] as const
export type Group = (typeof GROUPS)[number]

export interface DayItem {
  group: Group
  booking: Booking
  /** What was noted, as it stands. */
  pickUp: Handover | null
  return: Handover | null
  /** When the return is due. */
  dueAt: Instant
  /** What can be ticked from the list. */
  next: Step | null
  contact: { name: string; phone: string | null; email: string | null; language: Language } | null
}
export interface DayList {
  date: string
  items: DayItem[]
  /** There was more than fits: the first ones are shown. */
  isCut: boolean
}

const MOST = 150
const KNOWN = sql`('confirmed', 'in_use', 'completed', 'no_show')`

/** Whether the actor may see what an organisation lends on a day: its members, and the coordinator. */
export function mustSeeDay(ctx: Ctx, organisationId: string, clusterId: string): void {
  const actor = mustBeSignedIn(ctx)
  if (actor.coordinates.includes(clusterId)) return
  const own = actor.organisations.find((m) => m.organisationId === organisationId)
  if (!own) throw new AppError('not_found')
  // Who is suspended lends no more, and still waits for what is out.
  if (!own.suspendedIn.includes(clusterId)) mustBeMember(ctx, organisationId, clusterId)
}

/** A lender's list of a day, in the zone of its cluster. Each read goes along an index of the lender, and is bounded. */
export async function dayOf(
  ctx: Ctx,
  organisationId: string,
  cluster: { id: string; timeZone: string },
  date: string,
): Promise<DayList> {
  const zone = cluster.timeZone
  const [from, to] = [instantOf(date, '00:00', zone), instantOf(addDays(date, 1), '00:00', zone)]
  const ofLender = readBookings(ctx)
    .where('bookings.lenderId', '=', organisationId)
    .where('bookings.clusterId', '=', cluster.id)
    .where(sql<boolean>`bookings.status in ${KNOWN}`)
    .limit(MOST + 1)
  const found = await together(
    ctx.env.DB,
    ofLender
      .where('bookings.startsAt', '>=', from)
      .where('bookings.startsAt', '<', to)
      .orderBy('bookings.startsAt'),
    ofLender
      .where('bookings.endsAt', '>', from)
      .where('bookings.endsAt', '<=', to)
      .orderBy('bookings.endsAt'),
    ofLender
      .where('bookings.status', '=', sql.lit('in_use'))
      .where('bookings.endsAt', '>', to)
      .where('bookings.startsAt', '<', from),
    ofLender
      .where('bookings.startsAt', '>=', ctx.now < from ? ctx.now : from)
      .where('bookings.startsAt', '<', from)
      .where('bookings.endsAt', '>', to),
    ofLender
      .innerJoin('returnsDue as r', 'r.bookingId', 'bookings.id')
      .where('r.lenderId', '=', organisationId)
      .where('r.isOut', '=', sql.lit(1))
      .where('r.dueAt', '<', to),
  )
  const bookings = [...new Map(found.flat().map((b) => [b.id, b as Booking])).values()]
  const shown = bookings.slice(0, MOST)
  const [lines, people] = await together(
    ctx.env.DB,
    handoversOfAll(
      ctx,
      shown.map((b) => b.id),
    ),
    borrowersOf(ctx, shown),
  )
  const items = shown.map((booking) => {
    const own = lines.filter((line) => line.bookingId === booking.id)
    return itemOf(ctx, booking, own, people, { from, to, zone })
  })
  const order = (i: DayItem) =>
    `${GROUPS.indexOf(i.group)} ${i.group === 'back' ? i.booking.endsAt : i.booking.startsAt}`
  return {
    date,
    items: items.filter((i) => i !== null).sort((a, b) => (order(a) < order(b) ? -1 : 1)),
    isCut: bookings.length > MOST,
  }
}

type Contact = NonNullable<DayItem['contact']> & { id: string }

/** Who booked, or for whom it was booked. */
const borrowersOf = (ctx: Ctx, bookings: readonly Booking[]) =>
  ctx.db
    .selectFrom('people')
    .select(['id', 'name', 'phone', 'email', 'language'])
    .where('id', 'in', among(bookings.map((b) => b.onBehalfOf ?? b.requestedBy)))
    .where('erasedAt', 'is', null)

function itemOf(
  ctx: Ctx,
  booking: Booking,
  lines: readonly Handover[],
  people: readonly Contact[],
  day: { from: Instant; to: Instant; zone: string },
): DayItem | null {
  const due = dueAt('return', booking, day.zone)
  const out = isOut(lines)
  const group = groupOf(booking, out, due, ctx.now, day)
  if (!group) return null
  const who = people.find((p) => p.id === (booking.onBehalfOf ?? booking.requestedBy))
  const [pickUp, back] = [standing(lines, 'pick_up'), standing(lines, 'return')]
  return {
    ...{ group, booking, pickUp, return: back, dueAt: due, next: nextOf(booking, pickUp, back, ctx.now) },
    contact: who ? { name: who.name, phone: who.phone, email: who.email, language: who.language } : null,
  }
}

/** Rooms and premises are used in the house; things and people leave it. */
function groupOf(
  b: Booking,
  out: boolean,
  due: Instant,
  now: Instant,
  { from, to, zone }: { from: Instant; to: Instant; zone: string },
): Group | null {
  // Where nobody noted that a thing left, nobody is told that it is missing.
  if (out && due < from) return 'late'
  if (out && due <= now && due < to) return 'late'
  if (b.status === 'no_show' && b.startsAt < from) return null
  const isHouse = b.kind === 'space' || b.kind === 'premises'
  if (isHouse) return b.startsAt < to && b.endsAt > from ? 'house' : out ? 'back' : null
  if (b.startsAt >= from) return 'out'
  const lastDay = wallOf(later(b.endsAt, -MINUTE), zone).date
  const comesBack = stepsOf(b.kind).includes('return')
  if (comesBack && lastDay === wallOf(from, zone).date) return 'back'
  if (out && due < to) return 'back'
  return b.endsAt > to && comesBack ? 'away' : null
}

/** What comes next at the counter: the pick-up, then the return; on neither side twice. */
function nextOf(b: Booking, pickUp: Handover | null, back: Handover | null, now: Instant): Step | null {
  const steps = stepsOf(b.kind)
  const status = statusAt(b, now)
  if (!['confirmed', 'in_use', 'completed'].includes(status) || back) return null
  if (!pickUp) return steps.includes('pick_up') ? 'pick_up' : null
  return steps.includes('return') ? 'return' : null
}
