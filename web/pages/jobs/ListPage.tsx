import type { StaffNeed } from '../../../worker/jobs/needs'
import type { Possible } from '../../../worker/jobs/possible'
import type { SharedJob } from '../../../worker/jobs/queries'
import type { Job } from '../../../worker/jobs/rules'
import { jobAt, type JobStatus } from '../../../worker/jobs/rulesOfLife'
import { CoordinationNav } from '../../components/CoordinationNav'
import { ErrorSummary, type FormErrors } from '../../components/Field'
import { KindLabel } from '../../components/Icon'
import type { View } from '../../view'
import { halfDaysWords, hoursOf, Letter } from './Week'
import { Why } from './why'

export const SHAPES: Record<JobStatus, string> = {
  ...{ proposed: 'ask', accepted: 'free', booked: 'free', refused: 'no', lapsed: 'no', withdrawn: 'no' },
}

interface Shown {
  v: View
  items: SharedJob[]
  nextCursor: string | null
  /** For the coordinator: what could be proposed. */
  possible: Possible | null
  titles: Map<string, string>
  errors: FormErrors | undefined
}

/** The jobs that one's organisations share; for the coordinator, all of the cluster, and those that could be. */
export function ListPage({ v, items, nextCursor, possible, titles, errors }: Shown) {
  const words = v.t.jobs
  return (
    <div class={`w sec st wide-gap staff ${possible ? '' : 'narrow'}`}>
      {possible && <CoordinationNav v={v} current="jobs" />}
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">{words.lead}</p>
      </div>
      <ErrorSummary v={v} errors={errors} />
      {possible && <PossibleJobs v={v} possible={possible} titles={titles} />}
      {items.length > 0 ? (
        <section class="st" aria-labelledby="ongoing">
          <h2 id="ongoing" class={possible ? '' : 'vh'}>
            {words.possible.ongoing}
          </h2>
          <ul class={possible ? 'gr' : 'st'}>
            {items.map((job) => (
              <li class="panel st tight">
                <p class={`s ${SHAPES[jobAt(job, v.ctx.now)]}`}>{words.status[jobAt(job, v.ctx.now)]}</p>
                <h3 class="t3">
                  <a href={v.href(`/jobs/${job.id}`)}>
                    <bdi>{job.romeTitle}</bdi>
                  </a>
                </h3>
                <p>
                  {words.perWeek(hoursOf(v, job.minutes))} · {words.employers(job.parts.length)}
                </p>
                <p class="q sm">
                  <bdi>{v.f.list(job.parts.map((p) => p.organisationName))}</bdi>
                </p>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        !possible && (
          <div class="empty">
            <p>{words.none}</p>
            <p>
              <a class="b" href={v.href('/post/need/staff')}>
                {words.nonePost}
              </a>
            </p>
          </div>
        )
      )}
      {nextCursor && (
        <p>
          <a class="b b2" href={v.href(`/jobs?cursor=${encodeURIComponent(nextCursor)}`)}>
            {words.more}
          </a>
        </p>
      )}
    </div>
  )
}

function PossibleJobs({ v, possible, titles }: { v: View; possible: Possible; titles: Map<string, string> }) {
  const words = v.t.jobs.possible
  const { planned, others } = possible
  return (
    <>
      <section class="st" aria-labelledby="possible">
        <div>
          <h2 id="possible">{words.title(planned.length)}</h2>
          <p class="q">{planned.length > 0 ? words.lead : words.none}</p>
        </div>
        {planned.length > 0 && (
          <ul class="gr">
            {planned.map((job) => (
              <Card v={v} job={job} titles={titles} />
            ))}
          </ul>
        )}
      </section>
      {others.length > 0 && (
        <details class="st">
          <summary>{words.others}</summary>
          <ul class="gr">
            {others.map((job) => (
              <Card v={v} job={job} titles={titles} />
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** The trade of a job: that of the need with the most hours. */
export const romeOf = (job: Job): string =>
  [...job.parts].sort((a, b) => b.need.minutes - a.need.minutes)[0]?.need.rome ?? ''

function Card({ v, job, titles }: { v: View; job: Job; titles: Map<string, string> }) {
  const words = v.t.jobs
  const rome = romeOf(job)
  const query = job.parts.map((p) => `need=${p.need.id}`).join('&')
  return (
    <li class="panel st">
      <div class="st tight">
        <KindLabel kind="staff">{words.perWeek(hoursOf(v, job.minutes))}</KindLabel>
        <h3 class="t3">
          <bdi>{titles.get(rome) ?? rome}</bdi>
        </h3>
      </div>
      <ul class="st tight">
        {job.parts.map(({ need, halfDays }, i) => (
          <li>
            <Letter i={i} />{' '}
            <b>
              <bdi>{(need as StaffNeed).organisationName}</bdi>
            </b>
            {`, ${words.hours(hoursOf(v, need.minutes))}`}{' '}
            <span class="q sm">{halfDaysWords(v, halfDays)}</span>
          </li>
        ))}
      </ul>
      <Why v={v} parts={job.scoreParts} travel={job.travel} />
      <p>
        <a class="b b2" href={v.href(`/jobs/new?${query}`)}>
          {words.possible.look}
        </a>
      </p>
    </li>
  )
}
