import { choices } from '../../../worker/bookings/rulesOfHolds'
import { addDays, toMinutes, wallOf } from '../../../worker/core/time'
import type { Listing, VisibleListing } from '../../../worker/listings/queries'
import { windowsOn } from '../../../worker/listings/rules'
import type { Box } from '../../components/bookingBoxFor'
import { ErrorSummary, Field, type FormErrors, Select } from '../../components/Field'
import { KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'

interface Shown {
  v: View
  listing: VisibleListing
  box: Box
  typed: Record<string, string>
  errors: FormErrors | undefined
}

/** When, for whom, how many: the form of a booking that waits for its place. */
export function JoinPage(shown: Shown) {
  const { v, listing, box, errors } = shown
  const words = v.t.waitlist.join
  const { organisationId = '', quantity } = box.chosen
  const capacity = choices(box.offer.capacities)[0]
  const counts = capacity && capacity.shape !== 'person' && capacity.shape !== 'lot' && capacity.quantity > 1
  const free = errors?.general === v.t.errors.codes.still_free
  return (
    <div class={`w sec narrow ${listing.kind}`}>
      <p class="back sm">
        <a href={v.href(`/offers/${listing.id}/book`)}>{v.t.outages.declare.back}</a>
      </p>
      <form class="st" method="post" action={v.href(`/offers/${listing.id}/waitlist`)}>
        <div class="st tight">
          <KindLabel kind={listing.kind}>
            <bdi>{listing.title}</bdi>
          </KindLabel>
          <h1 class="h1s">{words.title}</h1>
          <p class="lead q">{words.lead}</p>
        </div>
        <ErrorSummary v={v} errors={errors} />
        {free && (
          <p>
            <a class="b" href={v.href(`/offers/${listing.id}/book`)}>
              {words.book}
            </a>
          </p>
        )}
        <input type="hidden" name="once" value={box.once} />
        <Time {...shown} />
        {counts && (
          <Field
            {...{ name: 'quantity', type: 'number', inputmode: 'numeric', min: '1', max: capacity.quantity }}
            required
            label={v.t.bookings.box.quantity}
            hint={v.t.bookings.box.upTo(v.f.quantity(capacity.quantity, listing.unit))}
            value={quantity ?? 1}
            error={errors?.fields.quantity}
          />
        )}
        {box.mine.length === 1 ? (
          <input type="hidden" name="organisationId" value={box.mine[0]?.organisationId} />
        ) : (
          box.mine.length > 1 && (
            <Select
              name="organisationId"
              label={v.t.bookings.box.forWhom}
              value={organisationId}
              choices={box.mine.map((m) => ({ value: m.organisationId, label: m.organisationName }))}
            />
          )
        )}
        {box.members.length > 0 && (
          <Select
            name="onBehalfOf"
            label={v.t.bookings.box.onBehalf}
            hint={v.t.bookings.box.onBehalfHint}
            value={box.chosen.onBehalfOf}
            choices={[
              { value: '', label: box.mine[0]?.organisationName ?? '–' },
              ...box.members
                .filter((m) => m.organisationId !== listing.organisationId)
                .map((m) => ({ value: m.memberId, label: `${m.name}, ${m.organisationName}` })),
            ]}
          />
        )}
        <p>
          <button class="b" type="submit">
            {words.act}
          </button>
        </p>
      </form>
    </div>
  )
}

function Time({ v, listing, box, typed, errors }: Shown) {
  const words = v.t.waitlist.join
  const { zone, capacities } = box.offer
  const today = wallOf(v.ctx.now, zone).date
  const lots = choices(capacities)
  const date = { type: 'date', min: today, max: addDays(today, 731), required: true }
  const error = errors?.fields.startsOn
  const lot = lots.length > 1 && (
    <Select
      name="capacityId"
      label={words.lot}
      value={box.chosen.capacityId}
      error={errors?.fields.capacityId}
      choices={lots.map((c) => ({ value: c.id, label: c.label }))}
    />
  )
  const startsOn = typed.startsOn ?? box.chosen.startsOn ?? ''
  if (listing.grain === 'hour')
    return (
      <>
        {lot}
        <Field {...date} name="startsOn" label={words.day} value={startsOn} error={error} />
        <div class="dates">
          <Field
            {...{ name: 'startsTime', type: 'time', step: '900', required: true }}
            label={words.from}
            value={typed.startsTime}
          />
          <Field
            {...{ name: 'endsTime', type: 'time', step: '900', required: true }}
            label={words.to}
            value={typed.endsTime}
          />
        </div>
      </>
    )
  if (listing.grain === 'window')
    return (
      <Select
        name="window"
        label={words.window}
        value={box.chosen.window}
        error={error}
        choices={windows(v, listing, today, zone)}
      />
    )
  if (listing.grain === 'stock')
    return (
      <div class="dates">
        <Field {...date} name="day" label={words.day} value={box.chosen.day} error={error} />
        <Field
          {...{ name: 'time', type: 'time', step: '900', required: true }}
          label={words.time}
          value={box.chosen.time ?? '10:00'}
        />
      </div>
    )
  return (
    <>
      {lot}
      <div class="dates">
        <Field {...date} name="startsOn" label={words.firstDay} value={startsOn} error={error} />
        <Field {...date} name="endsOn" label={words.lastDay} value={typed.endsOn ?? startsOn} />
      </div>
    </>
  )
}

const MOST_WINDOWS = 12

/** The next collections, those that are full among them. */
function windows(v: View, listing: Listing, today: string, zone: string) {
  const found: { value: string; label: string }[] = []
  for (let i = 0; i < 62 && found.length < MOST_WINDOWS; i++)
    for (const w of windowsOn(listing, addDays(today, i), zone))
      if (w.from > v.ctx.now)
        found.push({
          value: `${toMinutes(w.from)}-${toMinutes(w.to)}`,
          label: capital(v.f.span(w.from, w.to, v.ctx.now)),
        })
  return found
}
