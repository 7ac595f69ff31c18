import type { Unit } from '../../../worker/core/kinds'
import type { Stop } from '../../../worker/pickups/queries'
import { FAR_TIMES } from '../../../worker/handovers/rules'
import type { View } from '../../view'

/** What was found at a stop, in words. */
export function saidOf(v: View, stop: Pick<Stop, 'outcome' | 'quantity' | 'reason' | 'unit'>): string {
  const { said } = v.t.pickups.record
  if (stop.outcome === 'collected') return said.collected(v.f.quantity(stop.quantity ?? 0, stop.unit))
  return stop.outcome === 'refused' ? said.refused(stop.reason) : said.nobody
}

/** The unit alone, as it is said of several: "kg", "palettes". */
export function unitOf(v: View, unit: Unit): string {
  return v.f.quantity(20, unit).replace(v.f.number(20), '').trim()
}

/** What the page's script says by itself; `{what}`, `{n}` stand for what it knows. */
export function islandWords(v: View) {
  const { record } = v.t.pickups
  const { kept, sent, wrong, drop, waiting, offline, ready, signedOut, signIn } = record
  return {
    ...{ kept, sent, wrong, drop, waiting, offline, ready, signedOut, signIn },
    ...{ needOutcome: record.needOutcome, needQuantity: record.needQuantity, needReason: record.needReason },
    ...{
      far: record.far,
      times: FAR_TIMES,
      signInAt: `${v.at('/sign-in')}?next=${encodeURIComponent(v.c.req.path)}`,
    },
    collected: record.said.collected('{n}'),
    refused: record.said.refused('{n}'),
    nobody: record.said.nobody,
  }
}
