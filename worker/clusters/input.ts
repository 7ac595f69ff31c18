import * as z from 'zod'
import { Language } from '../core/kinds'
import { isTimeZone } from '../core/time'

const text = (max: number) => z.string().trim().max(max)

const fields = {
  name: text(80).min(2),
  /** "autour de Rouen": read after the name. */
  territory: text(160).min(2),
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
  radiusKm: z.int().min(1).max(500),
  timeZone: z
    .string()
    .max(60)
    .refine(isTimeZone, { params: { code: 'not_time_zone' } }),
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .refine((code) => Intl.supportedValuesOf('currency').includes(code), {
      params: { code: 'not_currency' },
    }),
  /** The first is the one the cluster speaks by default. */
  languages: z
    .array(Language)
    .min(1)
    .max(3)
    .refine((all) => new Set(all).size === all.length, { params: { code: 'not_a_choice' } }),
  charter: text(10_000),
  helperName: text(80).nullish(),
  helperPhone: text(60).nullish(),
}

/** First parts of the addresses of the deployment, which a cluster's own can not take. */
export const RESERVED_SLUGS = [
  'sign-in',
  'sign-out',
  'account',
  'invitations',
  'operator',
  'new',
  'unsubscribe',
]

export const Slug = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9-]{1,39}$/)
  .refine((slug) => !RESERVED_SLUGS.includes(slug), { params: { code: 'taken' } })

export const ClusterInput = z.object({
  slug: Slug,
  ...fields,
  radiusKm: fields.radiusKm.default(40),
  timeZone: fields.timeZone.default('Europe/Paris'),
  currency: fields.currency.default('EUR'),
  languages: fields.languages.default(['fr', 'en', 'ar']),
  charter: fields.charter.default(''),
  isDemo: z.boolean().default(false),
})
export type ClusterInput = z.input<typeof ClusterInput>

/** With the address of its first coordinator, who is invited. */
export const NewCluster = ClusterInput.extend({ coordinatorEmail: z.email() })

export const ClusterPatch = z.object(fields).partial()
export type ClusterPatch = z.infer<typeof ClusterPatch>

/** The short pages every cluster has, in the order they are listed. */
export const CLUSTER_PAGES = ['ranking', 'help', 'privacy', 'terms', 'accessibility', 'legal', 'api'] as const
export type ClusterPage = (typeof CLUSTER_PAGES)[number]

export const ClusterPageInput = z.object({
  page: z.enum(CLUSTER_PAGES),
  language: Language,
  /** Empty: the text that comes with Maillage is shown again. */
  body: text(30_000),
})
export type ClusterPageInput = z.infer<typeof ClusterPageInput>
