// Pure: what mails are about, so that one may be stopped and the others go on.

export const TOPICS = [
  ...(['bookings', 'matches', 'searches', 'messages', 'listings', 'membership', 'coordination'] as const),
] as const
export type Topic = (typeof TOPICS)[number]

/** By the first word of what is told. */
const OF: Record<string, Topic> = {
  ...{ booking: 'bookings', basket: 'bookings', series: 'bookings', waitlist: 'bookings' },
  ...{ outage: 'bookings', handover: 'bookings', agreement: 'bookings' },
  ...{ cascade: 'bookings', remainder: 'bookings', job: 'matches' },
  ...{ match: 'matches', need: 'matches', search: 'searches', message: 'messages' },
  ...{ listing: 'listings', feed: 'listings' },
  ...{ affiliation: 'membership', member: 'membership', report: 'coordination' },
}
const COORDINATION = ['affiliation.requested', 'member.requested']

/** What a notice of this type is about; what is proposed by the matching in a new way is about matches. */
export const topicOf = (type: string): Topic =>
  COORDINATION.includes(type) ? 'coordination' : (OF[type.split('.')[0] ?? ''] ?? 'matches')

export const isTopic = (text: string): text is Topic => (TOPICS as readonly string[]).includes(text)

/** What can wait for the morning: nobody loses anything by it. */
export const canWait = (topic: Topic): boolean => topic === 'matches' || topic === 'searches'
