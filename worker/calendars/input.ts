import * as z from 'zod'

const id = z.string().min(1).max(60)

export const SCOPES = ['person', 'organisation', 'offer'] as const
export type Scope = (typeof SCOPES)[number]

export const AddressInput = z
  .object({
    scope: z.enum(SCOPES),
    /** The organisation or the offer; of one's own calendar, nothing. */
    subjectId: id.nullish(),
    /** The cluster in which the organisation is. */
    clusterId: id.nullish(),
  })
  .superRefine(({ scope, subjectId, clusterId }, ctx) => {
    const missing = (path: string) =>
      ctx.addIssue({ code: 'custom', path: [path], message: 'required', params: { code: 'required' } })
    if (scope !== 'person' && !subjectId) missing('subjectId')
    if (scope === 'organisation' && !clusterId) missing('clusterId')
  })
export type AddressInput = z.input<typeof AddressInput>

/** What is read of a calendar, whether it is sent or fetched: a megabyte. */
export const MOST_LETTERS = 1_000_000

export const FeedInput = z
  .object({
    name: z.string().trim().min(1).max(60),
    /** What it closes, where the offer has several things. */
    capacityId: id.nullish(),
    /** An address of the public internet, https or webcal. */
    address: z.string().trim().max(2000).nullish(),
    /** The text of an .ics file, in place of an address. */
    file: z.string().max(MOST_LETTERS).nullish(),
  })
  .superRefine(({ address, file }, ctx) => {
    const code = address && file ? 'file_or_address' : address || file ? null : 'required'
    if (code) ctx.addIssue({ code: 'custom', path: ['address'], message: code, params: { code } })
  })
export type FeedInput = z.input<typeof FeedInput>
