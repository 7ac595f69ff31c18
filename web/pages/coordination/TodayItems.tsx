import type { Child } from 'hono/jsx'
import { SHOWN, type Today } from '../../../worker/dashboards/queriesOfToday'
import type { View } from '../../view'

type Props = { v: View; list: Today }

function Item({
  state,
  tone,
  title,
  children,
  act,
}: {
  state: string
  tone: 'late' | 'ask' | 'soon'
  title: Child
  children?: Child
  act: Child
}) {
  return (
    <li>
      <div>
        <p class={`s ${tone} tone`}>
          <b>{state}</b>
        </p>
        <h3>{title}</h3>
        {children && <p class="q sm">{children}</p>}
      </div>
      <div class="row">{act}</div>
    </li>
  )
}

/** The first ten, and a word where there are more. */
const first = <T,>(all: readonly T[]): T[] => all.slice(0, SHOWN)
function More({ v, all, href }: { v: View; all: readonly unknown[]; href?: string }) {
  if (all.length <= SHOWN) return null
  const words = v.t.dashboards
  return (
    <li class="q sm">
      <p>
        {words.today.others(SHOWN)} {href && <a href={href}>{words.all}</a>}
      </p>
    </li>
  )
}

const quoted = (v: View, one: { title: string; language: string }) => (
  <bdi lang={one.language === v.language ? undefined : one.language}>{one.title}</bdi>
)

/** "26 h", "3 jours": how long since. */
function since(v: View, at: string): string {
  const words = v.t.dashboards.today
  const minutes = Math.max(1, Math.floor((Date.parse(v.ctx.now) - Date.parse(at)) / 60_000))
  if (minutes < 60) return words.minutes(minutes)
  return minutes < 48 * 60 ? words.hours(Math.floor(minutes / 60)) : words.days(Math.floor(minutes / 1440))
}

export function Alarm({ v, list }: Props) {
  const { alarm } = v.t.dashboards.today
  if (!list.unrelayedSince && list.deadLetters === 0) return null
  return (
    <Item
      state={alarm.state}
      tone="late"
      title={list.unrelayedSince ? alarm.late : alarm.failed}
      act={
        <a class="b b2" href={v.href('/coordination/journal')}>
          {alarm.act}
        </a>
      }
    >
      {list.unrelayedSince && alarm.since(since(v, list.unrelayedSince))}{' '}
      {list.deadLetters > 0 && alarm.dead(list.deadLetters)}
    </Item>
  )
}

export function Reports({ v, list }: Props) {
  const { report } = v.t.dashboards.today
  const { reasons } = v.t.listings.report
  return (
    <>
      {first(list.reports).map((one) => (
        <Item
          state={report.state}
          tone="late"
          title={quoted(v, one)}
          act={
            <a class="b b2" href={v.href('/coordination/reports')}>
              {report.act}
            </a>
          }
        >
          {one.reason in reasons ? `${reasons[one.reason as keyof typeof reasons]}. ` : ''}
          {report.by(v.f.relative(one.createdAt, v.ctx.now))}
        </Item>
      ))}
      <More v={v} all={list.reports} />
    </>
  )
}

export function Requests({ v, list }: Props) {
  const { request } = v.t.dashboards.today
  return (
    <>
      {first(list.requests).map((one) => (
        <Item
          state={request.state(since(v, one.requestedAt))}
          tone="ask"
          title={quoted(v, one)}
          act={
            <a class="b b2" href={v.href(`/bookings/${one.id}`)}>
              {request.act}
            </a>
          }
        >
          <bdi>{one.borrower}</bdi>
          {request.waitsFor}
          <bdi>{one.lender}</bdi>
          {v.language === 'ar' ? '، ' : ', '}
          {v.f.span(one.startsAt, one.endsAt, v.ctx.now)}
          {one.answerBy ? request.expires(v.f.relative(one.answerBy, v.ctx.now)) : '.'}
        </Item>
      ))}
      <More v={v} all={list.requests} />
    </>
  )
}

export function Needs({ v, list }: Props) {
  const { need } = v.t.dashboards.today
  return (
    <>
      {first(list.needs).map((one) => (
        <Item
          state={need.state(since(v, one.publishedAt))}
          tone="ask"
          title={quoted(v, one)}
          act={
            one.matches > 0 ? (
              <a class="b b2" href={v.href(`/needs/${one.id}`)}>
                {need.seeMatches}
              </a>
            ) : (
              <a class="b b2" href={v.href(`/search?direction=offer&kind=${one.kind}`)}>
                {need.search}
              </a>
            )
          }
        >
          <a href={v.href(`/organisations/${one.organisationId}`)}>
            <bdi>{one.organisationName}</bdi>
          </a>
          . {one.matches > 0 ? need.matches(one.matches) : need.noMatch}
        </Item>
      ))}
      <More v={v} all={list.needs} href={v.href('/coordination/counted?what=unanswered')} />
    </>
  )
}

export function Joining({ v, list }: Props) {
  const { organisation, member } = v.t.dashboards.today
  return (
    <>
      {first(list.organisations).map((one) => (
        <Item
          state={organisation.state}
          tone="soon"
          title={<bdi>{one.name}</bdi>}
          act={
            <a class="b b2" href={v.href('/coordination/members')}>
              {organisation.act}
            </a>
          }
        >
          {one.commune && (
            <>
              <bdi>{one.commune}</bdi>.{' '}
            </>
          )}
          {organisation.since(v.f.relative(one.since, v.ctx.now))}
        </Item>
      ))}
      <More v={v} all={list.organisations} />
      {first(list.members).map((one) => (
        <Item
          state={member.state}
          tone="soon"
          title={<bdi>{one.name}</bdi>}
          act={
            <a class="b b2" href={v.href(`/organisations/${one.organisationId}`)}>
              {member.act}
            </a>
          }
        >
          <bdi>{one.organisationName}</bdi>. {organisation.since(v.f.relative(one.createdAt, v.ctx.now))}
        </Item>
      ))}
      <More v={v} all={list.members} />
    </>
  )
}

export function Expiring({ v, list }: Props) {
  const { expiring } = v.t.dashboards.today
  return (
    <>
      {first(list.expiring).map((one) => (
        <Item
          state={expiring.state(v.f.relative(one.expiresAt, v.ctx.now))}
          tone="soon"
          title={<a href={v.href(`/${one.direction}s/${one.id}`)}>{quoted(v, one)}</a>}
          act={
            <form method="post" action={v.href('/coordination/renew')}>
              <input type="hidden" name="listing" value={one.id} />
              <button class="b b2" type="submit" aria-describedby={`x-${one.id}`}>
                {expiring.act}
              </button>
            </form>
          }
        >
          <span id={`x-${one.id}`}>
            {v.t.common.directions[one.direction]}
            {v.language === 'ar' ? '، ' : ', '}
            <bdi>{one.organisationName}</bdi>
          </span>
        </Item>
      ))}
      <More v={v} all={list.expiring} />
    </>
  )
}
