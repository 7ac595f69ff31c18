import { KINDS } from '../../../worker/core/kinds'
import { instantOf } from '../../../worker/core/time'
import { MOST_COUNTED } from '../../../worker/search/candidates'
import type { SearchResult } from '../../../worker/search/queries'
import { Icon, KIND_ICON } from '../../components/Icon'
import type { View } from '../../view'
import { type Asked, nearDays, searchPath } from './asked'
import { freePath } from './askedOfFree'

/** The five kinds with their number: the one chosen is black, and a tap takes it away. */
export function KindChips({ v, asked, counts }: { v: View; asked: Asked; counts: SearchResult['counts'] }) {
  return (
    <nav aria-label={v.t.search.kinds} class="sc">
      <div class="chips nw">
        {KINDS.map((kind) => {
          const on = asked.kind === kind
          return (
            <a
              class={on ? 'chip on' : 'chip'}
              href={searchPath(v, asked, { kind: on ? undefined : kind })}
              aria-current={on ? 'true' : undefined}
            >
              <Icon name={KIND_ICON[kind]} />
              {v.t.common.kinds[kind]} <span>{v.t.search.plus(counts[kind], MOST_COUNTED)}</span>
            </a>
          )
        })}
      </div>
    </nav>
  )
}

/** The filters in force (blue: a tap changes or removes) and those to add (plain). */
export function FilterChips({ v, asked }: { v: View; asked: Asked }) {
  const { chips } = v.t.search
  const more = `${searchPath(v, asked, { more: '1' })}#filters`
  const { today, week } = nearDays(v)
  const offers = asked.direction === 'offer'
  return (
    <nav aria-label={v.t.search.filters} class="sc">
      <div class="chips nw">
        {asked.on ? (
          <a
            class="chip flt"
            href={searchPath(v, asked, { on: undefined, until: undefined, at: undefined, to: undefined })}
            aria-label={chips.without(dateWords(v, asked))}
          >
            <Icon name="calendar-days" />
            {dateWords(v, asked)}
            <Icon name="x" />
          </a>
        ) : (
          <>
            <a class="chip" href={searchPath(v, asked, { on: today })}>
              {chips.today}
            </a>
            <a class="chip" href={searchPath(v, asked, { on: today, until: week })}>
              {chips.week}
            </a>
            <a class="chip" href={more}>
              <Icon name="calendar-days" />
              {chips.date}
            </a>
          </>
        )}
        {offers && (
          <a class="chip" href={wholePath(v, asked)}>
            {v.t.views.free.link}
          </a>
        )}
        <a
          class={asked.radius ? 'chip flt' : 'chip'}
          href={more}
          aria-label={asked.radius ? chips.change(v.f.distance(asked.radius)) : undefined}
        >
          <Icon name="map-pin" />
          {asked.radius ? v.f.distance(asked.radius) : chips.place}
        </a>
        {asked.quantity && (
          <Toggle v={v} asked={asked} name="quantity" words={chips.quantity(v.f.number(asked.quantity))} />
        )}
        {offers && asked.kind === 'space' && (
          <Toggle v={v} asked={asked} name="wheelchair" words={chips.wheelchair} />
        )}
        {offers && <Toggle v={v} asked={asked} name="free" words={chips.free} />}
        <a class="chip" href={searchPath(v, asked, { direction: offers ? 'need' : 'offer' })}>
          {offers ? chips.needs : chips.offers}
        </a>
        <a class="chip" href={more}>
          <Icon name="sliders-horizontal" />
          {chips.more}
        </a>
      </div>
    </nav>
  )
}

/** The page of what is free over the whole of some dates, with what was asked here. */
function wholePath(v: View, { on, until, at, to, kind }: Asked): string {
  const asked = { from: on, to: until, at: at && to && at, until: at && to, kind }
  return Object.values(asked).some((value) => value !== undefined) ? freePath(v, asked) : v.href('/free')
}

function Toggle({
  v,
  asked,
  name,
  words,
}: {
  v: View
  asked: Asked
  name: 'wheelchair' | 'free' | 'quantity'
  words: string
}) {
  const on = asked[name] !== undefined
  return (
    <a
      class={on ? 'chip flt' : 'chip'}
      href={searchPath(v, asked, { [name]: on ? undefined : 'yes' })}
      aria-label={on ? v.t.search.chips.without(words) : undefined}
    >
      {!on && name === 'wheelchair' && <Icon name="accessibility" />}
      {words}
      {on && <Icon name="x" />}
    </a>
  )
}

function dateWords(v: View, asked: Asked): string {
  const noon = (date: string) => v.f.dayShort(instantOf(date, '12:00', v.f.timeZone))
  const on = noon(asked.on ?? '')
  const hours =
    asked.at && asked.to
      ? `, ${v.f.hours(instantOf(asked.on ?? '', asked.at, v.f.timeZone), instantOf(asked.on ?? '', asked.to, v.f.timeZone))}`
      : ''
  return asked.until && asked.until > (asked.on ?? '') ? `${on} → ${noon(asked.until)}` : on + hours
}

const RADII = [2, 5, 15, 30]

/** All filters in one form, which works without any script; it comes when a filter asks for it, to keep the page light. */
export function FilterForm({ v, asked, unknownPlace }: { v: View; asked: Asked; unknownPlace: boolean }) {
  const { form, chips } = v.t.search
  const field = (name: 'on' | 'until' | 'at' | 'to', type: 'date' | 'time') => (
    <div>
      <label for={`f-${name}`}>{form[name]}</label>
      <input id={`f-${name}`} name={name} type={type} value={asked[name] ?? ''} />
    </div>
  )
  return (
    <details id="filters" open>
      <summary>{form.open}</summary>
      <form class="panel st" action={v.href('/search')}>
        <input type="hidden" name="q" value={asked.q} />
        {asked.direction === 'need' && <input type="hidden" name="direction" value="need" />}
        {asked.kind && <input type="hidden" name="kind" value={asked.kind} />}
        <div class="four">
          {field('on', 'date')}
          {field('until', 'date')}
          {field('at', 'time')}
          {field('to', 'time')}
        </div>
        <div class="four">
          <div class={unknownPlace ? 'err' : undefined}>
            <label for="f-place">{form.place}</label>
            <input
              id="f-place"
              name="place"
              value={asked.place}
              maxlength={100}
              autocomplete="address-level2"
              aria-describedby={unknownPlace ? 'm-place h-place' : 'h-place'}
              aria-invalid={unknownPlace ? 'true' : undefined}
            />
            {unknownPlace && (
              <p class="msg" id="m-place">
                <Icon name="circle-alert" />
                {form.unknownPlace(asked.place)}
              </p>
            )}
            <span class="hint" id="h-place">
              {form.placeHint}
            </span>
          </div>
          <div>
            <label for="f-radius">{form.radius}</label>
            <select id="f-radius" name="radius">
              <option value="">{form.anywhere}</option>
              {RADII.map((km) => (
                <option value={km} selected={asked.radius === km}>
                  {form.km(km)}
                </option>
              ))}
              {asked.radius && !RADII.includes(asked.radius) && (
                <option value={asked.radius} selected>
                  {form.km(asked.radius)}
                </option>
              )}
            </select>
          </div>
          <div>
            <label for="f-quantity">{form.quantity}</label>
            <input
              id="f-quantity"
              name="quantity"
              type="number"
              min={1}
              inputmode="numeric"
              value={asked.quantity ?? ''}
              aria-describedby="h-quantity"
            />
            <span class="hint" id="h-quantity">
              {form.quantityHint}
            </span>
          </div>
          {asked.direction === 'offer' && (
            <fieldset>
              <legend>{form.only}</legend>
              <div class="opt">
                {(['free', 'wheelchair'] as const).map((name) => (
                  <label class="o">
                    <input type="checkbox" name={name} value="yes" checked={asked[name] !== undefined} />
                    <span>{chips[name]}</span>
                  </label>
                ))}
              </div>
            </fieldset>
          )}
        </div>
        <p class="row">
          <button class="b" type="submit">
            {form.submit}
          </button>
          <a class="b b3" href={v.href('/search')}>
            {form.reset}
          </a>
        </p>
      </form>
    </details>
  )
}
