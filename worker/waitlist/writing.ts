import { sql } from 'kysely'
import { again } from '../bookings/racing'
import { mustBeOpen, type Offer, offerOf } from '../bookings/queries'
import { fits } from '../bookings/rulesOfFree'
import { type Hold, type Plan, planOf } from '../bookings/rulesOfHolds'
import { mustObey } from '../bookings/rulesOfOffers'
import { AppError } from '../core/errors'
import type { Events } from '../core/events'
import type { Instant } from '../core/time'
import { listingById } from '../listings/queries'
import { commit, type Fact, fact, stamp } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { busyBeside, capacitiesKept, keptFor, offersSuspended, type Place, waitingInOrder } from './queries'
import { offeredUntil, type PlaceStatus } from './rules'

type PlaceEvent = keyof Events & `waitlist.${string}`
type Of = Pick<
  Place,
  | 'id'
  | 'clusterId'
  | 'listingId'
  | 'capacityId'
  | 'organisationId'
  | 'startsAt'
  | 'endsAt'
  | 'quantity'
  | 'onBehalfOf'
>

export function placeFact(
  ctx: Ctx,
  type: PlaceEvent,
  p: Of,
  more: Record<string, string | number> = {},
): Fact {
  const { listingId, capacityId, organisationId, startsAt, endsAt, quantity } = p
  return fact(ctx, type, {
    ...{ clusterId: p.clusterId, table: 'waitlist', row: p.id },
    payload: {
      listingId,
      capacityId,
      organisationId,
      startsAt,
      endsAt,
      quantity,
      ...more,
    } as Events[PlaceEvent],
    onBehalfOf: ctx.actor ? p.onBehalfOf : null,
  }) as Fact
}

/** Another state of a place, if nobody was faster. */
export const setPlace = (
  ctx: Ctx,
  p: Place,
  happened: Fact,
  set: { status: PlaceStatus; offeredUntil?: Instant | null; bookingId?: string },
): Query =>
  ctx.db
    .updateTable('waitlist')
    .set({ ...set, ...stamp(happened) })
    .where('id', '=', p.id)
    .where('clusterId', '=', p.clusterId)
    .where('status', '=', p.status)
    .where('version', '=', p.version)
    .where(({ eb, exists, selectFrom }) =>
      set.bookingId
        ? exists(selectFrom('bookings').select('id').where('id', '=', set.bookingId))
        : eb('id', '=', p.id),
    )

/** What was kept for one who was offered a place, also where an outage has taken it. */
export const letGo = (ctx: Ctx, id: string): Query =>
  ctx.db.deleteFrom('holds').where('sourceId', '=', id).where('reason', '=', 'waitlist')

interface Written {
  facts: Fact[]
  writes: Query[]
  offered: number
}
const MOST_AT_ONCE = 20

/**
 * What a batch says to offer what is free of a capacity to those who wait, in order, each whose wish fits what the ones
 * before leave. What was kept for the queue goes in the same batch. `leaving`: a place whose hold goes in it as well.
 */
async function offers(ctx: Ctx, capacityId: string, leaving: Place | null): Promise<Written> {
  const [kept, places] = await Promise.all([keptFor(ctx, capacityId), waitingInOrder(ctx, capacityId)])
  const found = await chosen(ctx, places, { holdIds: kept, sourceId: leaving?.id ?? null })
  const made = found.map(({ place, until, holds }) => {
    const happened = placeFact(ctx, 'waitlist.offered', place, { until })
    const set = setPlace(ctx, place, happened, { status: 'offered', offeredUntil: until })
    return { happened, writes: [set, keep(ctx, place.id, holds)] }
  })
  return {
    ...{ offered: made.length, facts: made.map((m) => m.happened) },
    writes: [...(kept.length > 0 ? [forget(ctx, kept)] : []), ...made.flatMap((m) => m.writes)],
  }
}

interface Chosen {
  place: Place
  until: Instant
  holds: Hold[]
}

async function chosen(
  ctx: Ctx,
  places: readonly Place[],
  going: { holdIds: readonly number[]; sourceId: string | null },
): Promise<Chosen[]> {
  const offers = await offersOf(ctx, places)
  const wishes = places.flatMap((place) => {
    const offer = offers.get(place.listingId)
    const plan = offer && planFor(ctx, offer, place)
    const until = offer && offeredUntil(ctx.now, place.startsAt, offer.rules.noticeMinutes)
    return offer && plan && until ? [{ place, offer, until, holds: plan.holds }] : []
  })
  const all = wishes.flatMap((w) => w.holds)
  if (all.length === 0) return []
  const ids = [...new Set(all.map((h) => h.capacityId))]
  const [from, to] = [Math.min(...all.map((h) => h.busyFrom)), Math.max(...all.map((h) => h.busyTo))]
  const busy = await busyBeside(ctx, ids, from, to, going)
  const found: Chosen[] = []
  for (const { place, offer, until, holds } of wishes) {
    if (found.length >= MOST_AT_ONCE || !fits(offer.capacities, busy, holds)) continue
    busy.push(...holds)
    found.push({ place, until, holds })
  }
  return found
}

/** Offers that still take bookings, by id. */
async function offersOf(ctx: Ctx, places: readonly Place[]): Promise<Map<string, Offer>> {
  const found = new Map<string, Offer>()
  for (const id of new Set(places.map((p) => p.listingId))) {
    const listing = await listingById(ctx, id)
    const offer = listing && (await offerOf(ctx, listing))
    if (offer && allowed(() => mustBeOpen(offer, ctx.now))) found.set(id, offer)
  }
  return found
}

function allowed(ask: () => unknown): boolean {
  try {
    ask()
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

/** The plan of the booking that is waited for; null where the offer does not take it as it is now. */
function planFor(ctx: Ctx, offer: Offer, p: Place): Plan | null {
  let plan: Plan | null = null
  const taken = allowed(() => {
    plan = planOf(offer.listing, offer.capacities, p, ctx.now, offer.zone, offer.rules)
    mustObey(offer, { ...p, quantity: plan.quantity }, ctx.now)
  })
  return taken ? plan : null
}

const keep = (ctx: Ctx, id: string, holds: readonly Hold[]): Query => ({
  compile: () =>
    sql`insert into holds (capacity_id, reason, source_id, busy_from, busy_to, quantity, at_most)
      select value->>'capacityId', 'waitlist', ${id}, value->>'busyFrom', value->>'busyTo', value->>'quantity',
        value->>'atMost'
      from json_each(${JSON.stringify(holds)})
      where exists (select 1 from waitlist where id = ${id} and status = 'offered')`.compile(ctx.db),
})

const forget = (ctx: Ctx, holdIds: readonly number[]): Query => ({
  compile: () =>
    sql`delete from holds where id in (select value from json_each(${JSON.stringify(holdIds)}))
      and reason = 'waitlist' and source_id like 'bkg%'`.compile(ctx.db),
})

/** Offers what is free of a capacity to those who wait. Nothing to offer and nothing kept: nothing is written. */
export async function offerPlaces(ctx: Ctx, capacityId: string): Promise<void> {
  for (let rounds = 0; rounds < 5; rounds++) {
    const offered = await again(async () => {
      const { facts, writes, offered } = await offers(ctx, capacityId, null)
      if (writes.length > 0) await commit(ctx, facts, writes)
      return offered
    })
    if (offered < MOST_AT_ONCE) return
  }
}

/**
 * A place that is given up; who was offered something hands it to the next in the same batch. `read` says which place it
 * is, each time somebody was faster; null: there is nothing to give up any more.
 */
export const giveUp = (
  ctx: Ctx,
  status: 'passed' | 'left' | 'lapsed',
  read: () => Promise<Place | null>,
): Promise<boolean> =>
  again(async () => {
    const p = await read()
    if (!p) return false
    const offered = p.status === 'offered'
    const happened = placeFact(ctx, `waitlist.${status}`, p, {
      ...(status === 'lapsed' && { offered: offered ? 1 : 0 }),
    })
    const next = offered ? await offers(ctx, p.capacityId, p) : { facts: [], writes: [] }
    const own = [setPlace(ctx, p, happened, { status }), ...(offered ? [letGo(ctx, p.id)] : [])]
    await commit(ctx, [happened, ...next.facts], [...own, ...next.writes])
    return true
  })

/** Those whose offered place went out of order wait again, where they stood. */
export async function takeBack(ctx: Ctx, capacityId: string): Promise<void> {
  for (const p of await offersSuspended(ctx, capacityId)) {
    const happened = placeFact(ctx, 'waitlist.returned', p)
    const back = setPlace(ctx, p, happened, { status: 'waiting', offeredUntil: null })
    try {
      await commit(ctx, happened, [back, letGo(ctx, p.id)])
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'stale') throw error
    }
  }
}

/** The clock: what is kept for a queue whose message was lost is offered, or let go. */
export async function offerWhatIsKept(ctx: Ctx): Promise<void> {
  for (const capacityId of await capacitiesKept(ctx)) await offerPlaces(ctx, capacityId)
}
