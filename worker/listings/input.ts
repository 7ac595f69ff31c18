import * as z from 'zod'
import { Direction, Grain, Kind, Language, Unit } from '../core/kinds'
import { isDate } from '../core/time'

// What a listing is, as forms, JSON bodies, imports and the demo all give it. Money in cents, quantities in the unit.

const text = (max: number) => z.string().trim().max(max)
const cents = z.int().min(0).max(100_000_000)
export const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: 'not_time' })
export const LocalDate = z.string().refine(isDate, { params: { code: 'not_date' } })

/** Opening hours, or collection windows: on these weekdays (1 = Monday), from one local time to another. */
export const Window = z
  .object({
    days: z.array(z.int().min(1).max(7)).min(1).max(7),
    from: Time,
    to: Time,
    startsOn: LocalDate.optional(),
    endsOn: LocalDate.optional(),
  })
  .refine((w) => w.from < w.to, { path: ['to'], params: { code: 'end_before_start' } })
export type Window = z.infer<typeof Window>

export const AMENITIES = [
  ...['projector', 'screen', 'wifi', 'kitchen', 'whiteboard', 'parking', 'sound', 'stage', 'tables', 'sockets'],
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
})
/** At cost only (C. trav. L8241-1): the price is the sum of wages, charges and expenses, per hour, and nothing else. */
export const StaffDetails = z.object({
  romeCode: z.string().regex(/^[A-N]\d{4}$/).optional(),
  hoursPerWeek: z.number().min(0.5).max(48).optional(),
  wagesCents: cents.optional(),
  chargesCents: cents.optional(),
  expensesCents: cents.optional(),
  consent: z.boolean().default(false),
})
export const WasteDetails = z.object({
  materialStatus: z.enum(MATERIAL_STATUSES).optional(),
  /** List of Waste, "03 01 05": spaces and star are optional when given, and kept as six digits. */
  lowCode: z
    .string()
    .transform((code) => code.replace(/[\s*]/g, ''))
    .pipe(z.string().regex(/^\d{6}$/))
    .optional(),
  /** From the code's star; set by the command, never by the form. */
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
  organisationId: z.string().max(60),
  kind: Kind,
  title: text(120).min(3),
  description: text(5000).default(''),
  language: Language.default('fr'),
  /** The organisation's own place unless given. */
  address: text(200).optional(),
  commune: text(100).optional(),
  postcode: text(12).optional(),
  lat: z.number().min(-90).max(90).optional(),
  lng: z.number().min(-180).max(180).optional(),
  quantity: z.int().min(1).max(100_000_000).default(1),
  unit: Unit.default('piece'),
  grain: Grain.default('hour'),
  windows: z.array(Window).max(40).default([]),
  startsAt: z.iso.datetime().optional(),
  endsAt: z.iso.datetime().optional(),
  tariffMode: z.enum(['free', 'exchange', 'price']).default('free'),
  solidarityCents: cents.optional(),
  referenceCents: cents.optional(),
  supportCents: cents.optional(),
  priceUnit: z.enum(['hour', 'day', 'month', 'piece', 'kg', 'm2_month', 'once']).optional(),
  terms: text(2000).default(''),
  visibility: z.enum(['cluster', 'public']).default('public'),
  instantFor: z.enum(['everyone', 'known', 'nobody']).default('nobody'),
  lots: z.array(Lot).max(200).default([]),
  /** What an earlier offer already lends: the van that stands in two offers is one capacity. */
  sharesCapacityOf: z.string().max(60).optional(),
  externalId: z.string().max(100).optional(),
  source: z.string().max(60).optional(),
  details: z.record(z.string(), z.unknown()).default({}),
}

/** A whole listing. `details` are checked by the schema of the kind, see `checkListing` in rules.ts. */
export const ListingInput = z.object({ direction: Direction, ...fields })
export type ListingInput = z.infer<typeof ListingInput>
/** A change of some fields; kind, direction and organisation never change. */
export const ListingPatch = z
  .object(fields)
  .omit({ organisationId: true, kind: true, externalId: true, source: true, sharesCapacityOf: true })
  .partial()
export type ListingPatch = z.infer<typeof ListingPatch>

export const Outcome = z.enum(['met_here', 'met_elsewhere', 'no_longer_needed', 'expired'])
