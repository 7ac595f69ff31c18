import type { Unit } from '../core/kinds'

// Pure: quantities as people write them, "200 kg par semaine", "3 palettes", "نصف طن".

export interface Amount {
  /** In the unit, an integer; tonnes are told in kilos, hours in minutes. */
  quantity: number
  unit: Unit
  per: 'day' | 'week' | 'month' | 'year' | null
  /** The words it was read from. */
  said: string
}

const WORDS: Record<string, number> = {
  ...{
    un: 1,
    une: 1,
    deux: 2,
    trois: 3,
    quatre: 4,
    cinq: 5,
    six: 6,
    sept: 7,
    huit: 8,
    neuf: 9,
    dix: 10,
    douze: 12,
  },
  ...{ quinze: 15, vingt: 20, trente: 30, quarante: 40, cinquante: 50, soixante: 60, cent: 100, mille: 1000 },
  ...{
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
    fifteen: 15,
  },
  ...{ twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, hundred: 100, thousand: 1000 },
  ...{
    'une dizaine de': 10,
    'une douzaine de': 12,
    'une quinzaine de': 15,
    'une vingtaine de': 20,
    'une trentaine de': 30,
  },
  ...{
    'une cinquantaine de': 50,
    'une centaine de': 100,
    'un millier de': 1000,
    'a dozen': 12,
    'a hundred': 100,
    half: 0.5,
  },
  ...{
    'une demi': 0.5,
    'half a': 0.5,
    نصف: 0.5,
    واحد: 1,
    ثلاثة: 3,
    ثلاث: 3,
    اربعة: 4,
    خمسة: 5,
    خمس: 5,
    ستة: 6,
    سبعة: 7,
    ثمانية: 8,
  },
  ...{
    تسعة: 9,
    عشرة: 10,
    عشر: 10,
    عشرون: 20,
    عشرين: 20,
    ثلاثين: 30,
    خمسين: 50,
    مئة: 100,
    مائة: 100,
    الف: 1000,
  },
}

/** Each unit as it is written, in the three languages, and how many of ours it is. */
const UNITS: [Unit, number, string][] = [
  ['m3', 1, 'm3|m³|mètres? cubes?|cubic met(?:re|er)s?|امتار مكعبة|مترا? مكعبا?'],
  ['m2', 1, 'm2|m²|mètres? carrés?|square met(?:re|er)s?|sqm|امتار مربعة|مترا? مربعا?'],
  ['kg', 1000, 'tonnes?|tons?|t|طنا?|اطنان'],
  ['kg', 1, 'kg|kgs|kilos?|kilogrammes?|kilograms?|كغ|كلغ|كيلوغراما?ت?|كيلو'],
  ['litre', 1000, 'mille litres'],
  ['litre', 100, 'hl|hectolitres?|hectoliters?'],
  ['litre', 1, 'l|litres?|liters?|لترا?|لترات'],
  ['pallet', 1, 'palettes?|pallets?|طبليات?|منصات?|منصة'],
  [
    'seat',
    1,
    'places? assises?|places|sièges?|personnes|participants?|seats?|people|persons|مقاعد|مقعدا?|اشخاص|شخصا?|مشاركا?',
  ],
  ['minute', 60, 'heures?|h|hours?|hrs?|ساعات|ساعة'],
  ['minute', 1, 'minutes?|min|دقيقة|دقائق'],
  ['piece', 1, 'pièces?|unités?|exemplaires?|pieces?|units?|items?|قطعة|قطع|وحدات|وحدة'],
]

const PER: [NonNullable<Amount['per']>, string][] = [
  [
    'day',
    'par jour|chaque jour|/ ?jour|/ ?j|journaliers?|quotidiens?|(?:per|a|each|every) day|daily|في اليوم|يوميا|كل يوم',
  ],
  [
    'week',
    'par semaine|chaque semaine|/ ?semaine|/ ?sem|hebdomadaires?|(?:per|a|each|every) week|weekly|في الاسبوع|اسبوعيا|كل اسبوع',
  ],
  [
    'month',
    'par mois|chaque mois|/ ?mois|mensuels?|mensuelles?|(?:per|a|each|every) month|monthly|في الشهر|شهريا|كل شهر',
  ],
  [
    'year',
    'par an|par année|/ ?an|annuels?|annuelles?|(?:per|a|each|every) year|yearly|annually|في السنة|سنويا|كل سنة',
  ],
]

const NUMBER = `\\d{1,3}(?:[ \\u00a0\\u202f.]\\d{3})+|\\d+(?:[.,]\\d+)?|${Object.keys(WORDS)
  .sort((a, b) => b.length - a.length)
  .join('|')}`
const EDGE = '(?<![\\p{L}\\p{N}])'
const END = '(?![\\p{L}\\p{N}])'
const EDGE_OR_SLASH = '(?:(?<![\\p{L}\\p{N}])|(?=/))'

const ALL = new RegExp(
  `${EDGE}(${NUMBER})[ \\u00a0\\u202f-]?(?:de |of )?(?:${UNITS.map(([, , words], i) => `(?<u${i}>${words})`).join('|')})${END}`,
  'giu',
)
/** "How often" may stand a few words on, before the next number or the end of the sentence: "200 kg of whey a week". */
const OFTEN = new RegExp(
  `^[^.;!?\\d\\n]{0,40}?${EDGE_OR_SLASH}(?:${PER.map(([name, words]) => `(?<${name}>${words})`).join('|')})${END}`,
  'iu',
)

/** Digits as Latin ones, and one form of each Arabic letter. */
export const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u064b-\u065f\u0670\u0640]/g, '')
    .replace(/[أإآٱ]/g, 'ا')

/** The quantities of a text, in its order. What is no whole number of our unit is rounded up. */
export function amountsIn(text: string): Amount[] {
  const found: Amount[] = []
  const read = plain(text)
  for (const match of read.matchAll(ALL)) {
    const value = numberOf(match[1] ?? '')
    const unit = UNITS.find((_, i) => match.groups?.[`u${i}`] !== undefined)
    if (!unit || !(value > 0)) continue
    const often = OFTEN.exec(read.slice(match.index + match[0].length))
    const per = PER.find(([name]) => often?.groups?.[name] !== undefined)?.[0] ?? null
    // "9 h" is a time of the day; hours are an amount by the day, the week or the month.
    if (unit[0] === 'minute' && per === null) continue
    found.push({
      quantity: Math.ceil(value * unit[1]),
      unit: unit[0],
      per,
      said: `${match[0]}${often?.[0] ?? ''}`.trim(),
    })
  }
  return found
}

function numberOf(said: string): number {
  const word = WORDS[said.toLowerCase()]
  if (word !== undefined) return word
  if (/^\d{1,3}(?:[ \u00a0\u202f.]\d{3})+$/.test(said)) return Number(said.replace(/\D/g, ''))
  return Number(said.replace(',', '.'))
}
