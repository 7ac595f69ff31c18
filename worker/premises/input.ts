import * as z from 'zod'
import { Language } from '../core/kinds'
import { LOT_STATES, LocalDate, PREMISES_USES } from '../listings/input'

// Sites and their lots, as forms and JSON bodies give them. Money in cents, surfaces in m², loads in kg/m².

const text = (max: number) => z.string().trim().max(max)
/** An id, or none: a form says '' for it. */
const ref = text(60)
  .transform((id) => id || null)
  .nullable()
const m2 = z.int().min(1).max(10_000_000)
const cents = z.int().min(0).max(100_000_000_00)

export const STEP_FREE = ['yes', 'partly', 'no'] as const
export const POWER = ['none', 'single_phase', 'three_phase'] as const
export const WATER = ['none', 'cold', 'hot'] as const
/** Types of buildings open to the public (arrêté du 25 juin 1980, GN 1); 'none': the public does not come in. */
export const PUBLIC_TYPES = [
  ...['none', 'J', 'L', 'M', 'N', 'O', 'P', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y'],
  ...['PA', 'CTS', 'SG', 'PS', 'GA', 'OA', 'REF'],
] as const
export const BUILDING_KINDS = ['industrial', 'commercial', 'residential', 'tertiary', 'other'] as const
export const BUILDING_STATES = ['good', 'average', 'bad', 'mixed'] as const
export const CHARGE_ITEMS = [
  ...['property_tax', 'insurance', 'energy', 'water', 'cleaning', 'upkeep', 'security', 'checks'],
  ...['management', 'other'],
] as const
export const DOCUMENT_KINDS = ['plan', 'diagnosis', 'safety', 'deed', 'charges', 'other'] as const
export const AUDIENCES = ['owner', 'cluster'] as const

const Outline = z.array(z.tuple([z.number(), z.number()])).max(200)

const lotFields = {
  name: text(80).min(1),
  surfaceM2: z.int().min(1).max(1_000_000),
  floor: text(40),
  state: z.enum(LOT_STATES),
  access: text(300),
  uses: z.array(z.enum(PREMISES_USES)).max(PREMISES_USES.length),
  comfortPercent: z.int().min(10).max(300),
}
const lotAnswers = {
  buildingId: ref,
  stepFree: z.enum(STEP_FREE).nullable(),
  power: z.enum(POWER).nullable(),
  powerKva: z.int().min(0).max(10_000).nullable(),
  water: z.enum(WATER).nullable(),
  floorLoadKgM2: z.int().min(0).max(100_000).nullable(),
  publicType: z.enum(PUBLIC_TYPES).nullable(),
  publicCategory: z.int().min(1).max(5).nullable(),
  availableFrom: LocalDate.nullable(),
  availableUntil: LocalDate.nullable(),
  planId: ref,
  outline: Outline.nullable(),
}
export const LotInput = z.object({
  ...lotFields,
  floor: lotFields.floor.default(''),
  state: lotFields.state.default('ready'),
  access: lotFields.access.default(''),
  uses: lotFields.uses.default([]),
  comfortPercent: lotFields.comfortPercent.default(100),
  ...z.object(lotAnswers).partial().shape,
})
export type LotInput = z.infer<typeof LotInput>
/** What is given changes, `null` empties an answer. */
export const LotPatch = z.object({ ...lotFields, ...lotAnswers }).partial()
export type LotPatch = z.infer<typeof LotPatch>

export const BuildingInput = z.object({
  id: text(60).optional(), // of one that exists
  name: text(80).min(1),
  kind: z.enum(BUILDING_KINDS).default('other'),
  state: z.enum(BUILDING_STATES).nullish(),
  floors: z.int().min(1).max(100).nullish(),
  builtYear: z.int().min(1000).max(2100).nullish(),
  surfaceM2: m2.nullish(),
})
export type BuildingInput = z.infer<typeof BuildingInput>

export const ChargeInput = z.object({
  item: z.enum(CHARGE_ITEMS),
  label: text(80).default(''),
  centsPerYear: cents,
})
export type ChargeInput = z.infer<typeof ChargeInput>

const siteFields = {
  name: text(120).min(3),
  description: text(5000),
  address: text(200),
  commune: text(100),
  postcode: text(12),
  insee: text(10),
  endReason: text(500),
}
const siteAnswers = {
  lat: z.number().min(-90).max(90).nullable(),
  lng: z.number().min(-180).max(180).nullable(),
  surfaceM2: m2.nullable(),
  vacantSince: LocalDate.nullable(),
  endsOn: LocalDate.nullable(),
}
export const SiteInput = z.object({
  organisationId: text(60),
  name: siteFields.name,
  ...z.object(siteFields).omit({ name: true }).partial().shape,
  ...z.object(siteAnswers).partial().shape,
  language: Language.default('fr'),
  visibility: z.enum(['cluster', 'public']).default('public'),
  lots: z.array(LotInput).max(200).default([]),
  buildings: z.array(BuildingInput).max(60).default([]),
  charges: z.array(ChargeInput).max(60).default([]),
})
export type SiteInput = z.input<typeof SiteInput>

/** A change of some fields. `friches`: cells of the CNIG schema by column, '' empties one. A coordinator may give another owner. */
export const SitePatch = z
  .object({
    organisationId: text(60),
    ...siteFields,
    ...siteAnswers,
    visibility: z.enum(['cluster', 'public']),
    friches: z.record(text(60), text(4000)),
  })
  .partial()
export type SitePatch = z.infer<typeof SitePatch>

export const PlanInput = z.object({
  name: text(80).min(1),
  width: z.int().min(10).max(20_000).default(340),
  height: z.int().min(10).max(20_000).default(240),
})
export type PlanInput = z.input<typeof PlanInput>

export const DocumentInput = z.object({
  name: text(120).min(1),
  kind: z.enum(DOCUMENT_KINDS).default('other'),
  audience: z.enum(AUDIENCES).default('owner'),
})
export type DocumentInput = z.input<typeof DocumentInput>
