import type { Page } from 'playwright-core'
import { booking, people, pole } from './demo.ts'
import { sent } from './queues.ts'
import type { Language, Screen } from './screens.ts'
import type { World } from './world.ts'

// Rounds of pick-ups, hours of training and integration, waste reported from the street. A round is opened once, of what the
// borrower has booked of wastes; the demo has one such booking moved to today where it has none.

const { borrower, coordinator } = people
const waste = `SELECT b.id, b.borrower_id FROM bookings b JOIN listings l ON l.id = b.listing_id AND l.kind = 'waste'
  JOIN clusters c ON c.id = b.cluster_id AND c.slug = 'pole-seine' WHERE b.status IN ('confirmed', 'in_use')
  AND coalesce(l.details ->> 'carrier', 'taker') <> 'giver' ORDER BY b.starts_at DESC LIMIT 1`
const due = {
  id: waste,
  who: waste.replace('b.id, b.borrower_id', 'b.borrower_id'),
  day: waste.replace('b.id, b.borrower_id', 'substr(b.starts_at, 1, 10)'),
  member: `SELECT m.id FROM members m WHERE m.status = 'active' AND m.organisation_id = (${waste.replace('b.id, b.borrower_id', 'b.borrower_id')}) LIMIT 1`,
}
let made: Promise<string> | undefined

const roundOf = (world: World) => {
  made ??= (async () => {
    const [id, who, day, member] = await Promise.all(
      [due.id, due.who, due.day, due.member].map((sql) => world.value(sql)),
    )
    return sent(world, coordinator, '/fr/pole-seine/me/pickups', {
      ...{ bookingIds: id ?? '', organisationId: who ?? '', day: day ?? '', onBehalfOf: member ?? '' },
      ...{ departs: '08:00', back: '12:00', vehicleId: '' },
    })
  })()
  return made
}
const reach = async (_: Page, world: World, language: Language) =>
  (await roundOf(world)).replace(/^\/\w\w\//, `/${language}/`)
const newRound = async (_: Page, world: World, language: Language) =>
  `/${language}/pole-seine/me/pickups/new?organisation=${(await world.value(due.who)) ?? ''}&date=${(await world.value(due.day)) ?? ''}`
const ended = { id: booking(borrower, 'borrower', 'completed') }

export const pickups: readonly Screen[] = [
  { name: 'pick-ups, prepare', route: `${pole}/me/pickups/new`, as: coordinator, reach: newRound },
  { name: 'pick-ups, round', route: `${pole}/pickups/:id`, as: coordinator, reach },
  { name: 'pick-ups, list', route: `${pole}/me/pickups`, as: coordinator },
  { name: 'inclusion, of a booking', route: `${pole}/bookings/:id/inclusion`, as: borrower, find: ended },
  {
    ...{ name: 'inclusion, no hours', route: `${pole}/bookings/:id/inclusion`, as: borrower, find: ended },
    send: { people: '0', hours: 'many' },
  },
  { name: 'inclusion, of the cluster', route: `${pole}/coordination/inclusion`, as: coordinator },
  { name: 'report waste', route: `${pole}/report-place`, query: '?subject=waste' },
]
export const pickupFiles = { [`${pole}/coordination/inclusion.csv`]: 'a file' }
