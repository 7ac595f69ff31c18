import { chooseBasis } from '../../worker/impact/commands/chooseBasis'
import type { BasisInput } from '../../worker/impact/input'
import { reckonAgain } from '../../worker/impact/reactTo'
import { as, db, eventsOf, givenPerson } from '../support/given'
import { givenBooking, givenMarket, type Market } from '../bookings/market'

/** Delivers events to the consumer, from the one after `seq`, in the order they were written or another. */
export async function reckoned(after = 0, order: <T>(all: T[]) => T[] = (all) => all): Promise<number> {
  const events = await eventsOf()
  const ctx = await as(null)
  for (const event of order(events.filter((e) => e.seq > after))) await reckonAgain(ctx, event)
  return events.at(-1)?.seq ?? after
}

const TABLES = [
  ...(['impactMonths', 'impactSums', 'impactNeeds', 'impactOffers'] as const),
  ...(['portraitExchanges', 'portraitCounts'] as const),
]
/** Everything that is projected. */
export async function projectedImpact() {
  const all: Record<string, object[]> = {}
  for (const table of TABLES) {
    const rows: object[] = await db.selectFrom(table).selectAll().execute()
    all[table] = rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  return all
}

export const CHAIR = 'fct_ico2-chaiseenbois_1' // 18.63 kgCO2e
export const CAR = 'fct_car-2030_1' // 120.9 gCO2e a kilometre
export const UPKEEP = 'fct_bf-maintenance_1' // 7 EUR a square metre and year
export const GUARD = 'fct_bf-security_1' // 22,000 EUR a hectare and year, at most

/** Chairs given away: an offer of material in pieces. */
export const givenChairs = (more: object = {}) =>
  givenMarket({
    ...{ kind: 'waste', title: 'Chaises en bois de la salle', grain: 'stock', unit: 'piece', quantity: 40 },
    ...{ details: { materialStatus: 'product_reuse' }, ...more },
  } as never)

export const chairs: BasisInput = {
  ...{ thingFactor: CHAIR, replacedPercent: 60, lifePercent: 50 },
  ...{ transportFactor: CAR, distanceKm: 12.5, unitKg: 4.2 },
}

/** A booking that was carried out. */
export const given = (m: Market, more: Record<string, unknown> = {}) =>
  givenBooking(m, { status: 'completed', ...more })

export const choose = async (m: Market, basis: BasisInput, more: Parameters<typeof as>[1] = {}) =>
  chooseBasis(await as(m.answerer, more), m.offer.id, basis)

export const givenOperator = () => givenPerson({ isOperator: 1 })
