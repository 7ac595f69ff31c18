import { AppError } from '../core/errors'
import { body, documented, json, newApi, z } from '../platform/api'
import { setOfferRules } from './commands/setOfferRules'
import { OfferRules } from './inputOfRules'
import { rulesOf } from './offers'
import { visibleOffer } from './queries'

const tags = ['offers']
const params = z.object({ id: z.string().max(60) })

/** What a lender asks of those who book. */
export const rulesApi = newApi()

rulesApi.openapi(
  documented({
    ...{ method: 'get', path: '/offers/{id}/rules', tags, anyone: true },
    summary: 'What its lender asks of those who book it: lengths, notice, quotas, exceptions to the hours',
    request: { params },
    responses: {
      200: json(OfferRules, 'All rules; the ETag is their version, "0" where none were ever set'),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { listing } = await visibleOffer(ctx, c.req.valid('param').id)
    const { rules, version } = await rulesOf(ctx, listing.id)
    return c.json(rules, 200, { etag: `"${version}"` })
  },
)

rulesApi.openapi(
  documented({
    ...{ method: 'put', path: '/offers/{id}/rules', tags },
    summary: 'Set them, whole: what is left out asks for nothing. Bookings that stand are left as they are',
    request: {
      params,
      headers: z.object({
        'if-match': z
          .string()
          .optional()
          .openapi({ description: 'The version that was read; "0" for the first' }),
      }),
      ...body(OfferRules),
    },
    responses: { 200: json(OfferRules, 'As they are now') },
  }),
  async (c) => {
    const given = c.req.header('if-match')
    if (!given) throw new AppError('version_required')
    const read = /^(?:W\/)?"?(\d+)"?$/.exec(given.trim())?.[1]
    if (!read) throw new AppError('version_mismatch')
    const { id } = c.req.valid('param')
    const { rules, version } = await setOfferRules(c.get('ctx'), id, c.req.valid('json'), Number(read))
    return c.json(rules, 200, { etag: `"${version}"` })
  },
)
