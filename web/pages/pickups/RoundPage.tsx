import type { Child } from 'hono/jsx'
import { instantOf } from '../../../worker/core/time'
import type { contactsFor, Due } from '../../../worker/pickups/due'
import type { PickupRound, Stop } from '../../../worker/pickups/queries'
import { loadOf } from '../../../worker/pickups/rules'
import { ErrorSummary, type FormErrors, Tiles } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'
import type { Typed } from '../premises/form'
import { ThresholdNoteOfRound } from '../register/LawNote'
import { StopItem } from './StopItem'
import { islandWords } from './words'

export interface ShownRound {
  round: PickupRound
  stops: readonly Stop[]
  contacts: Awaited<ReturnType<typeof contactsFor>>
  due: readonly Due[]
  told: boolean
  typed?: Typed
  stop?: string
  errors?: FormErrors
}

/** The round of a day: what is loaded where, in order; what was found is noted at each stop. */
export function RoundPage({ v, shown }: { v: View; shown: ShownRound }) {
  const { round, stops, errors } = shown
  const words = v.t.pickups.show
  const day = capital(v.f.day(instantOf(round.day, '12:00', round.zone), v.ctx.now))
  const isOpen = round.status === 'open'
  const allDone = isOpen && stops.every((s) => s.outcome !== null)
  return (
    <div class="w sec narrow st wide-gap rnd pk">
      <p class="back sm nop">
        <a href={v.href('/me/pickups')}>{words.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.title(v.f.day(instantOf(round.day, '12:00', round.zone), v.ctx.now))}</h1>
        <p class="lead q">
          <bdi>{round.organisationName}</bdi> ·{' '}
          {words.departs(v.f.time(instantOf(round.day, round.departs, round.zone)))}
        </p>
        <Head v={v} round={round} stops={stops} />
      </div>
      <ErrorSummary v={v} errors={errors} />
      {!isOpen && (
        <p class="note late">
          <Icon name="triangle-alert" />
          <span>{words.wasCancelled}</span>
        </p>
      )}
      {(shown.told || allDone) && (
        <p class="note free nop" role="status">
          <Icon name="circle-check" />
          <span>{allDone ? words.allDone : words.saved}</span>
        </p>
      )}
      <pickup-round data-words={JSON.stringify(islandWords(v))} data-at={v.ctx.now} data-day={day}>
        <p class="net note nop" role="status"></p>
        {stops.length > 0 && (
          <ol class="panel stops">
            {stops.map((stop, i) => (
              <StopItem
                {...{ v, n: i + 1, stop, round, shown }}
                contacts={shown.contacts.get(stop.lenderId) ?? []}
              />
            ))}
          </ol>
        )}
      </pickup-round>
      {isOpen && <Changing v={v} shown={shown} />}
      <p class="q sm row top-aligned nop">
        <Icon name="printer" />
        <span>{words.print}</span>
      </p>
    </div>
  )
}

function Head({ v, round, stops }: { v: View; round: PickupRound; stops: readonly Stop[] }) {
  const words = v.t.pickups.show
  const { kg, unknown } = loadOf(stops.map((s) => ({ unit: s.unit, quantity: s.promised })))
  const most = round.payloadKg
  const weight = (n: number) => v.f.quantity(n, 'kg')
  const gone =
    round.vehicleStatus !== null &&
    !['requested', 'confirmed', 'in_use', 'completed'].includes(round.vehicleStatus)
  const parts: Child[] = [v.t.pickups.stops(stops.length)]
  if (kg > 0) parts.push(words.load(weight(kg)))
  return (
    <>
      <p>
        <b>{capital(parts.join(' · '))}</b>
        {unknown > 0 && <span class="q sm"> {words.unknown(unknown)}</span>}
      </p>
      {round.vehicleTitle && (
        <p>
          {words.vehicle} :{' '}
          <a
            href={v.href(
              round.vehicleBookingId ? `/bookings/${round.vehicleBookingId}` : `/offers/${round.vehicleId}`,
            )}
          >
            <bdi>{round.vehicleTitle}</bdi>
          </a>
          {round.vehicleStatus === 'requested' && <span class="s ask"> {words.vehicleAsked}</span>}
          {gone && <span class="s late"> {words.vehicleGone}</span>}
        </p>
      )}
      {most !== null && kg > most && (
        <p class="note late">
          <Icon name="triangle-alert" />
          <span>{words.tooHeavy(weight(kg), weight(most))}</span>
        </p>
      )}
      <ThresholdNoteOfRound
        v={v}
        loads={stops.map((s) => ({ ...s, quantity: s.promised, isWaste: s.isWaste === 1 }))}
      />
    </>
  )
}

/** Other stops, another order, or no round after all. */
function Changing({ v, shown: { round, stops, due } }: { v: View; shown: ShownRound }) {
  const words = v.t.pickups.show
  const at = v.href(`/pickups/${round.id}`)
  return (
    <div class="st nop">
      {stops.length > 1 && (
        <details class="panel">
          <summary>{words.order}</summary>
          <ol class="lines">
            {stops.map((s, i) => (
              <li>
                <bdi>{`${s.lenderName}, ${s.title}`}</bdi>
                <form class="move" method="post" action={`${at}/order`}>
                  <input type="hidden" name="stop" value={s.id} />
                  <button
                    type="submit"
                    class="b b2 up"
                    name="by"
                    value="up"
                    aria-label={words.up(s.lenderName)}
                    disabled={i === 0}
                  >
                    <Icon name="chevron-right" />
                  </button>
                  <button
                    type="submit"
                    class="b b2 dn"
                    name="by"
                    value="down"
                    aria-label={words.down(s.lenderName)}
                    disabled={i === stops.length - 1}
                  >
                    <Icon name="chevron-right" />
                  </button>
                  {s.outcome === null && (
                    <button
                      type="submit"
                      class="b b3"
                      name="leaveOut"
                      value={s.id}
                      aria-label={words.leaveOut(s.lenderName)}
                    >
                      <Icon name="x" />
                    </button>
                  )}
                </form>
              </li>
            ))}
          </ol>
          <form method="post" action={`${at}/order`}>
            <button class="b b2" type="submit">
              {words.suggest}
            </button>
          </form>
        </details>
      )}
      {due.length > 0 && (
        <details class="panel">
          <summary>{words.add}</summary>
          <form class="st" method="post" action={`${at}/stops`}>
            <Tiles
              name="add"
              legend={v.t.pickups.form.due}
              value={[]}
              choices={due.map((one) => ({
                value: one.id,
                label: (
                  <>
                    {v.f.quantity(one.quantity, one.unit)} <bdi>{one.title}</bdi>
                  </>
                ),
                hint: <bdi>{one.lenderName}</bdi>,
              }))}
            />
            <button class="b b2" type="submit">
              {words.addDo}
            </button>
          </form>
        </details>
      )}
      {stops.every((s) => s.outcome === null) && (
        <form class="st tight" method="post" action={`${at}/cancel`}>
          <p>
            <button class="b b3" type="submit">
              {words.cancel}
            </button>
          </p>
          <p class="q sm">{words.cancelHint}</p>
        </form>
      )}
    </div>
  )
}
