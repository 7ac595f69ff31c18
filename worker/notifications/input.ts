import * as z from 'zod'
import { TOPICS } from './topics'

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'not_time' })

/** Which mails a person wants, and between which local times of a cluster nothing is sent that can wait. */
export const MailSettings = z.object({
  topics: z.array(z.enum(TOPICS)).max(TOPICS.length),
  quiet: z.object({ from: Time, to: Time }),
})
export type MailSettings = z.output<typeof MailSettings>
