import type { Language, Unit } from '../core/kinds'
import { type Instant, later, MINUTE, wallOf } from '../core/time'

const LOCALE: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB', ar: 'ar-MA-u-nu-latn' }

// Making one of Intl's formatters costs many times what using it does: each is made once for its language and its options.
// What pages ask for is a few dozen in all, times the zones of clusters and their currencies; more are forgotten together.
const dateFormats = new Map<string, Intl.DateTimeFormat>()
const numberFormats = new Map<string, Intl.NumberFormat>()
const MOST_FORMATS = 500

function once<T>(made: Map<string, T>, language: Language, options: object, make: () => T): T {
  const key = `${language} ${JSON.stringify(options)}`
  let format = made.get(key)
  if (!format) {
    if (made.size >= MOST_FORMATS) made.clear()
    format = make()
    made.set(key, format)
  }
  return format
}
const dateFormat = (language: Language, options: Intl.DateTimeFormatOptions) =>
  once(dateFormats, language, options, () => new Intl.DateTimeFormat(LOCALE[language], options))
const numberFormat = (language: Language, options: Intl.NumberFormatOptions) =>
  once(numberFormats, language, options, () => new Intl.NumberFormat(LOCALE[language], options))

/** Dates, times, money, distances and quantities, in a reader's language and a cluster's time zone and currency. */
export class Format {
  readonly language: Language
  readonly timeZone: string
  readonly currency: string
  constructor(language: Language, timeZone: string, currency: string) {
    this.language = language
    this.timeZone = timeZone
    this.currency = currency
  }

  private at(instant: Instant, options: Intl.DateTimeFormatOptions): string {
    const said = dateFormat(this.language, {
      timeZone: this.timeZone,
      ...options,
    }).format(new Date(instant))
    // "1er décembre": the only day that French counts as a rank, which Intl does not know.
    return this.language === 'fr' && options.day && options.month
      ? said.replace(/(?<!\d)1(?=\s\p{L})/u, '1er')
      : said
  }

  /** "mardi 8 décembre", with the year where it is not the year of `now`. */
  day(instant: Instant, now?: Instant): string {
    const year = now && wallOf(now, this.timeZone).date.slice(0, 4)
    const other = year !== undefined && wallOf(instant, this.timeZone).date.slice(0, 4) !== year
    return this.at(instant, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      ...(other && { year: 'numeric' }),
    })
  }
  /** "mar. 8 déc." */
  dayShort(instant: Instant): string {
    return this.at(instant, { weekday: 'short', day: 'numeric', month: 'short' })
  }
  /** "8 déc." */
  dayMonth(instant: Instant): string {
    return this.at(instant, { day: 'numeric', month: 'short' })
  }
  /** "vendredi" */
  weekday(instant: Instant): string {
    return this.at(instant, { weekday: 'long' })
  }
  /** "8 décembre 2026" */
  date(instant: Instant): string {
    return this.at(instant, { day: 'numeric', month: 'long', year: 'numeric' })
  }
  /** "décembre 2026" */
  month(instant: Instant): string {
    return this.at(instant, { month: 'long', year: 'numeric' })
  }
  /** "décembre", of a month by its number */
  monthName(month: number): string {
    return this.at(`2026-${String(month).padStart(2, '0')}-15T12:00:00.000Z`, { month: 'long' })
  }
  /** "14 h", "14 h 30"; "2 pm" is written "14:00" in English and Arabic, as European clusters do. */
  time(instant: Instant): string {
    const { time } = wallOf(instant, this.timeZone)
    if (this.language !== 'fr') return time
    const [hour, minute] = time.split(':') as [string, string]
    return minute === '00' ? `${Number(hour)}\u00a0h` : `${Number(hour)}\u00a0h\u00a0${minute}`
  }
  /** "14 h – 16 h"; in Arabic in words, because a dash between figures reads backwards. */
  hours(from: Instant, to: Instant): string {
    if (this.language === 'ar') return `من ${this.time(from)} إلى ${this.time(to)}`
    return `${this.time(from)} – ${this.time(to)}`
  }
  /** "mardi 8 décembre, 14 h – 16 h"; from one day to another; whole local days without their midnights. */
  span(from: Instant, to: Instant, now?: Instant): string {
    const [first, last] = [wallOf(from, this.timeZone), wallOf(to, this.timeZone)]
    if (first.minute === 0 && last.minute === 0 && first.date !== last.date) return this.days(from, to, now)
    if (first.date === last.date)
      return `${this.day(from, now)}${this.language === 'ar' ? '، ' : ', '}${this.hours(from, to)}`
    const start = `${this.day(from, now)}, ${this.time(from)}`
    const end = `${this.day(to, now)}, ${this.time(to)}`
    if (this.language === 'ar') return `من ${start} إلى ${end}`
    return this.language === 'en' ? `from ${start} to ${end}` : `du ${start} au ${end}`
  }

  /** Whole days, the end not included: "mardi 8 décembre", "du mardi 8 décembre au jeudi 10 décembre". */
  private days(from: Instant, to: Instant, now?: Instant): string {
    const last = later(to, -MINUTE)
    const [start, end] = [this.day(from, now), this.day(last, now)]
    if (start === end) return start
    if (this.language === 'ar') return `من ${start} إلى ${end}`
    return this.language === 'en' ? `from ${start} to ${end}` : `du ${start} au ${end}`
  }

  number(value: number, digits = 0): string {
    return numberFormat(this.language, { maximumFractionDigits: digits }).format(value)
  }
  percent(ratio: number): string {
    return numberFormat(this.language, {
      style: 'percent',
      maximumFractionDigits: 0,
    }).format(ratio)
  }
  /** Integer cents; whole amounts lose their zeros: "12 €", "12,50 €". */
  money(cents: number, currency = this.currency): string {
    return numberFormat(this.language, {
      style: 'currency',
      currency,
      minimumFractionDigits: cents % 100 === 0 ? 0 : 2,
    }).format(cents / 100)
  }
  /** Integer cents as a plain amount of a table whose head says the currency: "253,80". */
  amount(cents: number): string {
    return numberFormat(this.language, {
      ...{ minimumFractionDigits: 2, maximumFractionDigits: 2 },
    }).format(cents / 100)
  }
  distance(km: number): string {
    return numberFormat(this.language, {
      style: 'unit',
      unit: 'kilometer',
      maximumFractionDigits: km < 10 ? 1 : 0,
    }).format(km)
  }
  /** An integer in the unit of its listing; minutes are read as hours. */
  quantity(value: number, unit: Unit): string {
    if (unit === 'minute') return this.unit(value / 60, 'hour', 'long')
    if (unit === 'kg') {
      return value >= 10_000 ? `${this.number(value / 1000, 1)} t` : this.unit(value, 'kilogram', 'short')
    }
    if (unit === 'litre') return this.unit(value, 'liter', 'short')
    if (unit === 'm2' || unit === 'm3') return `${this.number(value)} ${unit === 'm2' ? 'm²' : 'm³'}`
    return `${this.number(value)} ${UNIT_WORDS[this.language][unit](value)}`
  }
  /** "30 minutes", "1 heure 30 minutes", "2 jours": minutes as people say them. */
  duration(minutes: number): string {
    const parts = [
      [Math.floor(minutes / 1440), 'day'],
      [Math.floor((minutes % 1440) / 60), 'hour'],
      [minutes % 60, 'minute'],
    ] as const
    const said = parts.filter(([n]) => n > 0).map(([n, unit]) => this.unit(n, unit, 'long'))
    return said.join(this.language === 'ar' ? ' و' : ' ') || this.unit(0, 'minute', 'long')
  }
  private unit(value: number, unit: string, display: 'short' | 'long'): string {
    return numberFormat(this.language, {
      style: 'unit',
      unit,
      unitDisplay: display,
      maximumFractionDigits: 1,
    }).format(value)
  }
  list(items: string[]): string {
    return new Intl.ListFormat(LOCALE[this.language], { type: 'conjunction' }).format(items)
  }
  /** "il y a 3 heures", "dans 2 jours"; beyond a month, the date. */
  relative(instant: Instant, now: Instant): string {
    const minutes = Math.round((Date.parse(instant) - Date.parse(now)) / 60_000)
    const words = new Intl.RelativeTimeFormat(LOCALE[this.language], { numeric: 'auto' })
    // "maintenant", "now": the minute at hand is "cette minute-ci" to Intl, which nobody says.
    if (minutes === 0) return words.format(0, 'second')
    if (Math.abs(minutes) < 60) return words.format(minutes, 'minute')
    if (Math.abs(minutes) < 48 * 60) return words.format(Math.round(minutes / 60), 'hour')
    if (Math.abs(minutes) < 31 * 1440) return words.format(Math.round(minutes / 1440), 'day')
    return this.date(instant)
  }
}

type Counted = 'piece' | 'seat' | 'pallet'
const UNIT_WORDS: Record<Language, Record<Counted, (n: number) => string>> = {
  fr: {
    piece: (n) => (n > 1 ? 'pièces' : 'pièce'),
    seat: (n) => (n > 1 ? 'places' : 'place'),
    pallet: (n) => (n > 1 ? 'palettes' : 'palette'),
  },
  en: {
    piece: (n) => (n === 1 ? 'item' : 'items'),
    seat: (n) => (n === 1 ? 'seat' : 'seats'),
    pallet: (n) => (n === 1 ? 'pallet' : 'pallets'),
  },
  ar: {
    piece: (n) => (n >= 3 && n <= 10 ? 'قطع' : 'قطعة'),
    seat: (n) => (n >= 3 && n <= 10 ? 'أماكن' : 'مكانا'),
    pallet: (n) => (n >= 3 && n <= 10 ? 'منصات' : 'منصة'),
  },
}
