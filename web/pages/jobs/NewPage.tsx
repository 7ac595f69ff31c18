import type { StaffNeed } from '../../../worker/jobs/needs'
import { employersOf } from '../../../worker/jobs/possible'
import type { Job } from '../../../worker/jobs/rules'
import { firstMonday } from '../../../worker/jobs/rulesOfLife'
import { type Carrier, hourCentsOf } from '../../../worker/jobs/rulesOfSharing'
import { ErrorSummary, Field, type FormErrors, Select, TextArea } from '../../components/Field'
import type { View } from '../../view'
import { Shares } from './Shares'
import { hoursOf, Week } from './Week'
import { Why } from './why'

interface Shown {
  v: View
  job: Job
  carriers: Carrier[]
  title: string
  typed: Record<string, string>
  errors: FormErrors | undefined
}

/** Before a job is proposed: its week, its shares, and the few things the coordinator decides. */
export function NewPage({ v, job, carriers, title, typed, errors }: Shown) {
  const words = v.t.jobs.new
  const needs = job.parts.map((p) => p.need as StaffNeed)
  const cents = hourCentsOf(needs.map((n) => ({ minutes: n.minutes, cents: n.hourCents })))
  const employers = job.parts.map(({ halfDays }, i) => ({
    ...{ organisationId: needs[i]?.organisationId ?? '', name: needs[i]?.organisationName ?? '', halfDays },
  }))
  const able = [
    ...carriers,
    ...employersOf(job)
      .filter((e) => !carriers.some((c) => c.organisationId === e.organisationId))
      .map((e) => ({ ...e, why: 'employer' as const })),
  ]
  return (
    <div class="w sec page staff">
      <p class="back sm">
        <a href={v.href('/jobs')}>{words.back}</a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          <div class="st tight">
            <h1 class="h1s">{words.title}</h1>
            <p class="lead q">
              <bdi>{title}</bdi>, {v.t.jobs.perWeek(hoursOf(v, job.minutes))}
            </p>
          </div>
          <ErrorSummary v={v} errors={errors} />
          <section class="st">
            <h2>{v.t.jobs.grid.title}</h2>
            <Week v={v} employers={employers} />
            <Why v={v} parts={job.scoreParts} travel={job.travel} speed />
          </section>
          <Shares
            v={v}
            rows={needs.map((n) => ({ name: n.organisationName, minutes: n.minutes }))}
            hourCents={cents}
          />
        </div>
        <form class="panel st stick" method="post" action={v.href('/jobs')}>
          <input type="hidden" name="once" value={crypto.randomUUID()} />
          {needs.map((n) => (
            <input type="hidden" name="need" value={n.id} />
          ))}
          <Select
            name="carrierId"
            label={words.carrier}
            value={typed.carrierId}
            error={errors?.fields.carrierId}
            choices={able.map((c) => ({
              value: c.organisationId,
              label: `${c.name} (${v.t.jobs.carrier[c.why]})`,
            }))}
          />
          <Field
            {...{ name: 'hour', inputmode: 'decimal' }}
            label={words.cost}
            hint={words.costHint}
            value={
              typed.hour ??
              (cents === null ? '' : String(cents / 100).replace('.', v.language === 'en' ? '.' : ','))
            }
            error={errors?.fields.hour}
          />
          <Field
            {...{ name: 'startsOn', type: 'date', required: true }}
            label={words.starts}
            hint={words.startsHint}
            value={typed.startsOn ?? firstMonday(v.ctx.now, v.f.timeZone, needs)}
            error={errors?.fields.startsOn}
          />
          <div class="dates">
            <Field
              {...{ name: 'weeks', type: 'number', inputmode: 'numeric', min: '1', max: '26' }}
              label={words.weeks}
              value={typed.weeks ?? 12}
              error={errors?.fields.weeks}
            />
            <Field
              {...{ name: 'answerDays', type: 'number', inputmode: 'numeric', min: '1', max: '60' }}
              label={words.days}
              value={typed.answerDays ?? 14}
              error={errors?.fields.answerDays}
            />
          </div>
          <TextArea
            name="note"
            rows={2}
            maxlength={1000}
            label={words.note}
            value={typed.note ?? ''}
            error={errors?.fields.note}
          />
          <button class="b wide" type="submit">
            {words.act}
          </button>
        </form>
      </div>
    </div>
  )
}
