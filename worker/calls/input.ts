import * as z from 'zod'
import { Instant } from '../bookings/input'
import { Language } from '../core/kinds'
import { LocalDate, PREMISES_USES, Time } from '../listings/input'
import { MOST_POINTS } from './rulesOfScores'

// Calls, applications and scores, as forms and JSON bodies give them. Surfaces in m², loads in kg/m², power in kVA.

const text = (max: number) => z.string().trim().max(max)
const id = z.string().min(1).max(60)

/** What organisations do, for the mix of a call. */
export const SECTORS = [
  ...(['culture', 'craft', 'food', 'care', 'education', 'environment', 'digital', 'trade', 'other'] as const),
] as const
export const Sector = z.enum(SECTORS)

export const MOST_CHOICES = 3
export const MOST_CRITERIA = 10
export const MOST_VISITS = 20
export const QUESTIONS = 3

const CriterionInput = z.object({ label: text(120).min(1), weight: z.int().min(1).max(100) })
const QuotaInput = z.object({
  sector: Sector,
  unit: z.enum(['lots', 'percent']).default('lots'),
  min: z.int().min(0).max(200).optional(),
  max: z.int().min(0).max(200).optional(),
})
/** A time at which the place is shown, by the clock of the cluster. */
const VisitInput = z.object({ date: LocalDate, from: Time, to: Time })
export type Visit = z.output<typeof VisitInput>

const amendable = {
  title: text(120).min(3),
  description: text(5000),
  deadline: Instant.nullable(),
  answerOn: LocalDate.nullable(),
  answerDays: z.int().min(1).max(60),
  form: text(300),
  criteria: z.array(CriterionInput).max(MOST_CRITERIA),
  quotas: z.array(QuotaInput).max(SECTORS.length),
  visits: z.array(VisitInput).max(MOST_VISITS),
  /** How many organisations may come to each visit. */
  visitPlaces: z.int().min(1).max(100),
  lotIds: z.array(id).max(200),
  /** E-mail addresses, or ids, of people of the cluster. */
  jurors: z.array(text(254).min(3)).max(20),
}
const fixed = {
  startsOn: LocalDate.nullable(),
  endsOn: LocalDate.nullable(),
  questions: z.array(text(300).min(1)).length(QUESTIONS),
}
export const CallInput = z.object({
  siteId: id,
  language: Language.default('fr'),
  title: amendable.title,
  ...z.object(amendable).omit({ title: true }).partial().shape,
  ...z.object(fixed).partial().shape,
})
export type CallInput = z.input<typeof CallInput>

/** A change of a draft: lists are given whole. */
export const CallPatch = z.object({ ...amendable, ...fixed }).partial()
export type CallPatch = z.input<typeof CallPatch>

/** A change of a published call, and why. What people have answered to, and the time it is about, stays. */
export const Amendment = z
  .object(amendable)
  .partial()
  .extend({ reason: text(500).min(3) })
export type Amendment = z.input<typeof Amendment>

export const Reason = z.object({ reason: text(500).min(3) })
export type Reason = z.input<typeof Reason>

export const ProfileInput = z.object({
  sector: Sector,
  activity: text(1500).min(10),
  team: text(1000).default(''),
  history: text(1000).default(''),
})
export type ProfileInput = z.input<typeof ProfileInput>

export const Start = z.object({
  organisationId: id,
  /** A member's id: the coordinator applies for them. */
  onBehalfOf: id.nullish(),
})
export type Start = z.input<typeof Start>

export const NeedsInput = z.object({
  surfaceMinM2: z.int().min(1).max(100_000).optional(),
  floorLoadKgM2: z.int().min(1).max(100_000).optional(),
  powerKva: z.int().min(1).max(10_000).optional(),
  threePhase: z.boolean().optional(),
  water: z.boolean().optional(),
  stepFree: z.boolean().optional(),
  publicPeople: z.int().min(0).max(100_000).optional(),
  use: z.enum(PREMISES_USES).optional(),
})
/** A step of an application: what is given changes. */
export const ApplicationPatch = z.object({
  answers: z.array(text(2000)).length(QUESTIONS).optional(),
  choices: z
    .array(id)
    .max(MOST_CHOICES)
    .refine((all) => new Set(all).size === all.length, { params: { code: 'lot_twice' } })
    .optional(),
  needs: NeedsInput.optional(),
})
export type ApplicationPatch = z.input<typeof ApplicationPatch>

export const FILE_KINDS = ['project', 'identity'] as const
/** 'project': for the jury from its first round on; 'identity': once names are shown. */
export const FileKind = z.enum(FILE_KINDS)
export const FILE_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const
export const MOST_FILES = 6
export const MOST_FILE_BYTES = 5 * 1024 * 1024

export const ScoreInput = z.object({
  points: z.record(id, z.int().min(0).max(MOST_POINTS)),
  comments: z.record(id, text(1000)).default({}),
})
export type ScoreInput = z.input<typeof ScoreInput>
