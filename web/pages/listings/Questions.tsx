import { RecipeQuestions } from './RecipeQuestions'
import type { Child } from 'hono/jsx'
import { DEFAULTS } from '../../../worker/listings/rules'
import { Field, idOf, Select, TextArea, Tiles } from '../../components/Field'
import { type Asked, many, one, RomeField, tied } from './asking'
import type { Step } from './form'
import { Lots, NeedWhen, OfferWhen } from './QuestionsOfDates'
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
        hint={direction === 'need' ? what.descriptionHint.need : what.descriptionHint.offer[kind]}
        maxlength={5000}
        rows={4}
      />
      {kind === 'waste' && direction === 'need' && <RecipeQuestions {...a} />}
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
      <MarketPrice {...a} />
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

/** What the same use would cost elsewhere: asked of offers, and of nobody else. */
function MarketPrice(a: Asked) {
  const { market } = a.v.t.impact
  const units = Object.entries(a.v.t.listings.terms.priceUnits).map(([value, label]) => ({ value, label }))
  return (
    <details open={Boolean(one(a.typed, 'marketCents') || a.errors?.fields.marketCents)}>
      <summary>{market.cents(a.v.f.currency)}</summary>
      <div class="duo">
        <Field
          {...tied(a, 'marketCents')}
          label={market.cents(a.v.f.currency)}
          hint={market.hint}
          inputmode="decimal"
          autocomplete="off"
          dir="ltr"
        />
        <Select {...tied(a, 'marketUnit')} label={market.unit} choices={units} />
      </div>
    </details>
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
