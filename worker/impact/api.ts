import { visibleBooking } from '../bookings/queries'
import { clusterNamed } from '../clusters/queries'
import { AppError } from '../core/errors'
import { KINDS, type Kind } from '../core/kinds'
import { wallOf } from '../core/time'
import { documented, json, newApi, z } from '../platform/api'
import { belongsTo, type Ctx, mustCoordinate } from '../platform/context'
import { SumsJson, sumsAsJson } from './asJson'
import { countedOf } from './counted'
import { CountedInput, Month, MonthsInput } from './input'
import { portrait } from './portrait'
import { exchangeOf } from './project'
import { figures, figuresBy, monthsAsked } from './queries'
import { reckon } from './rules'
import { GROUPS, quarterOf } from './rulesOfPortrait'

const tags = ['impact']
const ofCluster = z.object({ slug: z.string().max(60) })

/** A cluster to which the token belongs. Throws `not_signed_in`, `not_found`, `not_member`. */
async function ownCluster(ctx: Ctx, slug: string) {
  if (!ctx.actor) throw new AppError('not_signed_in')
  const cluster = await clusterNamed(ctx, slug)
  if (!belongsTo(ctx.actor, cluster.id)) throw new AppError('not_member')
  return { ...cluster, today: wallOf(ctx.now, cluster.timeZone).date }
}

const Needs = z.object({
  ...{ published: z.int(), met: z.int(), unmet: z.int(), open: z.int(), dropped: z.int() },
})
const ofKinds = <S extends z.ZodType>(of: S) =>
  z.object(Object.fromEntries(KINDS.map((kind) => [kind, of])) as Record<Kind, S>)
const Keyed = z.array(SumsJson.extend({ id: z.string(), name: z.string() }))

const FiguresJson = z
  .object({
    ...{ from: z.string(), to: z.string() },
    asOf: z.int().openapi({ description: 'The last event of the feed that was counted' }),
    total: SumsJson,
    byKind: ofKinds(SumsJson.extend({ organisations: z.int() })),
    byMonth: z.array(SumsJson.extend({ month: z.string() })),
    byCommune: z.array(SumsJson.extend({ commune: z.string(), organisations: z.int() })),
    organisations: z.object({ active: z.int(), members: z.int() }),
    premises: z.object({ surfaceM2: z.int(), lots: z.int(), organisations: z.int() }),
    needs: Needs,
    needsByKind: ofKinds(Needs),
    byOffer: Keyed.optional(),
    byLender: Keyed.optional(),
    byBorrower: Keyed.optional(),
  })
  .openapi('ImpactFigures')

export const impactApi = newApi()

impactApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/impact', tags },
    summary: 'What the sharing has produced over whole months; by offer and organisation for the coordinator',
    request: { params: ofCluster, query: MonthsInput },
    responses: { 200: json(FiguresJson, 'Each measure for itself: none is added to another') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await ownCluster(ctx, c.req.valid('param').slug)
    const period = monthsAsked(c.req.valid('query'), cluster.today)
    const f = await figures(ctx, cluster, period)
    const kinds = <T>(of: (kind: Kind) => T) =>
      Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Record<Kind, T>
    const by = async (scope: 'offer' | 'lender' | 'borrower') =>
      (await figuresBy(ctx, cluster.id, period, scope)).map(({ id, name, ...sums }) => ({
        ...sumsAsJson(sums),
        ...{ id, name },
      }))
    const named = ctx.actor?.coordinates.includes(cluster.id)
      ? { byOffer: await by('offer'), byLender: await by('lender'), byBorrower: await by('borrower') }
      : {}
    return c.json(
      {
        ...{ ...period, asOf: f.asOf, total: sumsAsJson(f.total) },
        byKind: kinds((kind) => ({
          ...sumsAsJson(f.byKind[kind]),
          organisations: f.byKind[kind].organisations,
        })),
        byMonth: f.byMonth.map(({ month, ...sums }) => ({ ...sumsAsJson(sums), month })),
        byCommune: f.byCommune.map(({ commune, organisations, ...sums }) => ({
          ...sumsAsJson(sums),
          ...{ commune, organisations },
        })),
        ...{
          organisations: f.organisations,
          premises: f.premises,
          needs: f.needs,
          needsByKind: f.needsByKind,
        },
        ...named,
      },
      200,
    )
  },
)

const Line = z.object({
  ...{ id: z.string(), month: z.string(), title: z.string(), kind: z.enum(KINDS), commune: z.string() },
  low: z.int().openapi({ description: 'What this line adds to the figure, at its bottom' }),
  high: z.int(),
  measured: z.boolean(),
  factors: z.array(z.string()),
})

impactApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/impact/counted', tags },
    summary: 'The list a figure was counted from, a page at a time (coordinator)',
    request: {
      params: ofCluster,
      query: CountedInput.extend({ ...MonthsInput.shape, cursor: z.string().max(100).optional() }),
    },
    responses: {
      200: json(
        z.object({
          ...{
            count: z.int(),
            low: z.int(),
            high: z.int(),
            items: z.array(Line),
            nextCursor: z.string().nullable(),
          },
        }),
        'Lines; in the unit of the figure: minutes, kg, grams, cents, m², or how many',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await ownCluster(ctx, c.req.valid('param').slug)
    mustCoordinate(ctx, cluster.id)
    const { cursor, from, to, ...asked } = c.req.valid('query')
    const period = monthsAsked({ from, to }, cluster.today)
    const found = await countedOf(ctx, cluster.id, period, asked, cursor ?? null)
    const exchanges = found.exchanges.map((one) => {
      const [low, high] = {
        ...{ exchanges: [one.begins, one.begins], minutes: [one.minutes, one.minutes], kg: [one.kg, one.kg] },
        ...{ co2: [one.co2Low, one.co2High], vacancy: [one.vacancyLow, one.vacancyHigh] },
        disposal: [one.disposalLow, one.disposalHigh],
        cash: [one.marketCents - one.paidCents, one.marketCents - one.paidCents],
        premises: [one.surfaceM2, one.surfaceM2],
        ...{ needs: [0, 0], organisations: [0, 0] },
      }[asked.figure] as [number, number]
      const { id, month, title, kind, commune, factors } = one
      return { id, month, title, kind, commune, low, high, measured: one.measured === 1, factors }
    })
    const needs = found.needs.map(({ id, month, title, kind, commune, state }) => {
      const met = Number(state === 'met')
      return { id, month, title, kind, commune, low: met, high: met, measured: true, factors: [] }
    })
    const organisations = found.organisations.map(({ id, name, commune, lent, borrowed }) => ({
      ...{ id, month: '', title: name, kind: 'space' as const, commune },
      ...{ low: lent + borrowed, high: lent + borrowed, measured: true, factors: [] },
    }))
    const { count, low, high, next } = found
    return c.json(
      { count, low, high, items: [...exchanges, ...needs, ...organisations], nextCursor: next },
      200,
    )
  },
)

const Range = z.object({ low: z.int(), high: z.int() })
impactApi.openapi(
  documented({
    ...{ method: 'get', path: '/bookings/{id}/impact', tags },
    summary:
      'What one exchange produced, by month, and with which versions of factors (its parties, the coordinator)',
    request: { params: z.object({ id: z.string().max(60) }) },
    responses: {
      200: json(
        z.object({
          factors: z.array(z.string()),
          quantityMeasured: z.boolean(),
          months: z.array(
            z.object({
              ...{ month: z.string(), minutes: z.int(), kg: z.int() },
              ...{ co2Grams: Range, vacancyCents: Range, disposalCents: Range },
              ...{ marketCents: z.int(), paidCents: z.int() },
            }),
          ),
        }),
        'No month where nothing was used yet',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const booking = await visibleBooking(ctx, c.req.valid('param').id)
    const exchange = await exchangeOf(ctx, booking.id)
    const made = exchange ? reckon(exchange) : { months: [], factors: [] }
    const bare = ({ low, high }: { low: number; high: number }) => ({ low, high })
    const months = made.months.map((m) => ({
      ...{ month: m.month, minutes: m.minutes, kg: m.kg },
      ...{ co2Grams: bare(m.co2), vacancyCents: bare(m.vacancy), disposalCents: bare(m.disposal) },
      ...{ marketCents: m.marketCents, paidCents: m.paidCents },
    }))
    return c.json({ factors: made.factors, quantityMeasured: exchange?.measured ?? false, months }, 200)
  },
)

const nullable = z.number().nullable()
const Diversity = z.object({ sorts: z.int(), shannon: nullable, simpson: nullable })
const PortraitJson = z
  .object({
    ...{ quarter: z.string(), exchanges: z.int(), members: z.int() },
    actors: z.object(
      Object.fromEntries(GROUPS.map((group) => [group, z.int()])) as Record<
        (typeof GROUPS)[number],
        z.ZodInt
      >,
    ),
    ...{ actorsSimpson: nullable, offered: Diversity, exchanged: Diversity },
    ...{ ties: z.int(), density: nullable, newTies: z.int() },
    dependence: z.object({ organisationId: z.string(), name: z.string(), part: z.number() }).nullable(),
    unmet: z.array(z.object({ kind: z.enum(KINDS), commune: z.string(), needs: z.int() })),
    coordination: z.object({
      ...{ inOffice: z.int(), arrivals: z.int(), departures: z.int(), rate: nullable },
    }),
  })
  .openapi('PortraitQuarter')

impactApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/impact/portrait', tags },
    summary:
      'The portrait of the territory by quarter: actors, diversity, ties, dependence, unmet needs, rotation',
    request: { params: ofCluster, query: z.object({ until: Month.optional() }) },
    responses: { 200: json(z.object({ items: z.array(PortraitJson) }), 'Eight quarters, the oldest first') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await ownCluster(ctx, c.req.valid('param').slug)
    const { until } = c.req.valid('query')
    const { name } = quarterOf(until ?? cluster.today.slice(0, 7))
    return c.json({ items: await portrait(ctx, cluster, name) }, 200)
  },
)
