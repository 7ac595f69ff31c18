import { visibleBooking } from '../bookings/queries'
import { clusterById, clusterBySlug } from '../clusters/queries'
import { AppError } from '../core/errors'
import { wallOf } from '../core/time'
import { body, documented, json, newApi, z } from '../platform/api'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import { agreementOf } from './agreements'
import { AgreementJson, agreementAsJson, DayJson, dayAsJson, HandoverJson, handoverAsJson } from './asJson'
import { acceptAgreement } from './commands/acceptAgreement'
import { noteHandover } from './commands/noteHandover'
import { wantDayMail } from './commands/wantDayMail'
import { dayOf, mustSeeDay } from './day'
import { AcceptInput, Day, DayMailInput, HandoverInput } from './input'
import { handoversOf, photoOfHandover } from './queries'

const tags = ['hand-overs']
const id = z.string().max(60)
const params = z.object({ id })

const picture = { schema: z.any().openapi({ type: 'string', format: 'binary' }) }
const pictures = { 'image/jpeg': picture, 'image/png': picture, 'image/webp': picture }

export const handoversApi = newApi()

handoversApi.openapi(
  documented({
    ...{ method: 'get', path: '/bookings/{id}/handovers', tags },
    summary: 'What was noted of the pick-up and the return, oldest first; a correction is a line more',
    request: { params },
    responses: { 200: json(z.object({ items: z.array(HandoverJson) }), 'At most 100 lines') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    mustBeSignedIn(ctx)
    const { id: bookingId } = await visibleBooking(ctx, c.req.valid('param').id)
    const lines = await handoversOf(ctx, bookingId)
    return c.json({ items: lines.map((line) => handoverAsJson(ctx, line)) }, 200)
  },
)

handoversApi.openapi(
  documented({
    ...{ method: 'post', path: '/bookings/{id}/handovers', tags },
    summary: 'Note a pick-up or a return; a whole return in order, noted early, completes the booking',
    request: { params, ...body(HandoverInput) },
    responses: { 201: json(HandoverJson, 'Noted') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const line = await noteHandover(ctx, c.req.valid('param').id, c.req.valid('json'))
    return c.json(handoverAsJson(ctx, line), 201, {
      location: `/api/v1/bookings/${line.bookingId}/handovers`,
    })
  },
)

handoversApi.openapi(
  documented({
    ...{ method: 'get', path: '/bookings/{id}/handovers/{handoverId}/photo', tags },
    summary: 'The photo of a line, for the parties and the coordinator',
    request: { params: params.extend({ handoverId: id }) },
    responses: {
      200: { description: 'The picture', content: pictures },
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    mustBeSignedIn(ctx)
    const { id: bookingId, handoverId } = c.req.valid('param')
    const booking = await visibleBooking(ctx, bookingId)
    const line = (await handoversOf(ctx, booking.id)).find((one) => one.id === handoverId)
    const { photoId, photoType } = await photoOfHandover(ctx, line?.photoId ?? '')
    const stored = await c.env.PHOTOS.get(photoId)
    if (!stored) throw new AppError('not_found')
    return c.body(stored.body as ReadableStream, 200, {
      ...{ 'content-type': photoType ?? '', 'cache-control': 'private, no-store' },
      'x-content-type-options': 'nosniff',
    })
  },
)

handoversApi.openapi(
  documented({
    ...{ method: 'get', path: '/bookings/{id}/agreement', tags },
    summary: 'The free loan agreement of a booking (Code civil, art. 1875–1891), filled in from it',
    request: { params },
    responses: { 200: json(AgreementJson, 'As it stands') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    mustBeSignedIn(ctx)
    const booking = await visibleBooking(ctx, c.req.valid('param').id)
    const agreement = await agreementOf(ctx, booking)
    if (!agreement) throw new AppError('not_found')
    return c.json(agreementAsJson(ctx, booking.id, agreement), 200)
  },
)

handoversApi.openapi(
  documented({
    ...{ method: 'post', path: '/bookings/{id}/agreement/accept', tags },
    summary: 'Accept the text whose hash was read, for one side; a change of the booking asks again',
    request: { params, ...body(AcceptInput) },
    responses: { 200: json(AgreementJson, 'As it stands') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const bookingId = c.req.valid('param').id
    const agreement = await acceptAgreement(ctx, bookingId, c.req.valid('json'))
    return c.json(agreementAsJson(ctx, bookingId, agreement), 200)
  },
)

const Cluster = z.string().max(80).optional().openapi({
  description: 'Slug of the cluster; absent: the first one the organisation is active in',
})

handoversApi.openapi(
  documented({
    ...{ method: 'get', path: '/organisations/{id}/day', tags },
    summary: 'What an organisation lends on a day: going out, coming back, in the house, overdue',
    request: {
      params,
      query: z.object({
        cluster: Cluster,
        date: Day.optional().openapi({ type: 'string', format: 'date', description: 'Absent: today' }),
      }),
    },
    responses: { 200: json(DayJson, 'In this order: overdue, out, back, in the house, away') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { cluster: slug, date } = c.req.valid('query')
    const organisationId = c.req.valid('param').id
    const cluster = await clusterFor(ctx, organisationId, slug)
    mustSeeDay(ctx, organisationId, cluster.id)
    const list = await dayOf(ctx, organisationId, cluster, date ?? wallOf(ctx.now, cluster.timeZone).date)
    return c.json(dayAsJson(ctx, organisationId, cluster.timeZone, list), 200)
  },
)

handoversApi.openapi(
  documented({
    ...{ method: 'post', path: '/organisations/{id}/day/mail', tags },
    summary: 'Whether you get this list by e-mail at 07:00, as a member of the organisation',
    request: { params, query: z.object({ cluster: Cluster }), ...body(DayMailInput) },
    responses: { 200: json(DayMailInput, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const organisationId = c.req.valid('param').id
    const { wanted } = c.req.valid('json')
    const cluster = await clusterFor(ctx, organisationId, c.req.valid('query').cluster)
    await wantDayMail(ctx, organisationId, cluster.id, wanted)
    return c.json({ wanted }, 200)
  },
)

/** The cluster that was asked for, or the first in which the organisation is active, or that the actor coordinates. */
async function clusterFor(ctx: Ctx, organisationId: string, slug: string | undefined) {
  const actor = mustBeSignedIn(ctx)
  const mine = actor.organisations.find((m) => m.organisationId === organisationId)
  const first = mine?.clusters[0] ?? mine?.suspendedIn[0] ?? actor.coordinates[0] ?? ''
  const cluster = slug === undefined ? await clusterById(ctx, first) : await clusterBySlug(ctx, slug)
  if (!cluster) throw new AppError('not_found')
  return cluster
}
