import { sql } from 'kysely'
import { monthsOfYear } from '../fees/queries'
import { lastDayOf, type Occupancy, occupanciesDuring } from '../occupancies/queries'
import { toMinutes, wallOf } from '../core/time'
import { type Ctx, mustBeSignedIn, mustCoordinate } from '../platform/context'
import { type Query, together } from '../platform/db'
import { VACANCY, type VacancyCost, vacancyCost } from '../premises/rulesOfVacancy'
import { type Cell, monthsOfLot, rateOf, spansOf, type Taken } from './rulesOfOccupation'

interface LotRow {
  id: string
  siteId: string
  capacityId: string
  name: string
  surfaceM2: number
}
interface SiteRow {
  id: string
  organisationId: string
  name: string
  organisationName: string
  surfaceM2: number | null
  endsOn: string | null
}
export interface LotFigures extends LotRow {
  cells: Cell[]
  /** Applications that name it, over all calls that are not drafts. */
  applications: number
  /** Who is there today. */
  occupantName: string | null
  /** Whether it is kept for a call, or for who was given it, this month. */
  keptNow: boolean
}
export interface SiteFigures extends SiteRow {
  lots: LotFigures[]
  floorM2: number
  occupiedM2: number
  /** Of the months of the year that have passed, this one included; 0 to 1. */
  rate: number
  dueCents: number
  paidCents: number
  avoided: VacancyCost | null
}
export interface TermRow extends Occupancy {
  reminders: { days: number; dueOn: string; toldAt: string | null }[]
}
export interface LandlordFigures {
  year: number
  months: string[]
  sites: SiteFigures[]
  terms: TermRow[]
  totals: { floorM2: number; rate: number; dueCents: number; paidCents: number; applications: number }
  /** Sums of the ranges of the sites: an estimate, never added to euros that were paid. */
  avoided: { lowCents: number; highCents: number } | null
  source: typeof VACANCY
}

const MOST_SITES = 60
const MOST_LOTS = 2000
interface Place {
  id: string
  timeZone: string
}

/** The organisations whose premises somebody sees: their own, or null for all of a cluster, which its coordinators see. */
export function whosePremises(
  ctx: Ctx,
  clusterId: string,
  organisationId?: string | undefined,
): string[] | null {
  const actor = mustBeSignedIn(ctx)
  const mine = actor.organisations.map((m) => m.organisationId)
  if (actor.coordinates.includes(clusterId)) return organisationId ? [organisationId] : null
  return organisationId ? mine.filter((one) => one === organisationId) : mine
}

/** What a landlord sees of a year: occupation, applications, fees, terms, cost avoided. */
export async function landlordFigures(
  ctx: Ctx,
  cluster: Place,
  year: number,
  whose: readonly string[] | null,
): Promise<LandlordFigures> {
  if (whose === null) mustCoordinate(ctx, cluster.id)
  const months = monthsOfYear(year)
  const { sites, lots, taken, applied, lines } = await read(ctx, cluster, whose, months)
  const ids = sites.map((site) => site.id)
  const today = wallOf(ctx.now, cluster.timeZone).date
  const [now, terms] = await Promise.all([
    occupanciesDuring(ctx, ids, today, today),
    termsOf(ctx, ids, today),
  ])
  const spans = spansOf(months, cluster.timeZone)
  const past = months.filter((month) => month <= today.slice(0, 7)).length
  const figures = sites.map((site): SiteFigures => {
    const own = lots.filter((lot) => lot.siteId === site.id)
    const shown = own
      .map((lot) => ({ ...lot, cells: monthsOfLot(lot.capacityId, taken, spans) }))
      .map((lot) => ({
        ...lot,
        keptNow: lot.cells.some((cell) => cell.month === today.slice(0, 7) && cell.kept > 0),
        applications: applied.get(lot.id) ?? 0,
        occupantName: now.find((o) => o.lotId === lot.id)?.occupantName ?? null,
      }))
    const elapsed = shown.map((lot) => ({ ...lot, cells: lot.cells.slice(0, past) }))
    const { occupiedM2, rate } = rateOf(elapsed)
    const floorM2 = own.reduce((sum, lot) => sum + lot.surfaceM2, 0)
    const cost = vacancyCost({ landM2: site.surfaceM2, vacantM2: occupiedM2, floorM2 })
    return {
      ...{ ...site, lots: shown, floorM2, occupiedM2, rate },
      ...{ dueCents: lines.get(`${site.id} due`) ?? 0, paidCents: lines.get(`${site.id} paid`) ?? 0 },
      // Of the part of the year that has passed.
      avoided: cost && part(cost, past / 12),
    }
  })
  return { year, months, sites: figures, terms, ...sums(figures), source: VACANCY }
}

const part = (cost: VacancyCost, share: number): VacancyCost => ({
  lowCents: Math.round(cost.lowCents * share),
  highCents: Math.round(cost.highCents * share),
  guardingCents: Math.round(cost.guardingCents * share),
  upkeepCents: Math.round(cost.upkeepCents * share),
})

function sums(sites: readonly SiteFigures[]): Pick<LandlordFigures, 'totals' | 'avoided'> {
  const sum = (of: (site: SiteFigures) => number) => sites.reduce((all, site) => all + of(site), 0)
  const floorM2 = sum((s) => s.floorM2)
  const highCents = sum((s) => s.avoided?.highCents ?? 0)
  return {
    totals: {
      ...{ floorM2, rate: floorM2 === 0 ? 0 : sum((s) => s.rate * s.floorM2) / floorM2 },
      ...{ dueCents: sum((s) => s.dueCents), paidCents: sum((s) => s.paidCents) },
      applications: sum((s) => s.lots.reduce((all, lot) => all + lot.applications, 0)),
    },
    avoided: highCents > 0 ? { lowCents: sum((s) => s.avoided?.lowCents ?? 0), highCents } : null,
  }
}

async function read(ctx: Ctx, cluster: Place, whose: readonly string[] | null, months: readonly string[]) {
  const spans = spansOf(months, cluster.timeZone)
  const [from, to] = [spans[0]?.from ?? 0, spans.at(-1)?.to ?? 0]
  const all = whose === null ? 1 : 0
  const some = JSON.stringify((whose ?? []).slice(0, 50))
  const ours = sql`(s.cluster_id = ${cluster.id} and (${sql.lit(all)} = 1 or s.organisation_id in (select value from json_each(${some}))))`
  const asQuery = <T>(raw: ReturnType<typeof sql<T>>): Query<T> => ({ compile: () => raw.compile(ctx.db) })
  const [sites, lots, taken, applied, lines] = await together(
    ctx.env.DB,
    asQuery(sql<SiteRow>`select s.id, s.organisation_id, s.name, o.name as organisation_name, s.surface_m2, s.ends_on
      from sites s join organisations o on o.id = s.organisation_id where ${ours} order by s.id desc limit ${sql.lit(MOST_SITES)}`),
    asQuery(sql<LotRow>`select l.id, l.site_id, l.capacity_id, l.name, l.surface_m2 from lots l join sites s on s.id = l.site_id
      where ${ours} and l.removed_at is null order by l.site_id, l.position limit ${sql.lit(MOST_LOTS)}`),
    // What a booking that is over had taken is no longer held, and counts all the same.
    asQuery(sql<Taken>`select h.capacity_id, h.reason, h.busy_from as "from", h.busy_to as "to"
      from lots l join sites s on s.id = l.site_id join holds h on h.capacity_id = l.capacity_id
      left join bookings b on b.id = h.booking_id
      where ${ours} and h.reason in ('booking', 'waitlist') and h.busy_to > ${from} and h.busy_from < ${to}
        and (h.live = 1 or h.suspended_by is not null or b.status = 'completed') limit 20000`),
    asQuery(sql<{
      lot: string
      n: number
    }>`select j.value as lot, count(*) as n from calls c join sites s on s.id = c.site_id
      join applications a on a.call_id = c.id and a.status = 'submitted', json_each(a.choices) j
      where ${ours} and c.published_at is not null group by j.value limit ${sql.lit(MOST_LOTS)}`),
    asQuery(sql<{
      siteId: string
      kind: string
      cents: number
    }>`select f.site_id, f.kind, sum(f.cents) as cents
      from fee_lines f join sites s on s.id = f.site_id
      where ${ours} and coalesce(f.month, substr(f.on_date, 1, 7)) between ${months[0] ?? ''} and ${months.at(-1) ?? ''}
      group by f.site_id, f.kind limit 200`),
  )
  return {
    ...{ sites, lots, taken },
    applied: new Map(applied.map((one) => [one.lot, Number(one.n)])),
    lines: new Map(lines.map((one) => [`${one.siteId} ${one.kind}`, Number(one.cents)])),
  }
}

/** Agreements that run or will, by their term, with their reminders; also those that ended and whose keys are still out. */
async function termsOf(ctx: Ctx, siteIds: readonly string[], today: string): Promise<TermRow[]> {
  const found = (await occupanciesDuring(ctx, siteIds, addYear(today, -1), addYear(today, 12))).filter(
    (o) => ['accepted', 'in_force'].includes(o.now) || (o.now === 'ended' && o.leftOn === null),
  )
  const ids = JSON.stringify(found.map((o) => o.id))
  const reminders = await ctx.db
    .selectFrom('occupancyReminders')
    .select(['occupancyId', 'days', 'dueOn', 'toldAt'])
    .where('occupancyId', 'in', sql<string>`(select value from json_each(${ids}))`)
    .where('droppedAt', 'is', null)
    .orderBy('days')
    .execute()
  return found
    .map((o) => ({ ...o, reminders: reminders.filter((one) => one.occupancyId === o.id) }))
    .sort((a, b) => (lastDayOf(a) < lastDayOf(b) ? -1 : 1))
}
const addYear = (date: string, years: number) => `${Number(date.slice(0, 4)) + years}-01-01`

/** The terms of whoever's premises these are. */
export async function termsFor(
  ctx: Ctx,
  cluster: Place,
  whose: readonly string[] | null,
): Promise<TermRow[]> {
  if (whose === null) mustCoordinate(ctx, cluster.id)
  const ids = await siteIdsOf(ctx, cluster.id, whose)
  return termsOf(ctx, ids, wallOf(ctx.now, cluster.timeZone).date)
}
async function siteIdsOf(ctx: Ctx, clusterId: string, whose: readonly string[] | null): Promise<string[]> {
  let query = ctx.db.selectFrom('sites').select('id').where('clusterId', '=', clusterId).limit(500)
  if (whose !== null) {
    if (whose.length === 0) return []
    query = query.where('organisationId', 'in', whose.slice(0, 50))
  }
  return (await query.execute()).map((row) => row.id)
}

export interface PremisesFigures {
  sites: number
  lots: number
  /** m² of lots today: nobody's, kept for somebody or under call, somebody's. */
  vacantM2: number
  underCallM2: number
  occupiedM2: number
  /** Different organisations that have a lot today, and that ever had one. */
  housed: number
  housedEver: number
  /** Months of lots that were given until today, a part of one counted as such. */
  monthsGiven: number
}

/** What the cluster's vacant premises amount to, for its coordinators. */
export async function premisesFigures(ctx: Ctx, cluster: Place): Promise<PremisesFigures> {
  mustCoordinate(ctx, cluster.id)
  const now = toMinutes(ctx.now)
  const { rows } = await sql<
    PremisesFigures & { minutes: number }
  >`with l as (select l.id, l.capacity_id, l.surface_m2, l.site_id, coalesce((select max(iif(reason = 'booking', 3, 2)) from holds h
        where h.capacity_id = l.capacity_id and h.live = 1 and h.reason in ('booking', 'waitlist')
          and h.busy_to > ${now} and (h.reason = 'waitlist' or h.busy_from <= ${now})), 0) as taken
      from lots l where l.cluster_id = ${cluster.id} and l.removed_at is null),
    t as (select h.busy_from, min(h.busy_to, ${now}) as busy_to, iif(h.booking_id is null, o.occupant_id, b.borrower_id) as who,
        h.busy_to > ${now} and h.live = 1 as here
      from lots k join holds h on h.capacity_id = k.capacity_id and h.reason = 'booking' and h.busy_from <= ${now}
      left join bookings b on b.id = h.booking_id left join occupancies o on o.id = h.source_id
      where k.cluster_id = ${cluster.id} and (h.live = 1 or h.suspended_by is not null or b.status = 'completed'))
    select (select count(distinct site_id) from l) as sites, (select count(*) from l) as lots,
      coalesce((select sum(surface_m2) from l where taken = 0), 0) as vacant_m2,
      coalesce((select sum(surface_m2) from l where taken = 2), 0) as under_call_m2,
      coalesce((select sum(surface_m2) from l where taken = 3), 0) as occupied_m2,
      (select count(distinct who) from t where here) as housed, (select count(distinct who) from t) as housed_ever,
      coalesce((select sum(busy_to - busy_from) from t), 0) as minutes`.execute(ctx.db)
  const row = rows[0]
  const minutesOfMonth = (365.25 / 12) * 1440
  return {
    ...{ sites: Number(row?.sites ?? 0), lots: Number(row?.lots ?? 0), vacantM2: Number(row?.vacantM2 ?? 0) },
    ...{ underCallM2: Number(row?.underCallM2 ?? 0), occupiedM2: Number(row?.occupiedM2 ?? 0) },
    ...{ housed: Number(row?.housed ?? 0), housedEver: Number(row?.housedEver ?? 0) },
    monthsGiven: Math.round((Number(row?.minutes ?? 0) / minutesOfMonth) * 10) / 10,
  }
}
