import { wallOf } from '../../../worker/core/time'
import type { Due, vehiclesIn } from '../../../worker/pickups/due'
import type { Membership } from '../../../worker/platform/context'
import { ErrorSummary, Field, type FormErrors, Select, Tiles } from '../../components/Field'
import { ForWhom } from '../../components/ForWhom'
import type { View } from '../../view'
import type { Typed } from '../premises/form'

export interface ShownNew {
  day: string
  organisationId: string
  organisationName: string
  mine: readonly Membership[]
  members: readonly { memberId: string; name: string; organisationName: string }[]
  due: readonly Due[]
  vehicles: Awaited<ReturnType<typeof vehiclesIn>>
  typed: Typed
  errors: FormErrors | undefined
}

/** The day and who drives first, as a question of its own; then what is loaded, and the vehicle. */
export function NewPage({ v, shown }: { v: View; shown: ShownNew }) {
  const words = v.t.pickups.form
  return (
    <div class="w sec narrow st wide-gap">
      <p class="back sm">
        <a href={v.href('/me/pickups')}>{v.t.pickups.show.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">{words.lead}</p>
      </div>
      <ErrorSummary v={v} errors={shown.errors} />
      <Asked v={v} shown={shown} />
      {shown.due.length === 0 ? (
        <div class="empty">
          <p>{words.none}</p>
          <p>
            <a class="b b2" href={`${v.href('/search')}?kind=waste`}>
              {words.noneAct}
            </a>
          </p>
        </div>
      ) : (
        <RoundForm v={v} shown={shown} />
      )}
    </div>
  )
}

function Asked({ v, shown: { day, organisationId, organisationName, mine } }: { v: View; shown: ShownNew }) {
  const words = v.t.pickups.form
  return (
    <form class="row asks" method="get" action={v.href('/me/pickups/new')}>
      <Field {...{ name: 'date', type: 'date', required: true }} label={words.day} value={day} />
      {mine.length > 1 ? (
        <Select
          name="organisation"
          label={words.who}
          value={organisationId}
          choices={mine.map((m) => ({ value: m.organisationId, label: m.organisationName }))}
        />
      ) : (
        <>
          <input type="hidden" name="organisation" value={organisationId} />
          <p class="q">
            <bdi>{organisationName}</bdi>
          </p>
        </>
      )}
      <button class="b b2" type="submit">
        {words.show}
      </button>
    </form>
  )
}

function RoundForm({ v, shown }: { v: View; shown: ShownNew }) {
  const words = v.t.pickups.form
  const { typed, errors, due } = shown
  const chosen = typed.bookingIds === undefined ? due.map((one) => one.id) : typed.bookingIds.split(',')
  const field = (name: string, otherwise: string) => ({
    ...{ name, type: 'time', required: true, value: typed[name] ?? otherwise, error: errors?.fields[name] },
  })
  const usual = hoursAround(v, due)
  return (
    <form class="st wide-gap" method="post" action={v.href('/me/pickups')} novalidate>
      <input type="hidden" name="day" value={shown.day} />
      <input type="hidden" name="organisationId" value={shown.organisationId} />
      <input type="hidden" name="once" value={typed.once ?? crypto.randomUUID()} />
      <Tiles
        name="bookingIds"
        legend={words.due}
        hint={words.dueHint}
        value={chosen}
        error={errors?.fields.bookingIds}
        choices={due.map((one) => ({
          value: one.id,
          label: (
            <>
              {v.f.quantity(one.quantity, one.unit)} <bdi>{one.title}</bdi>
            </>
          ),
          hint: (
            <>
              <bdi>{[one.lenderName, one.commune].filter(Boolean).join(', ')}</bdi>
              {' · '}
              {v.f.span(one.startsAt, one.endsAt, v.ctx.now)}
              {one.withoutSlip === 1 && ` · ${words.noSlip}`}
            </>
          ),
        }))}
      />
      <Select
        name="vehicleId"
        label={words.vehicle}
        hint={words.vehicleHint}
        value={typed.vehicleId}
        error={errors?.fields.vehicleId}
        choices={[
          { value: '', label: words.ownVehicle },
          ...shown.vehicles.map((one) => ({
            value: one.id,
            label: [
              one.title,
              one.lenderName,
              one.payloadKg && words.carries(v.f.quantity(one.payloadKg, 'kg')),
            ]
              .filter(Boolean)
              .join(', '),
          })),
        ]}
      />
      <div class="duo">
        <Field {...field('departs', usual.departs)} label={words.departs} />
        <Field {...field('back', usual.back)} label={words.back} />
      </div>
      {shown.members.length > 0 && (
        <ForWhom
          {...{ v, mine: [], members: shown.members, errors }}
          chosen={{ onBehalfOf: typed.onBehalfOf ?? shown.members[0]?.memberId }}
        />
      )}
      <p>
        <button class="b" type="submit">
          {words.open}
        </button>
      </p>
    </form>
  )
}

/** From an hour before the first collection to an hour after the last; a morning where all can be fetched all day. */
function hoursAround(v: View, due: readonly Due[]): { departs: string; back: string } {
  const timed = due.filter((one) => one.grain === 'window')
  if (timed.length === 0) return { departs: '08:00', back: '12:00' }
  const hour = (at: string) => Number(wallOf(at, v.f.timeZone).time.slice(0, 2))
  const shown = (n: number) => `${String(Math.max(0, Math.min(23, n))).padStart(2, '0')}:00`
  return {
    departs: shown(Math.min(...timed.map((one) => hour(one.startsAt))) - 1),
    back: shown(Math.max(...timed.map((one) => hour(one.endsAt))) + 2),
  }
}
