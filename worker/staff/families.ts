import { lexicon } from '../lexicon/lexicon'
import { languageOf } from '../lexicon/language'
import { meaningOf, UP } from '../lexicon/meaning'
import { stemsOf } from '../search/stems'

// Pure: which job families (ROME) a text is about.

interface Family {
  code: string
  titleFr: string
}
export interface Ranked<F> {
  family: F
  /** The concept whose work it is, or null where its title shares words with the text. */
  concept: string | null
}

/** A family that a concept names is surer than one that only shares a word of its title. */
const CODE: Record<number, number> = { 5: 6, 4: 2.5, 3: 2, 2: 1 }
/** Words of a title that begin alike are one: "comptable", "comptabilité". */
const ALIKE = 4

/** The families that a text is about, best first; those that nothing speaks for are left out. */
export function rankFamilies<F extends Family>(text: string, families: readonly F[]): Ranked<F>[] {
  const language = languageOf(text)
  const codes = new Map<string, { weight: number; concept: string }>()
  const { concepts } = lexicon()
  for (const [number, weight] of meaningOf(text, language).about) {
    const concept = concepts[number]
    for (const [i, code] of (concept?.rome ?? []).entries()) {
      const sure = weight * UP ** (i / 4)
      if (concept && (codes.get(code)?.weight ?? 0) < sure)
        codes.set(code, { weight: sure, concept: concept.id })
    }
  }
  const asked = [...new Set(stemsOf(text, 'fr'))]
  return families
    .map((family) => {
      const title = stemsOf(family.titleFr, 'fr')
      const words = asked.filter((stem) => title.some((other) => alike(stem, other))).length
      let [score, concept]: [number, string | null] = [words - title.length / 100, null]
      for (const length of [5, 4, 3, 2]) {
        const known = codes.get(family.code.slice(0, length))
        const sure = (known?.weight ?? 0) * (CODE[length] ?? 0)
        if (known && sure > 0) {
          score += sure
          concept = known.concept
          break
        }
      }
      return { family, concept, score }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.family.code < b.family.code ? -1 : 1))
    .map(({ family, concept }) => ({ family, concept }))
}

const alike = (a: string, b: string): boolean => {
  const some = Math.max(ALIKE, Math.min(a.length, b.length) - 2)
  return a === b || (a.length >= some && b.length >= some && a.slice(0, some) === b.slice(0, some))
}
