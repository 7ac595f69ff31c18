import { type Instant, wallOf } from '../core/time'
import { type Terms, windowsOn } from '../listings/rules'
import { quantityOfCollection } from '../listings/rulesOfCollections'

/** What there is at a collection, by its times; null: as much as its capacity says, or none is then. */
export function quantityAt(
  l: Pick<Terms, 'grain' | 'quantity'> & Parameters<typeof windowsOn>[0],
  from: Instant,
  to: Instant,
  zone: string,
): number | null {
  const w = windowsOn(l, wallOf(from, zone).date, zone).find((one) => one.from === from && one.to === to)
  return w ? quantityOfCollection(l, w) : null
}
