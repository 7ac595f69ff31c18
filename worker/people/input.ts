import * as z from 'zod'
import { Language } from '../core/kinds'

/** Kept in lower case, so that one address is one person however it is typed. */
export const Email = z.string().trim().toLowerCase().pipe(z.string().min(1).max(254).pipe(z.email()))

export const Name = z.string().trim().min(1).max(80)
/** As people write telephone numbers; empty: none. */
export const Phone = z
  .string()
  .trim()
  .max(30)
  .refine((text) => text === '' || /^\+?[0-9][0-9 .()/-]{4,}$/.test(text), { params: { code: 'not_phone' } })
  .transform((text) => text || null)

export const MAIL_RHYTHMS = ['now', 'daily', 'never'] as const

export const SignIn = z.object({ email: Email })
export const NewPerson = z.object({
  name: Name,
  email: Email.nullable(),
  language: Language,
  phone: Phone.nullish(),
})
export const PersonPatch = z.object({
  name: Name.optional(),
  language: Language.optional(),
  mailRhythm: z.enum(MAIL_RHYTHMS).optional(),
  phone: Phone.optional(),
})
export const TokenName = z.object({ name: z.string().trim().min(1).max(60) })
