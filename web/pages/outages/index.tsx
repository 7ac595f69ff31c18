import { textsOf } from '../typed'
import { Hono } from 'hono'
import { capacityToRule } from '../../../worker/bookings/closures'
import { type Offer, offerOf } from '../../../worker/bookings/queries'
import { choices } from '../../../worker/bookings/rulesOfHolds'
import { AppError } from '../../../worker/core/errors'
import { fromMinutes, instantOf, isDate } from '../../../worker/core/time'
import type { VisibleListing } from '../../../worker/listings/queries'
import { changeOutage } from '../../../worker/outages/commands/changeOutage'
import { declareOutage } from '../../../worker/outages/commands/declareOutage'
import { endOutage } from '../../../worker/outages/commands/endOutage'
import { replaceBooking } from '../../../worker/outages/commands/replaceBooking'
import { openOutages, type Outage, suspendedBy, visibleOutage } from '../../../worker/outages/queries'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { bookingHere, hereSignedIn, offerHere } from '../here'
import { bookingPage } from '../bookings/bookings'
import { once } from '../bookings/once'
import { DeclarePage } from './DeclarePage'
import { OutagePage } from './OutagePage'

/** Things out of order: saying so, how long still, that they work again; and what a borrower takes instead. */
export const outagePages = new Hono<AppEnv>()

outagePages.get('/offers/:id/outages', async (c) => {
  const v = viewOf(c)
  const { listing, offer } = await ownOffer(v)
  return declarePage(v, listing, offer, {})
})

outagePages.post('/offers/:id/outages', async (c) => {
  const v = viewOf(c)
  const { listing, offer } = await ownOffer(v)
  const typed = textsOf(await c.req.formData())
  const capacityId = typed.capacityId || (choices(offer.capacities)[0]?.id ?? '')
  try {
    if (!offer.capacities.some((one) => one.id === capacityId)) throw new AppError('not_found')
    const input = {
      startsAt: at('startsAt', typed.startsOn, typed.startsTime, offer.zone),
      endsAt: at('endsAt', typed.endsOn, typed.endsTime, offer.zone),
      quantity: typed.quantity ? Number(typed.quantity) : null,
      reason: typed.reason ?? '',
    }
    const location = await once(v.ctx, typed.once, async () => {
      const outage = await declareOutage(v.ctx, capacityId, input)
      return v.href(`/outages/${outage.id}?told=declared`)
    })
    return c.redirect(location, 303)
  } catch (error) {
    v.ctx.once = undefined
    const twice = error instanceof AppError && error.code === 'already_exists'
    const errors = twice ? { fields: {}, general: v.t.outages.declare.overlap } : errorsIn(v, error)
    return declarePage(v, listing, offer, typed, inForm(errors))
  }
})

outagePages.get('/outages/:id', async (c) => {
  const v = viewOf(c)
  return outagePage(v, await outageHere(v))
})

outagePages.post('/outages/:id', async (c) => {
  const v = viewOf(c)
  const outage = await outageHere(v)
  const typed = textsOf(await c.req.formData())
  try {
    await changeOutage(v.ctx, outage.id, {
      endsAt: at('endsAt', typed.endsOn, typed.endsTime, v.f.timeZone),
      ...(typed.quantity !== undefined && { quantity: typed.quantity ? Number(typed.quantity) : null }),
      ...(typed.reason !== undefined && { reason: typed.reason }),
    })
  } catch (error) {
    return outagePage(v, await outageHere(v), inForm(errorsIn(v, error)))
  }
  return c.redirect(v.href(`/outages/${outage.id}?told=changed`), 303)
})

outagePages.post('/outages/:id/end', async (c) => {
  const v = viewOf(c)
  const outage = await outageHere(v)
  try {
    await endOutage(v.ctx, outage.id)
  } catch (error) {
    return outagePage(v, await outageHere(v), errorsIn(v, error))
  }
  return c.redirect(v.href(`/outages/${outage.id}`), 303)
})

outagePages.post('/bookings/:id/replace', async (c) => {
  const v = viewOf(c)
  const b = await bookingHere(v)
  const [, offerId, from, to, quantity, capacityId] =
    /^(ofr_\w+)\.(\d{8,9})-(\d{8,9})-(\d{1,9})-(cap_\w+)$/.exec(c.req.query('take') ?? '') ?? []
  try {
    if (!offerId) throw new AppError('malformed')
    const booking = await replaceBooking(v.ctx, b.id, {
      ...{ offerId, capacityId, quantity: Number(quantity) },
      ...{ startsAt: fromMinutes(Number(from)), endsAt: fromMinutes(Number(to)) },
    })
    return c.redirect(v.href(`/bookings/${booking.id}`), 303)
  } catch (error) {
    return bookingPage(v, await bookingHere(v), { errors: errorsIn(v, error) })
  }
})

/** The offer of somebody who may say that it is out of order; others get the refusal that the command gives them. */
async function ownOffer(v: View): Promise<{ listing: VisibleListing; offer: Offer }> {
  mustBeSignedIn(v.ctx)
  const listing = await offerHere(v)
  const offer = await offerOf(v.ctx, listing)
  await capacityToRule(v.ctx, choices(offer.capacities)[0]?.id ?? '')
  return { listing, offer }
}

const outageHere = (v: View): Promise<Outage> => hereSignedIn(v, visibleOutage)

async function declarePage(
  v: View,
  listing: VisibleListing,
  offer: Offer,
  typed: Record<string, string>,
  errors?: FormErrors,
) {
  const open = await openOutages(
    v.ctx,
    offer.capacities.map((one) => one.id),
  )
  return page(
    v,
    {
      ...{ title: `${v.t.outages.declare.title} : ${listing.title}`, door: 'search', noIndex: true },
      status: errors ? 422 : 200,
    },
    <DeclarePage v={v} shown={{ listing, offer, open, typed, errors }} />,
  )
}

async function outagePage(v: View, outage: Outage, errors?: FormErrors) {
  const bookings = await suspendedBy(v.ctx, outage.id)
  const told = v.c.req.query('told')
  const { show } = v.t.outages
  return page(
    v,
    {
      title: `${show.title[outage.status]} : ${outage.listingTitle}`,
      door: 'agenda',
      noIndex: true,
      status: errors ? 422 : 200,
    },
    <OutagePage
      v={v}
      shown={{ outage, bookings, errors }}
      told={told === 'declared' ? show.declared : told === 'changed' ? show.changed : undefined}
    />,
  )
}

/** A local date and hour; no date is null, and no hour midnight. */
function at(path: string, date: string | undefined, time: string | undefined, zone: string): string | null {
  if (!date) return null
  if (!isDate(date)) throw new AppError('invalid', { fields: [{ path, code: 'not_date' }] })
  return instantOf(date, /^([01]\d|2[0-3]):[0-5]\d$/.test(time ?? '') ? (time ?? '') : '00:00', zone)
}

/** What is wrong with an instant, under the name of the field in which its date was typed. */
function inForm({ fields, general }: FormErrors): FormErrors {
  const names: Record<string, string> = { startsAt: 'startsOn', endsAt: 'endsOn' }
  const told = Object.entries(fields).map(([name, words]) => [names[name] ?? name, words])
  return { fields: Object.fromEntries(told), ...(general && { general }) }
}
