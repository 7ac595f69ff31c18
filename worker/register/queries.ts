import { type Selectable, sql } from 'kysely'
import { AppError } from '../core/errors'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import { among } from '../platform/db'
import type { Schema } from '../platform/schema'
import { type Cells, type Column, missingOf } from './rulesOfColumns'
import type { Origin } from './rules'

type Row = Selectable<Schema['wasteLines']>
const SOURCE = /^(\d{4}-\d\d-\d\d)_((?:bkg|end)_\w+)_(\d{1,4})$/
/** A line of the register as pages, the API and files read it. */
export interface RegisterLine extends Omit<Row, 'cells' | 'origin' | 'version' | 'lastEventId'> {
  cells: Cells
  origin: Origin
  /** The booking, or the end that was noted, by which it left. */
  sourceId: string
  /** The line that took its place; null: it is the one that counts. */
  correctedBy: string | null
  /** Needed columns that nobody has told yet; none of a line that no longer counts, or of which nothing left. */
  missing: Column[]
}

export interface Period {
  from: string
  to: string
}

const departure = sql<string>`coalesce(w.booking_id, w.end_id)`

const readLines = (ctx: Ctx) =>
  ctx.db
    .selectFrom('wasteLines as w')
    .select(['w.id', 'w.clusterId', 'w.organisationId', 'w.bookingId', 'w.endId', departure.as('sourceId')])
    .select(['w.shippedOn', 'w.cells', 'w.origin'])
    .select(['w.hazardous', 'w.happened', 'w.number', 'w.corrects', 'w.reason', 'w.writtenBy', 'w.createdAt'])
    .select(
      sql<string | null>`(select next.id from waste_lines as next where next.corrects = w.id)`.as(
        'correctedBy',
      ),
    )

type Read = Omit<RegisterLine, 'cells' | 'origin' | 'missing'> & { cells: string; origin: string }
function asLine({ cells: said, origin, ...row }: Read): RegisterLine {
  const cells = JSON.parse(said) as Cells
  const counts = row.correctedBy === null && row.happened === 1
  const missing = counts ? missingOf(cells, row.hazardous === 1) : []
  return { ...row, cells, origin: JSON.parse(origin) as Origin, missing }
}

/** One line, whoever asks: for commands and consumers, which know why they may. */
export async function lineById(ctx: Ctx, id: string): Promise<RegisterLine | null> {
  const row = await readLines(ctx).where('w.id', '=', id).executeTakeFirst()
  return row ? asLine(row) : null
}

/** The lines of a booking, or of an end that was noted, first to last: the last one counts. */
export async function linesOf(ctx: Ctx, sourceId: string): Promise<RegisterLine[]> {
  const rows = await readLines(ctx).where(departure, '=', sourceId).orderBy('w.number').limit(200).execute()
  return rows.map(asLine)
}

/**
 * In which clusters the actor reads an organisation's register: its members in all, also where it was closed or has left;
 * a coordinator in theirs. Throws `not_signed_in`, and `not_found` to everyone else.
 */
export async function registerSeenIn(ctx: Ctx, organisationId: string): Promise<readonly string[] | 'all'> {
  const actor = mustBeSignedIn(ctx)
  if (actor.organisations.some((m) => m.organisationId === organisationId)) return 'all'
  const rows = await ctx.db
    .selectFrom('affiliations')
    .select('clusterId')
    .where('organisationId', '=', organisationId)
    .where('clusterId', 'in', among(actor.coordinates))
    .limit(100)
    .execute()
  if (rows.length === 0) throw new AppError('not_found')
  return rows.map((row) => row.clusterId)
}

/** A line, for who may read its register. Throws `not_found`. */
export async function visibleLine(ctx: Ctx, id: string): Promise<RegisterLine> {
  mustBeSignedIn(ctx)
  const line = await lineById(ctx, id)
  if (!line) throw new AppError('not_found')
  const seen = await registerSeenIn(ctx, line.organisationId)
  if (seen !== 'all' && !seen.includes(line.clusterId)) throw new AppError('not_found')
  return line
}

export interface RegisterAsked extends Period {
  organisationId: string
  /** Only what left within one cluster. */
  clusterId?: string
  limit?: number
  cursor?: string | null
}

/** Lines by the day on which waste left, a page at a time; lines that were corrected stand among them. Throws as `registerSeenIn`. */
export async function registerOf(
  ctx: Ctx,
  asked: RegisterAsked,
): Promise<{ items: RegisterLine[]; nextCursor: string | null }> {
  const { organisationId, clusterId, from, to, limit = 50 } = asked
  const seen = await registerSeenIn(ctx, organisationId)
  let query = readLines(ctx)
    .where('w.organisationId', '=', organisationId)
    .where('w.shippedOn', '>=', from)
    .where('w.shippedOn', '<=', to)
    .orderBy('w.shippedOn')
    .orderBy(departure)
    .orderBy('w.number')
    .limit(limit + 1)
  if (seen !== 'all') query = query.where('w.clusterId', 'in', among(seen))
  if (clusterId) query = query.where('w.clusterId', '=', clusterId)
  if (asked.cursor) {
    const after = keyOf(asked.cursor)
    query = query.where(
      sql<boolean>`(w.shipped_on, ${departure}, w.number) > (${after.shippedOn}, ${after.sourceId}, cast(${after.number} as integer))`,
    )
  }
  const rows = await query.execute()
  const items = rows.slice(0, limit).map(asLine)
  const last = items.at(-1)
  return {
    items,
    nextCursor: rows.length > limit && last ? `${last.shippedOn}_${last.sourceId}_${last.number}` : null,
  }
}

function keyOf(cursor: string): { shippedOn: string; sourceId: string; number: number } {
  const [, shippedOn, sourceId, number] = SOURCE.exec(cursor) ?? []
  if (!shippedOn || !sourceId) throw new AppError('invalid', { fields: [{ path: 'cursor', code: 'wrong' }] })
  return { shippedOn, sourceId, number: Number(number) }
}

/** How many lines of a register are kept in one file. */
export const MOST_IN_FILE = 10_000

/** Who has a register in a cluster, for its coordinators: with how many lines count in a period, and how many are not complete. */
export async function registersIn(
  ctx: Ctx,
  clusterId: string,
  { from, to }: Period,
): Promise<{ id: string; name: string; lines: number }[]> {
  return ctx.db
    .selectFrom('wasteLines as w')
    .innerJoin('organisations as o', 'o.id', 'w.organisationId')
    .select(['o.id', 'o.name'])
    .select((eb) => eb.fn.countAll<number>().as('lines'))
    .where('w.clusterId', '=', clusterId)
    .where('w.shippedOn', '>=', from)
    .where('w.shippedOn', '<=', to)
    .where('w.happened', '=', 1)
    .where(sql<boolean>`not exists (select 1 from waste_lines as next where next.corrects = w.id)`)
    .groupBy('o.id')
    .orderBy('o.name')
    .limit(200)
    .execute()
}
