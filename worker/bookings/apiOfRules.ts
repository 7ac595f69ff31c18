import { AppError } from '../core/errors'
import { body, documented, json, newApi, z } from '../platform/api'
import { mustBeSignedIn } from '../platform/context'
import { asJson, BookingJson } from './asJson'
import { declineImpossible } from './commands/declineImpossible'
import { setOfferRules } from './commands/setOfferRules'
import { competingWith } from './competing'
import { OfferRules } from './inputOfRules'
import { rulesOf } from './offers'
import { sidesOf, visibleBooking, visibleOffer } from './queries'

const tags = ['offers']
const params = z.object({ id: z.string().max(60) })

/** What a lender asks of those who book, and the requests among which they choose. */
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

const booking = { request: { params }, tags: ['bookings'] }

rulesApi.openapi(
  documented({
    ...{ method: 'get', path: '/bookings/{id}/competing', ...booking },
    summary: 'For the lender: requests for the same time that hold nothing, and whether each would still fit',
    responses: {
      200: json(
        z.object({ items: z.array(z.object({ booking: BookingJson, fits: z.boolean() })) }),
        'At most 30',
      ),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    mustBeSignedIn(ctx)
    const b = await visibleBooking(ctx, c.req.valid('param').id)
    const sides = sidesOf(ctx, b)
    if (!sides.includes('lender') && !sides.includes('coordinator')) throw new AppError('forbidden')
    const others = await competingWith(ctx, b)
    return c.json(
      { items: others.map((one) => ({ booking: asJson(ctx, one.booking), fits: one.fits })) },
      200,
    )
  },
)

rulesApi.openapi(
  documented({
    ...{ method: 'post', path: '/bookings/{id}/decline-impossible', ...booking },
    summary: 'The lender refuses at once all requests for that time that no longer fit',
    responses: { 200: json(z.object({ declined: z.int() }), 'How many') },
  }),
  async (c) => c.json({ declined: await declineImpossible(c.get('ctx'), c.req.valid('param').id) }, 200),
)
