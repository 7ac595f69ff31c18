import type { Call, CallLot } from '../../../worker/calls/queries'
import { type Application, type File, MOST_CHOICES_SHOWN } from './stepsOf'
import { SECTORS } from '../../../worker/calls/input'
import { fitOf } from '../../../worker/calls/rulesOfFit'
import { PREMISES_USES } from '../../../worker/listings/input'
import { Field, Select, TextArea, Tiles } from '../../components/Field'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'
import { fitWords, lotWords, needsWords, sectorWords } from './words'

export interface StepProps {
  v: View
  call: Call
  lots: CallLot[]
  application: Application
  files: File[]
  typed: Record<string, string>
  errors: Record<string, string>
}

const NoName = ({ v }: { v: View }) => (
  <p class="note">
    <Icon name="info" />
    <span>{v.t.calls.application.noName}</span>
  </p>
)

/** Who they are: the profile of all their applications. Also a page of its own. */
export function ProfileFields({ v, typed, errors }: Pick<StepProps, 'v' | 'typed' | 'errors'>) {
  const words = v.t.calls.application
  const at = (name: string) => ({ name, value: typed[name] ?? '', error: errors[name] })
  return (
    <>
      <NoName v={v} />
      <Select
        {...at('sector')}
        label={words.sector}
        choices={SECTORS.map((value) => ({ value, label: sectorWords(v, value) }))}
      />
      <TextArea {...at('activity')} label={words.activity} rows={4} maxlength={1500} />
      <TextArea {...at('team')} label={words.team} rows={2} maxlength={1000} />
      <TextArea {...at('history')} label={words.history} rows={3} maxlength={1000} />
    </>
  )
}

export function LotsStep({ v, call, lots, application, typed, errors }: StepProps) {
  const words = v.t.calls.application
  const choices = [
    { value: '', label: words.noChoice },
    ...lots.map((l) => ({
      value: l.id,
      label: words.lotLine(l.name, v.f.quantity(l.features.surfaceM2, 'm2')),
    })),
  ]
  const time = { startsOn: call.startsOn ?? '', endsOn: call.endsOn ?? '' }
  return (
    <>
      {Array.from({ length: MOST_CHOICES_SHOWN }, (_, i) => (
        <Select
          {...{ name: `choices.${i}`, label: words.choice(i + 1), choices }}
          value={typed[`choices.${i}`] ?? ''}
          error={errors[`choices.${i}`] ?? (i === 0 ? errors.choices : undefined)}
        />
      ))}
      <ul class="do">
        {lots.map((lot) => {
          const fit = fitWords(v, fitOf(lot.features, application.needs, time))
          return (
            <li>
              <div>
                <b>
                  <bdi>{lot.name}</bdi>
                </b>
                <span class="hint xs">
                  {v.f.quantity(lot.features.surfaceM2, 'm2')} · <bdi>{lotWords(v, lot)}</bdi>
                </span>
              </div>
              {Object.keys(application.needs).length > 0 && <p class={`s ${fit.shape} xs`}>{fit.words}</p>}
            </li>
          )
        })}
      </ul>
    </>
  )
}

export function NeedsStep({ v, typed, errors }: StepProps) {
  const words = v.t.calls.application
  const number = (name: string, label: string) => (
    <Field
      {...{ name, label, type: 'number', inputmode: 'numeric', min: '0' }}
      value={typed[name] ?? ''}
      error={errors[`needs.${name}`]}
    />
  )
  const uses = v.t.listings.details.uses as Record<string, string>
  const must = ['threePhase', 'water', 'stepFree'] as const
  return (
    <>
      <p class="q">{words.needsHint}</p>
      <div class="cols">
        {number('surfaceMinM2', words.surfaceMin)}
        {number('floorLoadKgM2', words.floorLoad)}
      </div>
      <div class="cols">
        {number('powerKva', words.powerKva)}
        {number('publicPeople', words.publicPeople)}
      </div>
      <Tiles
        name="must"
        legend={words.must}
        value={must.filter((name) => typed[name] === 'yes')}
        choices={must.map((value) => ({ value, label: words[value] }))}
      />
      <Select
        name="use"
        label={words.use}
        value={typed.use ?? ''}
        error={errors['needs.use']}
        choices={[
          { value: '', label: words.anyUse },
          ...PREMISES_USES.map((value) => ({ value, label: uses[value] ?? value })),
        ]}
      />
    </>
  )
}

export function QuestionStep({ v, call, typed, errors, at }: StepProps & { at: number }) {
  return (
    <>
      {at === 0 && <NoName v={v} />}
      <TextArea
        {...{ name: 'answer', rows: 8, maxlength: 2000 }}
        label={
          <span lang={call.language} dir="auto">
            {call.questions[at]}
          </span>
        }
        hint={v.t.calls.application.answerHint}
        value={typed.answer ?? ''}
        error={errors[`answers.${at}`] ?? errors.answers}
      />
    </>
  )
}

/** All that an application says, for who wrote it and for who judges it. `link`: where each part is changed. */
export function Said({
  v,
  call,
  lots,
  application,
  link,
}: Omit<StepProps, 'files' | 'typed' | 'errors'> & { link?: (step: string) => string }) {
  const words = v.t.calls.application
  const change = (step: string, what: string) =>
    link && (
      <a class="sm" href={link(step)}>
        {words.change}
        <span class="vh"> : {what}</span>
      </a>
    )
  const { profile } = application
  const needs = needsWords(v, application.needs)
  return (
    <>
      <section class="st tight">
        <p class="hd">
          <b>{words.lots}</b>
          {change('lots', words.lots)}
        </p>
        {application.choices.length === 0 ? (
          <p class="q">{words.unanswered}</p>
        ) : (
          <ol class="ranks">
            {application.choices.map((id) => {
              const lot = lots.find((l) => l.id === id)
              return (
                <li>
                  <bdi>{lot ? words.lotLine(lot.name, v.f.quantity(lot.features.surfaceM2, 'm2')) : '–'}</bdi>
                </li>
              )
            })}
          </ol>
        )}
      </section>
      <section class="st tight">
        <p class="hd">
          <b>{words.needs}</b>
          {change('needs', words.needs)}
        </p>
        <p>{needs.length === 0 ? words.noNeeds : v.f.list(needs)}</p>
      </section>
      {call.questions.map((question, i) => (
        <section class="st tight">
          <p class="hd">
            <b lang={call.language} dir="auto">
              {question}
            </b>
            {change(`q${i + 1}`, question)}
          </p>
          <p class="said">
            {application.answers[i] ? <bdi>{application.answers[i]}</bdi> : words.unanswered}
          </p>
        </section>
      ))}
      <section class="st tight">
        <p class="hd">
          <b>{link ? words.profileTitle : words.theirProfile}</b>
          {change('profile', words.profileTitle)}
        </p>
        {profile ? (
          <>
            <p class="chip-row">
              <span class="kind">{sectorWords(v, profile.sector)}</span>
            </p>
            {[profile.activity, profile.team, profile.history]
              .filter((text) => text !== '')
              .map((text) => (
                <p class="said">
                  <bdi>{text}</bdi>
                </p>
              ))}
          </>
        ) : (
          <p class="q">{words.unanswered}</p>
        )}
      </section>
    </>
  )
}
