import { latinDigits } from '../../../worker/core/digits'
import { Hono } from 'hono'
import { Script } from 'vite-ssr-components/hono'
import { type Booking, visibleBooking } from '../../../worker/bookings/queries'
import { statusAt } from '../../../worker/bookings/rules'
import { AppError, invalid } from '../../../worker/core/errors'
import { instantOf, isDate, wallOf } from '../../../worker/core/time'
import { noteHandover } from '../../../worker/handovers/commands/noteHandover'
import type { HandoverInput } from '../../../worker/handovers/input'
import { type Handover, handoversOf, sidesToNote } from '../../../worker/handovers/queries'
import { mayBeNoted, type Step, STEPS, stepsOf } from '../../../worker/handovers/rules'
import { MOST_PHOTO_BYTES } from '../../../worker/listings/commands/addPhoto'
import type { AppEnv } from '../../../worker/platform/http'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { bookingHere } from '../here'
import { readForm } from '../listings/own'
import { HandoversPage, type ShownHandovers } from './HandoversPage'
import { nextStep } from './Panel'

/** What was noted of a booking's pick-up and return, and noting the next. */
export const handoverPages = new Hono<AppEnv>()

handoverPages.get('/bookings/:id/handovers', async (c) => {
  const v = viewOf(c)
  const b = await bookingHere(v)
  const told = c.req.query('told')
  const words = v.t.handovers.page
  return shownPage(v, b, {
    correct: c.req.query('correct'),
    step: c.req.query('step'),
    told: told === 'saved' ? words.saved : told === 'completed' ? words.completed : undefined,
  })
})

handoverPages.post('/bookings/:id/handovers', async (c) => {
  const v = viewOf(c)
  const b = await bookingHere(v)
  const { typed: given, photo } = await readForm(c)
  const typed = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, Array.isArray(value) ? (value[0] ?? '') : value]),
  )
  try {
    if (photo && photo.size > MOST_PHOTO_BYTES) throw invalid({ path: 'photo', code: 'photo_size' })
    const input = inputOf(typed, v.f.timeZone, v.ctx.now)
    const file = photo && { bytes: new Uint8Array(await photo.arrayBuffer()), alt: typed.photoAlt?.trim() }
    await noteHandover(v.ctx, b.id, { ...input, ...(file && { file }) })
  } catch (error) {
    // One tap that arrives twice has done what it should.
    const isAgain = typed.quick && error instanceof AppError && error.code === 'already_exists'
    if (!isAgain)
      return shownPage(v, b, { correct: typed.corrects, step: typed.step, typed, errors: errorsOf(v, error) })
  }
  return c.redirect(await nextPlace(v, b, typed), 303)
})

/** Back to where it was ticked: the list of the day, the page of the booking; else this page, with what became of it. */
async function nextPlace(v: View, b: Booking, typed: Record<string, string>): Promise<string> {
  if (typed.quick === 'day') {
    const query = new URLSearchParams()
    if (isDate(typed.date ?? '')) query.set('date', typed.date ?? '')
    if (/^org_\w{1,40}$/.test(typed.organisation ?? '')) query.set('organisation', typed.organisation ?? '')
    return v.href(`/me/day?${query}#${b.id}`)
  }
  if (typed.quick) return v.href(`/bookings/${b.id}`)
  const after = await visibleBooking(v.ctx, b.id)
  const ended = statusAt(b, v.ctx.now) === 'in_use' && after.status === 'completed'
  return v.href(`/bookings/${b.id}/handovers?told=${ended ? 'completed' : 'saved'}`)
}

function errorsOf(v: View, error: unknown): FormErrors {
  if (error instanceof AppError && error.code === 'wrong_media_type')
    return errorsIn(v, invalid({ path: 'photo', code: 'photo_type' }))
  const { fields, general } = errorsIn(v, error)
  // The summary leads to the field in which it was typed.
  const { at, ...others } = fields
  return { fields: { ...(at && { day: at }), ...others }, general }
}

/** The form as the command takes it; what is left out keeps its own meaning (now, all of it). */
function inputOf(typed: Record<string, string>, zone: string, now: string): HandoverInput {
  const { step, condition, note, side, corrects, quantity, day, time } = typed
  const number = quantity && String(numberOf(quantity))
  return {
    step: step as Step,
    ...(condition && { condition: condition as 'ok' }),
    ...(note && { note }),
    ...(side && { side: side as 'lender' }),
    ...(corrects && { corrects }),
    ...(number && { quantity: Number(number) }),
    ...(typed.measure && { measure: typed.measure as 'weighed' }),
    ...(typed.refusedQuantity && { refusedQuantity: numberOf(typed.refusedQuantity) }),
    ...(typed.refusedReason && { refusedReason: typed.refusedReason as 'other' }),
    ...(typed.weightKg && { weightKg: numberOf(typed.weightKg) }),
    ...(typed.sure && { sure: true }),
    ...(typed.mistake && { happened: false }),
    ...(day || time ? { at: instantIn(day || wallOf(now, zone).date, time ?? '', zone) } : {}),
  }
}

const numberOf = (text: string): number =>
  Number(
    latinDigits(text)
      .replace(/[\s\u00a0\u202f]/g, '')
      .replace(',', '.'),
  )

function instantIn(day: string, time: string, zone: string): string {
  if (!isDate(day)) throw invalid({ path: 'day', code: 'not_date' })
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw invalid({ path: 'time', code: 'not_time' })
  return instantOf(day, time, zone)
}

type More = Pick<ShownHandovers, 'typed' | 'errors' | 'told'> & {
  correct?: string
  step?: string
}

async function shownPage(v: View, b: Booking, { correct, step, ...more }: More) {
  const lines = await handoversOf(v.ctx, b.id)
  const correcting = correctable(v, b, lines, correct)
  const title = `${v.t.handovers.page.title} : ${b.listingTitle}`
  const shown = { b, lines, correcting, step: correcting?.step ?? stepFor(v, b, lines, step), ...more }
  return page(
    v,
    {
      ...{ title, door: 'agenda', noIndex: true, sheets: ['booking'], status: more.errors ? 422 : 200 },
      scripts: <Script src="/web/islands/photo-resizer.ts" />,
    },
    <HandoversPage v={v} shown={shown} />,
  )
}

const correctable = (v: View, b: Booking, lines: readonly Handover[], id: string | undefined) =>
  lines.find((l) => l.id === id && sidesToNote(v.ctx, b).includes(l.side)) ?? null

/** The step that was asked for, where it can be noted; else the next one. */
function stepFor(v: View, b: Booking, lines: readonly Handover[], asked: string | undefined): Step | null {
  if (sidesToNote(v.ctx, b).length === 0) return null
  const step = STEPS.find((one) => one === asked)
  const can = step && stepsOf(b.kind).includes(step) && mayBeNoted(step, statusAt(b, v.ctx.now), lines)
  return can ? step : nextStep(v, b, lines)
}
