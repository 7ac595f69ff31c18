import { invalid } from '../core/errors'
import { wallOf } from '../core/time'
import { clusterById } from '../clusters/queries'
import { occupanciesDuring } from '../occupancies/queries'
import type { Ctx } from '../platform/context'
import { check } from '../platform/input'
import { chargesOf, lotsOf, type Site } from '../premises/queries'
import { SimulationInput } from './input'
import { type Simulated, simulate } from './rulesOfSplit'

export interface Simulation {
  chargesCents: number
  lots: (Simulated & { lotName: string })[]
  ownerBears: { owner: number; spread: number }
}

/** A year of a site with some lots empty, with the solidarity of who is there today. Throws `invalid` for a lot that is not there. */
export async function simulationOf(ctx: Ctx, site: Site, given: SimulationInput): Promise<Simulation> {
  const { emptyLotIds } = check(SimulationInput, given)
  const cluster = await clusterById(ctx, site.clusterId)
  const today = wallOf(ctx.now, cluster?.timeZone ?? 'Europe/Paris').date
  const [lots, charges, now] = await Promise.all([
    lotsOf(ctx, site.id),
    chargesOf(ctx, site.id),
    occupanciesDuring(ctx, [site.id], today, today),
  ])
  const known = new Set(lots.map((lot) => lot.id))
  const wrong = emptyLotIds.findIndex((id) => !known.has(id))
  if (wrong >= 0) throw invalid({ path: `emptyLotIds.${wrong}`, code: 'no_such_lot' })
  const chargesCents = charges.reduce((sum, one) => sum + one.centsPerYear, 0)
  if (lots.length === 0) return { chargesCents, lots: [], ownerBears: { owner: 0, spread: 0 } }
  const weighed = lots.map((lot) => ({
    ...{ lotId: lot.id, surfaceM2: lot.surfaceM2, comfortPercent: lot.comfortPercent },
    solidarityPercent: now.find((o) => o.lotId === lot.id)?.solidarityPercent ?? 100,
  }))
  const { lots: shares, ownerBears } = simulate(chargesCents, weighed, new Set(emptyLotIds))
  const named = shares.map((share, i) => ({ ...share, lotName: lots[i]?.name ?? '' }))
  return { chargesCents, lots: named, ownerBears }
}
