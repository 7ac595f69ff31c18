// Pure: what a line of the register of outgoing waste says, and in which order.

/**
 * The columns of the register, in the order of the order ("arrêté") of 31 May 2021 that fixes the content of the registers of
 * articles R541-43 and R541-43-1 of the French Environment Code (JORF of 3 August 2021, NOR TREP2110485A), article 2, outgoing
 * waste: a) the date; b) what it is and how much; c) where it comes from, who handles and who carries it; d) what becomes of it.
 * `needed`: asked of every line; the others are "where it applies".
 */
export const COLUMNS = [
  { key: 'shippedOn', part: 'a', needed: true },
  { key: 'wasteName', part: 'b', needed: true },
  { key: 'wasteCode', part: 'b', needed: true },
  { key: 'pop', part: 'b', needed: true },
  { key: 'baselCode', part: 'b', needed: false },
  { key: 'slipNumber', part: 'b', needed: false },
  { key: 'quantity', part: 'b', needed: true },
  { key: 'quantityUnit', part: 'b', needed: true },
  { key: 'siteAddress', part: 'c', needed: true },
  { key: 'pickUpAddress', part: 'c', needed: false },
  { key: 'producerName', part: 'c', needed: true },
  { key: 'producerSiret', part: 'c', needed: true },
  { key: 'producerAddress', part: 'c', needed: true },
  { key: 'collectionCommunes', part: 'c', needed: false },
  { key: 'ecoName', part: 'c', needed: false },
  { key: 'ecoSiren', part: 'c', needed: false },
  { key: 'traderName', part: 'c', needed: false },
  { key: 'traderSiret', part: 'c', needed: false },
  { key: 'traderReceipt', part: 'c', needed: false },
  { key: 'brokerName', part: 'c', needed: false },
  { key: 'brokerSiret', part: 'c', needed: false },
  { key: 'brokerReceipt', part: 'c', needed: false },
  { key: 'carrierName', part: 'c', needed: true },
  { key: 'carrierSiret', part: 'c', needed: true },
  { key: 'carrierReceipt', part: 'c', needed: false },
  { key: 'carrierAddress', part: 'c', needed: true },
  { key: 'transferNumber', part: 'c', needed: false },
  { key: 'destinationName', part: 'd', needed: true },
  { key: 'destinationSiret', part: 'd', needed: true },
  { key: 'destinationAddress', part: 'd', needed: true },
  { key: 'treatmentCode', part: 'd', needed: true },
  { key: 'treatmentRank', part: 'd', needed: true },
] as const satisfies readonly { key: string; part: 'a' | 'b' | 'c' | 'd'; needed: boolean }[]

export type Column = (typeof COLUMNS)[number]['key']
export type Part = (typeof COLUMNS)[number]['part']
export const KEYS: readonly Column[] = COLUMNS.map(({ key }) => key)
export const PARTS: readonly Part[] = ['a', 'b', 'c', 'd']

/** What a line says, a text for each column; `null`: nobody has told it yet. */
export type Cells = Record<Column, string | null>

/**
 * The rank of the final treatment in the order of preference of C. env. L541-1, II, 2°: made ready for reuse, recycled,
 * recovered otherwise (energy above all), disposed of.
 */
export const RANKS = ['reuse', 'recycling', 'recovery', 'disposal'] as const
export const QUANTITY_UNITS = ['t', 'm3'] as const

/** Codes of treatment of annexes I (D1 to D15) and II (R1 to R13) of Directive 2008/98/EC. */
export const isTreatmentCode = (code: string): boolean =>
  /^(?:D(?:[1-9]|1[0-5])|R(?:[1-9]|1[0-3]))$/.test(code)

/**
 * Columns of a line that are needed and not told yet. Waste of several producers says where it was collected instead of who
 * produced it; hazardous waste needs its slip.
 */
export function missingOf(cells: Cells, hazardous: boolean): Column[] {
  const manyProducers = cells.collectionCommunes !== null
  return COLUMNS.filter(({ key, needed }) => {
    if (cells[key] !== null) return false
    if (key === 'slipNumber') return hazardous
    if (manyProducers && (key === 'producerName' || key === 'producerSiret' || key === 'producerAddress'))
      return false
    return needed
  }).map(({ key }) => key)
}
