import { type RawBuilder, sql } from 'kysely'
import { newId } from '../core/ids'
import type { Status } from '../bookings/rules'
import type { Ctx } from '../platform/context'
import { prepare } from '../platform/db'
import { isOver, type Held, movesTo, NOTHING, type Target, targetOf, targetOfRest } from './rules'

// The ledger follows the tables: what a booking, a hand-over or a collection is now tells where its quantity is, and the lines
// that lead there are added. Done twice, late or out of order, it comes out the same.

/** More at once would make one statement too long. */
const AT_ONCE = 1000

interface Wanted {
  clusterId: string
  listingId: string
  bookingId: string | null
  slot: string
  closed: 0 | 1
  held: Held
  target: Target
  batchId: string | null
  /** How many lines it had. */
  lines: number
  /** Versions of all that was read: what was read too early is not written. */
  readAt: string
}

/** What a booking is read with; the same text is asked again when its lines are written. */
const BOOKING_READ = sql`(b.version || '.' || (select count(*) from handovers h where h.booking_id = b.id)
  || '.' || coalesce(s.lines, -1))`
/** The line of the pick-up that counts: the lender's word, else the coordinator's, else the borrower's. */
const STANDING = sql`(select h.id from handovers h where h.booking_id = b.id and h.step = 'pick_up' and h.happened = 1
  and not exists (select 1 from handovers c where c.corrects = h.id)
  order by case h.side when 'lender' then 0 when 'coordinator' then 1 else 2 end limit 1)`

const bookingOf = (id: RawBuilder<unknown>) => sql`cross join bookings b on b.id = ${id}
  join listings l on l.id = b.listing_id and l.kind = 'waste' join capacities k on k.id = b.capacity_id
  left join stream_batches s on s.booking_id = b.id`

type Row = Held & {
  lines: number | null
  id: string
  clusterId: string
  listingId: string
  startsAt: string
  status: Status
  quantity: number
  shape: string
  batchId: string | null
  measured: number | null
  refusedThen: number | null
  readAt: string
}

/** Brings the lines of some bookings of waste up to date, however many; others are left alone. */
export async function keepBookings(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const each = [...new Set(ids)]
  for (let i = 0; i < each.length; i += AT_ONCE) await keepSome(ctx, each.slice(i, i + AT_ONCE))
}

async function keepSome(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const { rows } = await ctx.db.executeQuery<Row>(
    sql<Row>`select b.id, b.cluster_id, b.listing_id, b.starts_at, b.status, b.quantity, k.shape, s.id as batch_id, s.lines,
      ${totals()}, h.quantity as measured, h.refused_quantity as refused_then, ${BOOKING_READ} as read_at
      from json_each(${JSON.stringify(ids)}) j ${bookingOf(sql`j.value`)}
      left join handovers h on h.id = ${STANDING}`.compile(ctx.db),
  )
  const wanted = rows.map((row): Wanted => {
    const held = heldIn(row)
    const measured = row.measured === null ? null : { quantity: row.measured, refused: row.refusedThen ?? 0 }
    const promise = { status: row.status, quantity: row.quantity, fromStock: row.shape === 'stock', measured }
    return {
      ...{ clusterId: row.clusterId, listingId: row.listingId, bookingId: row.id, slot: row.startsAt },
      ...{ closed: isOver(row.status) ? 1 : 0, held, target: targetOf(promise, held) },
      ...{ batchId: row.batchId, lines: row.lines ?? 0, readAt: row.readAt },
    }
  })
  await write(
    ctx,
    wanted,
    sql`${bookingOf(sql`j.value ->> 'bookingId'`)} where ${BOOKING_READ} = j.value ->> 'readAt'`,
  )
}

/** What nobody booked of a collection that is over (`slot` its start), or of a stock (`slot` empty). */
export interface Rest {
  listingId: string
  slot: string
  /** Of a collection that says its own quantity; absent: that of the offer. */
  most?: number | null
}
type RestRow = Held & {
  lines: number | null
  clusterId: string
  listingId: string
  slot: string
  quantity: number
  over: number
  batchId: string | null
  readAt: string
}

/** What is promised: nothing declined, given up or lapsed; of a stock what nobody came for is free again. */
const booked = (slot: RawBuilder<unknown>) => sql`coalesce((select sum(b.quantity) from bookings b
  where b.listing_id = l.id and (${slot} = '' or b.starts_at = ${slot})
  and (b.status in ('confirmed', 'in_use', 'completed') or (b.status = 'no_show' and ${slot} <> ''))), 0)`
/** What its giver had closed was not promised. */
const closures = (slot: RawBuilder<unknown>) => sql`coalesce((select sum(h.quantity) from holds h
  where ${slot} <> '' and h.capacity_id = k.id and h.live = 1 and h.reason in ('closure', 'maintenance')
  and h.busy_from <= unixepoch(${slot}) / 60 and h.busy_to > unixepoch(${slot}) / 60), 0)`
const restRead = (slot: RawBuilder<unknown>) =>
  sql`(l.status || '.' || k.version || '.' || coalesce(s.lines, -1) || '.' || ${booked(slot)} || '.' || ${closures(slot)})`
const restOf = (listingId: RawBuilder<unknown>, slot: RawBuilder<unknown>) =>
  sql`cross join listings l on l.id = ${listingId} and l.kind = 'waste' and l.direction = 'offer'
    join listing_capacities lc on lc.listing_id = l.id and lc.position = 1 join capacities k on k.id = lc.capacity_id
    left join stream_batches s on s.listing_id = l.id and s.slot = ${slot} and s.booking_id is null`

/** Brings what nobody booked up to date, however many. */
export async function keepRests(ctx: Ctx, rests: readonly Rest[]): Promise<void> {
  const [id, slot] = [sql`j.value ->> 'listingId'`, sql`(j.value ->> 'slot')`]
  const each = [...new Map(rests.map((r) => [`${r.listingId} ${r.slot}`, r])).values()]
  for (let i = 0; i < each.length; i += AT_ONCE) {
    const { rows } = await ctx.db.executeQuery<RestRow>(
      sql<RestRow>`select l.cluster_id, l.id as listing_id, ${slot} as slot, s.id as batch_id, s.lines, ${totals()},
        max(0, min(k.quantity, coalesce(j.value ->> 'most', k.quantity)) - ${booked(slot)} - ${closures(slot)}) as quantity,
        (${slot} <> '' or l.status = 'closed') as over, ${restRead(slot)} as read_at
        from json_each(${JSON.stringify(each.slice(i, i + AT_ONCE))}) j ${restOf(id, slot)}
        where (${slot} = '') = (k.shape = 'stock') and (s.id is not null or l.status <> 'draft')`.compile(
        ctx.db,
      ),
    )
    const wanted = rows.map((row): Wanted => {
      const held = heldIn(row)
      const over = Number(row.over) === 1
      return {
        ...{ clusterId: row.clusterId, listingId: row.listingId, bookingId: null, slot: row.slot },
        ...{ closed: over ? 1 : 0, held, target: targetOfRest(row.quantity, over, held) },
        ...{ batchId: row.batchId, lines: row.lines ?? 0, readAt: row.readAt },
      }
    })
    await write(ctx, wanted, sql`${restOf(id, slot)} where ${restRead(slot)} = j.value ->> 'readAt'`)
  }
}

const COLUMNS = [
  ...['promised', 'awaited', 'in_hand', 'used', 'passed_on', 'outlet', 'refused', 'refused_on'],
  ...['refused_outlet', 'unfetched', 'unfetched_on', 'unfetched_outlet', 'missing'],
]
const totals = () => sql.join(COLUMNS.map((name) => sql`coalesce(s.${sql.ref(name)}, 0) as ${sql.ref(name)}`))
const heldIn = (row: Held): Held =>
  Object.fromEntries(
    Object.keys(NOTHING).map((name) => [name, Number(row[name as keyof Held])]),
  ) as unknown as Held

/**
 * Adds the lines of those whose accounts differ from where their quantity is, each only if all is still as it was read
 * (`asRead` joins and says so of a row `j`): what changed meanwhile has an event of its own, after which it is looked at again.
 */
async function write(ctx: Ctx, wanted: readonly Wanted[], asRead: RawBuilder<unknown>): Promise<void> {
  const changed = wanted.flatMap(({ held, target, ...w }) => {
    const moves = movesTo(target, held)
    // What was never promised to anybody needs no batch.
    if (moves.length === 0 && w.batchId === null) return []
    return [{ ...w, id: w.batchId ?? newId('batch', Date.parse(ctx.now)), moves }]
  })
  if (changed.length === 0) return
  const lines = JSON.stringify(changed.flatMap(({ moves, ...w }) => moves.map((m) => ({ ...w, ...m }))))
  const batches = JSON.stringify(changed.map(({ moves, ...w }) => ({ ...w, after: w.lines + moves.length })))
  const summed = COLUMNS.map((name) => (name === 'promised' ? sql`-${sumOf('said')}` : sumOf(name)))
  const statements = [
    // A stock that is offered again: something can be awaited of it before anything is.
    sql`update stream_batches set closed = 0 from json_each(${batches}) j
      where stream_batches.id = j.value ->> 'id' and closed = 1 and j.value ->> 'closed' = 0
        and stream_batches.lines = j.value ->> 'lines'`,
    sql`insert into stream_entries (cluster_id, listing_id, batch_id, from_account, to_account, quantity, created_at)
      select j.value ->> 'clusterId', j.value ->> 'listingId', j.value ->> 'id', j.value ->> 'from', j.value ->> 'to',
        j.value ->> 'quantity', ${ctx.now} from json_each(${lines}) j ${asRead}`,
    sql`insert into stream_batches (id, cluster_id, listing_id, booking_id, slot, closed, ${sql.join(COLUMNS.map((c) => sql.ref(c)))},
        lines, created_at)
      select j.value ->> 'id', j.value ->> 'clusterId', j.value ->> 'listingId', j.value ->> 'bookingId', j.value ->> 'slot',
        j.value ->> 'closed', ${sql.join(summed)}, count(*), ${ctx.now}
      from json_each(${batches}) j join stream_entries e on e.batch_id = j.value ->> 'id'
      where j.value ->> 'batchId' is null group by j.value ->> 'id'`,
    sql`update stream_batches set closed = 1 from json_each(${batches}) j
      where stream_batches.id = j.value ->> 'id' and closed = 0 and j.value ->> 'closed' = 1
        and stream_batches.lines = j.value ->> 'after'`,
  ]
  await ctx.env.DB.batch(statements.map((one) => prepare(ctx.env.DB, one.compile(ctx.db))))
}

const sumOf = (account: string) =>
  sql`sum(case when e.to_account = ${sql.lit(account)} then e.quantity else 0 end
    - case when e.from_account = ${sql.lit(account)} then e.quantity else 0 end)`
