import { clusterNamed } from '../clusters/queries'
import { wallOf } from '../core/time'
import { Year } from '../fees/input'
import { documented, json, newApi, z } from '../platform/api'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import { landlordFigures, premisesFigures, termsFor, type TermRow, whosePremises } from './queries'

const tags = ['premises']
const params = z.object({ slug: z.string().max(80) })
const whose = z.string().max(60).optional().openapi({ description: 'One organisation; absent: all you see' })

const TermJson = z
  .object({
    occupancyId: z.string(),
    status: z.string(),
    siteName: z.string(),
    lotName: z.string(),
    occupantName: z.string(),
    form: z.string(),
    endsOn: z.string(),
    reminders: z.array(z.object({ days: z.int(), dueOn: z.string(), toldAt: z.string().nullable() })),
  })
  .openapi('Term')
const termAsJson = (t: TermRow): z.infer<typeof TermJson> => ({
  ...{ occupancyId: t.id, status: t.now, siteName: t.siteName, lotName: t.lotName },
  ...{ occupantName: t.occupantName, form: t.form, endsOn: t.endsOn },
  reminders: t.reminders.map(({ days, dueOn, toldAt }) => ({ days, dueOn, toldAt })),
})
async function clusterOf(ctx: Ctx, slug: string) {
  mustBeSignedIn(ctx)
  return clusterNamed(ctx, slug)
}

export const landlordsApi = newApi()

landlordsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/landlord', tags },
    summary: 'A landlord’s year: occupation by lot and month, applications, fees, terms, cost avoided',
    request: { params, query: z.object({ year: Year.optional(), organisationId: whose }) },
    responses: {
      200: json(
        z.object({
          year: z.int(),
          sites: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              organisationId: z.string(),
              floorM2: z.int(),
              occupiedM2: z.int(),
              rate: z.number(),
              dueCents: z.int(),
              paidCents: z.int(),
              lots: z.array(
                z.object({
                  id: z.string(),
                  name: z.string(),
                  surfaceM2: z.int(),
                  applications: z.int(),
                  months: z.array(z.object({ month: z.string(), occupied: z.number(), kept: z.number() })),
                }),
              ),
            }),
          ),
          dueCents: z.int(),
          paidCents: z.int(),
          avoided: z
            .object({ lowCents: z.int(), highCents: z.int(), source: z.string(), sourceUrl: z.string() })
            .nullable()
            .openapi({ description: 'An estimate, never to be added to what was paid' }),
          terms: z.array(TermJson),
        }),
        'Of your organisations; a coordinator’s is the whole cluster’s',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await clusterOf(ctx, c.req.valid('param').slug)
    const { organisationId, year } = c.req.valid('query')
    const found = await landlordFigures(
      ctx,
      cluster,
      year ?? Number(wallOf(ctx.now, cluster.timeZone).date.slice(0, 4)),
      whosePremises(ctx, cluster.id, organisationId),
    )
    const sites = found.sites.map((s) => ({
      ...{ id: s.id, name: s.name, organisationId: s.organisationId, floorM2: s.floorM2 },
      ...{ occupiedM2: s.occupiedM2, rate: s.rate, dueCents: s.dueCents, paidCents: s.paidCents },
      lots: s.lots.map((l) => ({
        ...{ id: l.id, name: l.name, surfaceM2: l.surfaceM2, applications: l.applications, months: l.cells },
      })),
    }))
    const { source, sourceUrl } = found.source
    const avoided = found.avoided && { ...found.avoided, source, sourceUrl }
    const { dueCents, paidCents } = found.totals
    return c.json(
      { year: found.year, sites, dueCents, paidCents, avoided, terms: found.terms.map(termAsJson) },
      200,
    )
  },
)

landlordsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/terms', tags },
    summary: 'What ends, first to end first, with its reminders',
    request: { params, query: z.object({ organisationId: whose }) },
    responses: {
      200: json(z.object({ items: z.array(TermJson) }), 'Agreements that run, will, or whose keys are out'),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await clusterOf(ctx, c.req.valid('param').slug)
    const ids = whosePremises(ctx, cluster.id, c.req.valid('query').organisationId)
    return c.json({ items: (await termsFor(ctx, cluster, ids)).map(termAsJson) }, 200)
  },
)

landlordsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/premises-figures', tags },
    summary: 'm² vacant, kept and occupied; organisations housed; months given. For coordinators',
    request: { params },
    responses: {
      200: json(
        z.object({
          sites: z.int(),
          lots: z.int(),
          vacantM2: z.int(),
          underCallM2: z.int(),
          occupiedM2: z.int(),
          housed: z.int(),
          housedEver: z.int(),
          monthsGiven: z.number(),
        }),
        'Today',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await clusterOf(ctx, c.req.valid('param').slug)
    return c.json(await premisesFigures(ctx, cluster), 200)
  },
)
