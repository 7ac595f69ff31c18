// What an exchange produced, counted a second time: written from docs/decisions/0026 and the words of the report, and not
// from the code that it checks. Nothing of worker/ is imported here.

export type Factor = { id: string; unit: string; value: number; valueHigh: number; atMost: boolean }
export type Choice = {
  number: number
  appliesFrom: string
  distanceHm: number
  thingFactor?: string
  thingsMilli?: number
  replacedPercent?: number
  lifePercent?: number
  transportFactor?: string
  vacancyFactors?: string
  disposalFactor?: string
  unitGrams?: number
}
export type Used = {
  kind: string
  unit: string
  startsAt: string
  endsAt: string
  quantity: number
  weighed: boolean
  paid: number
  surface: number
  market: number
  per: string
}
/** One month of one exchange: every measure by its name, so that they can be added line by line. */
export type Line = { month: string; begins: boolean; amounts: Record<string, number> }

const MINUTE = 60_000
const round = (top: bigint, bottom: bigint): number => Number((top * 2n + bottom) / (bottom * 2n))
const times = (...all: number[]): bigint => all.reduce((n, one) => n * BigInt(one), 1n)
const millionths = (value: number): number => Math.round(value * 1_000_000)

/** The wall clock of a zone, by Intl: year, month, day and the minutes by which it is ahead of UTC. */
export function wall(at: number, zone: string) {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  }).formatToParts(new Date(at))
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const asUtc = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  const two = (n: number) => String(n).padStart(2, '0')
  const month = `${of('year')}-${two(of('month'))}`
  const ahead = asUtc - Math.floor(at / 1000) * 1000
  return {
    year: of('year'),
    month,
    date: `${month}-${two(of('day'))}`,
    number: of('month'),
    day: of('day'),
    ahead,
  }
}

/** The instant at which the month after begins on the wall clock. */
function nextMonth(at: number, zone: string): number {
  const { year, number } = wall(at, zone)
  const naive = Date.UTC(year, number, 1)
  const guess = naive - wall(naive, zone).ahead
  return naive - wall(guess, zone).ahead
}

export function linesOf(
  x: Used,
  choices: readonly Choice[],
  factors: ReadonlyMap<string, Factor>,
  zone: string,
): Line[] {
  const [start, end] = [Date.parse(x.startsAt), Date.parse(x.endsAt)]
  const day = wall(start, zone).date
  const choice = [...choices].filter((c) => c.appliesFrom <= day).sort((a, b) => b.number - a.number)[0]
  const factor = (id: string | undefined) => (id ? factors.get(id) : undefined)
  const grams = x.unit === 'kg' ? 1000 : choice?.unitGrams
  const thing = factor(choice?.thingFactor)
  const market = x.market > 0 ? marketCost(x, zone) : null
  const vacancy = x.kind === 'premises' && x.surface > 0 ? (choice?.vacancyFactors?.split(' ') ?? []) : []
  const disposal = x.kind === 'waste' && grams ? factor(choice?.disposalFactor) : undefined

  const lines: Line[] = []
  const whole = (end - start) / MINUTE
  for (let at = start; at < end; ) {
    const until = x.kind === 'waste' ? end : Math.min(end, nextMonth(at, zone))
    const [from, to] = [Math.round((at - start) / MINUTE), Math.round((until - start) / MINUTE)]
    const part = (amount: number) =>
      round(times(amount, to), BigInt(Math.round(whole))) -
      round(times(amount, from), BigInt(Math.round(whole)))
    const used = x.kind === 'waste' ? 0 : x.unit === 'minute' ? x.quantity : Math.round(whole)
    const begins = at === start
    const kept = (high: boolean) => vacant(vacancy, to, high) - vacant(vacancy, from, high)
    const amounts: Record<string, number> = {
      ...{ exchanges: Number(begins), minutes: part(used), vacancyLow: kept(false), vacancyHigh: kept(true) },
      ...{ market: market === null ? 0 : part(market), paid: market === null ? 0 : part(x.paid) },
      withVacancy: Number(begins && vacancy.length > 0),
      withCash: Number(begins && market !== null),
    }
    if (begins && x.kind === 'waste')
      amounts[x.weighed ? 'kgWeighed' : 'kgDeclared'] = round(times(x.quantity, grams ?? 0), 1000n)
    if (begins && thing && choice) {
      const made = (value: number) =>
        round(
          times(
            x.quantity,
            choice.thingsMilli ?? 0,
            millionths(value),
            choice.replacedPercent ?? 0,
            choice.lifePercent ?? 0,
          ),
          10_000_000_000n,
        )
      const driven = (value: number | undefined) =>
        round(times(choice.distanceHm, millionths(value ?? 0)), 10_000_000n)
      const transport = factor(choice.transportFactor)
      amounts.co2Low = made(thing.value) - driven(transport?.valueHigh)
      amounts.co2High = made(thing.valueHigh) - driven(transport?.value)
      amounts.withCo2 = 1
    }
    if (begins && disposal) {
      const cents = (value: number) =>
        round(times(x.quantity, grams ?? 0, millionths(value)), 10_000_000_000n)
      amounts.disposalLow = disposal.atMost ? 0 : cents(disposal.value)
      amounts.disposalHigh = cents(disposal.valueHigh)
      amounts.withDisposal = 1
    }
    lines.push({ month: wall(at, zone).month, begins, amounts })
    at = until
  }
  return lines

  function vacant(ids: readonly string[], minutes: number, high: boolean): number {
    let cents = 0
    for (const id of ids) {
      const f = factor(id)
      if (!f || (!high && f.atMost)) continue
      const squareMetres = f.unit.endsWith('/ha/year') ? 10_000n : 1n
      const value = millionths(high ? f.valueHigh : f.value)
      cents += round(times(x.surface, value, minutes), 10_000n * squareMetres * 525_600n)
    }
    return cents
  }
}

/** The price of the same use: by the hour, by local days begun, by months with the part of the last, or by what is taken. */
function marketCost(x: Used, zone: string): number {
  const [start, end] = [Date.parse(x.startsAt), Date.parse(x.endsAt)]
  const things = x.kind === 'staff' ? 1 : x.quantity
  const first = wall(start, zone)
  const last = wall(end - 1, zone)
  const dayNumber = (w: { year: number; number: number; day: number }) =>
    Date.UTC(w.year, w.number - 1, w.day) / 86_400_000
  const days = dayNumber(last) - dayNumber(first) + 1
  const half = (amount: number) => Math.floor(amount + 0.5)
  switch (x.per) {
    case 'hour':
      return half((x.market * things * Math.ceil((end - start) / MINUTE)) / 60)
    case 'day':
      return x.market * things * days
    case 'month':
      return half(x.market * things * monthsOf(first, days))
    case 'm2_month':
      return half(x.market * (x.surface || x.quantity) * monthsOf(first, days))
    case 'once':
      return x.market
    default:
      return x.market * x.quantity
  }
}

const lengthOfMonth = (year: number, number: number) => new Date(Date.UTC(year, number, 0)).getUTCDate()

/** Whole months from a date, and the days that are left as a part of the month that has begun. */
function monthsOf(first: { year: number; number: number; day: number }, days: number): number {
  const origin = Date.UTC(first.year, first.number - 1, first.day) / 86_400_000
  const after = (months: number) => {
    const index = first.year * 12 + first.number - 1 + months
    const [year, number] = [Math.floor(index / 12), (index % 12) + 1]
    return Date.UTC(year, number - 1, Math.min(first.day, lengthOfMonth(year, number))) / 86_400_000
  }
  let months = 0
  while (after(months + 1) <= origin + days) months++
  const begun = first.year * 12 + first.number - 1 + months
  return months + (origin + days - after(months)) / lengthOfMonth(Math.floor(begun / 12), (begun % 12) + 1)
}
