import { place, type Placing } from '../../bookings/placing'
import { answersAtOnce, mustBeOpen, type Offer, offerOf } from '../../bookings/queries'
import { AppError } from '../../core/errors'
import { newId } from '../../core/ids'
import { addDays, later, wallOf } from '../../core/time'
import { listingById, maySee } from '../../listings/queries'
import type { Fact } from '../../platform/commit'
import { type Ctx, mustAnswerFor, mustBeSignedIn, mustCoordinate } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { placeFor, placingsOf, planDates } from '../../series/planning'
import { seriesOf } from '../../series/seriesOf'
import { JobBooking } from '../input'
import { jobById, type JobPart, type SharedJob, visibleJob } from '../queries'
import { weeklyOf } from '../rulesOfBooking'
import { jobFact, setJob } from '../writing'

/**
 * Books each employer's half-days of an accepted job, as series of one offer of staff, all or nothing: who answers for an
 * employer or the carrier does it, or the coordinator. Throws `transition_not_allowed` where it is not accepted or booked
 * already; as `requestSeries` does for the offer, with the `date` it is about; `capacity_taken`.
 */
export async function bookJob(ctx: Ctx, id: string, input: JobBooking = {}): Promise<SharedJob> {
  mustBeSignedIn(ctx)
  const job = await visibleJob(ctx, id)
  mustSpeakFor(ctx, job)
  const offerId = check(JobBooking, input).offerId ?? job.offerId
  if (!offerId) throw new AppError('invalid', { fields: [{ path: 'offerId', code: 'required' }] })
  const listing = await listingById(ctx, offerId)
  if (!listing || !maySee(ctx, listing)) throw new AppError('not_found')
  return write(ctx, job, await offerOf(ctx, listing))
}

/** The same, when the offer that was prepared for a job has been published: nobody acts. */
export async function bookPrepared(ctx: Ctx, id: string): Promise<void> {
  const job = await jobById(ctx, id)
  const listing = job?.offerId ? await listingById(ctx, job.offerId) : null
  if (job && listing) await write(ctx, job, await offerOf(ctx, listing))
}

/** Any employer or the carrier, by those who answer for them; the coordinator. */
export function mustSpeakFor(ctx: Ctx, job: SharedJob): void {
  const own = [job.carrierId, ...job.parts.map((p) => p.organisationId)].filter((organisationId) =>
    ctx.actor?.organisations.some((m) => m.organisationId === organisationId),
  )
  if (ctx.actor?.coordinates.includes(job.clusterId)) return
  const [first] = own
  if (!first) mustCoordinate(ctx, job.clusterId)
  const speaks = own.find((o) => ctx.actor?.organisations.find((m) => m.organisationId === o)?.mayAnswer)
  mustAnswerFor(ctx, speaks ?? first ?? '', job.clusterId)
}

async function write(ctx: Ctx, job: SharedJob, offer: Offer): Promise<SharedJob> {
  if (job.status !== 'accepted') throw new AppError('transition_not_allowed', { state: job.status })
  const { listing } = offer
  const isStaff =
    listing.kind === 'staff' && listing.direction === 'offer' && listing.clusterId === job.clusterId
  if (!isStaff) throw new AppError('invalid', { fields: [{ path: 'offerId', code: 'not_a_choice' }] })
  mustBeOpen(offer, ctx.now)
  const [facts, after, placings]: [Fact[], Query[], Placing[]] = [[], [], []]
  // Who lends the person keeps their own half-days without booking them.
  for (const part of job.parts.filter((p) => p.organisationId !== listing.organisationId)) {
    const booked = await ofEmployer(ctx, job, part, offer)
    facts.push(...booked.facts)
    after.push(...booked.after)
    placings.push(...booked.placings)
  }
  if (placings.length === 0)
    throw new AppError('invalid', { fields: [{ path: 'startsOn', code: 'series_never' }] })
  const happened = jobFact(ctx, 'job.booked', job, { offerId: listing.id, bookings: placings.length })
  after.push(setJob(ctx, job, happened, { status: 'booked', offerId: listing.id }))
  await place(ctx, placings, { facts: [...facts, happened], after })
  return (await jobById(ctx, job.id)) as SharedJob
}

/** One employer's half-days as series of the offer: asked for by whoever accepted the job for them. */
async function ofEmployer(ctx: Ctx, job: SharedJob, part: JobPart, offer: Offer) {
  const need = await listingById(ctx, part.needId)
  const lastDate = need?.endsAt ? wallOf(later(need.endsAt, -1), offer.zone).date : null
  // Whoever publishes the offer that was prepared for this job has said yes with it.
  const instant =
    offer.listing.id === job.offerId || (await answersAtOnce(ctx, offer.listing, part.organisationId))
  const requestedBy = part.answeredBy ?? ''
  const monday = firstWeek(job.startsOn, wallOf(ctx.now, offer.zone).date)
  const [facts, after, placings]: [Fact[], Query[], Placing[]] = [[], [], []]
  for (const weekly of weeklyOf(part.halfDays, monday, job.weeks, lastDate)) {
    const wanted = {
      ...{
        ...weekly,
        days: 0,
        exdates: [],
        organisationId: part.organisationId,
        quantity: 1,
        capacityId: null,
      },
      ...{ needId: part.needId, tariff: 'reference' as const, note: job.note },
    }
    const seriesId = newId('series', Date.parse(ctx.now))
    const there = await placeFor(ctx, offer, part.organisationId, { seriesId, onBehalfOf: part.onBehalfOf })
    const at = { ...there, instant }
    const dates = await planDates(ctx, offer, wanted, at)
    const refused = dates.find((d) => d.refusal)
    if (refused?.refusal)
      throw new AppError(refused.refusal.code, { ...refused.refusal.details, date: refused.date })
    const own = placingsOf(dates)
    for (const { row } of own) row.requestedBy = requestedBy
    const { happened, after: rows } = seriesOf(ctx, { offer, wanted, at, dates, requestedBy })
    facts.push(happened)
    after.push(...rows)
    placings.push(...own)
  }
  return { facts, after, placings }
}

/** The job's own first Monday, or the next one that is still to come. */
function firstWeek(startsOn: string, today: string): string {
  let monday = startsOn
  while (monday <= today) monday = addDays(monday, 7)
  return monday
}
