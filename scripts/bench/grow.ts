import { call } from '../lib/call.ts'
import { say } from '../lib/project.ts'
import type { Server } from '../lib/server.ts'

const SEEDED_AT_ONCE = 2_500

/** Rows by direct SQL, then the projections that consumers would have made. */
export async function grow(server: Server, from: number, to: number): Promise<void> {
  for (let next = from; next < to; next += SEEDED_AT_ONCE) {
    await call(server, '/dev/bench/seed', { from: next, to: Math.min(to, next + SEEDED_AT_ONCE) })
    say(`${Math.min(to, next + SEEDED_AT_ONCE)} listings and bookings`)
  }
  say('Making the projections…')
  for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
    cursor = (await call<{ next: string | null }>(server, '/dev/rebuild', { cursor })).next
  }
}
