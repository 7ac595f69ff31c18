import { AppError } from '../../core/errors'
import { change, type Changing, changingOf, moves } from '../../bookings/changing'
import { answersAtOnce, type Booking, type Offer, offerOf } from '../../bookings/queries'
import { listingsById } from '../../listings/queries'
import { type Ctx, mustBeMember, mustBeSignedIn } from '../../platform/context'
import { check } from '../../platform/input'
import { daysOf, SeriesPatch } from '../input'
import type { Planned, Wanted } from '../planning'
import { conflict, looked } from '../preview'
import {
  datesOfSeries,
  isMoved,
  isOpen,
  openParts,
  type Series,
  type SeriesDate,
  sidesOfSeries,
  visibleSeries,
} from '../queries'
import { type Hours, timesOn } from '../rules'
import { type DateRow, putDates, seriesFact, toldWith, touch } from '../writes'

/**
 * Changes the hours or the quantity of one date, of one and all that follow, or of all to come, in one batch: all or none.
 * What is past or has begun never changes; what was moved by hand stays where it was put, unless it is the one that is
 * named. The lender is asked again as `changeBooking` does. Throws `series_conflict` with `dates`, `forbidden`,
 * `transition_not_allowed` where nothing is left to change, `stale`.
 */
export async function changeSeries(ctx: Ctx, id: string, input: SeriesPatch): Promise<Series> {
  mustBeSignedIn(ctx)
  const series = await visibleSeries(ctx, id)
  const patch = check(SeriesPatch, input)
  mustBorrow(ctx, series)
  const all = await datesOfSeries(ctx, series)
  const chosen = inScope(all, patch)
  const hours = hoursAfter(series, patch)
  const quantity = patch.quantity ?? series.quantity
  const named = patch.scope === 'this'
  const open = chosen.filter((one) => isOpen(one, ctx.now)).filter((one) => named || !isMoved(series, one))
  if (open.length === 0)
    throw new AppError('transition_not_allowed', { state: chosen[0]?.booking?.status ?? 'skipped' })

  const offers = await offersOf(ctx, series, open)
  const dates = open.map((one) =>
    planned(ctx, one, { hours, quantity: patch.quantity, offers, zone: series.zone }),
  )
  const changings = dates.flatMap((d) => d.changings)
  const own = offers.get(series.listingId)?.offer
  const told = () => {
    const asking = dates.map((d) => d.changings)
    const except = dates.flatMap((d) => [d.booking.id, ...d.changings.map((c) => c.row.id)])
    return own ? looked(ctx, own, wantedAfter(series, hours, quantity), dates, { asking, except }) : []
  }
  if (dates.some((d) => d.refusal)) throw conflict(await told())
  const later = chosen.filter((one) => named === false && one.startsAt > ctx.now && !isMoved(series, one))
  const same = changings.length === 0 && sameAs(series, hours, quantity)
  if (same) return series
  const happened = seriesFact(
    ctx,
    'series.changed',
    series,
    Math.max(1, dates.filter((d) => d.changings.length > 0).length),
  )
  toldWith(
    series,
    changings.map((c) => c.happened),
  )
  const rows = named
    ? changings.flatMap((c): DateRow[] => {
        const one = open.find((o) => o.booking?.id === c.row.id)
        const elsewhere = one && (c.row.startsAt !== one.startsAt || c.row.endsAt !== one.endsAt)
        return one ? [rowOf(series, one, elsewhere ? { state: 'moved' } : {})] : []
      })
    : later.map((one) => rowOf(series, one, timesOn(one.date, hours, series.zone)))
  try {
    await change(ctx, changings, {
      facts: [happened],
      before: [touch(ctx, series, happened, named ? {} : { ...hours, quantity }), putDates(ctx, rows)],
    })
  } catch (error) {
    if (!(error instanceof AppError) || !OF_DATES.includes(error.code)) throw error
    const found = await told()
    throw found.every((d) => d.state === 'free') ? error : conflict(found)
  }
  return visibleSeries(ctx, id)
}

const OF_DATES = ['capacity_taken', 'quota_reached', 'too_close']

/** The borrower's members, and the coordinator: a lender answers, and changes nothing of what was asked. */
export function mustBorrow(ctx: Ctx, series: Series): void {
  const sides = sidesOfSeries(ctx, series)
  if (sides.includes('borrower') || sides.includes('coordinator')) return
  const belongs = ctx.actor?.organisations.some((m) => m.organisationId === series.borrowerId)
  if (belongs) mustBeMember(ctx, series.borrowerId, series.clusterId)
  throw new AppError('forbidden')
}

/** The dates that a scope names, in order. Throws `invalid` for a date that is none of the series. */
export function inScope(
  dates: readonly SeriesDate[],
  { scope, date = '' }: { scope: 'this' | 'following' | 'all'; date?: string | undefined },
): SeriesDate[] {
  if (scope === 'all') return [...dates]
  if (!dates.some((one) => one.date === date))
    throw new AppError('invalid', { fields: [{ path: 'date', code: 'not_a_choice' }] })
  return dates.filter((one) => (scope === 'this' ? one.date === date : one.date >= date))
}

type Patch = ReturnType<typeof SeriesPatch.parse>

/** The hours from now on: what the patch leaves out stays. */
function hoursAfter(series: Series, patch: Patch): Hours {
  if (patch.startsTime && patch.endsTime)
    return { startsTime: patch.startsTime, endsTime: patch.endsTime, days: daysOf(patch) }
  return { startsTime: series.startsTime, endsTime: series.endsTime, days: patch.days ?? series.days }
}

const sameAs = (s: Series, hours: Hours, quantity: number) =>
  s.quantity === quantity &&
  s.startsTime === hours.startsTime &&
  s.endsTime === hours.endsTime &&
  s.days === hours.days

export const wantedAfter = (
  series: Series,
  hours: Hours,
  quantity: number,
): Omit<Wanted, 'rrule' | 'startsOn' | 'exdates'> => ({
  ...hours,
  ...{ quantity, organisationId: series.borrowerId, capacityId: series.capacityId, needId: series.needId },
  ...{ tariff: series.tariff, note: series.note },
})

type Offers = Map<string, { offer: Offer; instant: boolean }>

async function offersOf(ctx: Ctx, series: Series, dates: readonly SeriesDate[]): Promise<Offers> {
  const ids = [
    ...new Set([
      series.listingId,
      ...dates.flatMap((d) => [d.booking, ...d.parts].flatMap((b) => b?.listingId ?? [])),
    ]),
  ]
  const found: Offers = new Map()
  for (const listing of await listingsById(ctx, ids)) {
    const offer = await offerOf(ctx, listing)
    found.set(listing.id, { offer, instant: await answersAtOnce(ctx, listing, series.borrowerId) })
  }
  return found
}

interface Moved extends Planned {
  booking: Booking
  /** The booking itself first, then what goes with it; none where nothing moves. */
  changings: Changing[]
}

function planned(
  ctx: Ctx,
  one: SeriesDate & { booking: Booking },
  to: { hours: Hours; quantity: number | undefined; offers: Offers; zone: string },
): Moved {
  const { date, booking } = one
  const usual = timesOn(date, to.hours, to.zone)
  const wanted = { ...usual, quantity: to.quantity ?? booking.quantity }
  const plan = { date, ...usual, skipped: false, moved: false, placing: null, parts: [], refusal: null }
  const changings: Changing[] = []
  try {
    for (const b of [booking, ...openParts(one, ctx.now)]) {
      const there = to.offers.get(b.listingId)
      // How much of the room says nothing of how many projectors go with it.
      const asked = b === booking ? wanted : { ...usual, quantity: b.quantity }
      if (there && moves(b, asked)) changings.push(changingOf(ctx, there.offer, b, asked, there.instant))
    }
    return { ...plan, booking, changings }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...plan, booking, changings: [], refusal: error }
  }
}

const rowOf = (
  series: Pick<Series, 'id'>,
  { date, state, startsAt, endsAt, booking }: SeriesDate,
  now: Partial<DateRow>,
): DateRow => ({
  ...{ seriesId: series.id, date, startsAt, endsAt, bookingId: booking?.id ?? null },
  state: booking ? state : 'skipped',
  ...now,
})
