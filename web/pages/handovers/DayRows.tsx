import { statusAt } from '../../../worker/bookings/rules'
import { wallOf } from '../../../worker/core/time'
import { type DayItem, type DayList, GROUPS } from '../../../worker/handovers/day'
import { sidesToNote } from '../../../worker/handovers/queries'
import { minutesLate } from '../../../worker/handovers/rules'
import { Icon, KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'
import { lacksSlip } from '../bookings/SlipPanel'
import { moment, nowOf } from '../bookings/words'
import { named, Stands } from './words'

/** The lines of a day, group by group. */
export function Groups({ v, list, organisationId }: { v: View; list: DayList; organisationId: string }) {
  const words = v.t.handovers.day
  return (
    <>
      {GROUPS.map((group) => {
        const items = list.items.filter((item) => item.group === group)
        if (items.length === 0) return null
        return (
          <section class={group === 'late' ? 'panel st' : 'st'} aria-labelledby={`g-${group}`}>
            <h2 id={`g-${group}`}>
              {words.groups[group]} <span class="q">({items.length})</span>
            </h2>
            <ul class="rows">
              {items.map((item) => (
                <Row v={v} item={item} date={list.date} organisationId={organisationId} />
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

function Row({
  v,
  item,
  date,
  organisationId,
}: {
  v: View
  item: DayItem
  date: string
  organisationId: string
}) {
  const { booking: b, contact } = item
  const words = v.t.handovers
  const zone = v.f.timeZone
  const sameDay = wallOf(b.startsAt, zone).date === wallOf(b.endsAt, zone).date
  const when =
    sameDay && wallOf(b.startsAt, zone).date === date
      ? v.f.hours(b.startsAt, b.endsAt)
      : v.f.span(b.startsAt, b.endsAt, v.ctx.now)
  return (
    <li class={b.kind} id={b.id}>
      <div class="st tight">
        <p class="row">
          <KindLabel kind={b.kind}>{v.t.common.kinds[b.kind]}</KindLabel>
          <b>{capital(when)}</b>
        </p>
        <p>
          <a class="rowlink" href={v.href(`/bookings/${b.id}`)}>
            <bdi>{b.listingTitle}</bdi>
          </a>
          {b.capacityLabel && (
            <>
              {' '}
              <bdi>{b.capacityLabel}</bdi>
            </>
          )}
          {b.quantity > 1 && <span> · {v.f.quantity(b.quantity, b.unit)}</span>}
        </p>
        <p class="row">
          <b>
            <bdi>{b.borrowerName}</bdi>
          </b>
          {contact && <bdi>{contact.name}</bdi>}
          {contact?.phone && (
            <a class="tel" href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`}>
              <span class="nb" dir="ltr">
                {contact.phone}
              </span>
            </a>
          )}
          {contact?.email && !contact.phone && (
            <a class="tel" href={`mailto:${contact.email}`}>
              <bdi>{contact.email}</bdi>
            </a>
          )}
        </p>
        {b.note && (
          <p class="q">
            <span class="vh">{words.day.note} : </span>
            <bdi>{b.note}</bdi>
          </p>
        )}
        {item.group === 'late' && (
          <p class="s late">
            {words.said.overdue(minutesLate(item.dueAt, v.ctx.now))}
            {v.language === 'ar' ? '، ' : ', '}
            {words.day.dueBack(moment(v, item.dueAt))}
          </p>
        )}
        {item.pickUp && <Stands v={v} line={item.pickUp} kind={b.kind} />}
        {item.return && <Stands v={v} line={item.return} kind={b.kind} />}
        {nowOf(v, b) === 'no_show' && <p class="s late">{v.t.bookings.status.no_show}</p>}
      </div>
      <Ticks v={v} item={item} date={date} organisationId={organisationId} />
    </li>
  )
}

/** One tap notes that all went well, now; whatever else there is to say has its page. */
function Ticks({
  v,
  item,
  date,
  organisationId,
}: {
  v: View
  item: DayItem
  date: string
  organisationId: string
}) {
  const { booking: b, next } = item
  const words = v.t.handovers
  const side = sidesToNote(v.ctx, b).find((one) => one !== 'borrower')
  if (!side) return <span />
  const at = v.href(`/bookings/${b.id}`)
  const missed = next === 'pick_up' && statusAt(b, v.ctx.now) === 'in_use'
  const tick = b.kind === 'space' || b.kind === 'premises' ? words.panel.actOfHouse : words.panel.act
  return (
    <div class="ticks">
      {next && lacksSlip(b) && (
        <a class="b b2" href={`${at}#slip`}>
          {v.t.waste.slip.enter}
        </a>
      )}
      {next && !lacksSlip(b) && (
        <form method="post" action={`${at}/handovers`}>
          <input type="hidden" name="step" value={next} />
          <input type="hidden" name="side" value={side} />
          <input type="hidden" name="quick" value="day" />
          <input type="hidden" name="date" value={date} />
          <input type="hidden" name="organisation" value={organisationId} />
          <button class="b" type="submit" aria-label={named(v, tick[next], b.listingTitle)}>
            <Icon name="check" />
            {tick[next]}
          </button>
        </form>
      )}
      {next && <span class="print box" />}
      {next && <span class="print sign">{words.day.sign}</span>}
      {missed && (
        <form method="post" action={`${at}/no-show`}>
          <button class="b b3" type="submit" aria-label={named(v, words.day.noShow, b.listingTitle)}>
            {words.day.noShow}
          </button>
        </form>
      )}
      {(next || item.pickUp || item.return) && (
        <a class="b b3" href={`${at}/handovers`} aria-label={named(v, words.day.more, b.listingTitle)}>
          {words.day.more}
        </a>
      )}
    </div>
  )
}
