import type { Child } from 'hono/jsx'
import type { Offer } from '../../../worker/bookings/queries'
import type { Listing } from '../../../worker/listings/queries'
import { ErrorSummary, Field, type FormErrors, Select, TextArea, Tiles } from '../../components/Field'
import { Told } from '../../components/Told'
import type { View } from '../../view'
import type { Typed } from '../listings/form'
import { asks, rowsOf } from './form'
import { Duration, one, Quotas } from './parts'

export interface RulesForm {
  offer: Offer
  typed: Typed
  errors?: FormErrors
  /** Other offers of the lender, which can go with this one. */
  others: readonly Listing[]
}
interface Part {
  v: View
  form: RulesForm
}

/** The rules of an offer in plain questions: what most lenders ask first, the rarer ones behind their titles. */
export function RulesPage({ v, form, told }: Part & { told?: string }) {
  const { offer, typed, errors } = form
  const words = v.t.rules
  const asked = asks(offer)
  return (
    <div class={`w sec narrow ${offer.listing.kind}`}>
      <p class="back sm">
        <a href={v.href(`/me/listings/${offer.listing.id}`)}>{words.back}</a>
      </p>
      <form class="st wide-gap" method="post" novalidate>
        <div class="st tight">
          <h1 class="h1s">{words.title}</h1>
          <p class="lead">
            <bdi>{offer.listing.title}</bdi>
          </p>
          <p class="q">{words.lead}</p>
        </div>
        <Told words={told} />
        <ErrorSummary v={v} errors={errors} />
        <input type="hidden" name="version" value={one(typed, 'version')} />
        {asked.length && <Length v={v} form={form} />}
        <Delays v={v} form={form} />
        {asked.buffers && <Buffers v={v} form={form} />}
        {asked.hours && <Closed v={v} form={form} />}
        <Share v={v} form={form} />
        <Who v={v} form={form} />
        {asked.release && (
          <More form={form} title={words.lastMinute.title} names={/^releaseHours/}>
            <Field
              name="releaseHours"
              type="text"
              inputmode="numeric"
              label={words.lastMinute.release}
              hint={words.lastMinute.hint}
              value={one(typed, 'releaseHours')}
              error={errors?.fields.releaseHours}
            />
          </More>
        )}
        <Bundle v={v} form={form} />
        <p>
          <button class="b" type="submit">
            {words.save}
          </button>
        </p>
      </form>
    </div>
  )
}

/** Open where something of it is filled or wrong. */
function More({
  form,
  title,
  names,
  children,
}: {
  form: RulesForm
  title: string
  names: RegExp
  children: Child
}) {
  const filled = Object.entries(form.typed).some(
    ([name, value]) =>
      names.test(name) && !/(Unit|\.of|\.per)$/.test(name) && ![''].concat(['hold']).includes(String(value)),
  )
  const wrong = Object.keys(form.errors?.fields ?? {}).some((name) => names.test(name))
  return (
    <details class="panel" open={filled || wrong}>
      <summary>{title}</summary>
      <div class="st">{children}</div>
    </details>
  )
}

const STEPS = ['5', '10', '15', '20', '30', '60', '120', '180', '240']

function Length({ v, form }: Part) {
  const words = v.t.rules.length
  const { offer, typed, errors } = form
  const { steps, units, quantity, most } = asks(offer)
  return (
    <section class="st" aria-labelledby="length">
      <h2 id="length">{words.title}</h2>
      <div class="dates">
        <Duration v={v} form={form} name="shortestMinutes" label={words.shortest} units={units} />
        <Duration v={v} form={form} name="longestMinutes" label={words.longest} units={units} />
      </div>
      {steps && (
        <Select
          name="stepMinutes"
          label={words.step}
          hint={words.stepHint}
          value={one(typed, 'stepMinutes')}
          error={errors?.fields.stepMinutes}
          choices={[
            { value: '', label: words.anyStep },
            ...STEPS.map((value) => ({ value, label: v.f.duration(Number(value)) })),
          ]}
        />
      )}
      {quantity && (
        <Field
          name="mostQuantity"
          inputmode="numeric"
          label={words.most}
          hint={words.mostHint(v.f.quantity(most, offer.listing.unit))}
          value={one(typed, 'mostQuantity')}
          error={errors?.fields.mostQuantity}
        />
      )}
    </section>
  )
}

function Delays({ v, form }: Part) {
  const words = v.t.rules.delays
  const units = ['hours', 'days'] as const
  return (
    <section class="st" aria-labelledby="delays">
      <div>
        <h2 id="delays">{words.title}</h2>
        <p class="hint">{words.hint}</p>
      </div>
      <div class="dates">
        <Duration v={v} form={form} name="noticeMinutes" label={words.notice} units={units} />
        <Duration v={v} form={form} name="cancelNoticeMinutes" label={words.cancel} units={units} />
        <Duration v={v} form={form} name="changeNoticeMinutes" label={words.change} units={units} />
        <Field
          name="horizonDays"
          inputmode="numeric"
          label={words.horizon}
          value={one(form.typed, 'horizonDays')}
          error={form.errors?.fields.horizonDays}
        />
      </div>
    </section>
  )
}

const AROUND = ['0', '10', '15', '30', '45', '60', '90', '120', '240', '1440']

function Buffers({ v, form: { typed, errors } }: Part) {
  const words = v.t.rules.buffers
  const choices = (name: string) =>
    [...new Set([...AROUND, one(typed, name) || '0'])].map((value) => ({
      value,
      label: value === '0' ? words.none : v.f.duration(Number(value)),
    }))
  return (
    <section class="st" aria-labelledby="buffers">
      <div>
        <h2 id="buffers">{words.title}</h2>
        <p class="hint">{words.hint}</p>
      </div>
      <div class="dates">
        {(['bufferBeforeMinutes', 'bufferAfterMinutes'] as const).map((name, i) => (
          <Select
            name={name}
            label={i === 0 ? words.before : words.after}
            value={one(typed, name) || '0'}
            error={errors?.fields[name]}
            choices={choices(name)}
          />
        ))}
      </div>
    </section>
  )
}

function Closed({ v, form }: Part) {
  const words = v.t.rules.closed
  const { typed, errors } = form
  return (
    <More form={form} title={words.title} names={/^exceptions\./}>
      <p class="hint">{words.lead}</p>
      {Array.from({ length: rowsOf(typed, 'exceptions') }, (_, i) => {
        const name = (leaf: string) => `exceptions.${i}.${leaf}`
        const field = (leaf: string) => ({
          ...{ name: name(leaf), value: one(typed, name(leaf)), error: errors?.fields[name(leaf)] },
        })
        return (
          <fieldset class="st tight">
            <legend>{words.legend(i + 1)}</legend>
            <div class="dates">
              <Field {...field('startsOn')} type="date" label={words.from} />
              <Field {...field('endsOn')} type="date" label={words.to} />
            </div>
            <Field
              {...field('hours')}
              label={words.hours}
              hint={i === 0 ? words.hoursHint : undefined}
              dir="ltr"
            />
          </fieldset>
        )
      })}
    </More>
  )
}

function Share({ v, form }: Part) {
  const words = v.t.rules.share
  const { typed } = form
  return (
    <More form={form} title={words.title} names={/^(quotas\.|gapMinutes|oneAtATime)/}>
      <Quotas v={v} form={form} />
      <Duration v={v} form={form} name="gapMinutes" label={words.gap} units={['hours', 'days']} />
      <label class="o">
        <input type="checkbox" name="oneAtATime" value="yes" checked={typed.oneAtATime?.includes('yes')} />
        <span>{words.one}</span>
      </label>
    </More>
  )
}

function Who({ v, form }: Part) {
  const words = v.t.rules.who
  const { typed, errors, offer } = form
  return (
    <More form={form} title={words.title} names={/^(onlyFor|requests)$/}>
      {asks(offer).requests && (
        <Tiles
          name="requests"
          legend={words.requests}
          value={one(typed, 'requests') || 'hold'}
          choices={[
            { value: 'hold', label: words.hold, hint: words.holdHint },
            { value: 'compete', label: words.compete, hint: words.competeHint },
          ]}
          columns={2}
        />
      )}
      <TextArea
        name="onlyFor"
        rows={3}
        label={words.onlyFor}
        hint={words.onlyForHint}
        value={one(typed, 'onlyFor')}
        error={errors?.fields.onlyFor}
      />
    </More>
  )
}

function Bundle({ v, form }: Part) {
  const words = v.t.rules.bundle
  const { typed, errors, others, offer } = form
  const chosen = typed.bundle ?? []
  const looked = String(typed.find ?? '').trim()
  return (
    <More form={form} title={words.title} names={/^(bundle|find)$/}>
      {others.length > 0 && (
        <Tiles
          name="bundle"
          legend={<span class="vh">{words.title}</span>}
          hint={words.hint}
          value={typeof chosen === 'string' ? [chosen] : chosen}
          error={errors?.fields.bundle}
          choices={others.map((l) => ({
            value: l.id,
            label: <bdi>{l.title}</bdi>,
            ...(l.organisationId !== offer.listing.organisationId && {
              hint: words.of(l.organisationName),
            }),
          }))}
        />
      )}
      <Field name="find" type="search" label={words.find} hint={words.findHint} value={looked} />
      <p>
        <button class="b b2" type="submit" name="act" value="find">
          {words.doFind}
        </button>
      </p>
    </More>
  )
}
