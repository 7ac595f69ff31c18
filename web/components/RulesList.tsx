import type { Offer } from '../../worker/bookings/queries'
import { bookableUntil } from '../../worker/bookings/rulesOfOffers'
import { addDays, instantOf, later, MINUTE, wallOf } from '../../worker/core/time'
import type { View } from '../view'

/** What one must know before booking: only the rules that matter to who borrows, in one short list. */
export function RulesList({ v, offer, friends }: { v: View; offer: Offer; friends: readonly string[] }) {
  const said = rulesSaid(v, offer, friends)
  if (said.length === 0) return null
  return (
    <div class="st tight">
      <h3 class="lab">{v.t.rules.list.title}</h3>
      <ul class="st tight sm q">
        {said.map((words) => (
          <li>{words}</li>
        ))}
      </ul>
    </div>
  )
}

/** Those in words, the ones that decide first. */
function rulesSaid(v: View, { rules, listing, zone }: Offer, friends: readonly string[]): string[] {
  const words = v.t.rules.list
  const length = (minutes: number) => v.f.duration(minutes)
  const { shortestMinutes: shortest, longestMinutes: longest, releaseHours } = rules
  const end = bookableUntil(rules, v.ctx.now, zone)
  return [
    friends.length > 0 && words.onlyFor(friends.join(v.language === 'ar' ? '، ' : ', ')),
    shortest && longest
      ? shortest === longest
        ? words.exactly(length(shortest))
        : words.between(length(shortest), length(longest))
      : shortest
        ? words.shortest(length(shortest))
        : longest && words.longest(length(longest)),
    rules.stepMinutes && listing.grain === 'hour' && words.step(length(rules.stepMinutes)),
    rules.noticeMinutes > 0 && words.notice(length(rules.noticeMinutes)),
    end && words.horizon(v.f.day(later(end, -MINUTE), v.ctx.now)),
    rules.mostQuantity && words.most(v.f.quantity(rules.mostQuantity, listing.unit)),
    ...rules.quotas.map((q) =>
      q.of === 'bookings' ? words.bookings(q.most, q.per) : words.minutes(length(q.most), q.per),
    ),
    rules.gapMinutes > 0 && words.gap(length(rules.gapMinutes)),
    rules.oneAtATime && words.one,
    rules.cancelNoticeMinutes > 0 && words.cancel(length(rules.cancelNoticeMinutes)),
    rules.changeNoticeMinutes > 0 &&
      rules.changeNoticeMinutes !== rules.cancelNoticeMinutes &&
      words.change(length(rules.changeNoticeMinutes)),
    releaseHours &&
      listing.solidarityCents !== null &&
      words.released(v.f.quantity(releaseHours * 60, 'minute')),
    rules.requests === 'compete' && listing.instantFor !== 'everyone' && words.compete,
    ...exceptionsSaid(v, rules.exceptions, zone),
  ].filter((one): one is string => Boolean(one))
}

const MOST_EXCEPTIONS = 3

/** Those to come, the next ones first. */
function exceptionsSaid(v: View, exceptions: Offer['rules']['exceptions'], zone: string): string[] {
  const words = v.t.rules.list
  const today = wallOf(v.ctx.now, zone).date
  const at = (date: string, time = '00:00') => instantOf(date, time, zone)
  return exceptions
    .filter((e) => e.endsOn >= today)
    .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
    .slice(0, MOST_EXCEPTIONS)
    .map((e) => {
      const when = v.f.span(at(e.startsOn), at(addDays(e.endsOn, 1)), v.ctx.now)
      if (e.hours.length === 0) return words.closed(when)
      const hours = e.hours.map((h) =>
        v.f.hours(
          at(e.startsOn, h.from),
          h.to === '24:00' ? at(addDays(e.startsOn, 1)) : at(e.startsOn, h.to),
        ),
      )
      return words.hours(when.charAt(0).toLocaleUpperCase() + when.slice(1), v.f.list(hours))
    })
}

/** What is always booked with an offer. */
export function ComesWith({ v, names }: { v: View; names: readonly string[] }) {
  if (names.length === 0) return null
  return (
    <p class="sm">
      <bdi>{v.t.baskets.comesWith(v.f.list([...names]))}</bdi>
    </p>
  )
}
