import { answersFor } from '../../worker/platform/context'
import { choices } from '../../worker/bookings/rulesOfHolds'
import { wallOf } from '../../worker/core/time'
import type { View } from '../view'
import type { Box } from './bookingBoxFor'
import { ErrorSummary, Field, Select } from './Field'
import { capital } from './MonthCalendar'
import { TimeChoice } from './TimeChoice'

/** For those whose offer it is: not to book it, but to keep it for themselves a while. */
export function ClosureBox({ v, box }: { v: View; box: Box }) {
  const words = v.t.bookings.closure
  const { listing, capacities, zone } = box.offer
  const today = wallOf(v.ctx.now, zone).date
  const things = choices(capacities)
  const { errors, chosen } = box
  const mayAnswer = answersFor(v.actor, listing.organisationId)
  const date = { type: 'date', min: today, required: true }
  return (
    <>
      <TimeChoice v={v} box={box} />
      <div class="st stick">
        {mayAnswer && (
          <form
            class="panel st"
            id="book"
            method="post"
            action={v.href(`/offers/${listing.id}/close`)}
            aria-label={words.title}
          >
            <h2 class="t3">{words.title}</h2>
            <p class="q sm">{words.lead}</p>
            <ErrorSummary v={v} errors={errors} />
            <input type="hidden" name="once" value={box.once} />
            {things.length > 1 && (
              <Select
                name="capacityId"
                label={words.what}
                choices={things.map((c) => ({ value: c.id, label: c.label }))}
                value={chosen.capacityId}
              />
            )}
            <div class="dates">
              <Field
                {...date}
                name="startsOn"
                label={words.from}
                value={chosen.startsOn ?? box.day ?? today}
                error={errors?.fields.startsAt}
              />
              <Field name="startsTime" type="time" step="900" label={words.fromTime} />
              <Field
                {...date}
                name="endsOn"
                label={words.to}
                value={chosen.endsOn ?? box.day ?? today}
                error={errors?.fields.endsAt}
              />
              <Field name="endsTime" type="time" step="900" label={words.toTime} />
            </div>
            <p class="hint">{words.wholeDays}</p>
            <button class="b b2 wide" type="submit">
              {words.act}
            </button>
          </form>
        )}
        <section class="panel st">
          <h2 class="t3">{words.list}</h2>
          {box.closures.length === 0 && <p class="q">{words.none}</p>}
          <ul class="st">
            {box.closures.map((c) => {
              const when = capital(v.f.span(c.startsAt, c.endsAt, v.ctx.now))
              const label = things.length > 1 ? things.find((t) => t.id === c.capacityId)?.label : null
              return (
                <li class="row between">
                  <span>
                    {label && <bdi>{label} : </bdi>}
                    {when}
                  </span>
                  {mayAnswer && (
                    <form method="post" action={v.href(`/offers/${listing.id}/reopen`)}>
                      <input type="hidden" name="capacityId" value={c.capacityId} />
                      <button
                        type="submit"
                        class="b b3"
                        name="holdId"
                        value={String(c.holdId)}
                        aria-label={words.reopenThat(when)}
                      >
                        {words.reopen}
                      </button>
                    </form>
                  )}
                </li>
              )
            })}
          </ul>
        </section>
        {mayAnswer && (
          <a class="b b3" href={v.href(`/offers/${listing.id}/outages`)}>
            {v.t.outages.declare.link}
          </a>
        )}
        <a class="b b2" href={v.href(`/me/listings/${listing.id}`)}>
          {words.manage}
        </a>
        <a class="b b3" href={v.href(`/offers/${listing.id}/calendars`)}>
          {v.t.calendars.title}
        </a>
      </div>
    </>
  )
}
