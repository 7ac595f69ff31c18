import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import {
  type Counted,
  type CountedBooking,
  type CountedListing,
  type CountedOrganisation,
  type CountedPage,
  countsOf,
} from '../../../worker/dashboards/queriesOfCounts'
import { mustCoordinate } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { CoordinationNav } from '../../components/CoordinationNav'
import { page, type View, viewOf } from '../../view'
import { askedCount, askedPeriod, dateWords, durationWords, hoursWords } from './asked'

/** The list that a number of the dashboard was counted from, with that number on top. */
export const countedPages = new Hono<AppEnv>().get('/coordination/counted', async (c) => {
  const v = viewOf(c)
  if (!v.cluster) throw new AppError('not_found')
  mustCoordinate(v.ctx, v.cluster.id)
  const counted = askedCount(v)
  const period = askedPeriod(v)
  const found = await countsOf(v.ctx, v.cluster, period, counted, c.req.query('after') ?? null)
  const words = v.t.dashboards
  const title = titleOf(v, counted)
  const now = counted.what === 'open' || counted.what === 'unmatched' || counted.what === 'unanswered'
  return page(
    v,
    { title, noIndex: true, sheets: ['figures'] },
    <div class="w sec st">
      <CoordinationNav v={v} current="dashboard" />
      <p class="back">
        <a href={v.href(`/coordination/dashboard?from=${period.from}&to=${period.to}`)}>
          {words.counted.back}
        </a>
      </p>
      <div>
        <h1 class="h1s">{title}</h1>
        <p class="q">
          {[
            ...narrowed(v, counted),
            ...(now ? [] : [words.span(dateWords(v, period.from), dateWords(v, period.to))]),
          ].join(' · ')}
        </p>
      </div>
      <p class="cnt">
        <b>{sumWords(v, counted, found) ?? v.f.number(found.count)}</b>
        {sumWords(v, counted, found) && <span class="q">{words.counted.count(v.f.number(found.count))}</span>}
      </p>
      {found.count === 0 ? (
        <p class="empty">{words.counted.empty}</p>
      ) : (
        <section class="sc" tabindex={0} aria-label={title}>
          <table>
            {found.bookings.length > 0 && <Bookings v={v} counted={counted} rows={found.bookings} />}
            {found.listings.length > 0 && <Listings v={v} counted={counted} rows={found.listings} />}
            {found.organisations.length > 0 && <Organisations v={v} rows={found.organisations} />}
          </table>
        </section>
      )}
      {found.next && (
        <p>
          <a class="b b2" href={`?${new URLSearchParams({ ...c.req.query(), after: found.next })}`}>
            {words.counted.more}
          </a>
        </p>
      )}
    </div>,
  )
})

function titleOf(v: View, counted: Counted): string {
  const { titles, needStates } = v.t.dashboards.counted
  return counted.what === 'needs' && counted.state ? needStates[counted.state] : titles[counted.what]
}

/** What the number is narrowed to, in words. */
function narrowed(v: View, counted: Counted): string[] {
  const words: string[] = []
  if ('direction' in counted) words.push(v.t.common.directions[counted.direction])
  if ('kind' in counted && counted.kind) words.push(v.t.common.kinds[counted.kind])
  if (counted.what === 'bookings' && counted.state && counted.state !== 'kept' && counted.state !== 'all')
    words.push(v.t.dashboards.ends.states[counted.state])
  if (counted.what === 'quantities' && counted.unit) words.push(v.t.dashboards.units[counted.unit])
  return words
}

/** What the list adds up to, where that is what was counted. */
function sumWords(v: View, counted: Counted, found: CountedPage): string | null {
  if (found.sum === null) return null
  if (counted.what === 'quantities') return counted.unit ? v.f.quantity(found.sum, counted.unit) : null
  return hoursWords(v, found.sum)
}

const named = (v: View, one: { title: string; language: string }) => (
  <bdi lang={one.language === v.language ? undefined : one.language}>{one.title}</bdi>
)

const Head = ({ words, numbers = 0 }: { words: readonly string[]; numbers?: number }) => (
  <thead>
    <tr>
      {words.map((word, i) => (
        <th scope="col" class={i >= words.length - numbers ? 'n' : undefined}>
          {word}
        </th>
      ))}
    </tr>
  </thead>
)

function Bookings({ v, counted, rows }: { v: View; counted: Counted; rows: CountedBooking[] }) {
  const { head } = v.t.dashboards.counted
  const what = counted.what === 'hours' || counted.what === 'quantities' ? counted.what : 'bookings'
  return (
    <>
      <Head words={head[what]} numbers={what === 'bookings' ? 0 : 1} />
      <tbody>
        {rows.map((one) => (
          <tr>
            <td>
              {what === 'hours' ? (
                <span class="nb">{dateWords(v, one.week)}</span>
              ) : (
                <time datetime={one.startsAt}>
                  {v.f.dayShort(one.startsAt)} {v.f.time(one.startsAt)}
                </time>
              )}
            </td>
            <th scope="row">
              <a href={v.href(`/bookings/${one.id}`)}>{named(v, one)}</a>
            </th>
            <td>
              <bdi>{one.lender}</bdi>
            </td>
            <td>
              <bdi>{one.borrower}</bdi>
            </td>
            {what === 'bookings' && <td>{v.t.bookings.status[one.status]}</td>}
            {what === 'hours' && <td class="n">{hoursWords(v, one.minutes)}</td>}
            {what === 'quantities' && <td class="n">{v.f.quantity(one.quantity, one.unit)}</td>}
          </tr>
        ))}
      </tbody>
    </>
  )
}

function Listings({ v, counted, rows }: { v: View; counted: Counted; rows: CountedListing[] }) {
  const { head, states } = v.t.dashboards.counted
  const last =
    counted.what === 'open_hours'
      ? head.openHours
      : counted.what === 'needs' && counted.state === 'matched'
        ? head.firstMatch
        : head.state
  return (
    <>
      <Head words={[...head.listings, last]} numbers={last === head.state ? 0 : 1} />
      <tbody>
        {rows.map((one) => (
          <tr>
            <th scope="row">
              <a href={v.href(`/${one.direction}s/${one.id}`)}>{named(v, one)}</a>
            </th>
            <td>
              <bdi>{one.organisationName}</bdi>
            </td>
            <td>
              <time datetime={one.publishedAt}>{v.f.date(one.publishedAt)}</time>
            </td>
            {last === head.openHours ? (
              <td class="n">{hoursWords(v, one.minutes ?? 0)}</td>
            ) : last === head.firstMatch ? (
              <td class="n">{one.minutesToMatch === null ? '–' : durationWords(v, one.minutesToMatch)}</td>
            ) : (
              <td>{states[one.state]}</td>
            )}
          </tr>
        ))}
      </tbody>
    </>
  )
}

function Organisations({ v, rows }: { v: View; rows: CountedOrganisation[] }) {
  return (
    <>
      <Head words={v.t.dashboards.counted.head.organisations} numbers={3} />
      <tbody>
        {rows.map((one) => (
          <tr>
            <th scope="row">
              <a href={v.href(`/organisations/${one.id}`)}>
                <bdi>{one.name}</bdi>
              </a>
            </th>
            <td class="n">{v.f.number(one.lent)}</td>
            <td class="n">{v.f.number(one.borrowed)}</td>
            <td class="n">{v.f.number(one.posted)}</td>
          </tr>
        ))}
      </tbody>
    </>
  )
}
