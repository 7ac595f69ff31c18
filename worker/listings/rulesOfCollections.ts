import type { Grain } from '../core/kinds'

// Pure: a stream may have another quantity at each of its collections: 40 kg on Tuesdays, 15 on Fridays.

/** What is read of a collection: its own quantity; absent: what the offer says. */
interface Collection {
  quantity?: number | undefined
}
interface Stream {
  grain: Grain
  quantity: number
  windows: readonly Collection[]
}

/** The quantity of an offer where each of its collections says its own: the most of them; null: it says it itself. */
export const quantityOfAll = (grain: Grain, windows: readonly Collection[]): number | null =>
  grain === 'window' && windows.length > 0 && windows.every((w) => w.quantity !== undefined)
    ? mostOf({ quantity: 0, windows })
    : null

/** The most that can be had at one collection: what its capacity is. */
export const mostOf = (l: { quantity: number; windows: readonly Collection[] }): number =>
  l.windows.reduce((most, w) => Math.max(most, w.quantity ?? 0), l.quantity)

/** What there is at one collection, as `windowsOn` gives it; null: as much as its capacity says. */
export const quantityOfCollection = (l: Stream, w: Collection): number | null =>
  l.grain === 'window' && l.windows.some((one) => one.quantity !== undefined)
    ? (w.quantity ?? l.quantity)
    : null
