import { textsOf } from '../typed'
import { Hono } from 'hono'
import { membersOfCluster } from '../../../worker/bookings/people'
import { refuseRemainder } from '../../../worker/cascades/commands/refuseRemainder'
import { shareOffer } from '../../../worker/cascades/commands/shareOffer'
import { stopCascade } from '../../../worker/cascades/commands/stopCascade'
import { takeRemainder } from '../../../worker/cascades/commands/takeRemainder'
import {
  type Cascade,
  cascadesOf,
  type Remainder,
  remaindersFor,
  remaindersOf,
  visibleCascade,
  visibleRemainder,
} from '../../../worker/cascades/queries'
import { mustLead } from '../../../worker/cascades/rights'
import { AppError } from '../../../worker/core/errors'
import { HOUR, instantOf, isDate, later } from '../../../worker/core/time'
import { listingById, type VisibleListing, visibleListing } from '../../../worker/listings/queries'
import { answersFor, mustBeSignedIn } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { errorsIn, type FormErrors, renamed } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { once } from '../bookings/once'
import { CascadePage } from './CascadePage'
import { ListPage } from './ListPage'
import { RemainderPage } from './RemainderPage'
import { SharePage } from './SharePage'

/** What is left of a waste: the lender sees to whom it goes, and whoever is offered some answers. */
export const cascadesPages = new Hono<AppEnv>()

cascadesPages.get('/offers/:id/share', async (c) => {
  const v = viewOf(c)
  return sharePage(v, await ownWaste(c, v))
})
cascadesPages.post('/offers/:id/share', async (c) => {
  const v = viewOf(c)
  const listing = await ownWaste(c, v)
  const { startsAt } = textsOf(await c.req.formData())
  try {
    const cascade = await shareOffer(v.ctx, listing.id, { startsAt: startsAt || null })
    return c.redirect(v.href(`/cascades/${cascade.id}`), 303)
  } catch (error) {
    return sharePage(v, listing, startsAt, errorsIn(v, error))
  }
})

cascadesPages.get('/cascades/:id', async (c) => {
  const v = viewOf(c)
  return cascadePage(v, await cascadeHere(c, v))
})
cascadesPages.post('/cascades/:id/stop', async (c) => {
  const v = viewOf(c)
  const cascade = await cascadeHere(c, v)
  try {
    await stopCascade(v.ctx, cascade.id)
  } catch (error) {
    return cascadePage(v, await cascadeHere(c, v), errorsIn(v, error))
  }
  return c.redirect(v.href(`/cascades/${cascade.id}`), 303)
})

cascadesPages.get('/remainders', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const { items, nextCursor } = await remaindersFor(v.ctx, {
    clusterId: v.cluster?.id ?? '',
    cursor: c.req.query('cursor'),
  })
  return page(
    v,
    { title: v.t.together.remainder.listTitle, door: 'agenda', noIndex: true },
    <ListPage {...{ v, items, nextCursor }} />,
  )
})
cascadesPages.get('/remainders/:id', async (c) => {
  const v = viewOf(c)
  return remainderPage(v, await remainderHere(c, v))
})
cascadesPages.post('/remainders/:id/take', async (c) => {
  const v = viewOf(c)
  const r = await remainderHere(c, v)
  const typed = textsOf(await c.req.formData())
  try {
    const location = await once(v.ctx, typed.once, async () => {
      const startsAt = r.startsAt === null ? at(typed.day, typed.time, v.f.timeZone) : null
      const booking = await takeRemainder(v.ctx, r.id, {
        ...(typed.quantity ? { quantity: Number(typed.quantity) } : {}),
        ...{ startsAt, endsAt: startsAt && later(startsAt, HOUR), note: typed.note ?? '' },
        ...{ onBehalfOf: typed.onBehalfOf || null, slipNumber: typed.slipNumber?.trim() || null },
      })
      return v.href(`/bookings/${booking.id}`)
    })
    return c.redirect(location, 303)
  } catch (error) {
    v.ctx.once = undefined
    const names = { startsAt: 'day', endsAt: 'day' }
    return remainderPage(v, await remainderHere(c, v), typed, renamed(errorsIn(v, error), names))
  }
})
cascadesPages.post('/remainders/:id/refuse', async (c) => {
  const v = viewOf(c)
  const r = await remainderHere(c, v)
  const typed = textsOf(await c.req.formData())
  try {
    await refuseRemainder(v.ctx, r.id, { onBehalfOf: typed.onBehalfOf || null })
  } catch (error) {
    return remainderPage(v, await remainderHere(c, v), typed, errorsIn(v, error))
  }
  return c.redirect(v.href(`/remainders/${r.id}`), 303)
})

/** A local date and hour; none where one of them is not. */
const at = (date: string | undefined, time: string | undefined, zone: string): string | null =>
  date && isDate(date) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time ?? '')
    ? instantOf(date, time ?? '', zone)
    : null

/** An offer of waste of somebody who leads it; others get the refusal that the command gives them. */
async function ownWaste(c: AppContext, v: View): Promise<VisibleListing> {
  mustBeSignedIn(v.ctx)
  const listing = await visibleListing(v.ctx, c.req.param('id') ?? '')
  const isWaste = listing.kind === 'waste' && listing.direction === 'offer'
  if (listing.clusterId !== v.cluster?.id || !isWaste) throw new AppError('not_found')
  mustLead(v.ctx, { lenderId: listing.organisationId, clusterId: listing.clusterId })
  return listing
}
async function cascadeHere(c: AppContext, v: View): Promise<Cascade> {
  mustBeSignedIn(v.ctx)
  const cascade = await visibleCascade(v.ctx, c.req.param('id') ?? '')
  if (cascade.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return cascade
}
async function remainderHere(c: AppContext, v: View): Promise<Remainder> {
  mustBeSignedIn(v.ctx)
  const r = await visibleRemainder(v.ctx, c.req.param('id') ?? '')
  if (r.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return r
}

async function sharePage(v: View, listing: VisibleListing, typed = '', errors?: FormErrors) {
  const cascades = await cascadesOf(v.ctx, listing.id, 10)
  return page(
    v,
    {
      title: `${v.t.together.cascade.title} : ${listing.title}`,
      ...{ door: 'search', noIndex: true, sheets: ['sharing'], status: errors ? 422 : 200 },
    },
    <SharePage {...{ v, listing, cascades, typed, errors }} />,
  )
}

async function cascadePage(v: View, cascade: Cascade, errors?: FormErrors) {
  const remainders = await remaindersOf(v.ctx, cascade.id)
  const mayLead = v.isCoordinator || answersFor(v.actor, cascade.lenderId)
  return page(
    v,
    {
      title: `${v.t.together.cascade.title} : ${cascade.listingTitle}`,
      ...{ door: 'agenda', noIndex: true, sheets: ['sharing'], status: errors ? 422 : 200 },
    },
    <CascadePage {...{ v, cascade, remainders, mayLead, errors }} />,
  )
}

async function remainderPage(
  v: View,
  remainder: Remainder,
  typed: Record<string, string> = {},
  errors?: FormErrors,
) {
  const own = v.actor?.organisations.some((m) => m.organisationId === remainder.organisationId)
  const [listing, members] = await Promise.all([
    listingById(v.ctx, remainder.listingId),
    own || !v.isCoordinator
      ? []
      : membersOfCluster(v.ctx, remainder.clusterId).then((all) =>
          all.filter((m) => m.organisationId === remainder.organisationId),
        ),
  ])
  const answering = own || members.length > 0 ? members : null
  return page(
    v,
    {
      title: `${v.t.together.remainder.link} : ${remainder.listingTitle}`,
      ...{ door: 'agenda', noIndex: true, sheets: ['sharing'], status: errors ? 422 : 200 },
    },
    <RemainderPage {...{ v, remainder, listing, members: answering, typed, errors }} />,
  )
}
