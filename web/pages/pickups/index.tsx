import { Hono } from 'hono'
import { Script } from 'vite-ssr-components/hono'
import { membersOfCluster } from '../../../worker/bookings/people'
import { AppError } from '../../../worker/core/errors'
import { isDate, wallOf } from '../../../worker/core/time'
import { organisationIn } from '../../../worker/organisations/queries'
import { cancelRound } from '../../../worker/pickups/commands/cancelRound'
import { changeRound } from '../../../worker/pickups/commands/changeRound'
import { openRound } from '../../../worker/pickups/commands/openRound'
import { recordStop } from '../../../worker/pickups/commands/recordStop'
import { contactsFor, dueOn, vehiclesIn } from '../../../worker/pickups/due'
import type { RecordInput } from '../../../worker/pickups/input'
import { orderOf, roundsOf, stopsOf, visibleRound } from '../../../worker/pickups/queries'
import { moved } from '../../../worker/pickups/rules'
import { mustBeMember, mustBeSignedIn } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { errorsIn, type FormErrors, refusalWords } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { once } from '../bookings/once'
import { hereSignedIn } from '../here'
import { numeral } from '../organisations/form'
import { readSent, type Typed } from '../premises/form'
import { ListPage } from './ListPage'
import { NewPage } from './NewPage'
import { RoundPage } from './RoundPage'

/** Rounds of pick-ups: preparing one, then driving it, with or without network. */
export const pickupPages = new Hono<AppEnv>()

pickupPages.get('/me/pickups', async (c) => {
  const v = viewOf(c)
  mustBeSignedIn(v.ctx)
  const after = c.req.query('cursor')
  const { items, nextCursor } = await roundsOf(v.ctx, v.cluster?.id ?? '', {}, { after })
  return page(
    v,
    { title: v.t.pickups.title, door: 'agenda', noIndex: true, sheets: ['booking', 'sharing'] },
    <ListPage {...{ v, items, nextCursor }} />,
  )
})

pickupPages.get('/me/pickups/new', async (c) => {
  const { date = '', organisation = '' } = c.req.query()
  return newPage(viewOf(c), { day: date, organisationId: organisation })
})

pickupPages.post('/me/pickups', async (c) => {
  const v = viewOf(c)
  const { typed } = await readSent(c, '')
  try {
    const location = await once(v.ctx, typed.once, async () => {
      const id = await openRound(v.ctx, v.cluster?.id ?? '', {
        ...{ organisationId: typed.organisationId ?? '', day: typed.day ?? '' },
        ...{ departs: typed.departs ?? '', back: typed.back ?? '' },
        bookingIds: (typed.bookingIds ?? '').split(',').filter(Boolean),
        ...{ vehicleId: typed.vehicleId || null, onBehalfOf: typed.onBehalfOf || null },
      })
      return v.href(`/pickups/${id}`)
    })
    return c.redirect(location, 303)
  } catch (error) {
    return newPage(v, { bookingIds: '', ...typed }, errorsIn(v, error))
  }
})

pickupPages.get('/pickups/:id', (c) => roundPage(viewOf(c)))

pickupPages.post('/pickups/:id/order', async (c) => {
  const v = viewOf(c)
  const round = await hereSignedIn(v, visibleRound)
  const { typed } = await readSent(c, '')
  const by = typed.by === 'up' ? -1 : 1
  const live = (await stopsOf(v.ctx, round)).map((s) => s.id)
  const order = orderOf(round).filter((id) => live.includes(id))
  return changed(v, () =>
    typed.leaveOut
      ? changeRound(v.ctx, round.id, { leaveOut: [typed.leaveOut] })
      : changeRound(
          v.ctx,
          round.id,
          typed.stop ? { order: moved(order, typed.stop, by) } : { suggest: true },
        ),
  )
})

pickupPages.post('/pickups/:id/stops', async (c) => {
  const v = viewOf(c)
  const round = await hereSignedIn(v, visibleRound)
  const { typed } = await readSent(c, '')
  const add = (typed.add ?? '').split(',').filter(Boolean)
  return changed(v, () => changeRound(v.ctx, round.id, { add, suggest: true }))
})

pickupPages.post('/pickups/:id/cancel', async (c) => {
  const v = viewOf(c)
  const round = await hereSignedIn(v, visibleRound)
  return changed(v, () => cancelRound(v.ctx, round.id))
})

/** By the form: back to the page. By the page's own script, which kept it while there was no network: told as JSON. */
pickupPages.post('/pickups/:id/stops/:stop', async (c) => {
  const v = viewOf(c)
  const asJson = c.req.header('accept') === 'application/json'
  const { typed } = await readSent(c, '')
  try {
    const round = await hereSignedIn(v, visibleRound)
    const stop = await recordStop(v.ctx, c.req.param('stop'), recordIn(typed))
    if (asJson) return c.json({ key: stop.recordKey, at: v.ctx.now }, 200)
    return c.redirect(v.href(`/pickups/${round.id}?told=saved#${stop.id}`), 303)
  } catch (error) {
    if (asJson && error instanceof AppError) return refusedRecord(c, v, error)
    return roundPage(v, { typed, stop: c.req.param('stop'), errors: errorsIn(v, error) }, statusOf(error))
  }
})

const statusOf = (error: unknown) => (error instanceof AppError && error.status === 409 ? 409 : 422)

function refusedRecord(c: AppContext, v: View, error: AppError) {
  const fields = error.status === 422 ? Object.values(errorsIn(v, error).fields) : []
  const { recorded } = error.details as { recorded?: { key: string } }
  const words = fields[0] ?? refusalWords(v, error)
  return c.json({ code: error.code, words, key: recorded?.key ?? null }, error.status as 409)
}

/** The form of a stop as the command takes it; a quantity that is no number is one that is missing. */
const recordIn = (typed: Typed): RecordInput => ({
  ...{ key: typed.key ?? '', outcome: typed.outcome as 'collected', reason: typed.reason ?? '' },
  ...(typed.outcome === 'collected' && { quantity: numeral(typed.quantity) ?? null }),
  ...(typed.at && { at: typed.at }),
  replaces: (typed.replaces ?? '').split(',').filter(Boolean),
  sure: typed.sure === 'yes',
})

async function changed(v: View, act: () => Promise<void>) {
  try {
    await act()
  } catch (error) {
    return roundPage(v, { errors: errorsIn(v, error) }, statusOf(error))
  }
  return v.c.redirect(v.href(`/pickups/${v.c.req.param('id')}`), 303)
}

interface More {
  typed?: Typed
  stop?: string
  errors?: FormErrors
}

async function roundPage(v: View, more: More = {}, status: 200 | 409 | 422 = 200) {
  const round = await hereSignedIn(v, visibleRound)
  const stops = await stopsOf(v.ctx, round)
  const [contacts, due] = await Promise.all([
    contactsFor(
      v.ctx,
      stops.map((s) => s.lenderId),
    ),
    round.status === 'open' ? dueOn(v.ctx, round) : [],
  ])
  return page(
    v,
    {
      ...{ title: v.t.pickups.title, door: 'agenda', noIndex: true, sheets: ['booking', 'sharing'], status },
      scripts: <Script src="/web/islands/pickup-round.ts" />,
    },
    <RoundPage
      v={v}
      shown={{ round, stops, contacts, due, told: v.c.req.query('told') === 'saved', ...more }}
    />,
  )
}

async function newPage(v: View, typed: Typed, errors?: FormErrors) {
  const actor = mustBeSignedIn(v.ctx)
  const { cluster } = v
  if (!cluster) throw new AppError('not_found')
  const mine = actor.organisations.filter((m) => m.clusters.includes(cluster.id))
  const organisationId = typed.organisationId || mine[0]?.organisationId
  if (!organisationId) throw new AppError('not_member')
  const isMine = mine.some((m) => m.organisationId === organisationId)
  if (!v.isCoordinator) mustBeMember(v.ctx, organisationId, cluster.id)
  const who = await organisationIn(v.ctx, cluster.id, organisationId)
  if (who?.standing !== 'active') throw new AppError('not_found')
  const known = isDate(typed.day ?? '') && (typed.day ?? '') >= '2000' && (typed.day ?? '') < '2100'
  const day = known ? (typed.day ?? '') : wallOf(v.ctx.now, cluster.timeZone).date
  const of = { clusterId: cluster.id, organisationId, day, zone: cluster.timeZone }
  const [due, vehicles, people] = await Promise.all([
    dueOn(v.ctx, of),
    vehiclesIn(v.ctx, cluster.id, organisationId),
    isMine ? [] : membersOfCluster(v.ctx, cluster.id),
  ])
  const members = people.filter((one) => one.organisationId === organisationId)
  const words = v.t.pickups.form
  return page(
    v,
    {
      title: words.title,
      door: 'agenda',
      noIndex: true,
      sheets: ['booking', 'sharing'],
      status: errors ? 422 : 200,
    },
    <NewPage
      v={v}
      shown={{ day, organisationId, organisationName: who.name, mine, members, due, vehicles, typed, errors }}
    />,
  )
}
