import * as z from 'zod'
import { foreignIdKept, isSiret, siretDigits } from './rules'

const text = (max: number) => z.string().trim().max(max)

export const LEGAL_FORMS = [
  ...(['association', 'cooperative', 'social_enterprise', 'public'] as const),
  ...(['company', 'research', 'training', 'other'] as const),
] as const
export const LegalForm = z.enum(LEGAL_FORMS)

/** 14 digits, however they are spaced; the key is checked. */
export const Siret = z
  .string()
  .max(40)
  .transform(siretDigits)
  .refine(isSiret, { params: { code: 'not_siret' } })

/** An identifier of another country, or of a body without SIRET. */
export const ForeignId = z
  .string()
  .transform(foreignIdKept)
  .pipe(
    z
      .string()
      .min(3)
      .max(40)
      .regex(/^[\p{L}\d][\p{L}\d ./_-]*$/u),
  )

const facts = {
  name: text(160).min(2),
  legalForm: LegalForm.default('association'),
  description: text(2000).default(''),
  website: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .nullish(),
  address: text(200).default(''),
  commune: text(100).default(''),
  postcode: text(12).default(''),
  lat: z.number().min(-90).max(90).nullish(),
  lng: z.number().min(-180).max(180).nullish(),
}
/** Countries whose postcodes have five digits; of others nothing is known here. */
const FIVE_DIGITS = ['FR', 'MA']
export const isPostcodeOf = (country: string, postcode: string): boolean =>
  postcode === '' || !FIVE_DIGITS.includes(country) || /^\d{5}$/.test(postcode.replaceAll(' ', ''))

const both = (place: { lat?: number | null; lng?: number | null }) =>
  (place.lat == null) === (place.lng == null)
const halfPlace = { path: ['lat'], params: { code: 'half_place' } }

/** A legal person: its SIRET where it has one, else an identifier of its own country, else none. */
export const OrganisationInput = z
  .object({
    ...facts,
    siret: Siret.nullish(),
    foreignId: ForeignId.nullish(),
    country: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]{2}$/)
      .default('FR'),
  })
  .refine(both, halfPlace)
  .refine((o) => isPostcodeOf(o.country, o.postcode), {
    ...{ path: ['postcode'], params: { code: 'postcode_five_digits' } },
  })
  .refine((o) => !o.siret || o.country === 'FR', { path: ['siret'], params: { code: 'siret_is_french' } })
export type OrganisationInput = z.input<typeof OrganisationInput>

/** What its managers may change; who it is never changes. */
export const OrganisationPatch = z
  .object({
    ...facts,
    legalForm: LegalForm,
    description: text(2000),
    address: text(200),
    commune: text(100),
    postcode: text(12),
  })
  .partial()
  .refine(both, halfPlace)
export type OrganisationPatch = z.infer<typeof OrganisationPatch>

export const Reason = text(500).min(3)

export const MemberRole = z.enum(['manager', 'member'])
export const MemberPatch = z.object({ role: MemberRole, mayAnswer: z.boolean() }).partial()
export type MemberPatch = z.infer<typeof MemberPatch>

export const InvitationInput = z
  .object({
    clusterId: z.string().max(60),
    organisationId: z.string().max(60).nullish(),
    role: z.enum(['coordinator', 'manager', 'member']),
    days: z.int().min(1).max(60).optional(),
  })
  // Who coordinates does so for the cluster, not for one organisation in it.
  .refine((i) => i.role !== 'coordinator' || !i.organisationId, {
    path: ['organisationId'],
    params: { code: 'not_a_choice' },
  })
export type InvitationInput = z.infer<typeof InvitationInput>
