import { cancelBooking } from '../../bookings/commands/cancelBooking'
import { confirmBooking } from '../../bookings/commands/confirmBooking'
import { correctBooking } from '../../bookings/commands/correctBooking'
import { declineBooking } from '../../bookings/commands/declineBooking'
import { passBookings } from '../../bookings/commands/passBookings'
import { requestBooking } from '../../bookings/commands/requestBooking'
import { bookingById } from '../../bookings/queries'
import { AppError } from '../../core/errors'
import { addDays, instantOf, wallOf } from '../../core/time'
import { draftListing } from '../../listings/commands/draftListing'
import { publishListing } from '../../listings/commands/publishListing'
import type { ListingInput } from '../../listings/input'
import { capacitiesOf } from '../../listings/queries'
import { membersOf, organisationNamed } from '../../organisations/queries'
import { type Actor, actorOf, type Ctx } from '../../platform/context'
import type { Action, DemoListing } from './shape'

interface Place {
  id: string
  slug: string
  timeZone: string
  /** Names of organisations by the keys that the files use. */
  names: Record<string, string>
}

/**
 * Does what people did, each at their own time. A booking that finds its thing taken, or a stock gone, is one that nobody
 * made. Returns the bookings made, by their number.
 */
export async function act(
  ctx: Ctx,
  place: Place,
  actions: readonly Action[],
): Promise<Record<number, string>> {
  const made: Record<number, string> = {}
  const cast = new Cast(ctx, place)
  for (const action of actions) {
    const now = { ...ctx, now: action.at, actor: null }
    if (action.do === 'pass') {
      await passBookings(now)
      continue
    }
    if (action.do === 'list') {
      await list(
        await cast.as(action.listing.organisation, action.at, 'manager'),
        place,
        cast,
        action.listing,
      )
      continue
    }
    const id = action.do === 'book' ? undefined : (action.booking ?? made[action.n])
    if (action.do !== 'book' && !id) continue
    try {
      if (action.do === 'book') made[action.n] = await book(await cast.as(action.by, action.at), cast, action)
      else await answer(cast, action, id ?? '')
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
  return made
}

async function answer(cast: Cast, action: Extract<Action, { n: number }>, id: string) {
  const booking = await bookingById(cast.ctx, id)
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
  const booking = await requestBooking(ctx, offer, {
    ...{ organisationId: await cast.organisation(action.by), startsAt, endsAt, quantity },
    ...(lot && { capacityId: lot.id }),
  })
  return booking.id
}

async function list(ctx: Ctx, place: Place, cast: Cast, listing: DemoListing) {
  const { key, organisation, startsInDays, endsInDays, lots, demand: _, ...said } = listing
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
  try {
    await publishListing(ctx, await draftListing(ctx, place.id, input))
  } catch (error) {
    // A wrong file is told by the listing that is wrong.
    if (error instanceof AppError) error.details.detail = `${key}: ${JSON.stringify(error.details.fields)}`
    throw error
  }
}

/** Who plays whom, read once for the actions of a request. */
class Cast {
  readonly ctx: Ctx
  private readonly place: Place
  private readonly ids = new Map<string, string>()
  private readonly actors = new Map<string, Actor | null>()
  constructor(ctx: Ctx, place: Place) {
    this.ctx = ctx
    this.place = place
  }

  async organisation(key: string): Promise<string> {
    return this.known(`organisation ${key}`, () =>
      organisationNamed(this.ctx, this.place.id, this.place.names[key] ?? ''),
    )
  }
  async listing(key: string): Promise<string> {
    return this.known(`listing ${key}`, async () => {
      const row = await this.ctx.db
        .selectFrom('listings')
        .select('id')
        .where('clusterId', '=', this.place.id)
        .where('source', '=', 'demo')
        .where('externalId', '=', key)
        .executeTakeFirst()
      return row?.id ?? null
    })
  }
  async as(key: string, at: string, role?: 'manager'): Promise<Ctx> {
    return this.asMember(await this.organisation(key), at, role)
  }
  /** Somebody of the organisation: a manager where only they may, else whoever was named first. */
  async asMember(organisationId: string, at: string, role?: 'manager'): Promise<Ctx> {
    const key = `${organisationId} ${role ?? ''}`
    if (!this.actors.has(key)) {
      const members = await membersOf(this.ctx, organisationId)
      const member = members.find((m) => m.role === (role ?? 'member')) ?? members[0]
      this.actors.set(key, member ? await actorOf(this.ctx, member.personId, 'session') : null)
    }
    return { ...this.ctx, now: at, actor: this.actors.get(key) ?? null }
  }
  private async known(key: string, find: () => Promise<string | null>): Promise<string> {
    const id = this.ids.get(key) ?? (await find())
    if (!id) throw new AppError('not_found', { detail: key })
    this.ids.set(key, id)
    return id
  }
}
