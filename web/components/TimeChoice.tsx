import { choices } from '../../worker/bookings/rulesOfHolds'
import { isReleased } from '../../worker/bookings/rulesOfOffers'
import { addDays, instantOf, toMinutes, wallOf } from '../../worker/core/time'
import { price } from '../../worker/listings/rules'
import type { View } from '../view'
import type { Box } from './bookingBoxFor'
import type { Slot } from './days'
import { Field, idOf } from './Field'
import { Icon } from './Icon'
import { capital, MonthCalendar } from './MonthCalendar'

/** Left of the form: when, by the grain of the offer. Its fields belong to the form by its id. */
export function TimeChoice({ v, box }: { v: View; box: Box }) {
  const { grain } = box.offer.listing
  if (grain === 'hour')
    return (
      <Panel>
        <MonthCalendar v={v} box={box} />
        {box.day && <Hours v={v} box={box} day={box.day} />}
      </Panel>
    )
  if (grain === 'day')
    return (
      <Panel>
        <MonthCalendar v={v} box={box} />
        {box.standing === 'may_book' && <Dates v={v} box={box} />}
      </Panel>
    )
  if (box.standing !== 'may_book' && grain !== 'window') return null
  if (grain === 'window') return <Windows v={v} box={box} />
  if (grain === 'stock') return <Stock v={v} box={box} />
  return <Lots v={v} box={box} />
}

const Panel = ({ children }: { children: unknown }) => (
  <section class="panel st" aria-labelledby="av">
    {children}
  </section>
)
const FORM = 'book'

const PARTS = [
  ['night', 0, 7],
  ['morning', 7, 12],
  ['afternoon', 12, 18],
  ['evening', 18, 24],
] as const

function Hours({ v, box, day }: { v: View; box: Box; day: string }) {
  const words = v.t.bookings.slots
  const named = v.f.day(instantOf(day, '12:00', box.offer.zone), v.ctx.now)
  const error = box.errors?.fields.when
  const open = box.standing === 'may_book'
  return (
    <hour-slots>
      <h3 class="t3">{capital(named)}</h3>
      <fieldset
        id="f-when"
        class={error ? 'err' : undefined}
        aria-describedby={error ? 'f-when-e' : undefined}
      >
        <legend class="vh">{words.legend(named)}</legend>
        {error && <ErrorWords error={error} />}
        <input type="hidden" name="day" value={day} form={open ? FORM : undefined} />
        {box.slots.length === 0 && <p class="q">{words.none}</p>}
        {PARTS.map(([part, from, to]) => {
          const slots = box.slots.filter((s) => from <= s.hour && s.hour < to)
          if (slots.length === 0) return null
          return (
            <>
              <p class="lab part">{words.parts[part]}</p>
              <div class="opt c3">
                {slots.map((slot) => (
                  <Hour v={v} box={box} slot={slot} open={open} />
                ))}
              </div>
            </>
          )
        })}
        {open && box.slots.length > 0 && <p class="hint part">{words.hint}</p>}
      </fieldset>
    </hour-slots>
  )
}

function Hour({ v, box, slot, open }: { v: View; box: Box; slot: Slot; open: boolean }) {
  const words = v.t.bookings.slots
  const { listing, capacities, rules } = box.offer
  const all = capacities[0]?.quantity ?? 1
  const minutes = toMinutes(slot.endsAt) - toMinutes(slot.startsAt)
  const released = isReleased(listing, rules, slot.startsAt, v.ctx.now)
  const cents = price(listing, { minutes, quantity: 1 }, released ? 'solidarity' : 'reference')
  const staff = listing.kind === 'staff'
  const left = all > 1 && !staff ? words.left(v.f.number(slot.free)) : words.free
  const costs = listing.tariffMode === 'price' && listing.priceUnit === 'hour' && cents > 0
  const wanted = box.chosen.h.includes(slot.value)
  return (
    <label class="o">
      <input
        type="checkbox"
        name="h"
        value={slot.value}
        form={open ? FORM : undefined}
        disabled={slot.free === 0 || !open}
        checked={wanted && slot.free > 0}
      />
      <span class={slot.free > 0 && !open ? 'shown' : undefined}>
        {v.f.time(slot.startsAt)}
        <small>
          {slot.free === 0
            ? slot.kept
              ? v.t.views.states.kept
              : wanted
                ? words.justTaken
                : words.taken
            : [left, costs && v.f.money(cents), released && v.t.rules.released].filter(Boolean).join(', ')}
        </small>
      </span>
    </label>
  )
}

const ErrorWords = ({ error }: { error: string }) => (
  <span class="msg" id="f-when-e">
    <Icon name="circle-alert" />
    {error}
  </span>
)

function Dates({ v, box }: { v: View; box: Box }) {
  const words = v.t.bookings.slots
  const today = wallOf(v.ctx.now, box.offer.zone).date
  const { startsOn = '', endsOn = startsOn } = box.chosen
  const error = box.errors?.fields.when
  const limits = { type: 'date', form: FORM, min: today, max: addDays(today, 4000), required: true }
  return (
    <fieldset id="f-when" class={error ? 'err' : undefined}>
      <legend class="vh">{v.t.bookings.box.when}</legend>
      {error && <ErrorWords error={error} />}
      <div class="dates">
        <Field
          {...limits}
          name="startsOn"
          label={words.from}
          value={startsOn}
          error={box.errors?.fields.startsOn}
        />
        <Field {...limits} name="endsOn" label={words.to} value={endsOn} error={box.errors?.fields.endsOn} />
      </div>
      <p class="hint part">{words.dates}</p>
    </fieldset>
  )
}

function Windows({ v, box }: { v: View; box: Box }) {
  const words = v.t.bookings.slots
  const { unit } = box.offer.listing
  const next = box.free.slice(0, 8)
  const error = box.errors?.fields.when
  const open = box.standing === 'may_book'
  return (
    <Panel>
      <h2 id="av">{words.windows}</h2>
      {next.length === 0 ? (
        <p class="q">{words.windowsNone}</p>
      ) : (
        <fieldset id="f-when" class={error ? 'err' : undefined}>
          <legend class="vh">{words.windows}</legend>
          {error && <ErrorWords error={error} />}
          <div class="opt c2">
            {next.map((w, i) => {
              const value = `${toMinutes(w.startsAt)}-${toMinutes(w.endsAt)}`
              return (
                <label class="o">
                  <input
                    type="radio"
                    name="window"
                    value={value}
                    form={open ? FORM : undefined}
                    disabled={!open}
                    checked={open && (box.chosen.window ? box.chosen.window === value : i === 0)}
                  />
                  <span class={open ? undefined : 'shown'}>
                    {capital(v.f.day(w.startsAt, v.ctx.now))}
                    <small>
                      {v.f.hours(w.startsAt, w.endsAt)}
                      <br />
                      {words.left(v.f.quantity(w.free, unit))}
                    </small>
                  </span>
                </label>
              )
            })}
          </div>
        </fieldset>
      )}
    </Panel>
  )
}

function Stock({ v, box }: { v: View; box: Box }) {
  const words = v.t.bookings.slots
  const left = Math.max(0, ...box.free.map((f) => f.free))
  const today = wallOf(v.ctx.now, box.offer.zone).date
  const error = box.errors?.fields.when
  return (
    <Panel>
      <h2 id="av">{left > 0 ? words.stock(v.f.quantity(left, box.offer.listing.unit)) : words.stockNone}</h2>
      {left > 0 && (
        <fieldset id="f-when" class={error ? 'err' : undefined}>
          <legend class="vh">{v.t.bookings.box.when}</legend>
          {error && <ErrorWords error={error} />}
          <div class="dates">
            <Field
              name="day"
              type="date"
              form={FORM}
              min={today}
              required
              label={words.pickUpDate}
              value={box.chosen.day}
            />
            <Field
              name="time"
              type="time"
              form={FORM}
              step="900"
              required
              label={words.pickUpTime}
              value={box.chosen.time ?? '10:00'}
            />
          </div>
        </fieldset>
      )}
    </Panel>
  )
}

function Lots({ v, box }: { v: View; box: Box }) {
  const words = v.t.bookings.slots
  const lots = choices(box.offer.capacities)
  const today = instantOf(wallOf(v.ctx.now, box.offer.zone).date, '00:00', box.offer.zone)
  const error = box.errors?.fields.capacityId
  return (
    <Panel>
      <h2 id="av">{v.t.bookings.box.when}</h2>
      {lots.length > 1 && (
        <fieldset id={idOf('capacityId')} class={error ? 'err' : undefined}>
          <legend>{words.lots}</legend>
          {error && <ErrorWords error={error} />}
          <div class="opt c2">
            {lots.map((lot) => {
              const first = box.free.find((f) => f.capacityId === lot.id)
              const state = !first
                ? words.lotTaken
                : first.startsAt <= today
                  ? words.lotFreeNow
                  : words.lotFree(v.f.date(first.startsAt))
              const surface = lot.details.surfaceM2 ? v.f.quantity(lot.details.surfaceM2, 'm2') : ''
              return (
                <label class="o">
                  <input
                    type="radio"
                    name="capacityId"
                    value={lot.id}
                    form={FORM}
                    required
                    disabled={!first}
                    checked={box.chosen.capacityId === lot.id}
                  />
                  <span>
                    <bdi>{lot.label}</bdi>
                    <small>{[surface, state].filter(Boolean).join(', ')}</small>
                  </span>
                </label>
              )
            })}
          </div>
        </fieldset>
      )}
      <Dates v={v} box={box} />
    </Panel>
  )
}
