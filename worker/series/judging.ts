import type { AppError, ErrorCode, FieldError } from '../core/errors'
import { countedOf } from '../bookings/offers'
import type { Check } from '../bookings/rulesOfOffers'
import { type Counted, reached } from '../bookings/rulesOfLimits'
import { fits } from '../bookings/rulesOfFree'
import type { Hold } from '../bookings/rulesOfHolds'
import { holdsTouching, type Touching } from '../bookings/touching'
import type { Offer } from '../bookings/queries'
import type { Ctx } from '../platform/context'

export type State = 'free' | 'skipped' | 'taken' | 'closed' | 'refused'
export interface Judged {
  state: State
  /** Why it is not possible, as the refusal that it would be. */
  code: ErrorCode | null
  fields: FieldError[]
  /** Of a limit: which, and what would pass. */
  why: Record<string, unknown> | null
}

/** What is about to be written of one date: anything that holds and is checked. */
export interface Asking {
  offer: Offer
  row: { id: string; listingId: string; borrowerId: string; startsAt: string; endsAt: string }
  holds: readonly Hold[]
  checks: readonly Check[]
}
/** What one date asks for: all of it or nothing. */
type One = { asking: readonly Asking[]; refusal: AppError | null }

/**
 * What would become of each of many dates if they were written now, in order: what one takes, the next can not have, and
 * limits count them all. It tells what the database will say; only that decides. `except`: bookings that are about to move.
 */
export async function judge(
  ctx: Ctx,
  ones: readonly One[],
  except: readonly string[] = [],
): Promise<{ judged: Judged[]; busy: Touching[]; taken: Hold[] }> {
  const asking = ones.flatMap((one) => one.asking)
  const [busy, booked] = await Promise.all([
    holdsTouching(
      ctx,
      asking.flatMap((a) => a.holds),
      except,
    ),
    bookedBefore(
      ctx,
      asking.flatMap((a) => a.checks),
      except,
    ),
  ])
  const taken: Hold[] = []
  const judged = ones.map(({ asking: all, refusal }): Judged => {
    if (refusal) return refused(refusal)
    if (all.length === 0) return { state: 'skipped', code: null, fields: [], why: null }
    const before = { taken: taken.length, booked: booked.length }
    for (const a of all) {
      const against = judgeOne(a, busy, taken, booked)
      if (!against) continue
      taken.length = before.taken
      booked.length = before.booked
      return against
    }
    return { state: 'free', code: null, fields: [], why: null }
  })
  return { judged, busy, taken }
}

/** What stands against one booking; where nothing does, it is counted among what is taken and booked. */
function judgeOne(a: Asking, busy: readonly Touching[], taken: Hold[], booked: Counted[]): Judged | null {
  const there = busy.filter((b) => a.holds.some((h) => overlap(b, h)))
  if (!fits(a.offer.capacities, [...there, ...taken], a.holds)) {
    const closed = there.some((b) => b.reason === 'closure' || b.reason === 'maintenance')
    return { state: closed ? 'closed' : 'taken', code: 'capacity_taken', fields: [], why: null }
  }
  const { id, listingId, borrowerId, startsAt, endsAt } = a.row
  const own: Counted = { id, listingId, borrowerId, startsAt, endsAt, open: true }
  const limit = reached(a.checks, [...booked, own], a.offer.rules, a.offer.zone)
  if (limit)
    return { state: 'refused', code: LIMITS[limit.rule], fields: [], why: { ...limit, zone: a.offer.zone } }
  taken.push(...a.holds)
  booked.push(own)
  return null
}

const LIMITS = { quota: 'quota_reached', gap: 'too_close', one_at_a_time: 'one_at_a_time' } as const

const overlap = (a: Hold, b: Hold) =>
  a.capacityId === b.capacityId && a.busyFrom < b.busyTo && b.busyFrom < a.busyTo

/** A date outside the hours of an offer is closed; anything else is a rule, with its words. */
const refused = ({ code, details }: AppError): Judged => ({
  state: code === 'outside_opening_hours' ? 'closed' : 'refused',
  ...{ code, fields: details.fields ?? [], why: null },
})

/** What the borrower has of these offers already, as far as limits look at it. */
async function bookedBefore(
  ctx: Ctx,
  checks: readonly Check[],
  except: readonly string[],
): Promise<Counted[]> {
  const [first] = checks
  if (!first) return []
  const since = checks.reduce((least, c) => (c.fromAt < least ? c.fromAt : least), first.fromAt)
  const listings = [...new Set(checks.map((c) => c.listingId))]
  const there = await countedOf(ctx, listings, first.borrowerId, since)
  return there.filter((b) => !except.includes(b.id))
}
