import type { Selectable } from 'kysely'
import { AppError } from '../core/errors'
import { lastDayOf, type Occupancy, occupanciesDuring } from '../occupancies/queries'
import { daysInMonth } from '../occupancies/rulesOfTerms'
import { type Ctx, mustAnswerFor, mustBeSignedIn } from '../platform/context'
import type { Schema } from '../platform/schema'
import { chargesOf, type Lot, lotsOf, type Site, siteInside } from '../premises/queries'
import { type Empty, type Line, segmentsOf, type Stay, splitCents, yearInMonths } from './rulesOfSplit'

export type FeeLine = Selectable<Schema['feeLines']>
export type FeeRule = Selectable<Schema['feeRules']>
export type FeeMonth = Selectable<Schema['feeMonths']>

/** A site whose fees the actor may draw up: who answers for its owner, and coordinators. */
export async function siteToBill(ctx: Ctx, siteId: string): Promise<Site> {
  mustBeSignedIn(ctx)
  const site = await siteInside(ctx, siteId)
  if (!ctx.actor?.coordinates.includes(site.clusterId))
    mustAnswerFor(ctx, site.organisationId, site.clusterId)
  return site
}

/** Every version of the rule of a site, newest first. */
export const rulesOf = (ctx: Ctx, siteId: string): Promise<FeeRule[]> =>
  ctx.db
    .selectFrom('feeRules')
    .selectAll()
    .where('siteId', '=', siteId)
    .orderBy('number', 'desc')
    .limit(100)
    .execute()

export interface RuleInForce {
  number: number
  empty: Empty
}
/** The rule in force in a month: the last that was set for it or before; where none was, the owner bears what is empty. */
export function ruleFor(rules: readonly FeeRule[], month: string): RuleInForce {
  const found = rules
    .filter((rule) => rule.fromMonth <= month)
    .sort((a, b) =>
      a.fromMonth === b.fromMonth ? b.number - a.number : a.fromMonth < b.fromMonth ? 1 : -1,
    )[0]
  return found ? { number: found.number, empty: found.empty } : { number: 0, empty: 'owner' }
}

/** A line of a month, as it is computed: whose, how many days, how much. */
export interface MonthLine extends Line {
  lotName: string
  occupantName: string | null
  /** What is due of them: their share, their fixed fee for the days they are there, or nothing. */
  dueCents: number
}
export interface ComputedMonth {
  month: string
  rule: RuleInForce
  lines: MonthLine[]
  /** What the owner bears of the charges: what is empty, and what those with a fixed fee or none weigh. */
  ownerCents: number
  chargesCents: number
}
export interface ComputedYear {
  site: Site
  lots: Lot[]
  occupancies: Occupancy[]
  /** Of a year, as they are known today. */
  chargesCents: number
  months: ComputedMonth[]
}

export const monthsOfYear = (year: number): string[] =>
  Array.from({ length: 12 }, (_, m) => `${year}-${String(m + 1).padStart(2, '0')}`)

/** The twelve months of a year of a site, computed from its charges, its lots and who is there. Knows no rights. */
export async function computedYear(ctx: Ctx, site: Site, year: number): Promise<ComputedYear> {
  const [lots, charges, rules, occupancies] = await Promise.all([
    lotsOf(ctx, site.id),
    chargesOf(ctx, site.id),
    rulesOf(ctx, site.id),
    occupanciesDuring(ctx, [site.id], `${year}-01-01`, `${year}-12-31`),
  ])
  const chargesCents = charges.reduce((sum, one) => sum + one.centsPerYear, 0)
  const months = monthsOfYear(year)
  const weighed = (lot: Lot) => ({
    lotId: lot.id,
    surfaceM2: lot.surfaceM2,
    comfortPercent: lot.comfortPercent,
  })
  const segments = months.map((month) =>
    segmentsOf(
      lots.map((lot) => ({ ...weighed(lot), stays: staysOf(occupancies, lot.id, month) })),
      daysInMonth(month),
    ),
  )
  const shown = { owner: yearInMonths(chargesCents, segments, 'owner') } as Record<Empty, Line[][]>
  shown.spread = yearInMonths(chargesCents, segments, 'spread')
  const named = (line: Line, month: string): MonthLine => {
    const o = occupancies.find((one) => one.id === line.occupancyId)
    return {
      ...line,
      lotName: lots.find((lot) => lot.id === line.lotId)?.name ?? '',
      occupantName: o?.occupantName ?? null,
      dueCents: !o
        ? 0
        : o.feeMode === 'fixed'
          ? partOf(o.feeCents, line.days, month)
          : line.shares
            ? line.cents
            : 0,
    }
  }
  return {
    ...{ site, lots, occupancies, chargesCents },
    months: months.map((month, m) => {
      const rule = ruleFor(rules, month)
      const lines = (shown[rule.empty][m] ?? []).map((line) => named(line, month))
      const ownerCents = lines.filter((l) => !l.shares).reduce((sum, l) => sum + l.cents, 0)
      return { month, rule, lines, ownerCents, chargesCents: lines.reduce((sum, l) => sum + l.cents, 0) }
    }),
  }
}

/** A fixed fee for some days of a month, to the cent by largest remainder against the days that are not. */
const partOf = (cents: number, days: number, month: string): number =>
  splitCents(cents, [days, daysInMonth(month) - days])[0] ?? 0

function staysOf(occupancies: readonly Occupancy[], lotId: string, month: string): Stay[] {
  const [from, to] = [`${month}-01`, `${month}-${String(daysInMonth(month)).padStart(2, '0')}`]
  return occupancies
    .filter((o) => o.lotId === lotId && o.startsOn <= to && lastDayOf(o) >= from)
    .map((o) => ({
      ...{ occupancyId: o.id, solidarityPercent: o.solidarityPercent, shares: o.feeMode === 'charges' },
      first: o.startsOn > from ? Number(o.startsOn.slice(8)) : 1,
      last: lastDayOf(o) < to ? Number(lastDayOf(o).slice(8)) : daysInMonth(month),
    }))
}

/** Months of a site that were drawn up, of a year. */
export const drawnUp = (ctx: Ctx, siteId: string, year: number): Promise<FeeMonth[]> =>
  ctx.db
    .selectFrom('feeMonths')
    .selectAll()
    .where('siteId', '=', siteId)
    .where('month', '>=', `${year}-01`)
    .where('month', '<=', `${year}-12`)
    .orderBy('month')
    .execute()

/** Every line of an occupancy, in the order of their dates, of a day in the order in which they were written; at most 500. */
export const linesOf = (ctx: Ctx, occupancyId: string): Promise<FeeLine[]> =>
  ctx.db
    .selectFrom('feeLines')
    .leftJoin('events', 'events.id', 'feeLines.lastEventId')
    .selectAll('feeLines')
    .where('feeLines.occupancyId', '=', occupancyId)
    .orderBy('feeLines.onDate')
    .orderBy('events.seq')
    .orderBy('feeLines.id')
    .limit(500)
    .execute()

export async function lineById(ctx: Ctx, id: string): Promise<FeeLine> {
  const line = await ctx.db.selectFrom('feeLines').selectAll().where('id', '=', id).executeTakeFirst()
  if (!line) throw new AppError('not_found')
  return line
}

export interface StatementLine extends FeeLine {
  /** What is owed after this line; below zero, they have paid ahead. */
  balanceCents: number
  /** Whether another line puts it right. */
  corrected: boolean
}
export interface Statement {
  occupancy: Occupancy
  lines: StatementLine[]
  dueCents: number
  paidCents: number
  balanceCents: number
}

/** What an occupant owes and has paid, line by line. */
export async function statementOf(ctx: Ctx, occupancy: Occupancy): Promise<Statement> {
  const lines = await linesOf(ctx, occupancy.id)
  let balance = 0
  const told = lines.map((line) => {
    balance += line.kind === 'due' ? line.cents : -line.cents
    return { ...line, balanceCents: balance, corrected: lines.some((one) => one.corrects === line.id) }
  })
  const sum = (kind: FeeLine['kind']) =>
    lines.filter((line) => line.kind === kind).reduce((all, line) => all + line.cents, 0)
  return {
    ...{ occupancy, lines: told, dueCents: sum('due'), paidCents: sum('paid') },
    balanceCents: sum('due') - sum('paid'),
  }
}
