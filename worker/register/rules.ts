import type { Unit } from '../core/kinds'
import { type Instant, wallOf } from '../core/time'
import { type Line as Handover, standing } from '../handovers/rules'
import { type Cells, type Column, KEYS } from './rulesOfColumns'

// Pure: what the register of outgoing waste says of a booking.

/** What a line is written from, as the hand-over and the slip say it: another word of them is another line. */
export interface Origin {
  shippedOn: string
  quantity: number
  unit: Unit
  /** What the scales said at the hand-over, where it is counted in another unit. In kg. */
  weightKg?: number | null
  slip: string | null
  happened: 0 | 1
}

export interface Handed {
  status: string
  quantity: number
  unit: Unit
  endedAt: Instant | null
  startsAt: Instant
  slip: string | null
}

/**
 * What left and when: as the pick-up was noted, else as it was booked and completed. What was noted by mistake, fetched as
 * nothing, or never fetched did not leave (`happened` 0).
 */
export function originOf(
  b: Handed,
  lines: readonly (Handover & { weightKg?: number | null })[],
  zone: string,
): Origin {
  const pickUp = standing(lines, 'pick_up')
  const quantity = pickUp?.quantity ?? b.quantity
  const left = b.status !== 'no_show' && (pickUp !== null || b.status === 'completed') && quantity > 0
  const at = pickUp?.at ?? (b.endedAt && b.endedAt < b.startsAt ? b.endedAt : b.startsAt)
  return {
    ...{ shippedOn: wallOf(at, zone).date, quantity, unit: b.unit, slip: b.slip },
    ...(pickUp?.weightKg && { weightKg: pickUp.weightKg }),
    happened: left ? 1 : 0,
  }
}

/** A quantity in tonnes or cubic metres, as the register wants it; null where pieces would have to be weighed first. */
export function registerQuantity(
  quantity: number,
  unit: Unit,
  weightKg?: number | null,
): Pick<Cells, 'quantity' | 'quantityUnit'> {
  const decimal = (value: number) => String(Math.round(value * 1_000_000) / 1_000_000)
  if (weightKg) return { quantity: decimal(weightKg / 1000), quantityUnit: 't' }
  if (unit === 'kg') return { quantity: decimal(quantity / 1000), quantityUnit: 't' }
  if (unit === 'm3') return { quantity: decimal(quantity), quantityUnit: 'm3' }
  if (unit === 'litre') return { quantity: decimal(quantity / 1000), quantityUnit: 'm3' }
  return { quantity: null, quantityUnit: null }
}

export interface Party {
  name: string
  siret: string | null
  address: string
  postcode: string | null
  commune: string | null
}

/** An address in one line; null where even the street is not known. */
export const addressOf = (p: Pick<Party, 'address' | 'postcode' | 'commune'>): string | null =>
  p.address.trim() === ''
    ? null
    : [p.address.trim(), [p.postcode, p.commune].filter(Boolean).join(' ')].filter(Boolean).join(', ')

export interface Known {
  origin: Origin
  title: string
  lowCode: string | null
  pop: boolean | null
  /** Where it was fetched. */
  place: Pick<Party, 'address' | 'postcode' | 'commune'>
  lender: Party
  borrower: Party
}

/**
 * The first line: what the program knows. Who carries it, how it is treated and what the papers say are asked of people, even
 * where an answer could be guessed: nothing in a register is guessed.
 */
export function firstCells({ origin, title, lowCode, pop, place, lender, borrower }: Known): Cells {
  const [site, pickUp] = [addressOf(lender), addressOf(place)]
  const told: Partial<Cells> = {
    ...{ shippedOn: origin.shippedOn, wasteName: title, wasteCode: lowCode },
    ...{ pop: pop === null ? null : pop ? 'yes' : 'no', slipNumber: origin.slip },
    ...registerQuantity(origin.quantity, origin.unit, origin.weightKg),
    ...{ siteAddress: site, pickUpAddress: pickUp === site ? null : pickUp },
    ...{ producerName: lender.name, producerSiret: lender.siret, producerAddress: site },
    ...{ destinationName: borrower.name, destinationSiret: borrower.siret },
    destinationAddress: addressOf(borrower),
  }
  return Object.fromEntries(KEYS.map((key) => [key, told[key] || null])) as Cells
}

/** What a hand-over that was put right changes in a line: only what it says otherwise than before. */
export function cellsAfter(cells: Cells, was: Origin, now: Origin): Cells {
  const more: Partial<Cells> = {
    ...(was.shippedOn !== now.shippedOn && { shippedOn: now.shippedOn }),
    ...(was.slip !== now.slip && { slipNumber: now.slip }),
    ...((was.quantity !== now.quantity || was.unit !== now.unit || weightOf(was) !== weightOf(now)) &&
      registerQuantity(now.quantity, now.unit, now.weightKg)),
  }
  return { ...cells, ...more }
}

const weightOf = (o: Origin): number => o.weightKg ?? 0

export const isSame = (a: Origin, b: Origin): boolean =>
  weightOf(a) === weightOf(b) &&
  (['shippedOn', 'quantity', 'unit', 'slip', 'happened'] as const).every((key) => a[key] === b[key])

/** Which columns two lines tell differently. */
export const differing = (a: Cells, b: Cells): Column[] => KEYS.filter((key) => a[key] !== b[key])
