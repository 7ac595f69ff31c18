import type { z as Zod } from '@hono/zod-openapi'
import { z } from '../platform/api'
import type { Factor } from './factors'
import { MEASURES, fromMicro } from './rulesOfFactors'
import type { Sums } from './rulesOfSums'

export const FactorJson = z
  .object({
    ...{ id: z.string(), key: z.string(), number: z.int(), category: z.string(), measure: z.enum(MEASURES) },
    ...{ labelFr: z.string(), labelEn: z.string(), unit: z.string(), currency: z.string().nullable() },
    value: z.number(),
    valueHigh: z.number(),
    atMost: z.boolean().openapi({ description: 'It counts in the top of a range only' }),
    ...{ basis: z.string(), source: z.string(), sourceRef: z.string(), licence: z.string() },
    confidence: z.enum(['high', 'medium', 'low']),
    note: z.string(),
    origin: z.enum(['carried', 'deployment', 'cluster']),
    createdAt: z.string().nullable(),
  })
  .openapi('ImpactFactor')

export const factorAsJson = (f: Factor): Zod.infer<typeof FactorJson> => ({
  ...{ id: f.id, key: f.key, number: f.number, category: f.category, measure: f.measure },
  ...{ labelFr: f.labelFr, labelEn: f.labelEn, unit: f.unit, currency: f.currency },
  ...{ value: fromMicro(f.lowMicro), valueHigh: fromMicro(f.highMicro), atMost: f.atMost === 1 },
  ...{ basis: f.basis, source: f.source, sourceRef: f.sourceRef, licence: f.licence },
  ...{ confidence: f.confidence, note: f.note, createdAt: f.createdAt },
  origin: f.createdAt === null ? 'carried' : f.clusterId === null ? 'deployment' : 'cluster',
})

const range = (description: string) => z.object({ low: z.int(), high: z.int() }).openapi({ description })

export const SumsJson = z
  .object({
    exchanges: z.int(),
    minutes: z.int().openapi({ description: 'Measured: of what was booked and used' }),
    kg: z.object({
      weighed: z.int().openapi({ description: 'Measured: noted at the hand-over' }),
      declared: z.int().openapi({ description: 'As booked, where nothing was noted' }),
    }),
    co2Grams: range('Estimated: avoided CO2e, in grams; never added to money'),
    vacancyCents: range('Estimated: what owners of empty premises did not spend'),
    disposalCents: range('Estimated: what givers did not pay to have taken away'),
    cashSavedCents: z.int().openapi({
      description:
        'Estimated: marketCents less paidCents. None of the three sums of money is added to another',
    }),
    marketCents: z
      .int()
      .openapi({ description: 'What the same use costs at the market price that the holders state' }),
    paidCents: z.int().openapi({ description: 'Measured: what was paid for these exchanges' }),
    estimatedFrom: z
      .object({ co2: z.int(), vacancy: z.int(), disposal: z.int(), cash: z.int() })
      .openapi({ description: 'Of how many exchanges each estimate was made' }),
  })
  .openapi('ImpactSums')

export const sumsAsJson = (s: Sums): Zod.infer<typeof SumsJson> => ({
  ...{ exchanges: s.exchanges, minutes: s.minutes, kg: s.kg },
  co2Grams: { low: s.co2.low, high: s.co2.high },
  vacancyCents: { low: s.vacancy.low, high: s.vacancy.high },
  disposalCents: { low: s.disposal.low, high: s.disposal.high },
  ...{
    cashSavedCents: s.cash.low,
    marketCents: s.marketCents,
    paidCents: s.paidCents,
    estimatedFrom: s.counted,
  },
})
