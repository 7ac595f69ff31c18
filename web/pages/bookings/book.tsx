import { Hono } from 'hono'
import type { Alternative } from '../../../worker/bookings/alternatives'
import { closeCapacity } from '../../../worker/bookings/commands/closeCapacity'
import { reopenCapacity } from '../../../worker/bookings/commands/reopenCapacity'
import { requestBooking } from '../../../worker/bookings/commands/requestBooking'
import { organisationOfMember } from '../../../worker/bookings/people'
import { offerOf } from '../../../worker/bookings/queries'
import { choices } from '../../../worker/bookings/rulesOfHolds'
import { AppError } from '../../../worker/core/errors'
import { addDays, fromMinutes, instantOf, isDate } from '../../../worker/core/time'
import type { VisibleListing } from '../../../worker/listings/queries'
import { openOutages } from '../../../worker/outages/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { bookingBoxFor, type Chosen } from '../../components/bookingBoxFor'
import { BookingScript } from '../../components/BookingBox'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { offerHere } from '../here'
import { chosenIn, inputOf } from '../../components/bookingAsked'
import { BookPage } from './BookPage'
import { once } from './once'

/** Booking an offer; closing one's own. */
export const bookPages = new Hono<AppEnv>()

bookPages.get('/offers/:id/book', async (c) => {
  const v = viewOf(c)
  return bookPage(v, await offerHere(v))
})

bookPages.post('/offers/:id/book', async (c) => {
  const v = viewOf(c)
  if (!v.actor) throw new AppError('not_signed_in')
  const listing = await offerHere(v)
  const form = await c.req.formData()
  // What is chosen, counted: nothing is asked for.
  if (form.get('act') === 'total') return bookPage(v, listing, { chosen: chosenIn(form), asked: false })
  const again = form.get('repeat')
  // The whole form goes on to where every date is looked at first.
  if (again !== null && again !== 'none' && !c.req.query('take'))
    return c.redirect(v.href(`/offers/${listing.id}/series/preview`), 307)
  const chosen = { ...chosenIn(form), ...taken(c.req.query('take')) }
  // Who books for a member books for that member's organisation, whatever the form had for its own.
  const { onBehalfOf } = chosen
  if (onBehalfOf) chosen.organisationId = await organisationOfMember(v.ctx, listing.clusterId, onBehalfOf)
  try {
    const location = await once(v.ctx, form.get('once'), async () => {
      const offer = await offerOf(v.ctx, listing)
      const booking = await requestBooking(v.ctx, listing.id, inputOf(chosen, offer))
      return v.href(`/bookings/${booking.id}`)
    })
    return c.redirect(location, 303)
  } catch (error) {
    v.ctx.once = undefined
    if (error instanceof AppError && error.code === 'capacity_taken') {
      const all = (error.details.alternatives ?? []) as Alternative[]
      return bookPage(v, listing, { chosen, alternatives: all })
    }
    return bookPage(v, listing, { chosen, errors: inPlace(v, errorsIn(v, error)) })
  }
})

bookPages.post('/offers/:id/close', async (c) => {
  const v = viewOf(c)
  const listing = await offerHere(v)
  const form = await c.req.formData()
  const chosen = chosenIn(form)
  const offer = await offerOf(v.ctx, listing)
  const capacityId = chosen.capacityId ?? choices(offer.capacities)[0]?.id ?? ''
  try {
    if (!offer.capacities.some((one) => one.id === capacityId)) throw new AppError('not_found')
    const time = closingTime(form, offer.zone)
    await once(v.ctx, form.get('once'), async () => {
      await closeCapacity(v.ctx, capacityId, time)
      return v.href(`/offers/${listing.id}/book?told=closed`)
    })
  } catch (error) {
    v.ctx.once = undefined
    const taken = error instanceof AppError && error.code === 'capacity_taken'
    const errors = taken ? { fields: {}, general: v.t.bookings.closure.taken } : errorsIn(v, error)
    return bookPage(v, listing, { chosen, errors })
  }
  return c.redirect(v.href(`/offers/${listing.id}/book?told=closed`), 303)
})

bookPages.post('/offers/:id/reopen', async (c) => {
  const v = viewOf(c)
  const listing = await offerHere(v)
  const { capacityId, holdId } = await c.req.parseBody()
  const offer = await offerOf(v.ctx, listing)
  if (!offer.capacities.some((one) => one.id === capacityId)) throw new AppError('not_found')
  await reopenCapacity(v.ctx, String(capacityId), Number(holdId) || 0)
  return c.redirect(v.href(`/offers/${listing.id}/book?told=reopened`), 303)
})

/** A proposal taken with one click: its time, quantity and capacity are in the address of its button. */
function taken(take: string | undefined): Partial<Chosen> {
  const [, from, to, quantity, capacityId] =
    /^(\d{8,9})-(\d{8,9})-(\d{1,9})-(cap_\w+)$/.exec(take ?? '') ?? []
  if (!from || !to) return {}
  return { startsAt: fromMinutes(Number(from)), endsAt: fromMinutes(Number(to)), quantity, capacityId }
}

interface Refused {
  chosen: Chosen
  errors?: FormErrors
  alternatives?: Alternative[]
  /** False: nothing was refused, it is shown as it is chosen. */
  asked?: boolean
}

export async function bookPage(v: View, listing: VisibleListing, refused?: Refused) {
  const words = v.t.bookings
  const taken = refused?.alternatives !== undefined
  const box = await bookingBoxFor(v, listing, refused)
  const told = v.c.req.query('told')
  const outages = await openOutages(
    v.ctx,
    box.offer.capacities.map((one) => one.id),
  )
  return page(
    v,
    {
      title: (taken ? words.conflict.pageTitle : words.box.pageTitle)(listing.title),
      ...{
        door: 'search',
        noIndex: true,
        status: taken ? 409 : refused && refused.asked !== false ? 422 : 200,
      },
      scripts: box.standing === 'may_book' && listing.grain === 'hour' && <BookingScript />,
    },
    <BookPage
      v={v}
      listing={listing}
      box={box}
      alternatives={refused?.alternatives}
      outages={outages}
      told={told === 'closed' ? words.closure.done : told === 'reopened' ? words.closure.reopened : undefined}
    />,
  )
}

/** What is wrong with a start or an end is told where the time is chosen; with a need, where its organisation is. */
export function inPlace(v: View, { fields, general }: FormErrors): FormErrors {
  const { startsAt, endsAt, needId, ...others } = fields
  const when = startsAt ?? endsAt
  return {
    fields: {
      ...(when && { when }),
      ...(needId && { organisationId: v.t.bookings.box.notTheirNeed }),
      ...others,
    },
    general,
  }
}

/** Without hours, whole days; the last day is included. */
function closingTime(form: FormData, zone: string) {
  const text = (name: string) => String(form.get(name) ?? '')
  const at = (date: string, time: string) => {
    if (!isDate(date)) throw new AppError('invalid', { fields: [{ path: 'startsAt', code: 'not_date' }] })
    return instantOf(date, /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : '00:00', zone)
  }
  const endsTime = text('endsTime')
  const endsOn = text('endsOn')
  const end = endsTime === '' && isDate(endsOn) ? addDays(endsOn, 1) : endsOn
  return { startsAt: at(text('startsOn'), text('startsTime')), endsAt: at(end, endsTime) }
}
