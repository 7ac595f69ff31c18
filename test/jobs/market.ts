import {
  as,
  eventsOf,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'
import { subscriptions } from '../../worker/subscriptions'

/** Where employers are: a tenth of a degree north is about 11 km. */
const ROUEN = { lat: 49.44, lng: 1.09 }

export async function givenEmployer(
  cluster: { id: string },
  name: string,
  given: {
    hours: number
    days: number[]
    from?: string
    to?: string
    north?: number
    rome?: string
  } & Record<string, unknown>,
) {
  const { hours, days, from = '08:00', to = '18:00', north = 0, rome = 'M1203', ...listing } = given
  const place = { lat: ROUEN.lat + north, lng: ROUEN.lng }
  const organisation = await givenOrganisation(cluster, { name, ...place })
  const need = await givenListing(cluster, organisation, {
    ...{ direction: 'need', kind: 'staff', unit: 'minute', title: `Comptable pour ${name}`, ...place },
    ...{ windows: [{ days, from, to }], details: { romeCode: rome, hoursPerWeek: hours } },
    ...listing,
  })
  return { organisation, need, manager: await givenMember(organisation, { role: 'manager' }) }
}

/** A cluster with three employers whose needs make a job of 30 hours. */
export async function givenEmployers() {
  const cluster = await givenCluster()
  const a = await givenEmployer(cluster, 'Alpha', { hours: 14, days: [1, 2] })
  const b = await givenEmployer(cluster, 'Bravo', { hours: 9, days: [3], north: 0.05 })
  const c = await givenEmployer(cluster, 'Charlie', { hours: 7, days: [4], north: 0.1 })
  return { cluster, a, b, c, coordinator: await givenCoordinator(cluster) }
}
export type Employers = Awaited<ReturnType<typeof givenEmployers>>

/** What some consumers do with all that has happened, each event twice. */
export async function heard(
  names: readonly string[],
  given: { now?: string; backwards?: boolean } = {},
): Promise<void> {
  for (let from = 0; ; ) {
    const events = (await eventsOf()).filter((e) => e.seq > from)
    if (events.length === 0) return
    from = events.at(-1)?.seq ?? from
    for (const event of given.backwards ? events.reverse() : events)
      for (const name of subscriptions.to[event.type])
        if (names.includes(name))
          for (let i = 0; i < 2; i++)
            await subscriptions.consumers[name]?.(await as(null, given.now ? { now: given.now } : {}), event)
  }
}
