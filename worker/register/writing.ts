import { AppError } from '../core/errors'
import { newId } from '../core/ids'
import { commit, type Fact, fact } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import type { Cells } from './rulesOfColumns'
import { linesOf, type RegisterLine } from './queries'
import { isSame, type Origin } from './rules'

export interface Line
  extends Pick<
    RegisterLine,
    'clusterId' | 'organisationId' | 'bookingId' | 'endId' | 'hazardous' | 'number' | 'corrects' | 'reason'
  > {
  cells: Cells
  origin: Origin
  happened: 0 | 1
}

/** A line and the fact that tells of it. Where another took the same place first, nothing is written: `stale`. */
export function lineWritten(
  ctx: Ctx,
  line: Line,
  parties: { listingId: string; lenderId: string; borrowerId?: string | undefined },
): { id: string; happened: Fact; write: Query } {
  const id = newId('wasteLine', Date.parse(ctx.now))
  const { bookingId, endId, clusterId } = line
  const { listingId, lenderId, borrowerId } = parties
  const happened = fact(ctx, line.corrects ? 'waste_line.corrected' : 'waste_line.written', {
    ...{ clusterId, table: 'wasteLines', row: id },
    payload: {
      ...(bookingId !== null && { bookingId }),
      ...(endId !== null && { endId }),
      ...{ listingId, lenderId },
      ...(borrowerId && { borrowerId }),
      happened: line.happened,
      ...(line.corrects && { corrects: line.corrects }),
    },
  }) as Fact
  const write = ctx.db
    .insertInto('wasteLines')
    .values({
      ...line,
      ...{ id, shippedOn: line.cells.shippedOn ?? line.origin.shippedOn },
      ...{ cells: JSON.stringify(line.cells), origin: JSON.stringify(line.origin) },
      ...{ writtenBy: ctx.actor?.personId ?? null, lastEventId: happened.id, createdAt: ctx.now },
    })
    .onConflict((c) => c.doNothing())
  return { id, happened, write }
}

/**
 * The next line of a departure, after the last that counts: by itself, so that two who look at once write one. Where somebody wrote
 * in the meantime, the next look sees whether there is anything left to say: `stale`.
 */
export async function writeAfter(
  ctx: Ctx,
  last: RegisterLine | undefined,
  line: Omit<Line, 'number' | 'corrects' | 'reason'>,
  parties: Parameters<typeof lineWritten>[2],
): Promise<void> {
  const next = { number: (last?.number ?? 0) + 1, corrects: last?.id ?? null, reason: '' }
  const hazardous = last?.hazardous || line.hazardous ? 1 : 0
  const { happened, write } = lineWritten(ctx, { ...line, ...next, hazardous }, parties)
  try {
    await commit(ctx, happened, [write])
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'stale') throw error
    const lines = await linesOf(ctx, line.bookingId ?? line.endId ?? '')
    const now = lines.find((one) => one.correctedBy === null)
    if (!now || !isSame(now.origin, line.origin)) throw error
  }
}
