import { answersFor } from '../../platform/context'
import { bookingById } from '../../bookings/queries'
import { AppError, invalid } from '../../core/errors'
import { wallOf } from '../../core/time'
import { zoneOf } from '../../handovers/queries'
import { commit } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { lowCode } from '../../waste/queries'
import { unusual } from '../../waste/rulesOfQuantities'
import { type Cells, KEYS } from '../rulesOfColumns'
import { LineCorrection } from '../input'
import { lineById, type RegisterLine, visibleLine } from '../queries'
import { differing, registerQuantity } from '../rules'
import { lineWritten } from '../writing'

/** Whether the actor may write in this register: who answers for the organisation, and the coordinator of the cluster. */
export const mayWrite = (ctx: Ctx, line: Pick<RegisterLine, 'organisationId' | 'clusterId'>): boolean =>
  answersFor(ctx.actor, line.organisationId) || ctx.actor?.coordinates.includes(line.clusterId) === true

/**
 * Tells what a line did not say, or puts it right, by a line in its place; the first stays readable with a mark. Throws
 * `not_found` to strangers, `forbidden`, `stale` where the line was corrected before, `invalid` (a code that does not exist,
 * nothing that changes, a hazardous waste without its slip), `hazard_kept` for a code that would make it pass for harmless.
 */
export async function correctLine(ctx: Ctx, id: string, input: LineCorrection): Promise<RegisterLine> {
  const line = await visibleLine(ctx, id)
  if (!mayWrite(ctx, line)) throw new AppError('forbidden')
  const { reason, confirmQuantity, ...given } = check(LineCorrection, emptied(input))
  if (line.correctedBy !== null) throw new AppError('stale')
  const told = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const cells = { ...line.cells, ...told } as Cells
  const changed = differing(line.cells, cells)
  if (changed.length === 0)
    throw invalid({ path: KEYS.find((key) => key in told) ?? 'reason', code: 'nothing_changes' })
  if ((cells.quantity === null) !== (cells.quantityUnit === null))
    throw invalid({ path: cells.quantity === null ? 'quantity' : 'quantityUnit', code: 'required' })
  if (!confirmQuantity && changed.includes('quantity') && isUnusual(cells, line))
    throw invalid({ path: 'quantity', code: 'quantity_unusual' })
  if (cells.shippedOn && cells.shippedOn > wallOf(ctx.now, await zoneOf(ctx, line.clusterId)).date)
    throw invalid({ path: 'shippedOn', code: 'in_the_future' })
  const entry = cells.wasteCode ? await lowCode(ctx, cells.wasteCode) : null
  if (cells.wasteCode && !entry) throw invalid({ path: 'wasteCode', code: 'no_such_code' })
  const hazardous = line.hazardous || entry?.hazardous || cells.pop === 'yes' ? 1 : 0
  if (line.hazardous && line.cells.slipNumber !== null && cells.slipNumber === null)
    throw invalid({ path: 'slipNumber', code: 'required' })
  const parties = await partiesOf(ctx, line)
  const { clusterId, organisationId, bookingId, endId, origin, happened } = line
  const next = lineWritten(
    ctx,
    {
      clusterId,
      organisationId,
      bookingId,
      endId,
      origin,
      cells,
      hazardous,
      reason,
      number: line.number + 1,
      corrects: id,
      happened: happened ? 1 : 0,
    },
    parties,
  )
  await commit(ctx, next.happened, [next.write])
  return (await lineById(ctx, next.id)) as RegisterLine
}

/** Of what a line tells: the booking's sides, or of what left by itself its offer. */
async function partiesOf(ctx: Ctx, line: RegisterLine) {
  const booking = line.bookingId ? await bookingById(ctx, line.bookingId) : null
  if (booking) return booking
  const end = await ctx.db
    .selectFrom('streamEnds')
    .select('listingId')
    .where('id', '=', line.endId)
    .executeTakeFirst()
  if (!end) throw new AppError('not_found')
  return { listingId: end.listingId, lenderId: line.organisationId }
}

/** A ton typed as a kilo, or the other way round, beside what was handed over. */
function isUnusual(cells: Cells, { origin }: RegisterLine): boolean {
  const handed = registerQuantity(origin.quantity, origin.unit, origin.weightKg)
  if (cells.quantity === null || handed.quantity === null || handed.quantityUnit !== cells.quantityUnit)
    return false
  return unusual(Number(cells.quantity), 'kg', { usual: Number(handed.quantity) }) !== null
}

/** An answer of which nothing is left is no answer. */
const emptied = (input: LineCorrection): LineCorrection =>
  Object.fromEntries(
    Object.entries(input).map(([key, value]) => [
      key,
      key !== 'reason' && typeof value === 'string' && value.trim() === '' ? null : value,
    ]),
  )
