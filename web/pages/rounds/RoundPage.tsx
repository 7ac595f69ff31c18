import { addDays, instantOf } from '../../../worker/core/time'
import { ROUND_KMH } from '../../../worker/core/travel'
import type { Membership } from '../../../worker/platform/context'
import type { DayRound, Place } from '../../../worker/rounds/queries'
import type { Visit } from '../../../worker/rounds/rules'
import { ErrorSummary, Field, type FormErrors, Select } from '../../components/Field'
import { Icon, KindLabel } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'
import { RoundMap } from './RoundMap'

interface Shown {
  v: View
  asked: { organisationId: string; day: string; departs: string }
  name: string
  mine: Pick<Membership, 'organisationId' | 'organisationName'>[]
  found: DayRound | null
  errors: FormErrors | undefined
}

const SHORT = 5

/** What is fetched and brought on a day, in the order in which it is driven: to follow on a phone, or on paper. */
export function RoundPage(shown: Shown) {
  const { v, asked, name, found, errors } = shown
  const words = v.t.together.rounds
  const visits = found?.round.visits ?? []
  const depot = found?.depot
  return (
    <div class="w sec st wide-gap rnd">
      <p class="back sm nop">
        <a href={v.href('/agenda')}>{v.t.bookings.show.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">
          {capital(v.f.day(instantOf(asked.day, '12:00', v.f.timeZone), v.ctx.now))} · <bdi>{name}</bdi>
        </p>
        {visits.length > 0 && found && (
          <p>
            <b>{capital(words.lead(words.stops(visits.length), v.f.distance(found.round.km)))}</b>
          </p>
        )}
      </div>
      <ErrorSummary v={v} errors={errors} />
      <Asked {...shown} />
      {found && depot && visits.length > 0 && (
        <div class="side">
          <Stops v={v} found={found} depot={depot} />
          <div class="st stick">
            <div class="mp">
              <RoundMap
                v={v}
                depot={depot.point}
                stops={visits.map(({ stop }) => ({
                  point: stop.point,
                  name: found.places.get(stop.id)?.organisationName ?? '',
                }))}
              />
            </div>
            <p class="q sm">{words.speed(v.f.number(ROUND_KMH))}</p>
            <p class="q sm">{found.round.exact ? words.exact : words.near}</p>
            <p class="q sm row top-aligned nop">
              <Icon name="printer" />
              <span>{words.print}</span>
            </p>
          </div>
        </div>
      )}
      {found && <Others {...shown} found={found} />}
    </div>
  )
}

function Asked({ v, asked, mine, errors }: Shown) {
  const words = v.t.together.rounds
  const to = (day: string) =>
    `${v.href('/me/round')}?date=${day}&departs=${asked.departs}&organisation=${asked.organisationId}`
  return (
    <div class="st nop">
      <nav class="chips" aria-label={words.day}>
        <a class="chip" href={to(addDays(asked.day, -1))}>
          <Icon name="chevron-left" mirrored />
          {v.t.handovers.day.previous}
        </a>
        <a class="chip" href={to(addDays(asked.day, 1))}>
          {v.t.handovers.day.next}
          <Icon name="chevron-right" mirrored />
        </a>
      </nav>
      <form class="row asks" method="get" action={v.href('/me/round')}>
        <Field
          {...{ name: 'date', type: 'date', required: true }}
          label={words.day}
          value={asked.day}
          error={errors?.fields.date}
        />
        <Field
          {...{ name: 'departs', type: 'time', required: true }}
          label={words.departs}
          value={asked.departs}
          error={errors?.fields.departs}
        />
        {mine.length > 1 ? (
          <Select
            name="organisation"
            label={words.who}
            value={asked.organisationId}
            choices={mine.map((m) => ({ value: m.organisationId, label: m.organisationName }))}
          />
        ) : (
          <input type="hidden" name="organisation" value={asked.organisationId} />
        )}
        <button class="b b2" type="submit">
          {words.show}
        </button>
      </form>
    </div>
  )
}

function Stops({ v, found, depot }: { v: View; found: DayRound; depot: NonNullable<DayRound['depot']> }) {
  const words = v.t.together.rounds
  const { round, departs } = found
  const at = (minute: number) => clock(v, found, minute)
  const place = [depot.name, depot.address, depot.commune].filter(Boolean).join(', ')
  return (
    <div class="st">
      {round.late >= SHORT && (
        <p class="note late">
          <Icon name="triangle-alert" />
          <span>{words.lateTitle}</span>
        </p>
      )}
      <ol class="panel stops">
        <li>
          <span class="n home">
            <Icon name="house" />
          </span>
          <p>
            <b>{words.leave(v.f.time(instantOf(found.day, departs, found.zone)))}</b>
            <br />
            <bdi>{place}</bdi>
          </p>
        </li>
        {round.visits.map((visit, i) => {
          const one = found.places.get(visit.stop.id)
          return one && <Stop v={v} n={i + 1} visit={visit} place={one} at={at} />
        })}
        <li>
          <span class="n home">
            <Icon name="house" />
          </span>
          <p>
            <b>{words.back(at(round.back))}</b>
            <br />
            <bdi>{depot.name}</bdi>
          </p>
        </li>
      </ol>
    </div>
  )
}

interface StopShown {
  v: View
  n: number
  visit: Visit
  place: Place
  at: (minute: number) => string
}
function Stop({ v, n, visit, place, at }: StopShown) {
  const words = v.t.together.rounds
  const comma = v.language === 'ar' ? '، ' : ', '
  return (
    <li>
      <span class="n">{v.f.number(n)}</span>
      <div class="st tight">
        <h2 class="t3">
          <bdi>{place.organisationName}</bdi>
        </h2>
        <p>
          <b>{capital(words.arrives(at(visit.arrives)))}</b>
          {visit.begins - visit.arrives >= SHORT && `${comma}${words.waits(at(visit.begins))}`}
          <span class="q sm">
            {comma}
            {words.km(v.f.distance(visit.km))}
          </span>
        </p>
        {visit.late >= SHORT && <p class="s late">{words.late(v.f.duration(Math.round(visit.late)))}</p>}
        <p>
          <bdi>{addressOf(place)}</bdi>
        </p>
        <Loads v={v} place={place} />
      </div>
    </li>
  )
}

const addressOf = (p: Place): string =>
  [p.address, [p.postcode, p.commune].filter(Boolean).join(' ')].filter(Boolean).join(', ')

function Loads({ v, place }: { v: View; place: Place }) {
  const words = v.t.together.rounds
  return (
    <ul class="loads st tight">
      {place.loads.map((load) => (
        <li class={load.kind}>
          <KindLabel kind={load.kind}>{words[load.act]}</KindLabel>
          <b>{v.f.quantity(load.quantity, load.unit)}</b>
          <a href={v.href(`/bookings/${load.bookingId}`)}>
            <bdi>{load.title}</bdi>
          </a>
          {load.hint && (
            <span class="q sm">
              <bdi>{load.hint}</bdi>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

/** What is not driven, and why; or that there is nothing to do. */
function Others({ v, asked, found }: Shown & { found: DayRound }) {
  const words = v.t.together.rounds
  const nothing = found.round.visits.length === 0 && found.unplaced.length === 0
  return (
    <>
      {nothing && (
        <div class="empty">
          <p>{words.none}</p>
          <p>
            <a class="b b2" href={v.href('/search')}>
              {words.noneAct}
            </a>
          </p>
        </div>
      )}
      {!found.depot && found.unplaced.length > 0 && (
        <div class="note ask">
          <Icon name="info" />
          <p>
            {words.noDepot} <a href={v.href(`/organisations/${asked.organisationId}`)}>{words.editPlace}</a>
          </p>
        </div>
      )}
      {found.unplaced.length > 0 && (
        <section class="st">
          <h2>{words.unplaced}</h2>
          <ul class="st">
            {found.unplaced.map((place) => (
              <li class="panel st tight">
                <h3 class="t3">
                  <bdi>{place.organisationName}</bdi>
                </h3>
                <p>
                  <bdi>{addressOf(place)}</bdi>
                </p>
                <Loads v={v} place={place} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.left > 0 && <p class="note">{words.left(found.left)}</p>}
    </>
  )
}

/** A minute of the day, on the clock; what lies after midnight is on the next. */
function clock(v: View, { day, zone }: DayRound, minute: number): string {
  const whole = Math.round(minute)
  const date = addDays(day, Math.floor(whole / 1440))
  const time = `${String(Math.floor((whole % 1440) / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`
  return v.f.time(instantOf(date, time, zone))
}
