import type { Booking } from '../../../worker/bookings/queries'
import { statusAt } from '../../../worker/bookings/rules'
import { wallOf } from '../../../worker/core/time'
import { type Handover, sidesToNote } from '../../../worker/handovers/queries'
import {
  CONDITIONS,
  lastOf,
  mayBeNoted,
  mayCorrect,
  type Side,
  type Step,
  standing,
  stepsOf,
} from '../../../worker/handovers/rules'
import { ErrorSummary, Field, type FormErrors, Select, TextArea, Tiles } from '../../components/Field'
import { Told } from '../../components/Told'
import { PhotoQuestion } from '../../components/PhotoQuestion'
import type { View } from '../../view'
import { lacksSlip } from '../bookings/SlipPanel'
import { Icon } from '../../components/Icon'
import { Weighed, Weighing } from './Weighing'
import { moment } from '../bookings/words'
import { named, saidWhen, stepWord } from './words'

export interface ShownHandovers {
  b: Booking
  lines: readonly Handover[]
  step: Step | null
  /** The line that is being put right. */
  correcting: Handover | null
  typed?: Record<string, string>
  errors?: FormErrors
  told?: string
}

/** Every line of a booking, and the form for the next one. */
export function HandoversPage({ v, shown }: { v: View; shown: ShownHandovers }) {
  const { b, lines, step, told } = shown
  const words = v.t.handovers.page
  const at = v.href(`/bookings/${b.id}`)
  return (
    <div class={`w sec page ${b.kind}`}>
      <p class="back sm">
        <a href={at}>{words.back}</a>
      </p>
      <div class="side">
        <div class="st wide-gap">
          <Told words={told} />
          <ErrorSummary v={v} errors={shown.errors} />
          <div class="st tight">
            <h1 class="h1s">{words.title}</h1>
            <p class="lead">
              <bdi>{b.listingTitle}</bdi>
            </p>
            <p class="q">
              {v.f.span(b.startsAt, b.endsAt, v.ctx.now)} · <bdi>{b.lenderName}</bdi> ·{' '}
              <bdi>{b.borrowerName}</bdi>
            </p>
          </div>
          {step && lacksSlip(b) && (
            <p class="note late">
              <Icon name="triangle-alert" />
              <span>
                {v.t.waste.slip.missing} <a href={`${at}#slip`}>{v.t.waste.slip.enter}</a>
              </span>
            </p>
          )}
          {step ? <NoteForm v={v} shown={shown} step={step} /> : <p class="note">{words.over}</p>}
        </div>
        <section class="st stick" aria-labelledby="lines">
          <h2 id="lines">{words.list}</h2>
          <p class="q sm">{words.lead}</p>
          {lines.length === 0 && <p class="empty">{words.none}</p>}
          <ol class="st">
            {lines.map((line) => (
              <Line v={v} shown={shown} line={line} />
            ))}
          </ol>
        </section>
      </div>
    </div>
  )
}

function Line({ v, shown: { b, lines }, line }: { v: View; shown: ShownHandovers; line: Handover }) {
  const { said, condition, side, page: words } = v.t.handovers
  const corrected = lines.some((one) => one.corrects === line.id)
  const names: Record<Side, string> = {
    lender: b.lenderName,
    borrower: b.borrowerName,
    coordinator: side.coordinator,
  }
  const mine = sidesToNote(v.ctx, b).includes(line.side)
  const what = `${stepWord(v, line.step, b.kind)}, ${names[line.side]}`
  return (
    <li class={corrected ? 'panel st tight old' : 'panel st tight'}>
      <p class="row">
        <b>{stepWord(v, line.step, b.kind)}</b>
        {line.corrects && <span class="tag">{said.corrects}</span>}
        {corrected && <span class="tag">{said.corrected}</span>}
      </p>
      {line.happened ? (
        <>
          <p class={`s ${line.condition === 'ok' ? 'free' : 'late'}`}>{condition[line.condition]}</p>
          <p>{saidWhen(v, line)}</p>
          {(b.quantity > 1 || line.quantity !== b.quantity) && (
            <p>{said.quantity(v.f.quantity(line.quantity, b.unit))}</p>
          )}
          <Weighed v={v} b={b} line={line} />
        </>
      ) : (
        <p class="s no">{said.mistake}</p>
      )}
      {line.note && (
        <p>
          <bdi>{line.note}</bdi>
        </p>
      )}
      {line.photoId && (
        <a class="shot" href={`/handover-photos/${line.photoId}`}>
          <img
            src={`/handover-photos/${line.photoId}`}
            alt={line.photoAlt || said.photo}
            width={line.photoWidth ?? undefined}
            height={line.photoHeight ?? undefined}
            loading="lazy"
          />
        </a>
      )}
      <p class="q sm">
        {said.by(names[line.side])}
        {v.language === 'ar' ? '، ' : ', '}
        <bdi>{line.noterName || said.gone}</bdi> · {moment(v, line.createdAt)}
      </p>
      {mine && !corrected && mayCorrect(line, lines, v.ctx.now) && (
        <p>
          <a
            class="b b3"
            href={v.href(`/bookings/${b.id}/handovers?correct=${line.id}`)}
            aria-label={named(v, words.correct, what)}
          >
            {words.correct}
          </a>
        </p>
      )}
    </li>
  )
}

function NoteForm({ v, shown, step }: { v: View; shown: ShownHandovers; step: Step }) {
  const { b, lines, correcting, typed, errors } = shown
  const words = v.t.handovers.page
  const sides = sidesToNote(v.ctx, b)
  const wall = correcting ? wallOf(correcting.at, v.f.timeZone) : null
  const most = step === 'return' ? (standing(lines, 'pick_up')?.quantity ?? b.quantity) : b.quantity
  const value = (name: string, given: string) => typed?.[name] ?? given
  const others = stepsOf(b.kind).filter(
    (s) =>
      s !== step &&
      mayBeNoted(s, statusAt(b, v.ctx.now), lines) &&
      sides.some((side) => !lastOf(lines, s, side)?.happened),
  )
  const action = v.href(`/bookings/${b.id}/handovers`)
  return (
    <section class="panel st">
      <h2>{correcting ? words.correctThat(stepWord(v, step, b.kind)) : words.form[step]}</h2>
      {!correcting && others.length > 0 && (
        <p class="row">
          {others.map((s) => (
            <a class="b b3" href={`${action}?step=${s}`}>
              {words.form[s]}
            </a>
          ))}
        </p>
      )}
      <form method="post" action={action} enctype="multipart/form-data" class="st">
        <input type="hidden" name="step" value={step} />
        {correcting && <input type="hidden" name="corrects" value={correcting.id} />}
        <Tiles
          name="condition"
          legend={words.condition}
          value={value('condition', correcting?.condition ?? 'ok')}
          error={errors?.fields.condition}
          columns={2}
          choices={CONDITIONS.map((c) => ({ value: c, label: v.t.handovers.condition[c] }))}
        />
        <fieldset class="st tight">
          <legend>{words.when}</legend>
          <span class="hint">{words.whenHint}</span>
          <div class="duo">
            <Field
              name="day"
              type="date"
              label={words.day}
              value={value('day', wall?.date ?? '')}
              error={errors?.fields.at ?? errors?.fields.day}
            />
            <Field
              name="time"
              type="time"
              label={words.time}
              value={value('time', wall?.time ?? '')}
              error={errors?.fields.time}
            />
          </div>
        </fieldset>
        {b.kind === 'waste' && <Weighing v={v} shown={shown} />}
        {b.quantity > 1 && b.kind !== 'waste' && (
          <Field
            name="quantity"
            inputmode="numeric"
            label={words.quantity}
            hint={words.quantityHint(v.f.quantity(b.quantity, b.unit))}
            value={value('quantity', String(correcting?.quantity ?? most))}
            error={errors?.fields.quantity}
          />
        )}
        <TextArea
          name="note"
          rows={3}
          maxlength={1000}
          label={words.note}
          hint={b.kind === 'waste' && correcting ? v.t.streams.measure.noteHint : words.noteHint}
          value={value('note', correcting?.note ?? '')}
          error={errors?.fields.note}
        />
        <PhotoQuestion v={v} words={words} error={errors?.fields.photo} alt={typed?.photoAlt} />
        {sides.length > 1 && !correcting && (
          <Select
            name="side"
            label={words.as}
            value={value('side', sides[0] ?? '')}
            error={errors?.fields.side}
            choices={sides.map((s) => ({ value: s, label: v.t.handovers.side[s] }))}
          />
        )}
        {correcting && <input type="hidden" name="side" value={correcting.side} />}
        {step === 'return' && <p class="q sm">{words.kept}</p>}
        <p class="row">
          <button class="b" type="submit">
            {words.save}
          </button>
        </p>
      </form>
      {correcting && (
        <form method="post" action={action} class="st tight">
          <input type="hidden" name="step" value={step} />
          <input type="hidden" name="corrects" value={correcting.id} />
          <input type="hidden" name="side" value={correcting.side} />
          <input type="hidden" name="mistake" value="1" />
          {b.kind === 'waste' && <input type="hidden" name="note" value={words.mistake} />}
          <p>
            <button class="b b2" type="submit">
              {words.mistake}
            </button>
          </p>
          <p class="q sm">{words.mistakeHint}</p>
        </form>
      )}
    </section>
  )
}
