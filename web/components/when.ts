import type { Grain } from '../../worker/core/kinds'
import { toInstant } from '../../worker/core/time'
import type { Span } from '../../worker/search/rules'
import * as words from '../../worker/search/words'
import type { View } from '../view'

/** When something is free, in words that follow its state. */
export function freeWords(v: View, free: readonly Span[], grain: Grain): string {
  const spans = free.map(({ from, to }) => ({ from: toInstant(from), to: toInstant(to) }))
  return words.freeWords(v.t, v.f, spans, grain, v.ctx.now)
}
