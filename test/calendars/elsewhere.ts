import { vi } from 'vitest'
import { fromMinutes } from '../../worker/core/time'
import { db } from '../support/given'

// What the rest of the internet answers, in place of the network.

export const ADDRESS = 'https://calendars.example.org/accueil.ics'

export const calendar = (...events: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Essai//FR', ...events, 'END:VCALENDAR', ''].join('\r\n')

/** An event in the wall time of the cluster. */
export const event = (uid: string, start: string, end: string, ...more: string[]): string =>
  ['BEGIN:VEVENT', `UID:${uid}`, `DTSTART:${start}`, `DTEND:${end}`, ...more, 'END:VEVENT'].join('\r\n')

export interface Asked {
  url: string
  headers: Record<string, string>
}

/** Answers every request that leaves the Worker, and returns what was asked. */
export function server(answer: (asked: Asked) => Response | Promise<Response>): Asked[] {
  const all: Asked[] = []
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const asked = { url: String(input), headers: Object.fromEntries(new Headers(init?.headers)) }
    all.push(asked)
    return answer(asked)
  })
  return all
}

/** What is closed, as "from to quantity" in UTC. */
export async function closures(): Promise<string[]> {
  const rows = await db
    .selectFrom('holds')
    .select(['busyFrom', 'busyTo', 'quantity'])
    .where('reason', '=', 'closure')
    .where('live', '=', 1)
    .orderBy('busyFrom')
    .execute()
  const short = (minutes: number) => fromMinutes(minutes).slice(0, 16)
  return rows.map((h) => `${short(h.busyFrom)} ${short(h.busyTo)} ${h.quantity}`)
}
