import type { Child } from 'hono/jsx'
import { DEFAULTS } from '../../../worker/listings/rules'
import { Field, idOf, Select, TextArea, Tiles } from '../../components/Field'
import { type Asked, many, one, RomeField, tied } from './asking'
import type { Step } from './form'
import { DetailsQuestions } from './QuestionsOfKind'

export function Questions({ step, asked }: { step: Step; asked: Asked }) {
  switch (step) {
    case 'what':
      return <What {...asked} />
    case 'when':
      return asked.direction === 'need' ? <NeedWhen {...asked} /> : <OfferWhen {...asked} />
    case 'lots':
      return <Lots {...asked} />
    case 'details':
      return <DetailsQuestions {...asked} />
    case 'terms':
      return <Terms {...asked} />
    case 'where':
      return <Where {...asked} />
  }
}

function What(a: Asked) {
  const { v, direction, kind, typed } = a
  const { what, details } = v.t.listings
  const number = { inputmode: 'numeric', min: 1, type: 'number' }
  const units = DEFAULTS[kind].units
  return (
    <>
      <Field
        {...tied(a, 'title')}
        label={what.title}
        hint={what.titleHint[direction][kind]}
        maxlength={120}
        required
        autocomplete="off"
      />
      {kind === 'space' && (
        <Field {...tied(a, 'details.seats')} label={what.seats[direction]} {...number} max={5000} />
      )}
      {kind === 'staff' && (
        <Field
          {...tied(a, 'details.hoursPerWeek')}
          label={what.hoursPerWeek[direction]}
          {...number}
          min={0.5}
          max={48}
          step="0.5"
          inputmode="decimal"
        />
      )}
      {kind === 'staff' && direction === 'need' && <RomeField {...a} />}
      {kind === 'premises' && direction === 'need' && (
        <>
          <Field {...tied(a, 'details.surfaceM2')} label={what.surface.need} {...number} />
          <Tiles
            name="details.uses"
            legend={what.uses}
            value={many(typed, 'details.uses')}
            choices={Object.entries(details.uses).map(([value, label]) => ({ value, label }))}
            columns={2}
          />
        </>
      )}
      {(kind === 'equipment' || kind === 'waste') && (
        <div class={units.length > 1 ? 'duo' : undefined}>
          <Field {...tied(a, 'quantity')} label={what.quantity[direction]} {...number} />
          {units.length > 1 && (
            <Select
              {...tied(a, 'unit')}
              label={what.unit}
              choices={units.map((value) => ({ value, label: what.units[value] }))}
            />
          )}
        </div>
      )}
      {kind === 'space' && direction === 'offer' && one(typed, 'quantity') > '1' && (
        <Field {...tied(a, 'quantity')} label={what.rooms} {...number} />
      )}
      <TextArea
        {...tied(a, 'description')}
        label={what.description}
        hint={what.descriptionHint}
        maxlength={5000}
        rows={4}
      />
    </>
  )
}

function OfferWhen(a: Asked) {
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
    </div>
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

function NeedWhen(a: Asked) {
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
function Lots(a: Asked) {
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

function Terms(a: Asked) {
  const { v, kind, typed, errors } = a
  const { terms } = v.t.listings
  const atCost = kind === 'staff'
  const choices = (names: Record<string, string>, hints: Record<string, string> = {}) =>
    Object.entries(names).map(([value, label]) => ({ value, label, hint: hints[value] }))
  return (
    <>
      <Tiles
        name="tariffMode"
        legend={terms.mode}
        value={one(typed, 'tariffMode')}
        error={errors?.fields.tariffMode}
        choices={choices(terms.modes, terms.modeHints)}
        columns={2}
      />
      {atCost ? <AtCost {...a} /> : <PriceQuestions {...a} />}
      <TextArea {...tied(a, 'terms')} label={terms.terms} hint={terms.termsHint} maxlength={2000} rows={3} />
      <Tiles
        name="visibility"
        legend={terms.visibility}
        value={one(typed, 'visibility')}
        choices={choices(terms.visibilities)}
        columns={2}
      />
      <Tiles
        name="instantFor"
        legend={terms.instant}
        value={one(typed, 'instantFor')}
        choices={choices(terms.instants, terms.instantHints)}
        columns={2}
      />
    </>
  )
}

function AtCost({ v, typed, errors }: Asked): Child {
  const { terms, details } = v.t.listings
  const cost = one(typed, 'referenceCents')
  const error = errors?.fields['details.wagesCents'] ?? errors?.fields.referenceCents
  return (
    <div id={idOf('details.wagesCents')}>
      <p class="note">
        <span />
        <span>{cost ? terms.staffPrice(`${cost} ${v.f.currency}`) : details.costHint}</span>
      </p>
      {error && <p class="msg">{error}</p>}
    </div>
  )
}

function PriceQuestions(a: Asked) {
  const { terms } = a.v.t.listings
  const money = { inputmode: 'decimal', autocomplete: 'off', dir: 'ltr' }
  const units = Object.entries(terms.priceUnits).map(([value, label]) => ({ value, label }))
  const doors = Boolean(one(a.typed, 'solidarityCents') || one(a.typed, 'supportCents'))
  return (
    <details
      open={one(a.typed, 'tariffMode') === 'price' || doors || Boolean(a.errors?.fields.referenceCents)}
    >
      <summary>{terms.price}</summary>
      <div class="st">
        <div class="duo">
          <Field
            {...tied(a, 'referenceCents')}
            label={`${terms.referenceCents} (${a.v.f.currency})`}
            hint={terms.referenceHint}
            {...money}
          />
          <Select
            {...tied(a, 'priceUnit')}
            label={terms.priceUnit}
            choices={[{ value: '', label: '' }, ...units]}
          />
        </div>
        <p>
          <b>{terms.doors}</b> <span class="hint">{terms.doorsHint}</span>
        </p>
        <div class="duo">
          <Field {...tied(a, 'solidarityCents')} label={terms.solidarityCents} {...money} />
          <Field {...tied(a, 'supportCents')} label={terms.supportCents} {...money} />
        </div>
      </div>
    </details>
  )
}

const REACH = { walk: '2', bike: '5', car: '15', any: 'any' } as const

function Where(a: Asked) {
  const { v, direction, typed } = a
  const { where, lookup } = v.t.listings
  const reach = one(typed, 'withinKm')
  const known = Object.values(REACH).includes(reach as '2')
  const choices = (Object.entries(REACH) as [keyof typeof REACH, string][]).map(([name, value]) => ({
    value,
    label: where.distances[name][0],
    hint: where.distances[name][1],
  }))
  return (
    <>
      <Field
        {...tied(a, 'commune')}
        label={where.commune}
        hint={where.hint[direction]}
        autocomplete="address-level2"
      />
      {direction === 'offer' && (
        <>
          <Field
            {...tied(a, 'postcode')}
            label={where.postcode}
            autocomplete="postal-code"
            inputmode="numeric"
            dir="ltr"
          />
          <Field
            {...tied(a, 'address')}
            label={where.address}
            hint={where.addressHint}
            autocomplete="street-address"
          />
        </>
      )}
      {direction === 'need' && (
        <Tiles
          name="withinKm"
          legend={where.distance}
          value={reach || '15'}
          choices={
            known || !reach ? choices : [...choices, { value: reach, label: v.f.distance(Number(reach)) }]
          }
          columns={2}
        />
      )}
      <details open={Boolean(a.errors?.fields.lat ?? a.errors?.fields.lng)}>
        <summary>{where.point}</summary>
        <div class="duo">
          <Field {...tied(a, 'lat')} label={where.lat} inputmode="decimal" dir="ltr" />
          <Field {...tied(a, 'lng')} label={where.lng} inputmode="decimal" dir="ltr" />
        </div>
        {v.ctx.env.GEOCODER_URL && (
          <p>
            <button type="submit" name="act" value="geocode" class="b b2" formnovalidate>
              {lookup.place}
            </button>
          </p>
        )}
      </details>
    </>
  )
}
