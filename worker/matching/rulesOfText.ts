import { COMMON } from '../lexicon/common'

// Pure: how much two listings say the same, by the stems they share.

interface Said {
  title: string[]
  body: string[]
}

const IN_TITLE = 3

const telling = (stems: string[]) => new Set(stems.filter((s) => !COMMON.has(s) && !/^\d+$/.test(s)))

/**
 * The share of what one says (its title above all) that the other says too, taken from both ends: the better end counts
 * most, because a short need and a long offer can fit very well. `same`: stems of a title that both have.
 */
export function likeness(offer: Said, need: Said): { share: number; same: string[] } {
  const [a, b] = [read(offer), read(need)]
  const [high, low] = [recall(a, b), recall(b, a)].sort((x, y) => y - x) as [number, number]
  const same = [...b.title].filter((s) => a.title.has(s) || a.body.has(s))
  return { share: 0.7 * high + 0.3 * low, same: same.slice(0, 5) }
}

const read = (said: Said) => ({ title: telling(said.title), body: telling(said.body) })
type Read = ReturnType<typeof read>

/** How much of `wanted`'s title `other` says: a word of its title counts whole, of its description two thirds. */
function recall(wanted: Read, other: Read): number {
  let [found, all] = [0, 0]
  for (const stem of wanted.title) {
    all += IN_TITLE
    found += other.title.has(stem) ? IN_TITLE : other.body.has(stem) ? IN_TITLE * 0.66 : 0
  }
  // The description only helps: what it says beyond the title is not what is wanted.
  for (const stem of wanted.body) if (other.title.has(stem) && !wanted.title.has(stem)) found += 1
  return all === 0 ? 0 : Math.min(1, found / all)
}

interface Codes {
  romeCode?: string | undefined
  lowCode?: string | undefined
  category?: string | undefined
}

/** Codes say the same across languages: the ROME family, the chapter of the List of Waste, the category. */
export function sameTrade(offer: Codes, need: Codes): { code?: 'rome' | 'low' | 'category'; bonus: number } {
  const shared = (a?: string, b?: string) => {
    let n = 0
    while (a && b && n < a.length && a[n] === b[n]) n++
    return n
  }
  const rome = shared(offer.romeCode, need.romeCode)
  if (rome >= 3) return { code: 'rome', bonus: rome === 5 ? 0.7 : 0.4 }
  const low = shared(offer.lowCode, need.lowCode)
  if (low >= 4) return { code: 'low', bonus: low === 6 ? 0.7 : 0.4 }
  if (offer.category && offer.category !== 'other' && offer.category === need.category)
    return { code: 'category', bonus: 0.2 }
  return { bonus: 0 }
}
