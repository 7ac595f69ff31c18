import { newId } from '../core/ids'
import { type Fact, fact } from '../platform/commit'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import type { Cells } from './rulesOfColumns'
import type { RegisterLine } from './queries'
import type { Origin } from './rules'

export interface Line
  extends Pick<
    RegisterLine,
    'clusterId' | 'organisationId' | 'bookingId' | 'hazardous' | 'number' | 'corrects' | 'reason'
  > {
  cells: Cells
  origin: Origin
  happened: 0 | 1
}

/** A line and the fact that tells of it. Where another took the same place first, nothing is written: `stale`. */
export function lineWritten(
  ctx: Ctx,
  line: Line,
  parties: { listingId: string; lenderId: string; borrowerId: string },
): { id: string; happened: Fact; write: Query } {
  const id = newId('wasteLine', Date.parse(ctx.now))
  const { bookingId, clusterId } = line
  const happened = fact(ctx, line.corrects ? 'waste_line.corrected' : 'waste_line.written', {
    ...{ clusterId, table: 'wasteLines', row: id },
    payload: {
      bookingId,
      ...parties,
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
