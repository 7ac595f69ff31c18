// Pure: what of a closure fits beside what is held already. A booking always wins: nothing of it is touched, and what of the
// closure falls on it is told instead.

/** [from, to) in UTC minutes. */
export interface Span {
  from: number
  to: number
}
export interface Taken extends Span {
  quantity: number
  /** Whether somebody was promised it: the colliding part is told. */
  promised: boolean
}
export interface Closing extends Span {
  quantity: number
}

/** Spans in order, those that touch as one. */
export function merged(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else all.push({ from, to })
  }
  return all
}

/**
 * Of closures of the whole `quantity` (in order, apart), what can be held beside `taken`: each part with all that is free
 * of it. `collisions`: where something is promised.
 */
export function fitting(closures: readonly Span[], taken: readonly Taken[], quantity: number) {
  const changes = taken
    .flatMap(({ from, to, quantity: q, promised }) => [
      { at: from, by: q, promised: promised ? 1 : 0 },
      { at: to, by: -q, promised: promised ? -1 : 0 },
    ])
    .sort((a, b) => a.at - b.at)
  const holds: Closing[] = []
  const collisions: Span[] = []
  let [next, load, promises] = [0, 0, 0]
  const pass = (until: number) => {
    for (let change = changes[next]; change && change.at <= until; change = changes[++next]) {
      load += change.by
      promises += change.promised
    }
  }
  for (const closure of closures) {
    for (let from = closure.from; from < closure.to; ) {
      pass(from)
      const to = Math.min(changes[next]?.at ?? closure.to, closure.to)
      const free = quantity - load
      const last = holds.at(-1)
      if (free > 0 && last?.to === from && last.quantity === free) last.to = to
      else if (free > 0) holds.push({ from, to, quantity: free })
      if (promises > 0) collisions.push({ from, to })
      from = to
    }
  }
  return { holds, collisions: merged(collisions) }
}
