import { answersFor } from '../../../worker/platform/context'
import type { Child } from 'hono/jsx'
import { instantOf } from '../../../worker/core/time'
import type { StaffOffer } from '../../../worker/jobs/possible'
import type { SharedJob } from '../../../worker/jobs/queries'
import type { JobStatus } from '../../../worker/jobs/rulesOfLife'
import type { Carrier } from '../../../worker/jobs/rulesOfSharing'
import { ErrorSummary, type FormErrors, Select } from '../../components/Field'
import { Icon, KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import { Told } from '../../components/Told'
import type { View } from '../../view'
import { moment } from '../bookings/words'
import { SHAPES } from './ListPage'
import { Shares } from './Shares'
import { hoursOf, Week } from './Week'
import { Why } from './why'

export interface ShownJob {
  job: SharedJob
  status: JobStatus
  carrier: Carrier | undefined
  offers: StaffOffer[]
  /** For the coordinator: for whom they may answer. */
  members: { memberId: string; name: string; organisationId: string; organisationName: string }[]
  told: boolean
  errors: FormErrors | undefined
}

/** One job: its week, what each takes of it, who carries it, and what the reader may do now. */
export function JobPage({ v, shown }: { v: View; shown: ShownJob }) {
  const { job, status, told, errors } = shown
  const words = v.t.jobs
  const employers = job.parts.map((p) => ({
    ...{ organisationId: p.organisationId, name: p.organisationName, halfDays: p.halfDays },
  }))
  return (
    <div class="w sec page staff">
      <p class="back sm">
        <a href={v.href('/jobs')}>{words.link}</a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          {told && <Told words={words.act.answered} />}
          <ErrorSummary v={v} errors={errors} />
          <div class="st tight">
            <KindLabel kind="staff">{words.perWeek(hoursOf(v, job.minutes))}</KindLabel>
            <h1 class="h1s">
              <bdi>{job.romeTitle}</bdi>
            </h1>
            <p class={`s ${SHAPES[status]}`}>{words.status[status]}</p>
          </div>
          <p
            class={`note ${status === 'proposed' ? 'ask' : status === 'accepted' || status === 'booked' ? 'free' : ''}`}
          >
            <Icon
              name={status === 'proposed' ? 'hourglass' : status === 'booked' ? 'circle-check' : 'info'}
            />
            <span>{nextWords(v, job, status)}</span>
          </p>
          <section class="st">
            <h2>{words.grid.title}</h2>
            <Week v={v} employers={employers} />
            <Why v={v} parts={job.scoreParts} travel={job.travelMinutes} speed />
          </section>
          <Shares
            v={v}
            hourCents={job.hourCents}
            rows={job.parts.map((p) => ({ name: p.organisationName, minutes: p.minutes, answer: p.answer }))}
          />
        </div>
        <div class="st stick">
          <Acts v={v} shown={shown} />
          <Facts v={v} shown={shown} />
        </div>
      </div>
    </div>
  )
}

function nextWords(v: View, job: SharedJob, status: JobStatus): string {
  const { next } = v.t.jobs
  if (status === 'proposed') return next.proposed(moment(v, job.answerBy))
  if (status === 'accepted')
    return job.offerId ? next.prepared(job.carrierName) : next.accepted(job.carrierName)
  return next[status]
}

function Facts({ v, shown: { job, carrier } }: { v: View; shown: ShownJob }) {
  const words = v.t.jobs
  const why = carrier?.why ?? 'employer'
  const rows: [string, Child][] = [
    [
      words.carrier.title,
      <>
        <bdi>{job.carrierName}</bdi>
        <span class="hint">
          {words.carrier[why]}
          {carrier &&
            carrier.why === 'employers_group' &&
            `, ${words.carrier.reach(v.f.number(carrier.travel))}`}
        </span>
      </>,
    ],
    [words.facts.starts, capital(v.f.day(instantOf(job.startsOn, '12:00', v.f.timeZone), v.ctx.now))],
    [words.facts.weeks, words.facts.inWeeks(job.weeks)],
    [words.facts.origin, job.origin === 'suggested' ? words.facts.suggested : words.facts.coordinator],
  ]
  if (job.note) rows.push([words.facts.note, <bdi>{job.note}</bdi>])
  return (
    <div class="panel st">
      <dl class="kv">
        {rows.map(([term, what]) => (
          <div>
            <dt>{term}</dt>
            <dd>{what}</dd>
          </div>
        ))}
        <div>
          <dt>{words.facts.needs}</dt>
          {job.parts.map((p) => (
            <dd>
              <a href={v.href(`/needs/${p.needId}`)}>
                <bdi>{p.needTitle}</bdi>
              </a>
            </dd>
          ))}
        </div>
      </dl>
    </div>
  )
}

function Acts({ v, shown }: { v: View; shown: ShownJob }) {
  const { job, status } = shown
  const words = v.t.jobs.act
  const at = (verb: string) => v.href(`/jobs/${job.id}/${verb}`)
  const mine = (organisationId: string) => answersFor(v.actor, organisationId) ?? false
  const speaks = v.isCoordinator || [job.carrierId, ...job.parts.map((p) => p.organisationId)].some(mine)
  const withdraw = v.isCoordinator && (status === 'proposed' || status === 'accepted') && (
    <form method="post" action={at('withdraw')}>
      <button class="b b2 wide" type="submit">
        {words.withdraw}
      </button>
    </form>
  )
  if (status === 'proposed') return <Answer v={v} shown={shown} more={withdraw} />
  if (status === 'booked')
    return (
      <div class="panel st">
        <a class="b wide" href={v.href('/agenda')}>
          {words.bookings}
        </a>
      </div>
    )
  const carries = mine(job.carrierId)
  if (status !== 'accepted' || !speaks || !(carries || shown.offers.length > 0 || withdraw)) return null
  return (
    <div class="panel st">
      {job.offerId && carries && (
        <a class="b wide" href={v.href(`/me/listings/${job.offerId}`)}>
          {words.openOffer}
        </a>
      )}
      {!job.offerId && carries && (
        <form class="st tight" method="post" action={at('prepare')}>
          <button class="b wide" type="submit">
            {words.prepare}
          </button>
          <p class="q sm">{words.prepareHint}</p>
        </form>
      )}
      {shown.offers.length > 0 && (
        <form class="st tight" method="post" action={at('book')}>
          <p>{words.bookHint}</p>
          <Select
            name="offerId"
            label={words.offer}
            choices={shown.offers.map((o) => ({ value: o.id, label: `${o.title}, ${o.organisationName}` }))}
          />
          <button class="b b2 wide" type="submit">
            {words.book}
          </button>
        </form>
      )}
      {withdraw}
    </div>
  )
}

/** Yes or no: for one's own organisation, or, for the coordinator, in the name of a member. */
function Answer({ v, shown: { job, members }, more }: { v: View; shown: ShownJob; more: Child }) {
  const words = v.t.jobs.act
  const waiting = job.parts.filter((p) => p.answer === 'waiting')
  const own = waiting.filter((p) => answersFor(v.actor, p.organisationId))
  const names =
    own.length > 0 ? [] : members.filter((m) => waiting.some((p) => p.organisationId === m.organisationId))
  if (own.length === 0 && names.length === 0) return more ? <div class="panel st">{more}</div> : null
  return (
    <div class="panel st">
      <form class="st" method="post" action={v.href(`/jobs/${job.id}/accept`)}>
        {own.length === 1 && <input type="hidden" name="organisationId" value={own[0]?.organisationId} />}
        {own.length > 1 && (
          <Select
            name="organisationId"
            label={words.forWhom}
            choices={own.map((p) => ({ value: p.organisationId, label: p.organisationName }))}
          />
        )}
        {names.length > 0 && (
          <Select
            name="onBehalfOf"
            label={words.forWhom}
            choices={names.map((m) => ({ value: m.memberId, label: `${m.name}, ${m.organisationName}` }))}
          />
        )}
        <button class="b wide" type="submit">
          {words.accept}
        </button>
        <button class="b b2 wide" type="submit" formaction={v.href(`/jobs/${job.id}/refuse`)}>
          {words.refuse}
        </button>
        <p class="q sm">{words.refuseHint}</p>
      </form>
      {more}
    </div>
  )
}
