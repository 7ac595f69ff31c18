import { textsOf } from '../typed'
import { Hono } from 'hono'
import { organisationOfMember } from '../../../worker/bookings/people'
import { offerOf } from '../../../worker/bookings/queries'
import { listingById, type VisibleListing } from '../../../worker/listings/queries'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { acceptPlace } from '../../../worker/waitlist/commands/acceptPlace'
import { joinWaitlist } from '../../../worker/waitlist/commands/joinWaitlist'
import { leaveWaitlist, passPlace } from '../../../worker/waitlist/commands/leaveWaitlist'
import { type Place, placesOf, positionOf, visiblePlace } from '../../../worker/waitlist/queries'
import { placeAt } from '../../../worker/waitlist/rules'
import { bookingBoxFor, type Chosen } from '../../components/bookingBoxFor'
import { errorsIn, type FormErrors } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { hereSignedIn, offerHere } from '../here'
import { chosenIn, inputOf } from '../../components/bookingAsked'
import { once } from '../bookings/once'
import { JoinPage } from './JoinPage'
import { ListPage } from './ListPage'
import { PlacePage } from './PlacePage'
import { timeIn } from './time'

/** Waiting for what is taken: asking, one's places, and answering what is offered. */
export const waitlistPages = new Hono<AppEnv>()

waitlistPages.get('/offers/:id/waitlist', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const listing = await offerHere(v)
  const one = (name: string) => c.req.query(name) || undefined
  const chosen = { h: [], day: one('day'), startsOn: one('day'), capacityId: one('lot') }
  return joinPage(v, listing, chosen, {})
})

waitlistPages.post('/offers/:id/waitlist', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const listing = await offerHere(v)
  const form = await c.req.formData()
  const typed = textsOf(form)
  const chosen = chosenIn(form)
  const { onBehalfOf } = chosen
  if (onBehalfOf) chosen.organisationId = await organisationOfMember(v.ctx, listing.clusterId, onBehalfOf)
  try {
    const offer = await offerOf(v.ctx, listing)
    const {
      tariff: _,
      note: __,
      needId: ___,
      ...wish
    } = inputOf({ ...chosen, ...timeIn(typed, offer) }, offer)
    const location = await once(v.ctx, form.get('once'), async () => {
      const place = await joinWaitlist(v.ctx, listing.id, wish)
      return v.href(`/waitlist/${place.id}?told=joined`)
    })
    return c.redirect(location, 303)
  } catch (error) {
    v.ctx.once = undefined
    return joinPage(v, listing, chosen, typed, inPlace(errorsIn(v, error)))
  }
})

waitlistPages.get('/waitlist', async (c) => {
  const v = viewOf(c)
  const found = await placesOf(v.ctx, { clusterId: v.cluster?.id ?? '', cursor: c.req.query('cursor') })
  const { title } = v.t.waitlist.list
  return page(v, { title, door: 'agenda', noIndex: true }, <ListPage v={v} {...found} />)
})

waitlistPages.get('/waitlist/:id', async (c) => {
  const v = viewOf(c)
  return placePage(v, await placeHere(v))
})

waitlistPages.post('/waitlist/:id/accept', async (c) => {
  const v = viewOf(c)
  const place = await placeHere(v)
  const { tariff, note } = await c.req.parseBody()
  try {
    const booking = await acceptPlace(v.ctx, place.id, {
      ...(typeof tariff === 'string' && tariff !== '' && { tariff: tariff as 'reference' }),
      ...(typeof note === 'string' && { note }),
    })
    return c.redirect(v.href(`/bookings/${booking.id}`), 303)
  } catch (error) {
    return placePage(v, await placeHere(v), errorsIn(v, error))
  }
})

for (const [path, run] of [
  ['pass', passPlace],
  ['leave', leaveWaitlist],
] as const)
  waitlistPages.post(`/waitlist/:id/${path}`, async (c) => {
    const v = viewOf(c)
    const place = await placeHere(v)
    try {
      await run(v.ctx, place.id)
    } catch (error) {
      return placePage(v, await placeHere(v), errorsIn(v, error))
    }
    return c.redirect(v.href(`/waitlist/${place.id}`), 303)
  })

const placeHere = (v: View): Promise<Place> => hereSignedIn(v, visiblePlace)

async function joinPage(
  v: View,
  listing: VisibleListing,
  chosen: Chosen,
  typed: Record<string, string>,
  errors?: FormErrors,
) {
  const box = await bookingBoxFor(v, listing, { chosen, ...(errors && { errors }) })
  return page(
    v,
    {
      ...{ title: `${v.t.waitlist.join.title} : ${listing.title}`, door: 'search', noIndex: true },
      status: errors ? 422 : 200,
    },
    <JoinPage v={v} listing={listing} box={box} typed={typed} errors={errors} />,
  )
}

/** What is wrong with a start or an end is told where the time is typed. */
function inPlace({ fields, general }: FormErrors): FormErrors {
  const { startsAt, endsAt, when, ...others } = fields
  const first = startsAt ?? endsAt ?? when
  return { fields: { ...(first && { startsOn: first }), ...others }, ...(general && { general }) }
}

async function placePage(v: View, place: Place, errors?: FormErrors) {
  const status = placeAt(place, v.ctx.now)
  const [position, listing] = await Promise.all([
    status === 'waiting' ? positionOf(v.ctx, place) : null,
    status === 'offered' ? listingById(v.ctx, place.listingId) : null,
  ])
  const title = `${v.t.waitlist.title[status]} : ${place.listingTitle}`
  return page(
    v,
    { title, door: 'agenda', noIndex: true, status: errors ? 422 : 200 },
    <PlacePage
      v={v}
      shown={{ place, status, position, listing, joined: v.c.req.query('told') === 'joined', errors }}
    />,
  )
}
