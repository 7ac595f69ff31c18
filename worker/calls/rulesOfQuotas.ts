// Pure: how many lots of a call a sector may and must have, and whether what it must have can still be reached.

/** In lots, or in per cent of the lots of the call: a least share is rounded up, a largest share down. */
export interface Quota {
  sector: string
  unit: 'lots' | 'percent'
  min?: number | undefined
  max?: number | undefined
}
export interface Bounds {
  min: number
  max: number
}

export function boundsOf(quotas: readonly Quota[], lots: number): Map<string, Bounds> {
  const share = (q: Quota, value: number) => (q.unit === 'lots' ? value * 100 : value * lots)
  return new Map(
    quotas.map((q) => [
      q.sector,
      {
        min: q.min === undefined ? 0 : Math.ceil(share(q, q.min) / 100),
        max: q.max === undefined ? lots : Math.floor(share(q, q.max) / 100),
      },
    ]),
  )
}

export interface Wishing {
  id: string
  sector: string
  /** The lots it asks for that can take it, in its order. */
  lots: readonly string[]
}

/**
 * Keeps least shares reachable: it knows at each moment one way (`kept`: lot → application) in which those who have not had
 * their turn yet could still fill what is missing of each least share, and refuses whatever would leave none. The way is
 * mended by augmenting paths (Ford and Fulkerson 1956: sectors → applications → lots), never searched anew.
 */
export class LeastShares {
  /** By sector, how many lots are still missing. A share that nobody can reach is lowered to what can be. */
  readonly missing = new Map<string, number>()
  /** What was reachable at the beginning: what the call holds itself to. */
  readonly reachable = new Map<string, number>()
  private kept = new Map<string, string>()
  private readonly waiting: Map<string, Wishing>
  private readonly free: Set<string>
  private readonly bySector: Map<string, Wishing[]>
  private readonly sectors: Map<string, string>

  /** Sectors that compete for the same lots are filled in the order of `bounds`. */
  constructor(candidates: readonly Wishing[], lots: readonly string[], bounds: ReadonlyMap<string, Bounds>) {
    this.waiting = new Map(candidates.map((c) => [c.id, c]))
    this.free = new Set(lots)
    this.bySector = Map.groupBy(candidates, (c) => c.sector)
    this.sectors = new Map(candidates.map((c) => [c.id, c.sector]))
    for (const [sector, { min, max }] of bounds) {
      let reached = 0
      while (reached < Math.min(min, max) && this.mended(this.kept, sector)) reached++
      this.missing.set(sector, reached)
      this.reachable.set(sector, reached)
    }
  }

  /** Its turn is over. Who has nothing was not kept for a least share: what is kept for somebody they can always take. */
  pass(id: string): void {
    this.waiting.delete(id)
  }

  /** Gives a free lot to one whose turn it is, if all least shares stay reachable. */
  take(id: string, lot: string): boolean {
    const sector = this.sectorOf(id)
    const kept = new Map(this.kept)
    const again: string[] = []
    const missing = this.missing.get(sector) ?? 0
    const isOfSector = (one: string | undefined) => one !== undefined && this.sectorOf(one) === sector
    const own = [...kept].find(([, one]) => one === id)?.[0]
    if (missing > 0) {
      // One of its sector is needed less: the one who has this lot, itself, or any other.
      const other = [...kept].find(([, one]) => isOfSector(one))?.[0]
      const dropped = isOfSector(kept.get(lot)) ? lot : (own ?? other)
      if (dropped !== undefined) kept.delete(dropped)
      if (own !== undefined && kept.delete(own)) again.push(sector)
    }
    const holder = kept.get(lot)
    if (holder !== undefined) {
      kept.delete(lot)
      again.push(this.sectorOf(holder))
    }
    const was = this.waiting.get(id)
    this.waiting.delete(id)
    this.free.delete(lot)
    if (again.every((one) => this.mended(kept, one))) {
      this.kept = kept
      if (missing > 0) this.missing.set(sector, missing - 1)
      return true
    }
    if (was) this.waiting.set(id, was)
    this.free.add(lot)
    return false
  }

  private sectorOf(id: string): string {
    return this.sectors.get(id) ?? ''
  }

  /** One more of a sector in `kept`, others moved aside where need be. False: there is no way, and nothing has changed. */
  private mended(kept: Map<string, string>, sector: string): boolean {
    return this.reach(kept, sector, { lots: new Set<string>(), sectors: new Set<string>() })
  }

  private reach(
    kept: Map<string, string>,
    sector: string,
    seen: { lots: Set<string>; sectors: Set<string> },
  ): boolean {
    if (seen.sectors.has(sector)) return false
    seen.sectors.add(sector)
    const placed = new Set(kept.values())
    for (const c of this.bySector.get(sector) ?? [])
      if (this.waiting.has(c.id) && !placed.has(c.id) && this.settle(kept, c, seen)) return true
    return false
  }

  /** A lot for this one: free, or left by its holder, who moves or is replaced by another of their sector. */
  private settle(
    kept: Map<string, string>,
    c: Wishing,
    seen: { lots: Set<string>; sectors: Set<string> },
  ): boolean {
    for (const lot of c.lots) {
      if (!this.free.has(lot) || seen.lots.has(lot)) continue
      seen.lots.add(lot)
      const holder = this.waiting.get(kept.get(lot) ?? '')
      if (holder && !this.settle(kept, holder, seen) && !this.reach(kept, holder.sector, seen)) continue
      // The holder has another lot now, or somebody of its sector has one in its stead.
      kept.set(lot, c.id)
      return true
    }
    return false
  }
}
