import * as z from 'zod'
import { Kind, Language } from '../core/kinds'
import { isDate } from '../core/time'
import { MEASURES, unitProblem } from './rulesOfFactors'

// SQLite counts letters up to the first zero character: none is kept.
const text = (max: number) =>
  z
    .string()
    .overwrite((given) => given.replaceAll('\0', '').trim())
    .max(max)
const id = z.string().min(1).max(80)

/** A value of at most six decimals. */
const Value = z
  .number()
  .min(0)
  .max(1_000_000_000)
  .refine((value) => Math.abs(value * 1e6 - Math.round(value * 1e6)) < 1e-3, {
    params: { code: 'too_many_decimals' },
  })

/** A version of a factor. Without a source it is refused: a figure that nobody can check is no figure. */
export const FactorInput = z
  .object({
    /** Of a factor that exists: this is its next version. Else a new one, named by its first version. */
    key: z
      .string()
      .trim()
      .toLowerCase()
      .refine((key) => /^[a-z0-9][a-z0-9-]{1,59}$/.test(key), { params: { code: 'not_key' } }),
    category: text(60).min(1).default('own'),
    measure: z.enum(MEASURES),
    labelFr: text(160).min(2),
    labelEn: text(160).min(2),
    unit: text(40).min(1),
    value: Value,
    /** Of a range: its top. */
    valueHigh: Value.nullish(),
    /** It counts in the top of a range only, as what is not always spent. */
    atMost: z.boolean().default(false),
    basis: text(300).min(3),
    source: text(300).min(3),
    sourceRef: text(500).min(3),
    licence: text(120).min(1),
    confidence: z.enum(['high', 'medium', 'low']),
    note: text(500).default(''),
    /** For every cluster: an operator's. */
    everywhere: z.boolean().default(false),
  })
  .superRefine((f, context) => {
    const refuse = (path: string, code: string) =>
      context.addIssue({ code: 'custom', path: [path], input: undefined, params: { code } })
    if (f.valueHigh != null && f.valueHigh < f.value) refuse('valueHigh', 'above_low')
    if (unitProblem(f.measure, f.unit)) refuse('unit', 'not_unit_of_measure')
  })
export type FactorInput = z.input<typeof FactorInput>

const percent = z.number().int().min(1).max(100)

/** How the exchanges of an offer are reckoned. What is absent or null is not reckoned. */
export const BasisInput = z
  .object({
    /** What a new thing costs the climate. */
    thingFactor: id.nullish(),
    /** How many of it one unit of the offer is: 1 unless told; 0.2 where five kilograms make a chair. */
    thingsPerUnit: z.number().min(0.001).max(100_000).nullish(),
    /** Of a hundred exchanges, how many replace a purchase. */
    replacedPercent: percent.nullish(),
    /** How much of its life is left to the thing. */
    lifePercent: percent.nullish(),
    transportFactor: id.nullish(),
    /** Driven for one exchange, there and back. */
    distanceKm: z.number().min(0).max(10_000).nullish(),
    vacancyFactors: z.array(id).max(10).default([]),
    disposalFactor: id.nullish(),
    /** What one unit of the offer weighs, where it is not in kg. */
    unitKg: z.number().min(0.001).max(1_000_000).nullish(),
    /** A local date; absent: from the first exchange, or from today where another basis was in force. */
    appliesFrom: z
      .string()
      .refine(isDate, { params: { code: 'not_date' } })
      .nullish(),
  })
  .superRefine((b, context) => {
    const require = (path: string) =>
      context.addIssue({ code: 'custom', path: [path], input: undefined, params: { code: 'required' } })
    if (b.thingFactor && b.replacedPercent == null) require('replacedPercent')
    if (b.thingFactor && b.lifePercent == null) require('lifePercent')
    if (b.transportFactor && !b.thingFactor) require('thingFactor')
    if (b.transportFactor && !b.distanceKm) require('distanceKm')
    if (b.distanceKm && !b.transportFactor) require('transportFactor')
  })
export type BasisInput = z.input<typeof BasisInput>

export const Month = z
  .string()
  .refine((month) => /^20\d\d-(0[1-9]|1[0-2])$/.test(month), { params: { code: 'not_month' } })
  .meta({ description: 'A local month, "2026-07"', example: '2026-07' })

/** A period of whole months; absent: the twelve that end with the present one. At most five years. */
export const MonthsInput = z.object({ from: Month.optional(), to: Month.optional() })

export const FIGURE = z.enum([
  'exchanges',
  'minutes',
  'kg',
  'co2',
  'vacancy',
  'disposal',
  'cash',
  'premises',
  'needs',
  'organisations',
])
export type Figure = z.infer<typeof FIGURE>

/** Which figure is asked about, from the address of its list. */
export const CountedInput = z.object({
  figure: FIGURE,
  kind: Kind.optional(),
  commune: text(100).optional(),
  offer: text(60).optional(),
  organisation: text(60).optional(),
})
export type CountedInput = z.infer<typeof CountedInput>

const Quote = z.object({
  text: text(600).min(3),
  /** Who said it, as they want to be named. */
  by: text(120).min(2),
  organisation: text(160).default(''),
  language: Language.default('fr'),
})
export type Quote = z.infer<typeof Quote>

export const ReportInput = z
  .object({
    title: text(160).min(3),
    foreword: text(2000).default(''),
    language: Language.default('fr'),
    fromMonth: Month,
    toMonth: Month,
    quotes: z.array(Quote).max(6).default([]),
  })
  .superRefine((r, context) => {
    if (r.fromMonth > r.toMonth)
      context.addIssue({
        code: 'custom',
        path: ['toMonth'],
        input: undefined,
        params: { code: 'end_before_start' },
      })
    else if (monthsBetween(r.fromMonth, r.toMonth) > 60)
      context.addIssue({
        ...{ code: 'custom', path: ['toMonth'], input: undefined },
        params: { code: 'too_many_months', max: 60 },
      })
  })
export type ReportInput = z.input<typeof ReportInput>

const monthsBetween = (from: string, to: string): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5)) + 1
