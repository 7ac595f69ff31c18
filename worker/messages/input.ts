import * as z from 'zod'

export const MessageInput = z.object({ body: z.string().trim().min(1).max(5000) })
