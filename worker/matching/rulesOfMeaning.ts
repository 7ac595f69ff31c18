import { lexicon } from '../lexicon/lexicon'
import { type Like, likeness, type Rarity, soughtBy, sumOf } from '../lexicon/likeness'
import { type Meaning, UP, type Weights, withAbove } from '../lexicon/meaning'

// Pure: how much an offer is what a need asks for, said in other words or in another language; and what it can become.

/** What a listing means: its title read whole, of its description the concepts it names. */
export interface Said {
  title: Meaning
  body: Weights
}

/** What an offer can become, as ids of concepts: "sciure peut devenir litière". */
export interface Via {
  from: string
  to: string
}
export interface Meant {
  /** From 0 to 1. */
  share: number
  /** The rarest concept that both are about; null where none. */
  concept: string | null
  via: Via | null
}

/** This much likeness (`sumOf`) is the same thing: titles that say the same have some 10, kinds of one thing 2 to 4. */
const THE_SAME = 8
/** What a description names beside the title is half of what is meant. */
const IN_BODY = 0.5
/** What the description of a need names beside a title that says what is needed. */
const BESIDE = 0.25
/** An idea says more than the thing itself does, by this much at least. */
const MORE = 0.05
/** What is less sure than this is told to nobody. */
const LEAST_TOLD = 0.3

/**
 * How rare a concept is by itself, not among some candidates that were chosen because they are alike: the more kinds it has,
 * the less it says; and, where it is what something serves for, the more things serve for it ("a party", "a meeting").
 */
function rarityByKinds(counted: { outlets: boolean }): Rarity {
  const { concepts, above, comesFrom } = lexicon()
  const kinds = concepts.map(() => 0)
  for (const list of above) for (const up of list.keys()) kinds[up] = (kinds[up] ?? 0) + 1
  const most = Math.log(1 + concepts.length)
  const common = (number: number) =>
    1 + 2 * (kinds[number] ?? 0) + (counted.outlets ? (comesFrom[number] ?? 0) : 0)
  return {
    concept: (number) => Math.log(1 + concepts.length / common(number)) * (6 / most),
    stem: () => 4,
    letters: () => 1,
    lengths: new WeakMap(),
  }
}
let ofThings: Rarity | undefined
let ofOutlets: Rarity | undefined

/**
 * How an offer answers a need by what both mean: by what it is; by what it serves for (`serves`); by what it can become
 * (`becomes`).
 */
export function meant(offer: Said, need: Said, by: 'itself' | 'serves' | 'becomes'): Meant {
  const asked = asksFor(need)
  ofThings ??= rarityByKinds({ outlets: false })
  if (by === 'itself') {
    const share = shareOf(like(offer, asked, false, ofThings))
    return { share, concept: told(bothAbout(offer, asked, ofThings)), via: null }
  }
  ofOutlets ??= rarityByKinds({ outlets: true })
  const rarity = by === 'serves' ? ofOutlets : ofThings
  const via = viaOf(offer, asked, rarity)
  const all = like(offer, asked, true, rarity)
  if (!via || sumOf(all) < sumOf(like(offer, asked, false, rarity)) + MORE)
    return { share: 0, concept: null, via: null }
  return { share: shareOf(all), concept: null, via }
}

/** Whether a title names some thing surely. */
export const isTold = ({ title }: Said): boolean => [...title.named.values()].some((weight) => weight >= 0.7)

const shareOf = (one: Like): number => Math.min(1, sumOf(one) / THE_SAME)

/** A need is what its title says, and a little of what its description adds; where the title names nothing, half of that. */
function asksFor({ title, body }: Said): Meaning {
  if (body.size === 0) return title
  const share = title.named.size === 0 ? IN_BODY : BESIDE
  const about = new Map(title.about)
  for (const [concept, weight] of withAbove(lexicon(), body))
    if ((about.get(concept) ?? 0) < weight * share) about.set(concept, weight * share)
  return { ...title, about }
}

const half = (weights: Weights): Map<number, number> =>
  new Map([...weights].map(([concept, weight]) => [concept, weight * IN_BODY]))

function like({ title, body }: Said, need: Meaning, ideas: boolean, by: Rarity): Like {
  const sought = soughtBy(title, ideas)
  const concepts = new Map(sought.concepts)
  for (const [concept, weight] of half(withAbove(lexicon(), body)))
    if ((concepts.get(concept) ?? 0) < weight) concepts.set(concept, weight)
  return likeness({ meaning: title, concepts }, need, by)
}

/** The concept that speaks most for two texts being about the same. */
function bothAbout({ title, body }: Said, need: Meaning, by: Rarity): { concept: number; weight: number } {
  let best = { concept: -1, weight: 0 }
  let most = 0
  for (const [concept, weight] of need.about) {
    const other = Math.max(title.about.get(concept) ?? 0, (body.get(concept) ?? 0) * IN_BODY)
    const worth = weight * other * by.concept(concept)
    if (worth > most) {
      most = worth
      best = { concept, weight: weight * other }
    }
  }
  return best
}

const told = ({ concept, weight }: { concept: number; weight: number }): string | null =>
  weight >= LEAST_TOLD ? (lexicon().concepts[concept]?.id ?? null) : null

/** By which of its outlets an offer answers a need, and which of its concepts has it. */
function viaOf({ title }: Said, need: Meaning, by: Rarity): Via | null {
  const { concepts, becomes, above } = lexicon()
  let best: Via | null = null
  let most = 0
  for (const [from, weight] of title.about) {
    for (const to of becomes[from] ?? []) {
      const reached = [[to, 0] as const, ...(above[to] ?? [])]
      for (const [outlet, steps] of reached) {
        const asked = need.about.get(outlet) ?? 0
        const worth = weight * asked * UP ** steps * by.concept(outlet)
        if (worth <= most || asked * UP ** steps < LEAST_TOLD) continue
        const [a, b] = [concepts[from]?.id, concepts[to]?.id]
        if (!a || !b) continue
        most = worth
        best = { from: a, to: b }
      }
    }
  }
  return best
}
