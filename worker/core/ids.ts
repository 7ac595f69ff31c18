/** Prefixes of identifiers: what a thing is can be read from its id. */
export const PREFIX = {
  person: 'per',
  cluster: 'clu',
  organisation: 'org',
  member: 'mbr',
  invitation: 'inv',
  token: 'tok',
  session: 'ses',
  offer: 'ofr',
  need: 'ned',
  photo: 'pho',
  report: 'rep',
  capacity: 'cap',
  booking: 'bkg',
  series: 'srs',
  handover: 'hnd',
  agreement: 'agr',
  basket: 'bsk',
  match: 'mat',
  message: 'msg',
  event: 'evt',
  notice: 'ntc',
  import: 'imp',
  calendar: 'cal',
  feed: 'fee',
  outage: 'out',
  place: 'wtl',
  job: 'job',
  cascade: 'csc',
  remainder: 'rmd',
  batch: 'bch',
  end: 'end',
  round: 'rnd',
  stop: 'stp',
  inclusion: 'inc',
  search: 'sch',
  ask: 'ask',
  site: 'sit',
  building: 'bld',
  lot: 'lot',
  plan: 'pln',
  charge: 'chg',
  document: 'doc',
  lead: 'lea',
  note: 'nte',
  call: 'cll',
  application: 'apl',
  applicationFile: 'apf',
  callOffer: 'clo',
  factor: 'fct',
  basis: 'ibs',
  funderReport: 'fnd',
  occupancy: 'occ',
  agreementText: 'agt',
  inventory: 'ivt',
  feeRule: 'fru',
  feeMonth: 'fmo',
  feeLine: 'fel',
  wasteLine: 'wln',
} as const
export type Thing = keyof typeof PREFIX
export type Id<T extends Thing> = `${(typeof PREFIX)[T]}_${string}`

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A new identifier: prefix, 10 base-32 digits of the instant in milliseconds, 14 random ones (70 bits). Text order is
 * order of making, to the millisecond.
 */
export function newId<T extends Thing>(thing: T, now: number = Date.now()): Id<T> {
  let time = ''
  for (let rest = now, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = DIGITS[rest % 32] + time
  const bytes = crypto.getRandomValues(new Uint8Array(14))
  let random = ''
  for (const byte of bytes) random += DIGITS[byte % 32]
  return `${PREFIX[thing]}_${time}${random}`
}
