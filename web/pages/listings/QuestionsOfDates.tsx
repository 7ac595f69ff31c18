import { DEFAULTS } from '../../../worker/listings/rules'
import { Field, idOf, Select, Tiles } from '../../components/Field'
import { type Asked, many, one, tied } from './asking'

export function OfferWhen(a: Asked) {
  const { v, kind, typed } = a
  const { when } = v.t.listings
  const grains = DEFAULTS[kind].grains
  const rows = Object.keys(typed).filter((name) => /^w\d+\.from$/.test(name)).length
  const grainError = a.errors?.fields.grain
  return (
    <>
      {grains.length > 1 && (
        <Tiles
          name="grain"
          legend={when.grain}
          value={one(typed, 'grain')}
          error={grainError}
          choices={grains.map((value) => ({
            value,
            label: when.grains[value],
            hint: value === 'window' || value === 'stock' ? when.grainHints[value] : undefined,
          }))}
          columns={2}
        />
      )}
      <WindowRow a={a} i={0} />
      {Array.from({ length: Math.max(0, rows - 1) }, (_, i) => (
        <WindowRow a={a} i={i + 1} />
      ))}
      <details>
        <summary>{when.otherHours}</summary>
        <WindowRow a={a} i={Math.max(1, rows)} />
      </details>
      <Period a={a} />
    </>
  )
}

function WindowRow({ a, i }: { a: Asked; i: number }) {
  const { when } = a.v.t.listings
  const days = many(a.typed, `w${i}.days`)
  const id = idOf('windows')
  return (
    <div class="st" id={i === 0 ? id : undefined}>
      <fieldset class={i === 0 && a.errors?.fields.windows ? 'err' : undefined}>
        <legend>{when.days}</legend>
        {i === 0 && <span class="hint">{when.daysHint}</span>}
        {i === 0 && a.errors?.fields.windows && <span class="msg">{a.errors.fields.windows}</span>}
        <div class="days">
          {when.dayShort.map((short, day) => (
            <label class="o">
              <input
                type="checkbox"
                name={`w${i}.days`}
                value={day + 1}
                checked={days.includes(String(day + 1))}
                aria-label={when.dayNames[day]}
              />
              <span aria-hidden="true">{short}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="duo">
        <Field {...tied(a, `w${i}.from`)} label={when.fromHour} type="time" />
        <Field {...tied(a, `w${i}.to`)} label={when.toHour} type="time" />
      </div>
      {a.kind === 'waste' && <Flow a={a} i={i} />}
    </div>
  )
}

/** Of a stream: how much flows at this collection, and from when to when. */
function Flow({ a, i }: { a: Asked; i: number }) {
  const { when } = a.v.t.listings
  const dated = one(a.typed, `w${i}.startsOn`) || one(a.typed, `w${i}.endsOn`)
  const wrong = a.errors?.fields[`w${i}.endsOn`] || a.errors?.fields[`w${i}.startsOn`]
  return (
    <>
      <Field
        {...tied(a, `w${i}.quantity`)}
        label={when.windowQuantity}
        hint={when.windowQuantityHint}
        inputmode="numeric"
        autocomplete="off"
      />
      <details open={Boolean(dated || wrong)}>
        <summary>{when.windowSeason}</summary>
        <div class="duo">
          <Field {...tied(a, `w${i}.startsOn`)} label={when.startsOn} type="date" />
          <Field {...tied(a, `w${i}.endsOn`)} label={when.endsOn} type="date" />
        </div>
      </details>
    </>
  )
}

function Period({ a }: { a: Asked }) {
  const { when } = a.v.t.listings
  const error = a.errors?.fields.endsAt
  return (
    <details open={Boolean(one(a.typed, 'startsOn') || one(a.typed, 'endsOn') || error)}>
      <summary>{when.period}</summary>
      <Dates a={a} labels={[when.startsOn, when.endsOn]} />
    </details>
  )
}

function Dates({ a, labels }: { a: Asked; labels: [string, string] }) {
  const errors = a.errors?.fields ?? {}
  return (
    <div class="duo">
      <Field
        {...tied(a, 'startsOn')}
        error={errors.startsOn ?? errors.startsAt}
        label={labels[0]}
        type="date"
      />
      <Field {...tied(a, 'endsOn')} error={errors.endsOn ?? errors.endsAt} label={labels[1]} type="date" />
    </div>
  )
}

export function NeedWhen(a: Asked) {
  const { v, kind } = a
  const { when } = v.t.listings
  const errors = a.errors?.fields ?? {}
  if (kind === 'waste')
    return (
      <Field {...tied(a, 'endsOn')} error={errors.endsOn ?? errors.endsAt} label={when.before} type="date" />
    )
  if (kind === 'staff' || kind === 'premises') return <Dates a={a} labels={[when.startsOn, when.endsOn]} />
  return (
    <>
      <Field
        {...tied(a, 'startsOn')}
        error={errors.startsOn ?? errors.startsAt}
        label={when.date}
        type="date"
      />
      <div class="duo">
        <Field {...tied(a, 'from')} label={when.fromHour} type="time" />
        <Field {...tied(a, 'to')} label={when.toHour} type="time" />
      </div>
      <Field
        {...tied(a, 'endsOn')}
        error={errors.endsOn ?? errors.endsAt}
        label={when.lastDate}
        type="date"
      />
    </>
  )
}

const BLANK_LOTS = 2
export function Lots(a: Asked) {
  const { lots, when } = a.v.t.listings
  const rows = Object.keys(a.typed).filter((name) => /^lots\.\d+\.label$/.test(name)).length
  const shown = Math.min(200, Math.max(rows, 1) + (a.more ?? (rows === 0 ? BLANK_LOTS : 1)))
  const states = Object.entries(lots.states).map(([value, label]) => ({ value, label }))
  return (
    <>
      <p class="hint" id={idOf('lots')}>
        {lots.hint}
      </p>
      {a.errors?.fields.lots && <p class="msg">{a.errors.fields.lots}</p>}
      {Array.from({ length: shown }, (_, i) => (
        <fieldset class="panel st">
          <legend class="vh">{lots.nth(i + 1)}</legend>
          {one(a.typed, `lots.${i}.capacityId`) && (
            <input type="hidden" name={`lots.${i}.capacityId`} value={one(a.typed, `lots.${i}.capacityId`)} />
          )}
          <Field
            {...tied(a, `lots.${i}.label`)}
            label={lots.label}
            maxlength={80}
            placeholder={lots.nth(i + 1)}
          />
          <div class="duo">
            <Field
              {...tied(a, `lots.${i}.surfaceM2`)}
              label={lots.surface}
              type="number"
              inputmode="numeric"
              min={1}
            />
            <Field {...tied(a, `lots.${i}.floor`)} label={lots.floor} maxlength={40} />
          </div>
          <Select {...tied(a, `lots.${i}.state`)} label={lots.state} choices={states} />
          <div class="duo">
            <Field {...tied(a, `lots.${i}.availableFrom`)} label={lots.from} type="date" />
            <Field {...tied(a, `lots.${i}.availableUntil`)} label={lots.until} type="date" />
          </div>
        </fieldset>
      ))}
      <p>
        <button type="submit" name="act" value="more" class="b b2" formnovalidate>
          {lots.more}
        </button>
      </p>
      <Dates a={a} labels={[when.startsOn, when.endsOn]} />
    </>
  )
}
