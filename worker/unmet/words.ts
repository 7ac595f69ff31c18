import type { Kind, Unit } from '../core/kinds'
import type { Dictionary } from '../text'
import type { Format } from '../text/format'
import type { Obstacle } from './rules'

/** What is counted, and by what it is paid. */
interface Measured {
  kind: Kind
  unit: Unit
  priceUnit: keyof Dictionary['search']['card']['per'] | null
}

/** The one thing that stands in the way, with its figure: "12 km au lieu de 5 km". For pages, files and programs alike. */
export function obstacleWords(t: Dictionary, f: Format, obstacle: Obstacle, of: Measured): string {
  const words = t.unmet.obstacle
  switch (obstacle.what) {
    case 'distance':
      return words.distance(f.distance(obstacle.have), f.distance(obstacle.want))
    case 'quantity': {
      const say = (n: number) =>
        of.kind === 'space'
          ? t.search.card.seats(n)
          : f.quantity(n, of.kind === 'staff' ? 'minute' : of.kind === 'premises' ? 'm2' : of.unit)
      return words.quantity(say(obstacle.have), say(obstacle.want))
    }
    case 'price': {
      const per = t.search.card.per[of.priceUnit ?? 'once']
      return words.price(
        `${f.money(obstacle.have)}${per}`,
        obstacle.want === 0 ? t.search.card.noCharge.toLocaleLowerCase() : f.money(obstacle.want),
      )
    }
    case 'recipe': {
      const names: Record<string, string> = t.streams.recipe.contaminant
      const known = obstacle.refused.flatMap((name) => names[name]?.toLocaleLowerCase() ?? [])
      return t.streams.recipe.refusedFor(f.list(known))
    }
    case 'dates':
      return datesWords(t, f, obstacle)
    default:
      return words[obstacle.what]
  }
}

function datesWords(t: Dictionary, f: Format, { have, want }: Extract<Obstacle, { what: 'dates' }>): string {
  const words = t.unmet.obstacle
  const names = t.listings.when.dayNames
  const name = (day: number | undefined) => names[(day ?? 1) - 1] ?? ''
  const named = (days: number[]) => {
    if (days.length === 0 || days.length === 7) return words.everyDay
    const inRow = days.length > 2 && (days.at(-1) ?? 0) - (days[0] ?? 0) === days.length - 1
    return inRow ? t.listings.when.dayRange(name(days[0]), name(days.at(-1))) : f.list(days.map(name))
  }
  const shared = have.days.some((day) => want.days.includes(day))
  if (have.days.length > 0 && want.days.length > 0 && !shared)
    return words.days(named(have.days), named(want.days))
  const period = ({ startsAt, endsAt }: typeof have) => {
    if (startsAt && endsAt) return words.between(f.dayMonth(startsAt), f.dayMonth(endsAt))
    if (startsAt) return words.from(f.dayMonth(startsAt))
    return endsAt ? words.until(f.dayMonth(endsAt)) : words.always
  }
  const apart =
    (have.endsAt !== null && want.startsAt !== null && have.endsAt <= want.startsAt) ||
    (have.startsAt !== null && want.endsAt !== null && have.startsAt >= want.endsAt)
  return apart ? words.period(period(have), period(want)) : words.hours
}
