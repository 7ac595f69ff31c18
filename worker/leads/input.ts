import * as z from 'zod'
import { LocalDate } from '../listings/input'

// What is reported, and what becomes of it. Surfaces in m².

const text = (max: number) => z.string().trim().max(max)

/** An id, or none: a form says '' for it. */
const ref = text(60)
  .transform((id) => id || null)
  .nullable()

export const SUBJECTS = ['premises', 'waste'] as const
export const STAGES = ['reported', 'lead', 'contact', 'agreed', 'site', 'done', 'dropped'] as const
export const DROPPED_REASONS = [
  ...['not_vacant', 'not_suitable', 'owner_refuses', 'duplicate', 'wrong', 'other'],
] as const
export const NOTE_KINDS = ['note', 'call', 'mail', 'meeting', 'visit'] as const

const place = {
  address: text(200),
  commune: text(100),
  postcode: text(12),
  lat: z.number().min(-90).max(90).nullable(),
  lng: z.number().min(-180).max(180).nullable(),
}

/** What anyone may say of what they saw: a place, and a few words or a photo. */
export const ReportedPlace = z.object({
  subject: z.enum(SUBJECTS).default('premises'),
  words: text(1000).default(''),
  address: place.address.default(''),
  commune: place.commune.default(''),
  lat: place.lat.default(null),
  lng: place.lng.default(null),
  /** Phone or e-mail of who wants an answer; coordinators alone read it. */
  contact: text(200).default(''),
})
export type ReportedPlace = z.input<typeof ReportedPlace>

const fields = {
  title: text(120).min(3),
  words: text(2000),
  ...place,
  insee: text(10),
  surfaceM2: z.int().min(1).max(10_000_000).nullable(),
  ownerId: ref,
  ownerName: text(200),
  ownerContact: text(500),
  nextAction: text(300),
  nextOn: LocalDate.nullable(),
  nextBy: ref,
}
export const LeadInput = z.object({
  subject: z.enum(SUBJECTS).default('premises'),
  title: fields.title,
  ...z.object(fields).omit({ title: true }).partial().shape,
})
export type LeadInput = z.input<typeof LeadInput>

/** What is given changes; `null` or '' empties. */
export const LeadPatch = z.object(fields).partial()
export type LeadPatch = z.infer<typeof LeadPatch>

export const Move = z.object({
  to: z.enum(STAGES),
  reason: z.enum(DROPPED_REASONS).optional(),
  note: text(2000).default(''),
})
export type Move = z.input<typeof Move>

export const NoteInput = z.object({ kind: z.enum(NOTE_KINDS).default('note'), body: text(2000).min(1) })
export type NoteInput = z.input<typeof NoteInput>

export const LISTING_UNITS = ['kg', 'piece', 'pallet', 'm3'] as const
/** Whose offer or need it becomes, and how much of it there is. */
export const BecomeListing = z.object({
  direction: z.enum(['offer', 'need']).default('offer'),
  organisationId: text(60).min(1),
  quantity: z.int().min(1).max(100_000_000),
  unit: z.enum(LISTING_UNITS).default('kg'),
})
export type BecomeListing = z.input<typeof BecomeListing>

/** The owner, and what of the lead the site is to say otherwise. */
export const BecomeSite = z.object({
  organisationId: text(60),
  name: fields.title.optional(),
})
export type BecomeSite = z.input<typeof BecomeSite>
