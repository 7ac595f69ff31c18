import { AppError } from '../core/errors'
import type { Instant } from '../core/time'
import { itemOf, type Part, partsOf } from '../baskets/bundles'
import { listingsById } from '../listings/queries'
import { type Offer, offerOf, answersAtOnce } from '../bookings/queries'
import { type Placing, placingsOfWhole } from '../bookings/placing'
import type { Ctx } from '../platform/context'
import type { Choice } from './input'
import { datesOf } from './recurrence'
import { type Hours, timesOn } from './rules'

/** What a series asks for, on every date. */
export interface Wanted extends Hours {
  organisationId: string
  rrule: string
  startsOn: string
  exdates: readonly string[]
  quantity: number
  capacityId: string | null
  needId: string | null
  tariff: 'solidarity' | 'reference' | 'support'
  note: string
}

/** One date, planned: what would be written, or why it can not be, whatever is free. */
export interface Planned {
  date: string
  /** When the series has it; the booking may be put elsewhere by a choice. */
  startsAt: Instant
  endsAt: Instant
  skipped: boolean
  moved: boolean
  placing: Placing | null
  /** What always goes with it, at the same time. */
  parts: Placing[]
  refusal: AppError | null
}

export interface Place {
  seriesId: string
  onBehalfOf: string | null
  /** Of the offer of the series: whether it needs no answer, and what always goes with it. */
  instant: boolean
  parts: readonly KnownPart[]
}

type KnownPart = Part & { instant: boolean }

/** Where the dates of a series are placed. Reads once what is the same for all of them. */
export async function placeFor(
  ctx: Ctx,
  offer: Offer,
  borrowerId: string,
  of: Pick<Place, 'seriesId' | 'onBehalfOf'>,
): Promise<Place> {
  return { ...of, ...(await knownOf(ctx, offer, borrowerId)) }
}

async function knownOf(ctx: Ctx, offer: Offer, borrowerId: string) {
  const at = (one: Offer) => answersAtOnce(ctx, one.listing, borrowerId)
  const parts: KnownPart[] = []
  // What is the borrower's own they have.
  for (const part of await partsOf(ctx, offer))
    if (part.offer.listing.organisationId !== borrowerId)
      parts.push({ ...part, instant: await at(part.offer) })
  return { instant: await at(offer), parts }
}

/** The dates of a rule, each with what was chosen for it. Throws `invalid` for the rule, and for choices of no date. */
export async function planDates(
  ctx: Ctx,
  offer: Offer,
  wanted: Wanted,
  place: Place,
  choices: readonly Choice[] = [],
): Promise<Planned[]> {
  const { zone } = offer
  const dates = datesOf(wanted.rrule, { startsOn: wanted.startsOn, time: wanted.startsTime ?? '00:00', zone })
  const fields = choices.flatMap(({ date }, i) =>
    dates.includes(date) && choices.findIndex((c) => c.date === date) === i
      ? []
      : [{ path: `choices.${i}.date`, code: 'not_a_choice' }],
  )
  if (fields.length > 0) throw new AppError('invalid', { fields })
  const others = await othersOf(ctx, offer, wanted.organisationId, choices)
  const planned: Planned[] = []
  for (const date of dates) {
    const choice = choices.find((c) => c.date === date)
    const skipped = choice?.skip ?? wanted.exdates.includes(date)
    planned.push(await planDate(ctx, offer, wanted, place, { date, skipped, choice, others }))
  }
  return planned
}

type Others = Map<string, { offer: Offer; instant: boolean; parts: readonly KnownPart[] }>
interface OneDate {
  date: string
  skipped: boolean
  choice: Omit<Choice, 'skip'> | undefined
  others: Others
}

/** One date of a series as it would be booked. */
export async function planDate(
  ctx: Ctx,
  own: Offer,
  wanted: Omit<Wanted, 'rrule' | 'startsOn' | 'exdates'>,
  place: Place,
  { date, skipped, choice, others }: OneDate,
): Promise<Planned> {
  const usual = timesOn(date, wanted, own.zone)
  const moved = Boolean(choice && (choice.offerId || choice.startsAt || choice.endsAt))
  const one = { date, ...usual, skipped, moved, placing: null, parts: [], refusal: null }
  if (skipped) return one
  const elsewhere = choice?.offerId && choice.offerId !== own.listing.id
  const there = elsewhere ? others.get(choice.offerId ?? '') : { ...place, offer: own }
  try {
    if (!there) throw new AppError('not_found')
    const { organisationId, tariff, note, quantity, needId } = wanted
    const asked = {
      ...{ organisationId, note, needId, quantity: choice?.quantity ?? quantity },
      // The door of one offer says nothing of another's.
      tariff: elsewhere ? ('reference' as const) : tariff,
      startsAt: choice?.startsAt ?? usual.startsAt,
      endsAt: choice?.endsAt ?? usual.endsAt,
      capacityId: choice?.capacityId ?? (elsewhere ? null : wanted.capacityId),
    }
    const at = { onBehalfOf: place.onBehalfOf, seriesId: place.seriesId }
    const others = there.parts.map((part) => ({
      ...{ offer: part.offer, instant: part.instant },
      wanted: { ...itemOf(part, asked), organisationId, note },
    }))
    const own = { offer: there.offer, instant: there.instant, wanted: asked }
    const [placing = null, ...parts] = await placingsOfWhole(ctx, [own, ...others], at)
    return { ...one, placing, parts }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...one, refusal: error }
  }
}

const MOST_OTHERS = 20

/** The other offers that choices name, of the same cluster. What is not there refuses its date. */
export async function othersOf(
  ctx: Ctx,
  own: Offer,
  borrowerId: string,
  choices: readonly Pick<Choice, 'offerId'>[],
): Promise<Others> {
  const ids = [...new Set(choices.flatMap((c) => c.offerId ?? []))].filter((id) => id !== own.listing.id)
  if (ids.length > MOST_OTHERS)
    throw new AppError('invalid', {
      fields: [{ path: 'choices', code: 'too_many', params: { max: MOST_OTHERS } }],
    })
  const listings = ids.length > 0 ? await listingsById(ctx, ids) : []
  const found: Others = new Map()
  for (const listing of listings) {
    if (listing.clusterId !== own.listing.clusterId || listing.direction !== 'offer') continue
    const offer = await offerOf(ctx, listing)
    found.set(listing.id, { offer, ...(await knownOf(ctx, offer, borrowerId)) })
  }
  return found
}

/** What is written of dates: each with what goes with it. */
export const placingsOf = (dates: readonly Planned[]): Placing[] =>
  dates.flatMap((one) => (one.placing ? [one.placing, ...one.parts] : []))
