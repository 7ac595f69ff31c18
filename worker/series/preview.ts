import { AppError, type ErrorCode, type FieldError } from '../core/errors'
import type { Instant } from '../core/time'
import type { Alternative } from '../bookings/alternatives'
import type { Placing } from '../bookings/placing'
import { mustBeTheirNeed, type Offer, visibleOffer } from '../bookings/queries'
import { newId } from '../core/ids'
import { type Ctx, mustActFor, mustBeSignedIn } from '../platform/context'
import { check } from '../platform/input'
import { alternativesFor } from './alternatives'
import { daysOf, SeriesPlan } from './input'
import { type Asking, judge, type State } from './judging'
import { placeFor, placingsOf, type Planned, planDates, type Wanted } from './planning'

/** One date of a series that is not written yet. */
export interface PreviewedDate {
  date: string
  startsAt: Instant
  endsAt: Instant
  /** `refused`: by a rule of the offer, see `code` and `fields`. */
  state: State
  code: ErrorCode | null
  fields: FieldError[]
  why: Record<string, unknown> | null
  /** What is to be paid, with all that goes with it; null where it is not possible. */
  priceCents: number | null
  alternatives: Alternative[]
}
export interface Preview {
  offer: Offer
  instant: boolean
  dates: PreviewedDate[]
  /** How many of them can be booked as they are. */
  free: number
}

/** Every date of a series with what stands against it and what would do instead. Nothing is written or held. */
export async function previewSeries(ctx: Ctx, offerId: string, input: SeriesPlan): Promise<Preview> {
  mustBeSignedIn(ctx)
  const offer = await visibleOffer(ctx, offerId)
  const asked = check(SeriesPlan, input)
  const onBehalfOf = await mustActFor(ctx, asked.organisationId, offer.listing.clusterId, asked.onBehalfOf)
  if (asked.needId) await mustBeTheirNeed(ctx, asked.needId, asked.organisationId, offer.listing.clusterId)
  const wanted = wantedOf(asked)
  const at = await placeFor(ctx, offer, asked.organisationId, { seriesId: newId('series'), onBehalfOf })
  const planned = await planDates(ctx, offer, wanted, at)
  mustNotBeRefusedAltogether(planned)
  const dates = await looked(ctx, offer, wanted, planned)
  return { offer, instant: at.instant, dates, free: dates.filter((d) => d.state === 'free').length }
}

type Wide = Omit<Wanted, 'days' | 'capacityId' | 'needId' | 'startsTime' | 'endsTime'> & {
  [K in 'capacityId' | 'needId' | 'startsTime' | 'endsTime']?: string | null | undefined
} & { days?: number | undefined }

export const wantedOf = (asked: Wide): Wanted => ({
  ...asked,
  startsTime: asked.startsTime ?? null,
  endsTime: asked.endsTime ?? null,
  days: daysOf(asked),
  capacityId: asked.capacityId ?? null,
  needId: asked.needId ?? null,
})

/** What is wrong with the offer, the quantity or who asks is wrong on every date: it is said once, as of one booking. */
export function mustNotBeRefusedAltogether(planned: readonly Planned[]): void {
  const wanted = planned.filter((one) => !one.skipped)
  const [first] = wanted
  if (!first?.refusal || OF_A_DATE.includes(first.refusal.code)) return
  const of = (one: Planned) =>
    one.refusal ? (one.refusal.details.fields ?? []).map((f) => f.path + f.code).join() : ''
  const alike = wanted.every((one) => one.refusal?.code === first.refusal?.code && of(one) === of(first))
  const timely = (first.refusal.details.fields ?? []).some((f) => f.path === 'startsAt')
  if (alike && !timely) throw first.refusal
}
const OF_A_DATE: readonly ErrorCode[] = ['in_the_past', 'outside_opening_hours']

/** The dates as they were planned, each with its state and, where it is not possible, with what is. */
export async function looked(
  ctx: Ctx,
  offer: Offer,
  wanted: Omit<Wanted, 'rrule' | 'startsOn' | 'exdates'>,
  planned: readonly Planned[],
  but: { asking?: readonly (readonly Asking[])[]; except?: readonly string[] } = {},
): Promise<PreviewedDate[]> {
  const ones = planned.map((p, i) => ({ asking: but.asking?.[i] ?? placingsOf([p]), refusal: p.refusal }))
  const { judged, taken } = await judge(ctx, ones, but.except)
  const busy = planned.filter((_, i) => ['taken', 'closed', 'refused'].includes(judged[i]?.state ?? ''))
  const others = await alternativesFor(ctx, offer, wanted, busy, taken)
  return planned.map(({ date, startsAt, endsAt, placing, parts }, i) => ({
    ...{ date, startsAt: placing?.row.startsAt ?? startsAt, endsAt: placing?.row.endsAt ?? endsAt },
    ...(judged[i] as (typeof judged)[number]),
    priceCents: placing ? placing.row.priceCents + sumOf(parts) : null,
    alternatives: others.get(date) ?? [],
  }))
}

const sumOf = (placings: readonly Placing[]) => placings.reduce((sum, p) => sum + p.row.priceCents, 0)

/** Refuses a series because of some of its dates, with what would do for each. */
export const conflict = (dates: readonly PreviewedDate[]): AppError =>
  new AppError('series_conflict', { dates: dates.filter((d) => d.state !== 'free' && d.state !== 'skipped') })
