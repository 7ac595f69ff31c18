import { plain } from './amounts'

// Pure: weekdays, hours and dates as people write them, "tous les mardis", "from 9 to 12", "كل ثلاثاء".

export interface Times {
  /** 1 = Monday. None: nothing was said. */
  days: number[]
  from: string | null
  to: string | null
  /** Local dates, "2027-03-12". */
  startsOn: string | null
  endsOn: string | null
  /** The words they were read from. */
  said: string[]
}

const DAYS: [number, string][] = [
  [1, 'lundis?|mondays?|الاثنين|اثنين'],
  [2, 'mardis?|tuesdays?|الثلاثاء|ثلاثاء'],
  [3, 'mercredis?|wednesdays?|الاربعاء|اربعاء'],
  [4, 'jeudis?|thursdays?|الخميس|خميس'],
  [5, 'vendredis?|fridays?|الجمعة|جمعة'],
  [6, 'samedis?|saturdays?|السبت|سبت'],
  [7, 'dimanches?|sundays?|الاحد'],
]
const MONTHS = [
  ['janvier', 'january|jan', 'يناير|كانون الثاني'],
  ['février', 'february|feb', 'فبراير|شباط'],
  ['mars', 'march|mar', 'مارس|اذار'],
  ['avril', 'april|apr', 'ابريل|نيسان'],
  ['mai', 'may', 'مايو|ماي|ايار'],
  ['juin', 'june|jun', 'يونيو|يونيه|حزيران'],
  ['juillet', 'july|jul', 'يوليوز|يوليو|تموز'],
  ['août', 'august|aug', 'غشت|اغسطس|اب'],
  ['septembre', 'september|sept|sep', 'شتنبر|سبتمبر|ايلول'],
  ['octobre', 'october|oct', 'اكتوبر|تشرين الاول'],
  ['novembre', 'november|nov', 'نونبر|نوفمبر|تشرين الثاني'],
  ['décembre', 'december|dec', 'دجنبر|ديسمبر|كانون الاول'],
].map((names) => names.join('|'))

const E = '(?<![\\p{L}\\p{N}])'
const F = '(?![\\p{L}\\p{N}])'
const DAY = DAYS.map(([, words]) => words).join('|')
const MONTH = MONTHS.join('|')
const TO = '(?:\\s*(?:-|–|—)\\s*|\\s+(?:à|au|a|to|until|till|through|et|and|الى|حتى|ل)\\s+)'
const at = (name: string) =>
  `(?<${name}h>[01]?\\d|2[0-4])\\s?(?:(?:h|:|heures?)\\s?(?<${name}m>[0-5]\\d)?)?\\s?(?<${name}p>am|pm|a\\.m\\.|p\\.m\\.|صباحا|مساء|heures?|h)?`

const DAY_RANGE = new RegExp(`${E}(${DAY})${TO}(?:le\\s)?(${DAY})${F}`, 'giu')
const ONE_DAY = new RegExp(`${E}(${DAY})${F}`, 'giu')
const SETS: [RegExp, number[]][] = [
  [
    new RegExp(
      `${E}(?:tous les jours|chaque jour|7 jours sur 7|7j/7|every day|daily|كل يوم|يوميا|كل الايام)${F}`,
      'iu',
    ),
    [1, 2, 3, 4, 5, 6, 7],
  ],
  [
    new RegExp(
      `${E}(?:en semaine|jours ouvrés|jours ouvrables|weekdays|on working days|ايام العمل|ايام الاسبوع)${F}`,
      'iu',
    ),
    [1, 2, 3, 4, 5],
  ],
  [new RegExp(`${E}(?:(?:le |les |chaque )?week-?ends?|at weekends|نهاية الاسبوع)${F}`, 'iu'), [6, 7]],
]
/** "et" joins hours only after "entre": "à 9 h et à 14 h" are two times. */
const HOURS = new RegExp(
  `${E}(?:(?:de|from|entre|between|من)\\s+(?:الساعة\\s+)?)${at('a')}${TO}(?:الساعة\\s+)?${at('b')}${F}|${E}${at('c')}\\s*(?:-|–|à|to)\\s*${at('d')}${F}`,
  'iu',
)
const DATED = new RegExp(
  `${E}(?:(?:du|from|من)\\s+)?(\\d{1,2})(?:er|st|nd|rd|th)?(?:${TO}(\\d{1,2})(?:er|st|nd|rd|th)?)?\\s+(?:of\\s+)?(${MONTH})${F}(?:\\s+(20\\d\\d))?`,
  'iu',
)
const MONTH_FIRST = new RegExp(`${E}(${MONTH})\\s+(\\d{1,2})(?:st|nd|rd|th)?${F}(?:,?\\s+(20\\d\\d))?`, 'iu')
const NUMERIC = new RegExp(`${E}(\\d{1,2})[/.](\\d{1,2})[/.](20\\d\\d)${F}`, 'u')

/** The days, hours and dates of a text; a date without its year is the next one from `today` ("2026-11-21"). */
export function timesIn(text: string, today: string): Times {
  const words = plain(text)
  const said: string[] = []
  const { startsOn, endsOn } = datesIn(words, today, said)
  const days = daysIn(words, said)
  const hours = hoursIn(words, said)
  return { days, ...hours, startsOn, endsOn, said }
}

const dayOf = (word: string): number =>
  DAYS.find(([, words]) => new RegExp(`^(?:${words})$`, 'iu').test(word))?.[0] ?? 0

function daysIn(text: string, said: string[]): number[] {
  const days = new Set<number>()
  let rest = text
  for (const match of text.matchAll(DAY_RANGE)) {
    const joined = /\s(?:et|and)\s/iu.test(match[0])
    if (joined) continue
    const [from, to] = [dayOf(match[1] ?? ''), dayOf(match[2] ?? '')]
    for (let day = from, i = 0; i < 7; i++, day = (day % 7) + 1) {
      days.add(day)
      if (day === to) break
    }
    said.push(match[0].trim())
    rest = rest.replace(match[0], ' ')
  }
  for (const match of rest.matchAll(ONE_DAY)) {
    days.add(dayOf(match[1] ?? ''))
    said.push(match[0].trim())
  }
  for (const [pattern, all] of SETS) {
    const match = pattern.exec(rest)
    if (!match || days.size > 0) continue
    for (const day of all) days.add(day)
    said.push(match[0].trim())
  }
  return [...days].sort((a, b) => a - b)
}

function hoursIn(text: string, said: string[]): { from: string | null; to: string | null } {
  const match = HOURS.exec(text)
  const g = match?.groups ?? {}
  const first = g.ah !== undefined ? (['a', 'b'] as const) : (['c', 'd'] as const)
  const [from, to] = [timeOf(g, first[0], g[`${first[1]}p`]), timeOf(g, first[1])]
  // "3 à 5" alone are no hours: one of the two says that it is a time.
  const isTime = match !== null && /h|:|am|pm|صباحا|مساء|الساعة/iu.test(match[0])
  const introduced = match !== null && /^(?:from|between|من)/iu.test(match[0]) && g.ah !== undefined
  if (!match || !from || !to || from >= to || !(isTime || introduced)) return { from: null, to: null }
  said.push(match[0].trim())
  return { from, to }
}

/** "2 pm" is 14:00; the first of two times takes the half of the day of the second. */
function timeOf(g: Record<string, string | undefined>, name: string, other?: string): string | null {
  const hour = g[`${name}h`]
  if (hour === undefined) return null
  const half = g[`${name}p`] ?? ''
  const evening =
    /^p|مساء/iu.test(half) ||
    (/^p/iu.test(other ?? '') && half === '' && Number(hour) >= 1 && Number(hour) < 7)
  const value = evening && Number(hour) < 12 ? Number(hour) + 12 : Number(hour)
  return `${String(value).padStart(2, '0')}:${g[`${name}m`] ?? '00'}`
}

function datesIn(
  text: string,
  today: string,
  said: string[],
): { startsOn: string | null; endsOn: string | null } {
  const day = (year: number, month: number, date: number): string | null => {
    const at = new Date(Date.UTC(year, month - 1, date))
    return at.getUTCMonth() === month - 1 && at.getUTCDate() === date ? at.toISOString().slice(0, 10) : null
  }
  const next = (month: number, date: number, year: string | undefined) => {
    const now = Number(today.slice(0, 4))
    if (year) return day(Number(year), month, date)
    const thisYear = day(now, month, date)
    return thisYear !== null && thisYear >= today ? thisYear : day(now + 1, month, date)
  }
  const monthOf = (name: string) =>
    MONTHS.findIndex((names) => new RegExp(`^(?:${names})$`, 'iu').test(name)) + 1
  const one = DATED.exec(text)
  if (one) {
    const month = monthOf(one[3] ?? '')
    const startsOn = next(month, Number(one[1]), one[4])
    const endsOn = one[2] ? next(month, Number(one[2]), one[4]) : startsOn
    if (startsOn && endsOn && startsOn <= endsOn) {
      said.push(one[0].trim())
      return { startsOn, endsOn }
    }
  }
  const english = MONTH_FIRST.exec(text)
  const numeric = NUMERIC.exec(text)
  const on = english
    ? next(monthOf(english[1] ?? ''), Number(english[2]), english[3])
    : numeric
      ? day(Number(numeric[3]), Number(numeric[2]), Number(numeric[1]))
      : null
  if (on) said.push((english ?? numeric)?.[0].trim() ?? '')
  return { startsOn: on, endsOn: on }
}
