import type { EventType } from '../../worker/core/events'
import { db, NOW } from '../support/given'

export async function givenHold(
  capacityId: string,
  row: {
    bookingId?: string
    reason?: string
    busyFrom: number
    busyTo: number
    quantity: number
    live?: number
  },
) {
  await db
    .insertInto('holds')
    .values({ capacityId, reason: 'booking', ...row } as never)
    .execute()
}

export async function givenEvent(type: EventType, seq?: number) {
  const row = {
    seq,
    id: `evt_${type}`,
    type,
    subjectId: 'org_1',
    subjectVersion: 1,
    payload: '{}',
    occurredAt: NOW,
    relayedAt: null,
  }
  await db
    .insertInto('events')
    .values(row as never)
    .execute()
}
