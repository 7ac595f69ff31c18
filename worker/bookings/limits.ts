import { AppError, type ErrorCode } from '../core/errors'
import type { Ctx } from '../platform/context'
import { countedOf } from './offers'
import type { Offer } from './queries'
import { type Counted, reached } from './rulesOfLimits'
import type { Check } from './rulesOfOffers'

interface Limited {
  offer: Pick<Offer, 'rules' | 'zone'>
  row: Omit<Counted, 'open'>
  checks: readonly Check[]
}
const LIMITS: readonly ErrorCode[] = ['quota_reached', 'too_close', 'one_at_a_time']

/**
 * A refusal of a limit by the database, with which one it is and what would pass: see `Reached`. Other errors are given
 * back as they are; so is one whose cause went away between the refusal and this look.
 */
export async function withWhatWouldPass(
  ctx: Ctx,
  error: unknown,
  asked: readonly Limited[],
): Promise<unknown> {
  if (!(error instanceof AppError) || !LIMITS.includes(error.code)) return error
  const rows = asked.map(({ row }): Counted => ({ ...row, open: true }))
  for (const { offer, row, checks } of asked) {
    if (checks.length === 0) continue
    const since = checks.map((c) => c.fromAt).sort()[0] as string
    const there = await countedOf(ctx, [row.listingId], row.borrowerId, since)
    const booked = [...there.filter((b) => rows.every((r) => r.id !== b.id)), ...rows]
    const told = reached(checks, booked, offer.rules, offer.zone)
    if (told) return new AppError(CODE[told.rule], { ...told, zone: offer.zone })
  }
  return error
}
const CODE = { quota: 'quota_reached', gap: 'too_close', one_at_a_time: 'one_at_a_time' } as const
