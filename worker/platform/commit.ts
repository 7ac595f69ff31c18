import { type RawBuilder, sql } from 'kysely'
import { AppError, type ErrorCode, REFUSALS } from '../core/errors'
import type { Events, EventType } from '../core/events'
import { newId } from '../core/ids'
import type { Ctx } from './context'
import { prepare, type Query, rowsOf } from './db'
import { insertRows } from './insertRows'
import { notRelayed, relay } from './relay'
import type { Schema } from './schema'

type VersionedTable = {
  [T in keyof Schema]: Schema[T] extends { lastEventId: string } ? T : never
}[keyof Schema]

/** One thing that happened, to one row. Made before the writes, because each write carries its id. */
export interface Fact<T extends EventType = EventType> {
  id: string
  type: T
  clusterId: string | null
  table: VersionedTable
  /** The primary key of the row, by column. */
  key: Record<string, string>
  subjectId: string
  payload: Events[T]
  onBehalfOf: string | null
}

interface Happened<T extends EventType> {
  clusterId: string | null
  table: VersionedTable
  /** The row's id, or its key by column where it has several. */
  row: string | Record<string, string>
  payload: Events[T]
  onBehalfOf?: string | null
}

/** Words a fact. Every write of the row it is about must set `lastEventId` to its id and raise `version` by one. */
export function fact<T extends EventType>(ctx: Ctx, type: T, happened: Happened<T>): Fact<T> {
  const key = typeof happened.row === 'string' ? { id: happened.row } : happened.row
  return {
    id: newId('event', Date.parse(ctx.now)),
    type,
    clusterId: happened.clusterId,
    table: happened.table,
    key,
    subjectId: Object.values(key).join(':'),
    payload: happened.payload,
    onBehalfOf: happened.onBehalfOf ?? null,
  }
}

/** The columns every update of a versioned row sets. */
export const stamp = (happened: Pick<Fact, 'id'>): { version: RawBuilder<number>; lastEventId: string } => ({
  version: sql<number>`version + 1`,
  lastEventId: happened.id,
})

/**
 * The one way commands write: the rows and one event for each subject that changed, in one D1 batch: all or nothing.
 *
 * The event's `subject_version` is read from the row that carries this very event's id. Where a guarded write touched no
 * row, it is NULL, the insert fails and D1 undoes the batch: AppError `stale`. A trigger's refusal becomes its AppError.
 * `read`: what is asked in the same round trip, after all is written; its rows are returned.
 */
export async function commit<R = unknown>(
  ctx: Ctx,
  facts: Fact | readonly Fact[],
  writes: readonly Query[],
  read?: Query<R>,
): Promise<R[]> {
  const all = Array.isArray(facts) ? (facts as readonly Fact[]) : [facts as Fact]
  const once = ctx.once
  const statements: Query[] = once ? [keyOf(ctx, once)] : []
  statements.push(...writes, ...eventRows(ctx, all), notRelayed(ctx), ...(read ? [read] : []))
  const results = await written(ctx, statements)
  ctx.once = undefined // the key protects the first commit of a request; later ones follow from it
  const [waiting, rows] = await Promise.all(results.slice(read ? -2 : -1).map(rowsOf))
  ctx.after(() => relay(ctx, waiting as { seq: number }[]))
  return (read ? rows : []) as R[]
}

async function written(ctx: Ctx, statements: readonly Query[]) {
  try {
    return await ctx.env.DB.batch<Record<string, unknown>>(
      statements.map((q) => prepare(ctx.env.DB, q.compile())),
    )
  } catch (error) {
    throw refusalOf(error) ?? error
  }
}

function keyOf(ctx: Ctx, once: { key: string; bodyHash: string }): Query {
  return ctx.db.insertInto('idempotencyKeys').values({
    personId: ctx.actor?.personId ?? '',
    key: once.key,
    bodyHash: once.bodyHash,
    createdAt: ctx.now,
  })
}

/** One statement for each table, and for each row with a key of several columns: a series of fifty costs what one does. Rows come in the order of the list: json_each walks it. */
function eventRows(ctx: Ctx, facts: readonly Fact[]): Query[] {
  const groups = new Map<string, Fact[]>()
  for (const one of facts) {
    const [column, ...more] = Object.keys(one.key)
    const shape = `${one.table} ${more.length === 0 ? column : one.id}`
    groups.set(shape, [...(groups.get(shape) ?? []), one])
  }
  return [...groups.values()].map((group) => insertEvents(ctx, group))
}

function insertEvents(ctx: Ctx, facts: readonly Fact[]): Query {
  const column = (name: string) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)
  const [first] = facts as [Fact]
  const rows = facts.map(({ table: _, key, payload, ...one }) => ({
    ...one,
    payload: JSON.stringify(payload),
    ...{ actorId: ctx.actor?.personId ?? null, occurredAt: ctx.now },
    ...Object.fromEntries(Object.entries(key).map(([k, value]) => [`key:${k}`, value])),
  }))
  return insertRows(
    ctx,
    'events',
    rows,
    ['id', 'clusterId', 'type', 'subjectId', 'payload', 'actorId', 'onBehalfOf', 'occurredAt'],
    {
      subjectVersion: (given) => {
        const where = Object.keys(first.key).map((k) => sql`row.${sql.ref(column(k))} = ${given(`key:${k}`)}`)
        return sql`(select version from ${sql.table(column(first.table))} as row
          where ${sql.join(where, sql` and `)} and row.last_event_id = ${given('id')})`
      },
    },
  )
}

const GUARDED = ['events.subject_version', 'bookings.listing_id']

/** D1 errors carry no code, only text: our own prefix, or the constraint's name, tells what refused. */
export function refusalOf(error: unknown): AppError | null {
  const text = error instanceof Error ? error.message : String(error)
  const raised = /maillage:(\w+)/.exec(text)?.[1]
  if (raised && raised in REFUSALS) return new AppError(raised as ErrorCode)
  // What is written only if a row is as it was read finds none, and so no value.
  if (GUARDED.some((name) => text.includes(`NOT NULL constraint failed: ${name}`)))
    return new AppError('stale')
  if (text.includes('idempotency_keys')) return new AppError('idempotency_in_progress')
  if (text.includes('UNIQUE constraint failed')) return new AppError('already_exists')
  return null
}
