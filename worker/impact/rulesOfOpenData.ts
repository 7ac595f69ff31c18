import { added, type Sums } from './rulesOfSums'

/** A line of a table that anyone may read: what some organisations shared together. */
export interface Cell extends Sums {
  /** What the line is about; null: what is put together, because alone it would say too much of too few. */
  key: string | null
  organisations: ReadonlySet<string>
}

/** Below so many organisations a line could tell what one of them does. */
export const LEAST = 5

/**
 * Lines of at least five organisations each. Smaller ones are put together; where even together they are fewer than five, the
 * smallest line that could stand joins them, so that nothing can be found by taking lines away from a total. Where all of
 * it is below five, there is no line.
 */
export function grouped(cells: readonly Cell[]): Cell[] {
  const sorted = [...cells].sort((a, b) => b.organisations.size - a.organisations.size)
  const kept = sorted.filter((cell) => cell.organisations.size >= LEAST)
  const small = sorted.filter((cell) => cell.organisations.size < LEAST)
  if (small.length === 0) return kept
  let rest = small.reduce(together)
  while (rest.organisations.size < LEAST) {
    const next = kept.pop()
    if (!next) return []
    rest = together(rest, next)
  }
  return [...kept, { ...rest, key: null }]
}

const together = (a: Cell, b: Cell): Cell => ({
  ...added(a, b),
  key: null,
  organisations: new Set([...a.organisations, ...b.organisations]),
})
