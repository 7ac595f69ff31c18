import { Hono } from 'hono'
import { type Booking, sidesOf } from '../../../worker/bookings/queries'
import { statusAt } from '../../../worker/bookings/rules'
import { invalid } from '../../../worker/core/errors'
import { correctHours, countHours, withdrawHours } from '../../../worker/inclusion/commands/countHours'
import type { InclusionInput } from '../../../worker/inclusion/input'
import { type Hours, hoursInside, hoursOfBooking } from '../../../worker/inclusion/queries'
import { FAMILIES, mayCount, PURPOSES } from '../../../worker/inclusion/rules'
import type { AppEnv } from '../../../worker/platform/http'
import {
  ErrorSummary,
  errorsIn,
  Field,
  type FormErrors,
  renamed,
  Select,
  Tiles,
} from '../../components/Field'
import { Told } from '../../components/Told'
import { page, type View, viewOf } from '../../view'
import { bookingHere } from '../here'
import { numeral } from '../organisations/form'
import { readSent, type Typed } from '../premises/form'

/** Hours of training and integration given with one exchange: numbers alone. */
export const inclusionOfBooking = new Hono<AppEnv>()

inclusionOfBooking.get('/bookings/:id/inclusion', async (c) => {
  const v = viewOf(c)
  return hoursPage(v, await bookingHere(v), { correct: c.req.query('correct') })
})

inclusionOfBooking.post('/bookings/:id/inclusion', async (c) => {
  const v = viewOf(c)
  const b = await bookingHere(v)
  const { typed } = await readSent(c, '')
  try {
    const entry = typed.entry ? (await hoursInside(v.ctx, typed.entry)).hours : null
    if (entry && entry.bookingId !== b.id) throw invalid({ path: 'entry', code: 'not_a_choice' })
    if (entry && typed.withdraw) await withdrawHours(v.ctx, entry.id)
    else if (entry) await correctHours(v.ctx, entry.id, inputOf(typed), Number(typed.version) || undefined)
    else await countHours(v.ctx, b.id, inputOf(typed))
  } catch (error) {
    return hoursPage(v, b, {
      typed,
      correct: typed.entry,
      errors: renamed(errorsIn(v, error), { minutes: 'hours' }),
    })
  }
  return c.redirect(v.href(`/bookings/${b.id}/inclusion?told=${typed.withdraw ? 'withdrawn' : 'saved'}`), 303)
})

/** The form as the command takes it: hours as people write them, in minutes. */
function inputOf(typed: Typed): InclusionInput {
  const hours = numeral(typed.hours)
  const minutes = typeof hours === 'number' ? Math.round(hours * 60) : Number.NaN
  if (!(minutes >= 15)) throw invalid({ path: 'minutes', code: 'not_hours_given' })
  return {
    ...{ organisationId: typed.organisationId ?? '', purpose: typed.purpose as 'training' },
    ...{ family: typed.family as 'wood', people: (numeral(typed.people) ?? undefined) as number, minutes },
  }
}

interface Shown {
  typed?: Typed
  correct?: string | undefined
  errors?: FormErrors
}

async function hoursPage(v: View, b: Booking, { typed, correct, errors }: Shown) {
  const words = v.t.inclusion
  const entries = await hoursOfBooking(v.ctx, b.id)
  const open = mayCount(statusAt(b, v.ctx.now)) && sidesOf(v.ctx, b).length > 0
  const correcting = entries.find((one) => one.id === correct) ?? null
  const told = v.c.req.query('told')
  return page(
    v,
    { title: words.title, door: 'agenda', noIndex: true, status: errors ? 422 : 200 },
    <div class="w sec narrow st wide-gap">
      <p class="back sm">
        <a href={v.href(`/bookings/${b.id}`)}>{words.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">{words.lead}</p>
      </div>
      {(told === 'saved' || told === 'withdrawn') && !errors && <Told words={words[told]} />}
      <ErrorSummary v={v} errors={errors} />
      {entries.length > 0 ? (
        <ul class="panel lines">
          {entries.map((one) => (
            <Entry {...{ v, b, one, open }} />
          ))}
        </ul>
      ) : (
        <p class="q">{words.none}</p>
      )}
      {open ? <HoursForm {...{ v, b, correcting, typed, errors }} /> : <p class="note">{words.notYet}</p>}
    </div>,
  )
}

function Entry({ v, b, one, open }: { v: View; b: Booking; one: Hours; open: boolean }) {
  const words = v.t.inclusion
  return (
    <li>
      <span>
        <b>{words.panel(hoursWords(v, one.minutes), one.people)}</b>
        <br />
        <span class="q sm">
          {words.purposes[one.purpose]} · {words.families[one.family]} · <bdi>{one.organisationName}</bdi>
        </span>
      </span>
      {open && (
        <form class="row" method="post" action={v.href(`/bookings/${b.id}/inclusion`)}>
          <input type="hidden" name="entry" value={one.id} />
          <a class="b b3" href={`${v.href(`/bookings/${b.id}/inclusion`)}?correct=${one.id}`}>
            {words.change}
          </a>
          <button class="b b3" type="submit" name="withdraw" value="yes">
            {words.withdraw}
          </button>
        </form>
      )}
    </li>
  )
}

/** "6 h", "1,5 h". */
export const hoursWords = (v: View, minutes: number): string =>
  v.t.impact.hours(v.f.number(Math.round((minutes / 60) * 100) / 100, 2))

function HoursForm({
  v,
  b,
  correcting,
  typed = {},
  errors,
}: Omit<Shown, 'correct'> & { v: View; b: Booking; correcting: Hours | null }) {
  const words = v.t.inclusion
  const mine = v.actor?.organisations.some((m) => m.organisationId === b.lenderId) ? b.lenderId : b.borrowerId
  const field = (name: string, otherwise?: string | number) => ({
    ...{ name, value: typed[name] ?? otherwise, error: errors?.fields[name] },
  })
  return (
    <form class="panel st" method="post" action={v.href(`/bookings/${b.id}/inclusion`)} novalidate>
      <h2>{correcting ? words.change : words.add}</h2>
      {correcting && (
        <>
          <input type="hidden" name="entry" value={correcting.id} />
          <input type="hidden" name="version" value={typed.version ?? String(correcting.version)} />
        </>
      )}
      <Tiles
        name="organisationId"
        legend={words.who}
        value={typed.organisationId ?? correcting?.organisationId ?? mine}
        error={errors?.fields.organisationId}
        choices={[
          { value: b.lenderId, label: <bdi>{b.lenderName}</bdi> },
          { value: b.borrowerId, label: <bdi>{b.borrowerName}</bdi> },
        ]}
        columns={2}
      />
      <Tiles
        name="purpose"
        legend={words.purpose}
        value={typed.purpose ?? correcting?.purpose ?? 'training'}
        error={errors?.fields.purpose}
        choices={PURPOSES.map((value) => ({ value, label: words.purposes[value] }))}
        columns={2}
      />
      <Select
        name="family"
        label={words.family}
        value={typed.family ?? correcting?.family ?? 'wood'}
        error={errors?.fields.family}
        choices={FAMILIES.map((value) => ({ value, label: words.families[value] }))}
      />
      <div class="duo">
        <Field
          {...field('people', correcting?.people)}
          label={words.people}
          hint={words.peopleHint}
          inputmode="numeric"
          autocomplete="off"
        />
        <Field
          {...field('hours', correcting ? v.f.number(correcting.minutes / 60, 2) : undefined)}
          label={words.hours}
          hint={words.hoursHint}
          inputmode="decimal"
          autocomplete="off"
        />
      </div>
      <button class="b" type="submit">
        {correcting ? words.changeDo : words.save}
      </button>
    </form>
  )
}
