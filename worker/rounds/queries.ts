import { sql } from 'kysely'
import { clusterById } from '../clusters/queries'
import { AppError } from '../core/errors'
import type { Point } from '../core/geo'
import type { Kind, Unit } from '../core/kinds'
import { addDays, instantOf, wallOf } from '../core/time'
import type { AnyDetails, Window } from '../listings/input'
import { windowsOn } from '../listings/rules'
import { type Ctx, mustBeMember, mustBeSignedIn } from '../platform/context'
import { check } from '../platform/input'
import { RoundInput } from './input'
import { MOST_STOPS, type Round, roundOf, type Stop } from './rules'

/** One thing to load, or to set down, at a stop. */
export interface Load {
  bookingId: string
  act: 'load' | 'unload'
  kind: Kind
  title: string
  quantity: number
  unit: Unit
  /** How it is packed, or where it is fetched, in the words of its lender. */
  hint: string
}
export interface Place {
  stopId: string
  organisationId: string
  organisationName: string
  address: string
  postcode: string
  commune: string
  loads: Load[]
}
export interface DayRound {
  day: string
  departs: string
  zone: string
  depot: { organisationId: string; name: string; address: string; commune: string; point: Point } | null
  round: Round
  /** What is done at each stop of the round. */
  places: Map<string, Place>
  /** Where nobody knows where it is: told, not driven. */
  unplaced: Place[]
  /** More stops than a day holds. */
  left: number
}

/** Minutes at a stop, and for each thing more. */
const AT_A_STOP = 10
const FOR_EACH_MORE = 3
const MOST_BOOKINGS = 300

/**
 * The collections of an organisation on a day, in the order in which they are best driven from its own place: what it
 * has booked of equipment and waste that begins that day, and the waste that it brings to those who booked it. For its
 * members and the coordinator.
 */
export async function roundFor(ctx: Ctx, clusterId: string, input: RoundInput): Promise<DayRound> {
  const actor = mustBeSignedIn(ctx)
  const { organisationId, day, departs } = check(RoundInput, input)
  if (!actor.coordinates.includes(clusterId)) mustBeMember(ctx, organisationId, clusterId)
  const cluster = await clusterById(ctx, clusterId)
  const home = await homeIn(ctx, clusterId, organisationId)
  if (!cluster || !home) throw new AppError('not_found')
  const zone = cluster.timeZone
  const rows = await dueOn(ctx, clusterId, organisationId, day, zone)
  const stops = stopsOf(rows, organisationId, day, zone)
  const point = home.lat === null || home.lng === null ? null : { lat: home.lat, lng: home.lng }
  const placed = stops.flatMap(({ stop, place }) => (stop ? [{ stop, place }] : []))
  const depot = point && {
    ...{ organisationId, name: home.name, address: home.address, commune: home.commune, point },
  }
  const driven = depot ? placed.map((s) => s.stop) : []
  return {
    ...{ day, departs, zone, depot },
    round: roundOf(depot?.point ?? { lat: 0, lng: 0 }, driven, minutesOf(departs)),
    places: new Map(stops.map(({ place }) => [place.stopId, place])),
    unplaced: stops.filter(({ stop }) => !stop || !depot).map(({ place }) => place),
    left: Math.max(0, driven.length - MOST_STOPS),
  }
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

const homeIn = (ctx: Ctx, clusterId: string, organisationId: string) =>
  ctx.db
    .selectFrom('affiliations as a')
    .innerJoin('organisations as o', 'o.id', 'a.organisationId')
    .select(['o.name', 'o.address', 'o.commune', 'o.lat', 'o.lng'])
    .where('a.clusterId', '=', clusterId)
    .where('a.organisationId', '=', organisationId)
    .where('a.status', '=', 'active')
    .executeTakeFirst()

/** Agreed bookings of equipment and waste that begin on the day, of one side and of the other. */
async function dueOn(ctx: Ctx, clusterId: string, organisationId: string, day: string, zone: string) {
  const [from, to] = [instantOf(day, '00:00', zone), instantOf(addDays(day, 1), '00:00', zone)]
  const side = (column: 'b.borrowerId' | 'b.lenderId') =>
    ctx.db
      .selectFrom('bookings as b')
      .innerJoin('listings as l', 'l.id', 'b.listingId')
      .innerJoin('organisations as lender', 'lender.id', 'b.lenderId')
      .innerJoin('organisations as borrower', 'borrower.id', 'b.borrowerId')
      .select(['b.id', 'b.startsAt', 'b.endsAt', 'b.quantity', 'b.unit', 'b.lenderId', 'b.borrowerId'])
      .select(['l.kind', 'l.grain', 'l.title', 'l.details', 'l.windows', 'l.lat', 'l.lng'])
      .select(['l.startsAt as opensAt', 'l.endsAt as closesAt', 'l.address', 'l.postcode', 'l.commune'])
      .select(['lender.name as lenderName', 'borrower.name as borrowerName'])
      .select(['borrower.lat as toLat', 'borrower.lng as toLng', 'borrower.address as toAddress'])
      .select(['borrower.postcode as toPostcode', 'borrower.commune as toCommune'])
      .where(column, '=', organisationId)
      .where('b.clusterId', '=', clusterId)
      .where('b.startsAt', '>=', from)
      .where('b.startsAt', '<', to)
      .where('b.status', 'in', ['confirmed', 'in_use'])
      .where('l.kind', 'in', ['equipment', 'waste'])
      .where(
        sql<boolean>`not exists (select 1 from holds where booking_id = b.id and suspended_by is not null)`,
      )
      .orderBy('b.startsAt')
      .orderBy('b.id')
      .limit(MOST_BOOKINGS)
      .execute()
  const [fetched, brought] = await Promise.all([side('b.borrowerId'), side('b.lenderId')])
  return [...fetched, ...brought]
}
type Due = Awaited<ReturnType<typeof dueOn>>[number]

/** One stop for each place at which something is done; what is brought by the other side is nobody's errand here. */
function stopsOf(
  rows: readonly Due[],
  organisationId: string,
  day: string,
  zone: string,
): { stop: Stop | null; place: Place }[] {
  const found = new Map<string, { stop: Stop | null; place: Place }>()
  for (const row of rows) {
    const details = JSON.parse(row.details) as AnyDetails
    const given = row.kind === 'waste' && details.carrier === 'giver'
    const fetches = row.borrowerId === organisationId
    if (fetches === given) continue
    const at = given
      ? { id: row.borrowerId, name: row.borrowerName, lat: row.toLat, lng: row.toLng }
      : { id: row.lenderId, name: row.lenderName, lat: row.lat, lng: row.lng }
    const where = given
      ? { address: row.toAddress, postcode: row.toPostcode, commune: row.toCommune }
      : { address: row.address, postcode: row.postcode, commune: row.commune }
    const stopId = `${at.id} ${at.lat ?? ''} ${at.lng ?? ''}`
    const load: Load = {
      ...{ bookingId: row.id, act: given ? 'unload' : 'load', kind: row.kind, title: row.title },
      ...{ quantity: row.quantity, unit: row.unit as Unit, hint: details.packaging || details.pickUp || '' },
    }
    const known = found.get(stopId)
    if (known) {
      known.place.loads.push(load)
      if (known.stop) known.stop = narrowed(known.stop, hoursOf(row, day, zone))
      continue
    }
    const { lat, lng } = at
    found.set(stopId, {
      stop:
        lat === null || lng === null
          ? null
          : { id: stopId, point: { lat, lng }, minutes: AT_A_STOP, ...hoursOf(row, day, zone) },
      place: { stopId, organisationId: at.id, organisationName: at.name, ...where, loads: [load] },
    })
  }
  return [...found.values()]
}

/** When one may come: over a collection, from the booked hour, or while the offer is open that day. Minutes of the day. */
export function hoursOf(
  row: Pick<Due, 'grain' | 'startsAt' | 'endsAt' | 'windows' | 'opensAt' | 'closesAt'>,
  day: string,
  zone: string,
): Pick<Stop, 'from' | 'to'> {
  const minute = (at: string) => wallOf(at, zone).minute
  const sameDay = (at: string) => wallOf(at, zone).date === day
  if (row.grain === 'window' || row.grain === 'stock')
    return { from: minute(row.startsAt), to: sameDay(row.endsAt) ? minute(row.endsAt) : null }
  const windows = JSON.parse(row.windows) as Window[]
  if (row.grain === 'hour')
    return { from: minute(row.startsAt), to: sameDay(row.endsAt) ? minute(row.endsAt) : null }
  if (windows.length === 0) return { from: null, to: null }
  const open = windowsOn({ windows, startsAt: row.opensAt, endsAt: row.closesAt }, day, zone)
  const [first, last] = [open[0], open.at(-1)]
  return { from: first ? minute(first.from) : null, to: last && sameDay(last.to) ? minute(last.to) : null }
}

/** Several things of one place are loaded together: when all can be. */
function narrowed(stop: Stop, hours: Pick<Stop, 'from' | 'to'>): Stop {
  const from = Math.max(stop.from ?? 0, hours.from ?? 0) || null
  const ends = [stop.to, hours.to].filter((to) => to !== null)
  return {
    ...stop,
    from,
    to: ends.length > 0 ? Math.min(...ends) : null,
    minutes: stop.minutes + FOR_EACH_MORE,
  }
}
