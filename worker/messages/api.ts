import { AppError } from '../core/errors'
import { body, documented, json, newApi, z } from '../platform/api'
import type { AppContext } from '../platform/http'
import { sendMessage } from './commands/sendMessage'
import { MessageInput } from './input'
import { conversation, markRead } from './queries'

const Message = z
  .object({
    id: z.string(),
    from: z.object({ organisationId: z.string(), name: z.string(), person: z.string().nullable() }),
    body: z.string(),
    createdAt: z.string(),
    mine: z.boolean(),
  })
  .openapi('Message')
const Conversation = z.object({
  items: z.array(Message),
  nextCursor: z.string().nullable(),
  contacts: z
    .array(z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }))
    .nullable()
    .openapi({ description: 'How to reach the other side; null until both have agreed' }),
})

const read = (of: 'bookings' | 'matches') =>
  documented({
    method: 'get',
    path: `/${of}/{id}/messages`,
    summary: 'The conversation of the parties: the last 50 messages, oldest first; older ones by cursor',
    request: {
      params: z.object({ id: z.string() }),
      query: z.object({ cursor: z.string().max(60).optional() }),
    },
    responses: { 200: json(Conversation, 'Messages, oldest first') },
  })
const write = (of: 'bookings' | 'matches') =>
  documented({
    method: 'post',
    path: `/${of}/{id}/messages`,
    summary: 'Write to the other party',
    request: { params: z.object({ id: z.string() }), ...body(MessageInput) },
    responses: { 201: json(Message, 'The message') },
  })

export const messagesApi = newApi()
  .openapi(read('bookings'), async (c) =>
    c.json(await seen(c, 'bkg_', c.req.valid('param').id, c.req.valid('query').cursor), 200),
  )
  .openapi(read('matches'), async (c) =>
    c.json(await seen(c, 'mat_', c.req.valid('param').id, c.req.valid('query').cursor), 200),
  )
  .openapi(write('bookings'), async (c) =>
    c.json(await sent(c, 'bkg_', c.req.valid('param').id, c.req.valid('json').body), 201),
  )
  .openapi(write('matches'), async (c) =>
    c.json(await sent(c, 'mat_', c.req.valid('param').id, c.req.valid('json').body), 201),
  )

async function seen(c: AppContext, prefix: string, id: string, cursor?: string) {
  const ctx = c.get('ctx')
  if (!ctx.actor) throw new AppError('not_signed_in')
  if (!id.startsWith(prefix)) throw new AppError('not_found')
  const { messages, older, contacts } = await conversation(ctx, id, cursor)
  await markRead(ctx, id)
  return { items: messages.map(outside), nextCursor: older, contacts }
}

async function sent(c: AppContext, prefix: string, id: string, text: string) {
  const ctx = c.get('ctx')
  if (!id.startsWith(prefix)) throw new AppError('not_found')
  const messageId = await sendMessage(ctx, id, text)
  const { messages } = await conversation(ctx, id)
  const message = messages.find((one) => one.id === messageId)
  if (!message) throw new AppError('not_found')
  c.header('location', `${c.env.PUBLIC_URL}${new URL(c.req.url).pathname}`)
  return outside(message)
}

const outside = (m: Awaited<ReturnType<typeof conversation>>['messages'][number]) => ({
  ...{ id: m.id, body: m.body, createdAt: m.createdAt, mine: m.mine },
  from: { organisationId: m.organisationId, name: m.organisationName, person: m.personName },
})
