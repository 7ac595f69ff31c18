import { sql } from 'kysely'
import { wallOf } from '../core/time'
import { lastOf, type Line, SIDES } from '../handovers/rules'
import type { AnyDetails } from '../listings/input'
import type { Ctx } from '../platform/context'
import { prepare, type Query, together } from '../platform/db'
import type { Schema } from '../platform/schema'
import { asBasis, factorIdsOf, factorsById } from './factors'
import { basisOn, type Exchange, type Impact, reckon } from './rules'
import { resourceOf } from './rulesOfResource'

/** The states in which something is, or was, shared: what is only agreed has produced nothing yet. */
const PRODUCING = ['in_use', 'completed']

/** Versions of all that a booking is reckoned from: what was read too early is not written over what is newer. */
const READ_AT = `(b.version || '.' || l.version || '.' || k.version
  || '.' || (select count(*) from impact_bases where listing_id = l.id)
  || '.' || (select count(*) from handovers where booking_id = b.id))`

/** One leaf as it is written, in the order of the columns of `impact_months` after the booking's own. */
type Leaf = Omit<
  Schema['impactMonths'],
  'clusterId' | 'listingId' | 'capacityId' | 'lenderId' | 'borrowerId' | 'kind' | 'commune'
> & { readAt: string }

/**
 * Reckons some bookings again, at most 100, from the tables; done twice it is the same. Only those whose months differ are
 * written.
 */
export async function projectImpact(ctx: Ctx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const found = await read(ctx, ids)
  const wanted = found.exchanges.map((one) => ({
    id: one.id,
    readAt: one.readAt,
    commune: one.commune,
    leaves: PRODUCING.includes(one.status) ? leavesOf(one, reckon(one)) : [],
  }))
  const changed = wanted.filter(
    (w) =>
      JSON.stringify(w.leaves.map(bare)) !== JSON.stringify(found.leaves.get(w.id) ?? []) ||
      (found.communes.has(w.id) && w.leaves.length > 0 && found.communes.get(w.id) !== w.commune),
  )
  if (changed.length > 0) await write(ctx, changed)
}

const bare = ({ readAt: _, ...leaf }: Leaf) => leaf

type Read = Exchange & {
  id: string
  readAt: string
  status: string
  resource: string
  commune: string
}

const leavesOf = (one: Read, impact: Impact): Leaf[] =>
  impact.months.map((m) => ({
    ...{ bookingId: one.id, month: m.month, resource: one.resource, begins: Number(m.begins) },
    ...{ minutes: m.minutes, kg: m.kg, measured: Number(one.measured), surfaceM2: one.surfaceM2 ?? 0 },
    ...{ co2Low: m.co2.low, co2High: m.co2.high, vacancyLow: m.vacancy.low, vacancyHigh: m.vacancy.high },
    ...{ disposalLow: m.disposal.low, disposalHigh: m.disposal.high },
    ...{ marketCents: m.marketCents, paidCents: m.paidCents },
    ...{ hasCo2: Number(impact.has.co2), hasVacancy: Number(impact.has.vacancy) },
    ...{ hasDisposal: Number(impact.has.disposal), hasMarket: Number(impact.has.market) },
    ...{ factors: JSON.stringify(impact.factors), readAt: one.readAt },
  }))

/** One exchange with all that it is reckoned from, for the page that shows how; null where nothing was shared. */
export async function exchangeOf(ctx: Ctx, bookingId: string): Promise<Read | null> {
  const { exchanges } = await read(ctx, [bookingId])
  return exchanges.find((one) => PRODUCING.includes(one.status)) ?? null
}

async function read(ctx: Ctx, ids: readonly string[]) {
  const given = sql<string>`(select value from json_each(${JSON.stringify(ids)}))`
  const raw = <O>(query: ReturnType<typeof sql<O>>): Query<O> => ({ compile: () => query.compile(ctx.db) })
  const [bookings, lines, rows, leaves] = await together(
    ctx.env.DB,
    ctx.db
      .selectFrom('bookings as b')
      .innerJoin('listings as l', 'l.id', 'b.listingId')
      .innerJoin('capacities as k', 'k.id', 'b.capacityId')
      .innerJoin('clusters as c', 'c.id', 'b.clusterId')
      .select([
        'b.id',
        'b.listingId',
        'b.status',
        'b.startsAt',
        'b.endsAt',
        'b.quantity',
        'b.unit',
        'b.priceCents',
      ])
      .select(['l.kind', 'l.commune', 'l.details', 'l.marketCents', 'l.marketUnit', 'c.timeZone'])
      .select(['k.details as lot', sql.raw<string>(READ_AT).as('readAt')])
      .where('b.id', 'in', given),
    ctx.db
      .selectFrom('handovers')
      .select(['id', 'bookingId', 'step', 'side', 'happened', 'at', 'condition', 'quantity', 'lateMinutes'])
      .select(['corrects', 'createdAt'])
      .where('bookingId', 'in', given)
      .where('step', '=', 'pick_up'),
    ctx.db
      .selectFrom('impactBases')
      .selectAll()
      .where('listingId', 'in', sql<string>`(select listing_id from bookings where id in ${given})`),
    raw(sql<
      Leaf & { commune: string }
    >`select booking_id, month, resource, begins, minutes, kg, measured, surface_m2, co2_low,
        co2_high, vacancy_low, vacancy_high, disposal_low, disposal_high, market_cents, paid_cents, has_co2, has_vacancy,
        has_disposal, has_market, factors, commune from impact_months where booking_id in ${given} order by booking_id, month`),
  )
  const factors = await factorsById(ctx, rows.flatMap(factorIdsOf))
  const known = new Map<string, object[]>()
  const communes = new Map<string, string>()
  for (const { commune, ...leaf } of leaves) {
    known.set(leaf.bookingId, [...(known.get(leaf.bookingId) ?? []), leaf])
    communes.set(leaf.bookingId, commune)
  }
  const exchanges = bookings.map((b): Read => {
    const handed = handedOver(
      lines.filter((line) => line.bookingId === b.id) as (Line & { bookingId: string })[],
    )
    const bases = rows.filter((row) => row.listingId === b.listingId).map((row) => asBasis(row, factors))
    const day = wallOf(b.startsAt, b.timeZone).date
    return {
      ...{ id: b.id, readAt: b.readAt, status: b.status, kind: b.kind, unit: b.unit, commune: b.commune },
      ...{ startsAt: b.startsAt, endsAt: b.endsAt, priceCents: b.priceCents, zone: b.timeZone },
      ...{ quantity: handed ?? b.quantity, measured: handed !== null },
      surfaceM2: (JSON.parse(b.lot) as { surfaceM2?: number }).surfaceM2 ?? null,
      ...{ marketCents: b.marketCents, marketUnit: b.marketUnit, basis: basisOn(bases, day) },
      resource: resourceOf(b.kind, JSON.parse(b.details) as AnyDetails),
    }
  })
  return { exchanges, leaves: known, communes }
}

/** What was noted when it was fetched: the lender's word, else the coordinator's, else the borrower's; null: nobody's. */
function handedOver(lines: readonly Line[]): number | null {
  for (const side of SIDES) {
    const last = lastOf(lines, 'pick_up', side)
    if (last?.happened) return last.quantity
  }
  return null
}

/** One batch; a booking that has changed since it was read is left to the event of that change. */
async function write(ctx: Ctx, changed: readonly { id: string; readAt: string; leaves: readonly Leaf[] }[]) {
  const given = JSON.stringify(changed.map(({ id, readAt }) => ({ id, readAt })))
  const leaves = JSON.stringify(changed.flatMap((one) => one.leaves))
  const still = sql.raw(`join bookings b on b.id = j.value ->> 'id' join listings l on l.id = b.listing_id
    join capacities k on k.id = b.capacity_id where ${READ_AT} = j.value ->> 'readAt'`)
  const leaf = (name: string) => sql`j.value ->> ${sql.lit(name)}`
  const statements = [
    sql`delete from impact_months where booking_id in (select b.id from json_each(${given}) j ${still})`,
    sql`insert into impact_months (booking_id, month, cluster_id, listing_id, capacity_id, lender_id, borrower_id, kind,
        resource, commune, begins, minutes, kg, measured, surface_m2, co2_low, co2_high, vacancy_low, vacancy_high,
        disposal_low, disposal_high, market_cents, paid_cents, has_co2, has_vacancy, has_disposal, has_market, factors)
      select b.id, ${leaf('month')}, b.cluster_id, b.listing_id, b.capacity_id, b.lender_id, b.borrower_id, l.kind,
        ${leaf('resource')}, l.commune, ${leaf('begins')}, ${leaf('minutes')}, ${leaf('kg')}, ${leaf('measured')},
        ${leaf('surfaceM2')}, ${leaf('co2Low')}, ${leaf('co2High')}, ${leaf('vacancyLow')}, ${leaf('vacancyHigh')},
        ${leaf('disposalLow')}, ${leaf('disposalHigh')}, ${leaf('marketCents')}, ${leaf('paidCents')}, ${leaf('hasCo2')},
        ${leaf('hasVacancy')}, ${leaf('hasDisposal')}, ${leaf('hasMarket')}, ${leaf('factors')}
      from json_each(${leaves}) j join bookings b on b.id = j.value ->> 'bookingId' join listings l on l.id = b.listing_id
        join capacities k on k.id = b.capacity_id where ${sql.raw(READ_AT)} = j.value ->> 'readAt'`,
  ]
  await ctx.env.DB.batch(statements.map((s) => prepare(ctx.env.DB, s.compile(ctx.db))))
}
