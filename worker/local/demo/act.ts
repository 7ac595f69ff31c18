import { cancelBooking } from '../../bookings/commands/cancelBooking'
import { confirmBooking } from '../../bookings/commands/confirmBooking'
import { correctBooking } from '../../bookings/commands/correctBooking'
import { declineBooking } from '../../bookings/commands/declineBooking'
import { passBookings } from '../../bookings/commands/passBookings'
import { requestBooking } from '../../bookings/commands/requestBooking'
import { setOfferRules } from '../../bookings/commands/setOfferRules'
import { bookingById } from '../../bookings/queries'
import { AppError } from '../../core/errors'
import { addDays, instantOf, wallOf } from '../../core/time'
import { closeListing } from '../../listings/commands/closeListing'
import { draftListing } from '../../listings/commands/draftListing'
import { expireListings } from '../../listings/commands/expireListings'
import { publishListing } from '../../listings/commands/publishListing'
import { reportListing } from '../../listings/commands/reportListing'
import type { ListingInput } from '../../listings/input'
import { capacitiesOf } from '../../listings/queries'
import { acceptMatch } from '../../matching/commands/acceptMatch'
import { sendMessage } from '../../messages/commands/sendMessage'
import { joinOrganisation } from '../../organisations/commands/joinOrganisation'
import { registerOrganisation } from '../../organisations/commands/registerOrganisation'
import type { OrganisationInput } from '../../organisations/input'
import type { Ctx } from '../../platform/context'
import { Cast, type Place } from './cast'
import { follow, newestEvent } from './follow'
import { happens } from './incidents'
import { rulesOn } from './rulesOn'
import type { Action, DemoListing } from './shape'

/**
 * Does what people did, each at their own time, and what follows at once. A booking that finds its thing taken, or a stock
 * gone, is one that nobody made. Returns the bookings made, by their number.
 */
export async function act(
  ctx: Ctx,
  place: Place,
  actions: readonly Action[],
): Promise<Record<number, string>> {
  const made: Record<number, string> = {}
  const cast = new Cast(ctx, place)
  let told = await newestEvent(ctx)
  for (const action of actions) {
    if (action.do === 'list') await list(cast, place, action.listing, action.at)
    else if (action.do === 'pass') await pass({ ...ctx, now: action.at, actor: null })
    else await tried(() => play(cast, place, action, made))
    if (action.do === 'list' || action.do === 'close' || action.do === 'pass') told = await follow(ctx, told)
  }
  return made
}

/** What somebody found they could not do, they did not do. */
async function tried(doing: () => Promise<void>) {
  try {
    await doing()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

async function pass(ctx: Ctx) {
  await passBookings(ctx)
  await expireListings(ctx)
}

type Rest = Exclude<Action, { do: 'list' | 'pass' }>

async function play(cast: Cast, place: Place, action: Rest, made: Record<number, string>): Promise<void> {
  const { at } = action
  switch (action.do) {
    case 'book':
      made[action.n] = await book(await cast.as(action.by, at), cast, action)
      return
    case 'accept': {
      const match = await cast.match(action.need, action.offer)
      if (match) await acceptMatch(await cast.asPoster(action[action.side], at), match)
      return
    }
    case 'close':
      if (action.n !== undefined && !(action.booking ?? made[action.n])) return
      return closeListing(
        await cast.asPoster(action.listing, at, 'manager'),
        await cast.listing(action.listing),
        action.outcome,
      )
    case 'say':
      return say(cast, action, made)
    case 'report': {
      const { reason, note } = action
      return reportListing(
        await cast.as(action.by, at),
        await cast.listing(action.listing),
        { reason, note },
        '',
      )
    }
    case 'wait':
    case 'breakDown':
    case 'handOver':
      return happens(cast, action)
    case 'ask':
      await registerOrganisation(
        await cast.newcomer(action.person, at),
        place.id,
        action.organisation as unknown as OrganisationInput,
      )
      return
    case 'join':
      await joinOrganisation(
        await cast.newcomer(action.person, at),
        place.id,
        await cast.organisation(action.organisation),
      )
      return
    default:
      return answer(cast, action, action.booking ?? made[action.n])
  }
}

type Answer = Extract<Action, { do: 'confirm' | 'decline' | 'noShow' | 'cancel' }>

async function answer(cast: Cast, action: Answer, id: string | undefined) {
  const booking = id && (await bookingById(cast.ctx, id))
  if (!booking) return
  const lender = await cast.asMember(booking.lenderId, action.at, 'manager')
  if (action.do === 'confirm') await confirmBooking(lender, id)
  if (action.do === 'decline') await declineBooking(lender, id)
  if (action.do === 'noShow') await correctBooking(lender, id)
  if (action.do === 'cancel')
    await cancelBooking(await cast.asMember(booking.borrowerId, action.at), id, { reason: action.reason })
}

async function book(ctx: Ctx, cast: Cast, action: Extract<Action, { do: 'book' }>): Promise<string> {
  const offer = await cast.listing(action.offer)
  const lot = action.lot && (await capacitiesOf(ctx, offer)).find((c) => c.label === action.lot)
  const { startsAt, endsAt, quantity } = action
  const wanted = {
    ...{ organisationId: await cast.organisation(action.by), quantity },
    ...(lot && { capacityId: lot.id }),
    ...(action.need && { needId: await cast.listing(action.need) }),
  }
  const [last, ...others] = [{ startsAt, endsAt }, ...(action.otherwise ?? [])].reverse()
  for (const slot of others.reverse()) {
    try {
      return (await requestBooking(ctx, offer, { ...wanted, ...slot })).id
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'capacity_taken') throw error
    }
  }
  return (await requestBooking(ctx, offer, { ...wanted, ...(last ?? { startsAt, endsAt }) })).id
}

/** One party writes to the other, about their match or their booking; nothing where there is none. */
async function say(cast: Cast, action: Extract<Action, { do: 'say' }>, made: Record<number, string>) {
  const { at, from, body, need, offer } = action
  if (need && offer) {
    const match = await cast.match(need, offer)
    if (match) await sendMessage(await cast.asPoster(from === 'lender' ? offer : need, at), match, body)
    return
  }
  const id = action.booking ?? (action.n === undefined ? undefined : made[action.n])
  const booking = id && (await bookingById(cast.ctx, id))
  if (!booking) return
  await sendMessage(
    await cast.asMember(from === 'lender' ? booking.lenderId : booking.borrowerId, at),
    id,
    body,
  )
}

async function list(cast: Cast, place: Place, listing: DemoListing, at: string) {
  const { key, organisation, startsInDays, endsInDays, lots, demand: _, rules, ...said } = listing
  const today = wallOf(cast.ctx.now, place.timeZone).date
  const midnight = (days: number) => instantOf(addDays(today, days), '00:00', place.timeZone)
  const day = (days: number | undefined) => (days === undefined ? undefined : addDays(today, days))
  const input = {
    ...said,
    organisationId: await cast.organisation(organisation),
    startsAt: startsInDays === undefined ? undefined : midnight(startsInDays),
    endsAt: endsInDays === undefined ? undefined : midnight(endsInDays),
    lots: lots.map(({ floor, availableInDays, untilInDays, ...lot }) => ({
      ...{ ...lot, floor: String(floor) },
      ...{ availableFrom: day(availableInDays), availableUntil: day(untilInDays) },
    })),
    ...{ externalId: key, source: 'demo' },
  } as unknown as ListingInput
  const ctx = await cast.as(organisation, at, 'manager')
  try {
    const id = await draftListing(ctx, place.id, input)
    if (rules) await setOfferRules(ctx, id, rulesOn(rules, today))
    await publishListing(ctx, id)
  } catch (error) {
    // A wrong file is told by the listing that is wrong.
    if (error instanceof AppError) error.details.detail = `${key}: ${JSON.stringify(error.details.fields)}`
    throw error
  }
}
