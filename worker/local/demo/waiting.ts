import { addDays, HOUR, instantOf, later } from '../../core/time'
import { windowsOn } from '../../listings/rules'
import type { Action, DemoListing, Setting, Waiting } from './shape'

/** What waits for the coordinator today, and what the demo people have ahead of them. `number` gives each booking its own. */
export function waitingActions(
  { reports, asks, joins, queues, outages, handOvers, ahead }: Waiting,
  setting: Setting,
  listings: ReadonlyMap<string, DemoListing>,
  number: () => number,
): Action[] {
  const ago = (hours: number) => later(setting.midnight, -hours * HOUR)
  return [
    ...reports.map(({ hoursAgo, ...one }): Action => ({ do: 'report', at: ago(hoursAgo), ...one })),
    ...asks.map(({ hoursAgo, ...one }): Action => ({ do: 'ask', at: ago(hoursAgo), ...one })),
    ...joins.map(({ hoursAgo, ...one }): Action => ({ do: 'join', at: ago(hoursAgo), ...one })),
    ...queues.map(({ hoursAgo, ...one }): Action => ({ do: 'wait', at: ago(hoursAgo), ...one })),
    ...outages.map(({ hoursAgo, ...one }): Action => ({ do: 'breakDown', at: ago(hoursAgo), ...one })),
    ...handOvers.map(({ hoursAgo, ...one }): Action => ({ do: 'handOver', at: ago(hoursAgo), ...one })),
    ...ahead.flatMap(({ hoursAgo, offer, by, ...wanted }): Action[] => {
      const listing = listings.get(offer)
      const [first, ...otherwise] = listing ? openDays(listing, wanted, setting) : []
      if (!first) throw new Error(`Nothing of ${offer} is open from ${wanted.from} to ${wanted.to}`)
      const n = number()
      return [{ do: 'book', at: ago(hoursAgo), n, offer, by, ...first, otherwise, quantity: 1 }]
    }),
  ]
}

/** The same hours on each day of three weeks on which they lie within the opening hours. */
function openDays(
  { windows }: DemoListing,
  { fromInDays, from, to }: Pick<Waiting['ahead'][number], 'fromInDays' | 'from' | 'to'>,
  { today, timeZone }: Setting,
) {
  return Array.from({ length: 21 }, (_, i) => addDays(today, fromInDays + i)).flatMap((date) => {
    const [startsAt, endsAt] = [instantOf(date, from, timeZone), instantOf(date, to, timeZone)]
    const open = windowsOn({ windows, startsAt: null, endsAt: null }, date, timeZone)
    return open.some((w) => w.from <= startsAt && endsAt <= w.to) ? [{ startsAt, endsAt }] : []
  })
}
