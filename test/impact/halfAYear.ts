import { countHours, correctHours, withdrawHours } from '../../worker/inclusion/commands/countHours'
import { FAMILIES } from '../../worker/inclusion/rules'
import { cancelBooking } from '../../worker/bookings/commands/cancelBooking'
import { confirmBooking } from '../../worker/bookings/commands/confirmBooking'
import { correctBooking } from '../../worker/bookings/commands/correctBooking'
import { passBookings } from '../../worker/bookings/commands/passBookings'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { AppError } from '../../worker/core/errors'
import { addDays, DAY, HOUR, instantOf, later } from '../../worker/core/time'
import { noteHandover } from '../../worker/handovers/commands/noteHandover'
import { addFactor } from '../../worker/impact/commands/addFactor'
import { chooseBasis } from '../../worker/impact/commands/chooseBasis'
import { closeListing } from '../../worker/listings/commands/closeListing'
import { draftListing } from '../../worker/listings/commands/draftListing'
import { editListing } from '../../worker/listings/commands/editListing'
import { publishListing } from '../../worker/listings/commands/publishListing'
import { registerOrganisation } from '../../worker/organisations/commands/registerOrganisation'
import { addMember } from '../../worker/organisations/commands/addMember'
import { capacitiesOf } from '../../worker/listings/queries'
import type { Ctx } from '../../worker/platform/context'
import { as, db, givenCluster, givenCoordinator, givenPerson } from '../support/given'
import { CAR, CHAIR, GUARD, UPKEEP } from './market'

/** The months of the history begin here; the report is written half a year later. */
const BEGAN = '2026-02-02T08:00:00.000Z'
export const WRITTEN = '2026-08-20T08:00:00.000Z'
export const ZONE = 'Europe/Paris'

let state = 7
const random = (n: number) => {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
  return (state >> 8) % n
}
const pick = <T>(all: readonly T[]): T => all[random(all.length)] as T
/** What the market refuses is no part of its history. */
async function tried<T>(doing: () => Promise<T>): Promise<T | null> {
  try {
    return await doing()
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '20:00' }]
const OFFERS = [
  {
    kind: 'space',
    title: 'Salle',
    windows: hours,
    marketCents: 2200,
    marketUnit: 'hour',
    tariffMode: 'price',
    referenceCents: 500,
    priceUnit: 'hour',
  },
  {
    kind: 'equipment',
    title: 'Fourgon',
    marketCents: 7900,
    marketUnit: 'day',
    commune: 'Elbeuf',
    lat: 49.28,
    lng: 1,
  },
  {
    kind: 'waste',
    title: 'Chaises',
    grain: 'stock',
    unit: 'piece',
    quantity: 4000,
    marketCents: 4500,
    marketUnit: 'piece',
    details: { materialStatus: 'product_reuse' },
  },
  {
    kind: 'waste',
    title: 'Sciure',
    grain: 'stock',
    unit: 'kg',
    quantity: 90_000,
    commune: 'Oissel',
    lat: 49.34,
    lng: 1.1,
    details: { materialStatus: 'by_product' },
  },
  {
    kind: 'premises',
    title: 'Étage',
    grain: 'month',
    unit: 'm2',
    quantity: 430,
    marketCents: 900,
    marketUnit: 'm2_month',
    tariffMode: 'price',
    referenceCents: 275,
    priceUnit: 'm2_month',
    lots: [
      { label: 'A', surfaceM2: 180 },
      { label: 'B', surfaceM2: 250 },
    ],
  },
  {
    kind: 'staff',
    title: 'Comptable',
    windows: hours,
    tariffMode: 'price',
    referenceCents: 2600,
    details: { hoursPerWeek: 20, consent: true, wagesCents: 1800, chargesCents: 700, expensesCents: 100 },
    marketCents: 5500,
    marketUnit: 'hour',
  },
] as const

/** Half a year of a cluster, done by its people through the commands, each at their own time. */
export async function halfAYear() {
  const cluster = await givenCluster()
  const coordinator = await givenCoordinator(cluster)
  const at = (person: { id: string }, now: string) => as(person, { now })
  const places: { id: string; person: { id: string } }[] = []
  for (let i = 0; i < 7; i++) {
    const ctx = await at(coordinator, later(BEGAN, i * HOUR))
    const id = await registerOrganisation(ctx, cluster.id, {
      ...{
        name: `Structure ${i}`,
        legalForm: i % 2 ? 'cooperative' : 'association',
        commune: i % 3 ? 'Rouen' : 'Oissel',
      },
      ...{ foreignId: `T-${i}`, country: 'FR', lat: 49.44, lng: 1.09 },
    } as never)
    const person = await givenPerson()
    await addMember(ctx, cluster.id, id, person.id, { role: 'manager', mayAnswer: true } as never)
    places.push({ id, person })
  }
  const lenders = places.slice(0, 3)
  const disposal = await addFactor(await at(coordinator, BEGAN), cluster, {
    ...{
      key: 'recyclerie',
      measure: 'disposal',
      labelFr: 'Meubles',
      labelEn: 'Furniture',
      unit: 'EUR/tonne',
    },
    ...{
      value: 80,
      valueHigh: 120.5,
      basis: 'par tonne',
      source: 'Grand Poitiers',
      sourceRef: 'France 3',
      licence: 'citation',
    },
    confidence: 'medium',
  })
  const offers: { id: string; lender: (typeof places)[number]; kind: string }[] = []
  for (const [i, offer] of OFFERS.entries()) {
    const lender = lenders[i % 3] as (typeof places)[number]
    const ctx = await at(lender.person, later(BEGAN, DAY))
    const id = await draftListing(ctx, cluster.id, {
      ...{ direction: 'offer', organisationId: lender.id, instantFor: i % 2 ? 'everyone' : 'nobody' },
      ...offer,
    } as never)
    await publishListing(ctx, id)
    offers.push({ id, lender, kind: offer.kind })
  }
  const [, , chairs, sawdust, floor] = offers
  const choose = async (id: string | undefined, days: number, basis: object) =>
    chooseBasis(await at(coordinator, later(BEGAN, days * DAY)), id ?? '', basis as never)
  const chair = {
    thingFactor: CHAIR,
    replacedPercent: 60,
    lifePercent: 45,
    transportFactor: CAR,
    distanceKm: 17.3,
    unitKg: 4.25,
  }
  await choose(chairs?.id, 2, { ...chair, disposalFactor: disposal })
  await choose(sawdust?.id, 2, { disposalFactor: disposal })
  await choose(floor?.id, 2, { vacancyFactors: [UPKEEP, GUARD] })

  const made: string[] = []
  const hours: string[] = []
  for (let day = 3; day < 180; day++) {
    const now = later(BEGAN, day * DAY)
    await passBookings(await as(null, { now }))
    if (day === 60) await choose(chairs?.id, day, { ...chair, replacedPercent: 80 })
    if (day === 90) await choose(chairs?.id, day, { ...chair, appliesFrom: '2026-03-15', lifePercent: 30 })
    if (day === 70)
      await editListing(await at(lenders[1]!.person, now), offers[1]!.id, {
        marketCents: 8800,
        commune: 'Duclair',
      })
    if (day === 110)
      await editListing(await at(lenders[0]!.person, now), offers[0]!.id, {
        marketCents: null,
        marketUnit: null,
      })
    if (day % 9 === 0) await need(places[3 + random(4)]!, now)
    if (random(4) === 0) continue
    const offer = pick(offers)
    const borrower = places[3 + random(4)]!
    const ctx = await at(borrower.person, now)
    const date = addDays(later(BEGAN, (day + 1) * DAY).slice(0, 10), random(4))
    const booking = await tried(async () =>
      requestBooking(ctx, offer.id, { organisationId: borrower.id, ...(await when(ctx, offer, date)) }),
    )
    if (!booking) continue
    made.push(booking.id)
    const lender = await at(offer.lender.person, later(now, HOUR))
    if (booking.status === 'requested' && random(5) > 0) await tried(() => confirmBooking(lender, booking.id))
    if (random(8) === 0)
      await tried(async () =>
        cancelBooking(await at(borrower.person, later(now, 2 * HOUR)), booking.id, { reason: 'Reporté' }),
      )
    const old = pick(made)
    if (random(3) === 0)
      await tried(() => noteHandover(lender, old, { step: 'pick_up', quantity: 1 + random(30) } as never))
    await giveHours(day, now)
    if (random(6) === 0) await tried(async () => correctBooking(await at(coordinator, now), old))
  }
  await passBookings(await as(null, { now: WRITTEN }))
  await passBookings(await as(null, { now: WRITTEN }))
  return { cluster, coordinator, made }

  /** Counted on some days, put right or taken back on others; refused where the exchange has not begun. */
  async function giveHours(day: number, now: string) {
    const booking = made[(day * 7) % made.length] ?? ''
    const ctx = await at(coordinator, now)
    const sides = await db
      .selectFrom('bookings')
      .select(['lenderId', 'borrowerId'])
      .where('id', '=', booking)
      .executeTakeFirstOrThrow()
    const given = {
      ...{ organisationId: day % 2 ? sides.lenderId : sides.borrowerId, people: 1 + (day % 5) },
      ...{ purpose: day % 3 ? ('training' as const) : ('integration' as const) },
      ...{ family: FAMILIES[day % FAMILIES.length] ?? 'other', minutes: 30 + day },
    }
    const id = await tried(() => countHours(ctx, booking, given))
    if (id) hours.push(id)
    const old = hours[day % (hours.length || 1)]
    if (old && day % 5 === 0) await tried(() => correctHours(ctx, old, { ...given, people: 3 }))
    if (old && day % 11 === 0) await tried(() => withdrawHours(ctx, old))
  }

  async function need(place: (typeof places)[number], now: string) {
    const ctx = await at(place.person, now)
    const id = await draftListing(ctx, cluster.id, {
      ...{
        direction: 'need',
        organisationId: place.id,
        kind: pick(['space', 'waste', 'equipment']),
        title: 'Il nous faut',
      },
    } as never)
    await publishListing(ctx, id)
    const outcome = pick(['met_here', 'no_longer_needed', 'expired', null] as const)
    if (outcome) await closeListing(await at(place.person, later(now, DAY)), id, outcome)
  }

  async function when(ctx: Ctx, offer: (typeof offers)[number], date: string) {
    const clock = (time: string, days = 0) => instantOf(addDays(date, days), time, ZONE)
    if (offer.kind === 'space' || offer.kind === 'staff')
      return { startsAt: clock('09:00'), endsAt: clock(pick(['10:00', '11:30', '12:00'])) }
    if (offer.kind === 'equipment')
      return { startsAt: clock('00:00'), endsAt: clock('00:00', 1 + random(12)) }
    if (offer.kind === 'waste')
      return { startsAt: clock('09:00'), endsAt: clock('10:00'), quantity: 1 + random(40) }
    const lots = await capacitiesOf(ctx, offer.id)
    return { startsAt: clock('00:00'), endsAt: clock('00:00', 20 + random(70)), capacityId: pick(lots).id }
  }
}
