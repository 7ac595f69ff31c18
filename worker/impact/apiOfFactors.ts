import { clusterNamed } from '../clusters/queries'
import { AppError } from '../core/errors'
import { body, documented, json, newApi, z } from '../platform/api'
import { together } from '../platform/db'
import { FactorJson, factorAsJson } from './asJson'
import { addFactor } from './commands/addFactor'
import { chooseBasis, offerToReckon } from './commands/chooseBasis'
import { basesOf, factorsById, factorsOf, latestOf } from './factors'
import { BasisInput, FactorInput } from './input'
import { MEASURES } from './rulesOfFactors'
import { suggestedFor } from './rulesOfResource'

const tags = ['impact']
const ofCluster = z.object({ slug: z.string().max(60) })
const ofOffer = z.object({ id: z.string().max(60) })

const BasisJson = z
  .object({
    number: z.int(),
    appliesFrom: z.string().openapi({ description: 'A local date; 0001-01-01: from the first exchange' }),
    thingFactor: z.string().nullable(),
    thingsPerUnit: z.number().nullable(),
    replacedPercent: z.int().nullable(),
    lifePercent: z.int().nullable(),
    transportFactor: z.string().nullable(),
    distanceKm: z.number(),
    vacancyFactors: z.array(z.string()),
    disposalFactor: z.string().nullable(),
    unitKg: z.number().nullable(),
    createdAt: z.string(),
  })
  .openapi('ImpactBasis')

export const factorsApi = newApi()

factorsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/impact/factors', tags, anyone: true },
    summary: 'The factors with which exchanges are reckoned, each version with its source',
    request: {
      params: ofCluster,
      query: z.object({
        measure: z.enum(MEASURES).optional(),
        versions: z.enum(['latest', 'all']).default('latest'),
      }),
    },
    responses: { 200: json(z.object({ items: z.array(FactorJson) }), 'The factors') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
    const { measure, versions } = c.req.valid('query')
    const [all] = await together(ctx.env.DB, factorsOf(ctx, cluster.id, measure))
    return c.json({ items: (versions === 'all' ? all : latestOf(all)).map(factorAsJson) }, 200)
  },
)

factorsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/impact/factors', tags },
    summary: 'Add a factor, or a version of one, with its source (coordinator; `everywhere`: operator)',
    request: { params: ofCluster, ...body(FactorInput) },
    responses: { 201: json(FactorJson, 'The version') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const cluster = await clusterNamed(ctx, c.req.valid('param').slug)
    const id = await addFactor(ctx, cluster, c.req.valid('json'))
    const added = (await factorsById(ctx, [id])).get(id)
    if (!added) throw new AppError('not_found')
    return c.json(factorAsJson(added), 201)
  },
)

factorsApi.openapi(
  documented({
    ...{ method: 'get', path: '/offers/{id}/impact', tags },
    summary:
      'How the exchanges of an offer are reckoned: every choice, the latest first, and factors that may suit',
    request: { params: ofOffer },
    responses: {
      200: json(
        z.object({ items: z.array(BasisJson), suggested: z.array(FactorJson) }),
        'For its holder and coordinators',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const offer = await offerToReckon(ctx, c.req.valid('param').id)
    const [bases, factors] = await together(
      ctx.env.DB,
      basesOf(ctx, offer.id),
      factorsOf(ctx, offer.clusterId),
    )
    const items = bases.map((b) => ({
      ...{ number: b.number, appliesFrom: b.appliesFrom, thingFactor: b.thingFactor },
      thingsPerUnit: b.thingsMilli === null ? null : b.thingsMilli / 1000,
      ...{ replacedPercent: b.replacedPercent, lifePercent: b.lifePercent },
      ...{ transportFactor: b.transportFactor, distanceKm: b.distanceHm / 10 },
      vacancyFactors: JSON.parse(b.vacancyFactors) as string[],
      ...{ disposalFactor: b.disposalFactor, unitKg: b.unitGrams === null ? null : b.unitGrams / 1000 },
      createdAt: b.createdAt,
    }))
    return c.json({ items, suggested: suggestedFor(latestOf(factors), offer).map(factorAsJson) }, 200)
  },
)

factorsApi.openapi(
  documented({
    ...{ method: 'post', path: '/offers/{id}/impact', tags },
    summary: 'Choose how the exchanges of an offer are reckoned from a day on; an empty choice ends it',
    request: { params: ofOffer, ...body(BasisInput) },
    responses: { 201: json(z.object({ number: z.int() }), 'The number of the choice') },
  }),
  async (c) => {
    const number = await chooseBasis(c.get('ctx'), c.req.valid('param').id, c.req.valid('json'))
    return c.json({ number }, 201)
  },
)
