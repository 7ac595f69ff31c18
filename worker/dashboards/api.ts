import { clusterNamed } from '../clusters/queries'
import { AppError } from '../core/errors'
import { KINDS, type Kind, Unit } from '../core/kinds'
import { wallOf } from '../core/time'
import { documented, json, newApi, body, z } from '../platform/api'
import { belongsTo, mustOperate } from '../platform/context'
import { periodAsked, PeriodInput } from './input'
import { namesOf, type Usage, usage } from './queries'
import { rebuildStep } from './rebuild'
import type { KindSums } from './rules'

const Sums = z
  .object({
    minutesBooked: z.int(),
    minutesOpen: z.int(),
    bookings: z.object({
      ...{ kept: z.int(), requested: z.int(), confirmed: z.int(), completed: z.int(), declined: z.int() },
      ...{ expired: z.int(), cancelled: z.int(), noShow: z.int() },
    }),
    needs: z.object({ published: z.int(), met: z.int(), open: z.int(), unmet: z.int(), withdrawn: z.int() }),
    offersPublished: z.int(),
  })
  .openapi('UsageSums')

const ofKinds = <S extends z.ZodType>(of: S) =>
  z.object(Object.fromEntries(KINDS.map((kind) => [kind, of])) as Record<Kind, S>)

const Figures = z
  .object({
    from: z.string(),
    to: z.string(),
    total: Sums,
    byKind: ofKinds(Sums),
    byWeek: z.array(
      z.object({ week: z.string(), bookings: z.int(), minutesBooked: z.int(), minutesOpen: z.int() }),
    ),
    activeOrganisations: z.int(),
    organisations: z.int(),
    medianMinutesToFirstMatch: z.int().nullable(),
    quantities: z.array(z.object({ unit: Unit, quantity: z.int(), bookings: z.int() })),
    openNow: z.object({ offers: ofKinds(z.int()), needs: ofKinds(z.int()) }),
    offers: z
      .array(
        z.object({
          ...{ id: z.string(), title: z.string(), organisation: z.string() },
          ...{ bookings: z.int(), minutesBooked: z.int(), minutesOpen: z.int() },
        }),
      )
      .optional()
      .openapi({ description: 'The most booked; for the coordinator' }),
    pairs: z
      .array(
        z.object({
          lender: z.object({ id: z.string(), name: z.string() }),
          borrower: z.object({ id: z.string(), name: z.string() }),
          bookings: z.int(),
          minutesBooked: z.int(),
        }),
      )
      .optional()
      .openapi({ description: 'Who shares with whom, the most first; for the coordinator' }),
  })
  .openapi('Usage')

const usageRoute = documented({
  method: 'get',
  path: '/clusters/{slug}/usage',
  summary: 'The figures of the dashboard over whole weeks: sums for members, all of them for the coordinator',
  request: {
    params: z.object({ slug: z.string() }),
    query: PeriodInput.extend({
      // What is not known is no period; the document can not be made of a `catch` alone.
      period: PeriodInput.shape.period.openapi({ type: 'string', enum: ['4w', '13w', '52w'] }),
    }).openapi({ description: 'Local dates; the weeks that hold them. Without any, the last 13 weeks' }),
  },
  responses: { 200: json(Figures, 'What was shared, and what was not') },
})

const Rebuilt = z
  .object({
    listings: z.int(),
    bookings: z.int(),
    next: z
      .string()
      .nullable()
      .openapi({ description: 'The cursor of the next step; null when all is made' }),
  })
  .openapi('Rebuilt')

const rebuildRoute = documented({
  method: 'post',
  path: '/operator/rebuild',
  summary:
    'Make every projection again from the tables, a few steps at a time; sends nothing. For the operator',
  request: body(z.object({ cursor: z.string().max(100).nullish() })),
  responses: { 200: json(Rebuilt, 'What these steps did') },
})

/** So many statements that a Worker of the free plan may make them in one request. */
const STEPS_AT_ONCE = 4

export const dashboardsApi = newApi()
  .openapi(usageRoute, async (c) => {
    const ctx = c.get('ctx')
    if (!ctx.actor) throw new AppError('not_signed_in')
    const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
    if (!belongsTo(ctx.actor, cluster.id)) throw new AppError('not_member')
    const u = await usage(
      ctx,
      cluster,
      periodAsked(c.req.valid('query'), wallOf(ctx.now, cluster.timeZone).date),
    )
    const coordinates = ctx.actor.coordinates.includes(cluster.id)
    if (!coordinates) return c.json(sumsOf(u), 200)
    const names = await namesOf(ctx, [...new Set(u.pairs.flatMap((p) => [p.lenderId, p.borrowerId]))])
    const named = (id: string) => ({ id, name: names.get(id) ?? '' })
    return c.json(
      {
        ...sumsOf(u),
        offers: u.offers.map(({ id, title, organisationName, bookings, minutes, minutesOpen }) => ({
          ...{ id, title, organisation: organisationName },
          ...{ bookings, minutesBooked: minutes, minutesOpen },
        })),
        pairs: u.pairs.map(({ lenderId, borrowerId, bookings, minutes }) => ({
          ...{ lender: named(lenderId), borrower: named(borrowerId) },
          ...{ bookings, minutesBooked: minutes },
        })),
      },
      200,
    )
  })
  .openapi(rebuildRoute, async (c) => {
    const ctx = c.get('ctx')
    mustOperate(ctx)
    let next = c.req.valid('json').cursor ?? null
    const done = { listings: 0, bookings: 0 }
    for (let i = 0; i < STEPS_AT_ONCE; i++) {
      const step = await rebuildStep(ctx, next)
      done.listings += step.listings
      done.bookings += step.bookings
      next = step.next
      if (next === null) break
    }
    return c.json({ ...done, next }, 200)
  })

const sumsOf = (u: Usage): z.infer<typeof Figures> => ({
  from: u.period.from,
  to: u.period.to,
  total: outside(u.total),
  byKind: Object.fromEntries(KINDS.map((kind) => [kind, outside(u.kinds[kind])])) as Record<
    Kind,
    z.infer<typeof Sums>
  >,
  byWeek: u.weeks,
  activeOrganisations: u.activeOrganisations,
  organisations: u.organisations,
  medianMinutesToFirstMatch: u.medianMinutesToMatch,
  quantities: u.quantities,
  openNow: { offers: u.open.offer, needs: u.open.need },
})

const outside = (s: KindSums): z.infer<typeof Sums> => {
  const { kept, requested, confirmed, completed, declined, expired, cancelled, noShow } = s
  return {
    minutesBooked: s.minutesBooked,
    minutesOpen: s.minutesOpen,
    bookings: { kept, requested, confirmed, completed, declined, expired, cancelled, noShow },
    needs: {
      published: s.needsPosted,
      met: s.needsMet,
      open: s.needsOpen,
      unmet: s.needsUnmet,
      withdrawn: s.needsDropped,
    },
    offersPublished: s.offersPosted,
  }
}
