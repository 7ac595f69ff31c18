import * as z from 'zod'
import type { FieldError } from '../core/errors'
import { Direction, Grain, Kind, Language, Unit } from '../core/kinds'
import { isDate, toInstant } from '../core/time'
import { DEFAULTS } from './rules'
import { quantityOfAll } from './rulesOfCollections'
import { CONTAMINANTS, FORMS, MATERIALS, STATES, WORKSHOPS } from '../waste/rulesOfRecipe'
import { problemsOf, staffCost } from './rulesOfContent'

// What a listing is, as forms, JSON bodies, imports and the demo all give it. Money in cents, quantities in the unit.

const text = (max: number) => z.string().trim().max(max)
const cents = z.int().min(0).max(100_000_000)
const PriceUnit = z.enum(['hour', 'day', 'month', 'piece', 'kg', 'm2_month', 'once'])
export const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'not_time' })
/** Any offset is read, and kept in UTC at fixed width; a year beyond 2100 is a slip of the pen. */
const At = z.iso
  .datetime({ offset: true })
  .refine((at) => at >= '2000' && at < '2100', { params: { code: 'not_date' } })
  .transform((at) => toInstant(Date.parse(at)))
export const LocalDate = z.string().refine(isDate, { params: { code: 'not_date' } })

/** Opening hours, or collection windows: on these weekdays (1 = Monday), from one local time to another. */
export const Window = z
  .object({
    days: z.array(z.int().min(1).max(7)).min(1).max(7),
    from: Time,
    to: Time,
    startsOn: LocalDate.optional(),
    endsOn: LocalDate.optional(),
    /** Of a collection of a stream: how much there is each time, in the unit of the offer; absent: the offer's own quantity. */
    quantity: z.int().min(1).max(100_000_000).optional(),
  })
  .refine((w) => !w.startsOn || !w.endsOn || w.startsOn <= w.endsOn, {
    ...{ path: ['endsOn'], params: { code: 'end_before_start' } },
  })
  .refine((w) => w.from < w.to, { path: ['to'], params: { code: 'end_before_start' } })
export type Window = z.infer<typeof Window>

export const AMENITIES = [
  ...[
    'projector',
    'screen',
    'wifi',
    'kitchen',
    'whiteboard',
    'parking',
    'sound',
    'stage',
    'tables',
    'sockets',
  ],
  ...['heating', 'toilets', 'shower', 'storage', 'garden', 'daylight'],
] as const
export const EQUIPMENT_CATEGORIES = [
  ...['vehicle', 'event', 'tools', 'kitchen', 'it', 'textile', 'garden', 'health', 'other'],
] as const
export const MATERIAL_STATUSES = ['product_reuse', 'by_product', 'waste', 'ex_waste'] as const
export const PREMISES_USES = ['workshop', 'office', 'shop', 'storage', 'events', 'food', 'housing'] as const
export const LOT_STATES = ['ready', 'light_works', 'heavy_works'] as const

export const SpaceDetails = z.object({
  seats: z.int().min(1).max(5000).optional(),
  surfaceM2: z.int().min(1).max(100_000).optional(),
  wheelchair: z.enum(['yes', 'partly', 'no']).optional(),
  amenities: z.array(z.enum(AMENITIES)).max(AMENITIES.length).default([]),
})
export const EquipmentDetails = z.object({
  category: z.enum(EQUIPMENT_CATEGORIES).default('other'),
  condition: z.enum(['new', 'good', 'worn']).optional(),
  pickUp: text(300).default(''),
  deposit: text(300).default(''),
  /** What a vehicle may carry, in kg. */
  payloadKg: z.int().min(1).max(50_000).optional(),
})
/** At cost only (C. trav. L8241-1): the price is the sum of wages, charges and expenses, per hour, and nothing else. */
export const StaffDetails = z.object({
  romeCode: z
    .string()
    .regex(/^[A-N]\d{4}$/)
    .optional(),
  hoursPerWeek: z.number().min(0.5).max(48).optional(),
  wagesCents: cents.optional(),
  chargesCents: cents.optional(),
  expensesCents: cents.optional(),
  consent: z.boolean().default(false),
})
const each = z.int().min(1).max(100_000_000).optional()
/** What a workshop accepts, for each hand-over in the unit of the need: a standing need that matching knows. */
export const RecipeInput = z
  .object({
    workshop: z.enum(WORKSHOPS).optional(),
    materials: z.array(z.enum(MATERIALS)).max(20).default([]),
    forms: z.array(z.enum(FORMS)).max(20).default([]),
    states: z.array(z.enum(STATES)).max(20).default([]),
    refuses: z.array(z.enum(CONTAMINANTS)).max(20).default([]),
    min: each,
    max: each,
  })
  .refine((r) => r.min === undefined || r.max === undefined || r.min <= r.max, {
    ...{ path: ['min'], params: { code: 'above_most' } },
  })
export const WasteDetails = z.object({
  /** Of a need. */
  recipe: RecipeInput.optional(),
  /** Of an offer: what it holds; what is not ticked is read out of its words. */
  materials: z.array(z.enum(MATERIALS)).max(20).optional(),
  forms: z.array(z.enum(FORMS)).max(20).optional(),
  states: z.array(z.enum(STATES)).max(20).optional(),
  contaminants: z.array(z.enum(CONTAMINANTS)).max(20).optional(),
  /** Of a stream: the months in which it flows; none: all year round. */
  months: z.array(z.int().min(1).max(12)).max(12).optional(),
  materialStatus: z.enum(MATERIAL_STATUSES).optional(),
  /** List of Waste, "03 01 05": spaces and star are optional when given, and kept as six digits. */
  lowCode: z
    .string()
    .transform((code) => code.replace(/[\s*]/g, ''))
    .pipe(z.string().refine((code) => /^\d{6}$/.test(code), { params: { code: 'not_low_code' } }))
    .optional(),
  /** Of a material that is no waste any more: the act that says so (exit_acts). */
  exitAct: z.string().trim().max(40).optional(),
  /** Its holder knows it to be hazardous, whatever its code says. */
  declaredHazardous: z.boolean().optional(),
  /** It holds persistent organic pollutants (Regulation (EU) 2019/1021). */
  pop: z.boolean().optional(),
  /** By its code's star, declared, or by its pollutants; set by the command, never by the form. */
  hazardous: z.boolean().optional(),
  state: text(200).default(''),
  packaging: text(200).default(''),
  carrier: z.enum(['taker', 'giver', 'either']).default('taker'),
})
/** Fields of the CNIG "friches" schema 1.0.6 in camelCase, with its own words as values. */
export const PremisesDetails = z.object({
  siteType: text(80).optional(),
  occupation: text(80).optional(),
  siteStatus: text(80).optional(),
  buildings: z.int().min(0).max(1000).optional(),
  buildingState: text(80).optional(),
  pollution: text(80).optional(),
  ownerCategory: text(120).optional(),
  zoning: text(20).optional(),
  surfaceM2: z.int().min(1).max(10_000_000).optional(),
  uses: z.array(z.enum(PREMISES_USES)).max(PREMISES_USES.length).default([]),
  chargesCentsPerYear: cents.optional(),
  reason: text(500).optional(),
})
export const DETAILS = {
  space: SpaceDetails,
  equipment: EquipmentDetails,
  staff: StaffDetails,
  waste: WasteDetails,
  premises: PremisesDetails,
}
export type Details = {
  space: z.infer<typeof SpaceDetails>
  equipment: z.infer<typeof EquipmentDetails>
  staff: z.infer<typeof StaffDetails>
  waste: z.infer<typeof WasteDetails>
  premises: z.infer<typeof PremisesDetails>
}

/** Details of a kind that is not known to the compiler: every question, each perhaps without an answer. */
export type AnyDetails = Partial<UnionToIntersection<Details[keyof Details]>>
type UnionToIntersection<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void
  ? I
  : never

/** A part of premises that is taken whole. */
export const Lot = z.object({
  capacityId: z.string().max(60).optional(), // of a lot that exists: it is changed, not made again
  label: text(80).min(1),
  surfaceM2: z.int().min(1).max(1_000_000),
  floor: text(40).default(''),
  state: z.enum(LOT_STATES).default('ready'),
  availableFrom: LocalDate.optional(),
  availableUntil: LocalDate.optional(),
})
export type Lot = z.infer<typeof Lot>

const fields = {
  title: text(120).min(3),
  description: text(5000),
  language: Language,
  /** The organisation's own place unless given. */
  address: text(200).optional(),
  commune: text(100).optional(),
  postcode: text(12).optional(),
  lat: z.number().min(-90).max(90).optional(),
  lng: z.number().min(-180).max(180).optional(),
  quantity: z.int().min(1).max(100_000_000),
  /** Unit and grain are those of the kind unless given, see `DEFAULTS`. */
  unit: Unit.optional(),
  grain: Grain.optional(),
  windows: z.array(Window).max(40),
  tariffMode: z.enum(['free', 'exchange', 'price']),
  terms: text(2000),
  visibility: z.enum(['cluster', 'public']),
  instantFor: z.enum(['everyone', 'known', 'nobody']),
  lots: z.array(Lot).max(200),
  details: z.record(z.string(), z.unknown()),
}
const clearable = {
  /** How far a need looks, in km; absent: the whole cluster. */
  withinKm: z.int().min(1).max(500),
  startsAt: At,
  endsAt: At,
  solidarityCents: cents,
  referenceCents: cents,
  supportCents: cents,
  priceUnit: PriceUnit,
  /** What the same use costs elsewhere, as the holder of an offer states it: what sharing saves is counted against it. */
  marketCents: z.int().min(1).max(100_000_000),
  marketUnit: PriceUnit,
}

/** A whole listing. `details` are checked by the schema of the kind: see `CheckedListing`. */
export const ListingInput = z.object({
  direction: Direction,
  organisationId: z.string().max(60),
  kind: Kind,
  ...fields,
  ...z.object(clearable).partial().shape,
  description: fields.description.default(''),
  language: fields.language.default('fr'),
  quantity: fields.quantity.default(1),
  windows: fields.windows.default([]),
  tariffMode: fields.tariffMode.default('free'),
  terms: fields.terms.default(''),
  visibility: fields.visibility.default('public'),
  instantFor: fields.instantFor.default('nobody'),
  lots: fields.lots.default([]),
  details: fields.details.default({}),
  /** What an earlier offer already lends: the van that stands in two offers is one capacity. */
  sharesCapacityOf: z.string().max(60).optional(),
  externalId: z.string().max(100).optional(),
  source: z.string().max(60).optional(),
})
export type ListingInput = z.infer<typeof ListingInput>

/**
 * A change of some fields; kind, direction and organisation never change. `null` empties a field; of `details` only the
 * keys that are given change; `lots` are given whole.
 */
const nullable = <S extends Record<string, z.ZodType>>(shape: S) =>
  Object.fromEntries(Object.entries(shape).map(([k, v]) => [k, v.nullable()])) as {
    [K in keyof S]: z.ZodNullable<S[K]>
  }
export const ListingPatch = z.object({ ...fields, ...nullable(clearable) }).partial()
export type ListingPatch = z.infer<typeof ListingPatch>

/**
 * A listing with its details checked by the schema of its kind, what the kind implies filled in, and what can never be
 * (a margin on staff, two lots of one name) refused.
 */
export const CheckedListing = ListingInput.transform((input, context) => {
  const refuse = ({ path, code, params }: FieldError) =>
    context.addIssue({ code: 'custom', path: path.split('.'), input: undefined, params: { code, ...params } })
  const parsed = DETAILS[input.kind].safeParse(input.details, { reportInput: true })
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      context.addIssue({ ...issue, path: ['details', ...issue.path] } as never)
    return z.NEVER
  }
  const details = parsed.data as AnyDetails
  const defaults = DEFAULTS[input.kind]
  const { unit = defaults.unit, grain = defaults.grain } = input
  const priceUnit =
    input.priceUnit ?? (input.tariffMode === 'price' ? usualPriceUnit(input.kind, grain, unit) : undefined)
  // An offer of staff has one price: its cost.
  const ownCost = input.kind === 'staff' && input.direction === 'offer' && input.tariffMode === 'price'
  const referenceCents = input.referenceCents ?? (ownCost ? (staffCost(details) ?? undefined) : undefined)
  const quantity = quantityOfAll(grain, input.windows) ?? input.quantity
  const listing = { ...input, details, unit, grain, priceUnit, referenceCents, quantity }
  if ((input.lat === undefined) !== (input.lng === undefined)) refuse({ path: 'lat', code: 'required' })
  problemsOf(listing, input.lots).forEach(refuse)
  return listing
})
export type CheckedListing = z.infer<typeof CheckedListing>

function usualPriceUnit(kind: Kind, grain: Grain, unit: Unit) {
  if (kind === 'premises') return 'm2_month' as const
  if (kind === 'waste') return unit === 'kg' ? ('kg' as const) : ('piece' as const)
  return grain === 'day' ? ('day' as const) : ('hour' as const)
}

export const Outcome = z.enum(['met_here', 'met_elsewhere', 'no_longer_needed', 'expired'])
export type Outcome = z.infer<typeof Outcome>

export const REPORT_REASONS = ['wrong', 'dangerous', 'offensive', 'not_theirs', 'other'] as const
export const ReportInput = z.object({ reason: z.enum(REPORT_REASONS), note: text(1000).default('') })
export type ReportInput = z.infer<typeof ReportInput>
