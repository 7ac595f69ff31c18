import type { Language } from '../core/kinds'
import { ARABIC, stem } from '../search/stems'
import type { Lexicon } from './lexicon'
import type { Term, Terms } from './terms'
import type { Token } from './tokens'

/** A concept that a text names. */
export interface Found {
  concept: number
  /** 1 where its own words stand there; less for a word of two meanings, or one that is only spelt alike. */
  weight: number
  /** The places of its words in the text. */
  at: number[]
}

/** The words of a term may stand this much further apart than in it: "huiles usagées de friture". */
const APART = 1
/** Words in another order than the term's say the same, a little less surely: "wood waste" and "waste wood". */
const OTHER_ORDER = 0.9
/** A word that is only spelt like one of the lexicon. */
const SPELT_ALIKE = 0.6
/** Words that say in what state a thing is, or that it is left over: they tell no thing from another, except within a term. */
const QUALIFIERS: ReadonlySet<string> = new Set(
  `use usee uses usees usage usagee usages usagees usag vieux vieil vieille vieilles ancien ancienne anciens anciennes neuf neuve neufs
  neuves nouveau nouvelle nouvelles nouveaux casse cassee casses cassees perime perimee perimes perimees dechet dechets residu residus
  vide vides vacant vacante vacants vacantes inoccupe inoccupee reste restes rebut rebuts issu issue issus issues provenant base forme hors non peu tres divers diverses sec seche brut brute bruts
  empty vacant unused used spent old new broken waste wastes residue residues leftover leftovers scrap discarded surplus excess unsold expired various dry
  raw crude mixed fresh clean from making based مستعمل مستعملة مستعملين قديم قديمة مستهلك مستهلكة مكسور مكسورة نفايات مخلفات بقايا فضلات
  فائض فائضة فارغ فارغة شاغر شاغرة تالف تالفة جديد جديدة مهمل مهملة غير`.split(/\s+/),
)
/** Words of every need and every day: part of a term, they do not tell of it when they stand alone ("study day", "day nursery"). */
const EVERYDAY: ReadonlySet<string> = new Set(
  `jour jours journee journees semaine semaines mois annee annees heure heures matin matins matinee soir soirs soiree soirees midi apres avant
  week end weekend deux trois quatre cinq six sept huit neuf dix vingt trente premier premiere plusieurs quelques chaque tous toutes
  faire fait mettre prendre avoir besoin chercher cherche cherchons recherche proposer propose proposons donner donne donnons vendre aider aide
  droite gauche petit petite petits petites grand grande grands grandes bon bonne
  day days week weeks weekly month months monthly year years hour hours morning mornings evening evenings afternoon noon after before
  two three four five six seven eight nine ten twenty thirty first some any every several seeing making getting doing make made get give
  giving offer offering need needs needed looking small large big good running
  يوم ايام يومين اسبوع اسابيع اسبوعيا شهر اشهر شهور سنة ساعة ساعات صباح الصباح مساء المساء بعد قبل اثنان ثلاثة اربعة خمسة ستة سبعة ثمانية تسعة
  عشرة عشرون ثلاثون نحتاج نبحث حاجة صغير صغيرة كبير كبيرة`.split(/\s+/),
)
/** A word that shares its stem with one of the lexicon, and is written in another way. */
const OTHER_FORM = 0.5
/** A word that is part of most terms of a concept. */
const PART = 0.5
const MOST_TERMS = 0.8
/** A word that is part of more concepts than these tells none. */
const MOST_PARTS = 3
const LEAST_ALIKE = 0.75
const SHORTEST_GUESSED = 6
/** Stems that short differ by a letter from those of quite other words. */
const SHORTEST_STEM = 6

/** The concepts that a text names, longest terms first: a word that is part of a longer term is not read again alone. */
export function findConcepts(
  lexicon: Lexicon,
  tokens: readonly Token[],
  language: Language,
): { found: Found[]; unknown: number[] } {
  const isArabic = tokens.map((token) => ARABIC.test(token.raw))
  if (language !== 'ar' && isArabic.includes(true)) return inBothScripts(lexicon, tokens, isArabic, language)
  const terms = lexicon.terms(language)
  const known = language === 'ar' ? tokens.map((token) => knownArabic(terms, token)) : tokens
  const taken = new Set<number>()
  const found: Found[] = []
  for (const match of severalWords(terms, known)) {
    if (match.at.every((i) => taken.has(i))) continue
    // The same words for two concepts are told once each; a shorter term inside a longer one is not.
    if (match.at.some((i) => taken.has(i)) && match.at.length < 3) continue
    const same = match.concepts.length
    for (const concept of match.concepts)
      found.push({ concept, weight: match.weight / Math.sqrt(same), at: match.at })
    for (const i of match.at) taken.add(i)
  }
  const unknown: number[] = []
  for (const [i, token] of known.entries()) {
    if (taken.has(i) || QUALIFIERS.has(token.raw)) continue
    const single = singles(lexicon, terms, token, known[i + 1], language)
    if (single.length === 0) unknown.push(i)
    for (const one of single) found.push({ ...one, at: [i] })
  }
  return { found, unknown }
}

/** Arabic words in a French or English text are read as Arabic: two languages in one sentence are usual here. */
function inBothScripts(
  lexicon: Lexicon,
  tokens: readonly Token[],
  isArabic: readonly boolean[],
  language: Language,
): { found: Found[]; unknown: number[] } {
  const parts = [true, false].map((arabic) => {
    const places = tokens.flatMap((_, i) => (isArabic[i] === arabic ? [i] : []))
    const own = places.flatMap((i) => tokens[i] ?? [])
    const { found, unknown } = findConcepts(lexicon, own, arabic ? 'ar' : language)
    const back = (at: readonly number[]) => at.flatMap((i) => places[i] ?? [])
    return { found: found.map((one) => ({ ...one, at: back(one.at) })), unknown: back(unknown) }
  })
  return {
    found: parts.flatMap((part) => part.found),
    unknown: parts.flatMap((part) => part.unknown).sort((a, b) => a - b),
  }
}

interface Several {
  concepts: number[]
  weight: number
  at: number[]
}

/** Terms of several words that stand in the text, the longest first, then the tightest. */
function severalWords(terms: Terms, tokens: readonly Token[]): Several[] {
  const byPlace = new Map<string, Several & { size: number; span: number }>()
  for (const [i, token] of tokens.entries()) {
    for (const term of terms.with(token)) {
      const place = placeOf(term, tokens, i)
      if (!place) continue
      const key = place.at.join(' ')
      const other = byPlace.get(key)
      if (other) {
        if (!other.concepts.includes(term.concept)) other.concepts.push(term.concept)
      } else byPlace.set(key, { ...place, concepts: [term.concept], size: term.stems.length })
    }
  }
  return [...byPlace.values()].sort((a, b) => b.size - a.size || a.span - b.span)
}

/** Where all the words of a term stand near the place of one of them. */
function placeOf(term: Term, tokens: readonly Token[], near: number) {
  const reach = term.stems.length + APART - 1
  const at: number[] = []
  let ordered = true
  for (const wanted of term.stems) {
    let best = -1
    for (let i = Math.max(0, near - reach); i <= near + reach && i < tokens.length; i++) {
      if (tokens[i]?.stem !== wanted || at.includes(i)) continue
      if (best < 0 || Math.abs(i - near) < Math.abs(best - near)) best = i
    }
    if (best < 0) return null
    if (at.length > 0 && best < (at.at(-1) as number)) ordered = false
    at.push(best)
  }
  const span = Math.max(...at) - Math.min(...at)
  if (span > reach) return null
  return { at: at.sort((a, b) => a - b), span, weight: ordered ? 1 : OTHER_ORDER }
}

function singles(
  lexicon: Lexicon,
  terms: Terms,
  token: Token,
  next: Token | undefined,
  language: Language,
): Omit<Found, 'at'>[] {
  const own = terms.alone(token)
  if (own.length > 0) {
    const sure = own.map((concept) => ({ concept, weight: 1 / Math.sqrt(own.length) }))
    if (terms.written(token)) return sure
    const part = partOf(terms, token).filter((one) => !own.includes(one.concept))
    return [...sure.map((one) => ({ ...one, weight: one.weight * OTHER_FORM })), ...part]
  }
  const joined = next ? terms.alone({ raw: token.raw, stem: token.raw + next.stem }) : []
  if (joined.length > 0) return joined.map((concept) => ({ concept, weight: 1 }))
  if (!/\d/.test(token.raw)) {
    for (const other of ['fr', 'en'] as const) {
      if (other === language || ARABIC.test(token.raw)) continue
      const foreign = lexicon.terms(other).alone({ raw: token.raw, stem: stem(token.raw, other) })
      if (foreign.length > 0 && token.raw.length > 3)
        return foreign.map((concept) => ({ concept, weight: 0.8 / Math.sqrt(foreign.length) }))
    }
  }
  if (EVERYDAY.has(token.raw)) return []
  const part = partOf(terms, token)
  return part.length > 0 ? part : spelt(terms, token)
}

/** A word that most terms of a concept have, and that is no term by itself: "bottles", where the terms are kinds of bottles. */
function partOf(terms: Terms, token: Token): Omit<Found, 'at'>[] {
  const sure = [...terms.partly(token)].filter(([, share]) => share >= MOST_TERMS)
  if (sure.length > MOST_PARTS) return []
  return sure.map(([concept, share]) => ({ concept, weight: (PART * share) / Math.sqrt(sure.length) }))
}

/** What a word that nobody knows may be: one that begins the same and shares most of its letters by three. */
function spelt(terms: Terms, token: Token): Omit<Found, 'at'>[] {
  if (token.raw.length < SHORTEST_GUESSED || /\d/.test(token.raw)) return []
  let best: { stem: string; alike: number } | null = null
  for (const stem of terms.beginningLike(token.raw)) {
    if (Math.min(stem.length, token.stem.length) < SHORTEST_STEM) continue
    const alike = likeLetters(token.stem, stem)
    if (alike >= LEAST_ALIKE && (!best || alike > best.alike)) best = { stem, alike }
  }
  if (!best) return []
  const { alike } = best
  const concepts = terms.ofStem(best.stem)
  return concepts.map((concept) => ({
    concept,
    weight: (SPELT_ALIKE * alike) / Math.sqrt(concepts.length),
  }))
}

/** Dice’s coefficient of the letters by three, with the beginning counting as one more. */
export function likeLetters(a: string, b: string): number {
  const [x, y] = [threes(a), threes(b)]
  let same = 0
  for (const three of x) if (y.has(three)) same++
  return (2 * same) / (x.size + y.size)
}

const threes = (word: string): Set<string> => {
  const padded = ` ${word}`
  const found = new Set<string>()
  for (let i = 0; i + 3 <= padded.length; i++) found.add(padded.slice(i, i + 3))
  return found
}

/** One-letter prepositions stick to Arabic words: they are cut where what is left is a word that is known. */
function knownArabic(terms: Terms, token: Token): Token {
  const says = (one: Token) => terms.alone(one).length > 0 || terms.with(one).length > 0
  if (says(token)) return token
  for (const cut of [/^[بلكفو]/, /^(?:لل|ال)/]) {
    const raw = token.raw.replace(cut, '')
    if (raw.length < 3 || raw === token.raw) continue
    const shorter = { raw, stem: stem(raw, 'ar') }
    if (says(shorter)) return shorter
  }
  return token
}
