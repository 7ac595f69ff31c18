/** Digits as a beginning of a code, "15 01" or "1501*": null where words were written. */
export function codePrefix(text: string): string | null {
  const digits = text.replace(/[\s*.]/g, '')
  return /^\d{2,6}$/.test(digits) ? digits : null
}

/** "030105" as the list prints it: "03 01 05", with its star where hazardous. */
export const printedCode = (code: string, hazardous: boolean): string =>
  `${code.slice(0, 2)} ${code.slice(2, 4)} ${code.slice(4, 6)}${hazardous ? '*' : ''}`

const STOP = new Set(
  `a au aux avec ce ces d dans de des du en et la le les l ou par pour que qui sans sur un une autres autre ceux celles vises visees
  rubrique dechet dechets and any for from in mentioned not of or other otherwise than the those to waste wastes with`.split(
    /\s+/,
  ),
)

/** Words as they are compared: without case, accents and endings of the plural; without words that say nothing here. */
export function searchWords(text: string): string[] {
  return text
    .slice(0, 200)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !STOP.has(word))
    .map((word) => (word.length > 4 ? word.replace(/[sx]$/, '').replace(/e$/, '') : word))
}

/** What people say, in the words of the list. Written from common use. */
const SAID: Record<string, string> = {
  palette: 'emballage bois',
  pallet: 'wooden packaging',
  cagette: 'emballage bois',
  bouteille: 'emballage verre',
  bottle: 'glass packaging',
  bocal: 'emballage verre',
  bocaux: 'emballage verre',
  canette: 'emballage metallique',
  gravat: 'beton brique',
  rubble: 'concrete brick',
  ordinateur: 'equipement electrique electronique',
  ecran: 'equipement electrique electronique',
  computer: 'electrical electronic equipment',
  friture: 'huile matiere grasse alimentaire',
  frying: 'edible oil fat',
  epluchure: 'biodegradable cuisine cantine',
  peeling: 'biodegradable kitchen canteen',
  marc: 'biodegradable cuisine',
  tonte: 'biodegradable jardin',
  drap: 'textile',
  tissu: 'textile',
  fabric: 'textile',
  chute: 'rognure',
  offcut: 'cutting',
  copeau: 'copeaux bois',
  moquette: 'textile',
  neon: 'tube fluorescent',
  pneu: 'pneus hors usage',
  tyre: 'end life tyres',
}
const THEIRS = new Map(
  Object.entries(SAID).map(([said, theirs]) => [searchWords(said)[0], searchWords(theirs)]),
)
const inTheirWords = (word: string): string[] => [word, ...(THEIRS.get(word) ?? [])]

interface Titled {
  titleFr: string
  titleEn: string
  chapterFr: string
  chapterEn: string
}

/**
 * Those entries that share words with the query, best first. A word weighs by how rare it is in the list (inverse document
 * frequency), three times as much in the title as in the chapter's, half when only its beginning agrees.
 */
export function bestFor<E extends Titled>(words: readonly string[], entries: readonly E[]): E[] {
  const asked = [...new Set(words.flatMap(inTheirWords))]
  const read = entries.map((entry) => ({
    entry,
    title: searchWords(`${entry.titleFr} ${entry.titleEn}`),
    chapter: searchWords(`${entry.chapterFr} ${entry.chapterEn}`),
  }))
  const scores = new Map(read.map(({ entry }) => [entry, 0]))
  for (const word of asked) {
    const found = read.map((r) => Math.max(3 * agreement(word, r.title), agreement(word, r.chapter)))
    const count = found.filter((f) => f > 0).length
    if (count === 0) continue
    const weight = Math.log(1 + entries.length / count)
    for (const [i, { entry }] of read.entries())
      scores.set(entry, (scores.get(entry) ?? 0) + weight * (found[i] ?? 0))
  }
  return read
    .map(({ entry, title }) => ({ entry, score: (scores.get(entry) ?? 0) / (1 + title.length / 40) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry)
}

const agreement = (word: string, words: readonly string[]): number =>
  words.includes(word) ? 1 : word.length >= 4 && words.some((w) => w.startsWith(word)) ? 0.5 : 0
