import { createApp } from '../../app'
import { requestBooking } from '../../bookings/commands/requestBooking'
import { addDays, fromMinutes, instantOf, later, MINUTE, toInstant, wallOf } from '../../core/time'
import { draftListing } from '../../listings/commands/draftListing'
import { monthAfter } from '../../impact/rules'
import { publishListing } from '../../listings/commands/publishListing'
import { consume } from '../../platform/consume'
import { actorOf, type Ctx, newCtx } from '../../platform/context'
import type { Env, EventMessage } from '../../platform/env'
import { relay } from '../../platform/relay'
import { subscriptions } from '../../subscriptions'
import { CLUSTER, SESSION, SLUG, TOKEN } from './seed'
import { CHAIRS, HALL, midnight } from './seedOne'

export interface Bench {
  /** The bindings, with a database that counts. */
  env: Env
  /** The same with one that does not: for what must have happened before. */
  plain: Env
  execution: ExecutionContext
  /** What was sent to the queue and not yet consumed. */
  queue: EventMessage[]
  /** Which time this is, so that nothing is done twice. */
  turn: number
}

const ZONE = 'Europe/Paris'
const BORROWER = 'org_bench00000001'
const app = createApp()

/** The main actions, by the names that are printed: real pages, commands and consumers. */
export const ACTIONS: Record<string, (bench: Bench) => Promise<void>> = {
  'search page': (b) => open(b, '/search'),
  'search page, by words': (b) => open(b, '/search?q=fourgon'),
  'search page, words, place and date': (b) =>
    open(b, `/search?kind=equipment&q=fourgon&place=Rouen&radius=10&on=${dayIn(3)}`),
  'listing page': (b) => open(b, '/offers/ofr_bench00000000'),
  booking: ({ env, turn }) => book(env, turn),
  'booking: what follows': async (b) => {
    await book(b.plain, b.turn)
    await consequences(b.env, b.queue)
  },
  'publishing a need': ({ env, turn }) => publish(env, turn),
  'publishing a need: its matching': async (b) => {
    await publish(b.plain, b.turn)
    await consequences(b.env, b.queue)
  },
  today: (b) => open(b, '/coordination'),
  dashboard: (b) => open(b, '/coordination/dashboard'),
  'what was produced': (b) => open(b, `/coordination/impact?from=${monthsAgo(2)}&to=${monthsAgo(0)}`),
  'portrait of the territory': (b) => open(b, '/coordination/impact/portrait'),
}

/** The same few things on one offer that everybody books. */
export const ACTIONS_OF_ONE: Record<string, (bench: Bench) => Promise<void>> = {
  // What the local database takes for being asked at all: in Cloudflare's it is not the Worker's time.
  'an empty question to the database': async ({ env }) => void (await env.DB.prepare('SELECT 1').run()),
  'a booking': ({ env, turn }) => half(env, turn),
  // Beyond what the bench books itself, so that the same is shown each time; by a coordinator, who sees who has what.
  'a day of its calendar': (b) => open(b, `/offers/${HALL}/calendar?view=day&date=${dayIn(35)}`),
  'a booking by API': (b) =>
    ask(b, `/offers/${HALL}/bookings`, { organisationId: BORROWER, ...halfHour(b.turn) }),
  'a day by API': (b) => ask(b, `/offers/${HALL}/calendar?view=day&date=${dayIn(35)}`),
  'one of 300 chairs, 290 taken': async ({ env, turn }) => {
    const startsAt = fromMinutes(midnight(toInstant(Date.now())) + 1440 + 15 * (turn % 4))
    await requestBooking(await acting(env), CHAIRS, {
      ...{ organisationId: BORROWER, startsAt, endsAt: later(startsAt, 15 * MINUTE) },
    })
  },
}

/** The free half of an hour whose other half is booked. */
async function half(env: Env, turn: number): Promise<void> {
  await requestBooking(await acting(env), HALL, { organisationId: BORROWER, ...halfHour(turn) })
}

function halfHour(turn: number) {
  const startsAt = fromMinutes(midnight(toInstant(Date.now())) + 1440 + turn * 60 + 30)
  return { startsAt, endsAt: later(startsAt, 30 * MINUTE) }
}

/** Beyond what the bench seeds as recent lies all that grows. */
const monthsAgo = (months: number) => monthAfter(dayIn(0).slice(0, 7), -months)
const dayIn = (days: number) => addDays(wallOf(toInstant(Date.now()), ZONE).date, days)

const open = (bench: Bench, path: string) =>
  answered(bench, `/fr/${SLUG}${path}`, { headers: { cookie: `session=${SESSION}` } })

/** The same door as a program’s: a token; with a body, a POST. */
function ask(bench: Bench, path: string, body?: object): Promise<void> {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' }
  const post = body && { method: 'POST', body: JSON.stringify(body) }
  // The bench is no person in a hurry.
  const env = { ...bench.env, WRITES_PER_MINUTE: '1000000' }
  return answered({ ...bench, env }, `/api/v1${path}`, { headers, ...post })
}

async function answered({ env, execution }: Bench, path: string, init: RequestInit): Promise<void> {
  const later: Promise<unknown>[] = []
  const waiting = {
    waitUntil: (work: Promise<unknown>) => void later.push(work),
    props: execution.props,
  } as ExecutionContext
  const answer = await app.request(`http://localhost${path}`, init, env, waiting)
  const text = await answer.text()
  await Promise.all(later)
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text.slice(0, 300)}`)
}

export async function acting(env: Env): Promise<Ctx> {
  const ctx = newCtx(env, { after: () => undefined })
  ctx.actor = await actorOf(ctx, 'per_bench00000001', 'token')
  return ctx
}

async function book(env: Env, turn: number): Promise<void> {
  const span = {
    startsAt: instantOf(dayIn(100 + turn), '00:00', ZONE),
    endsAt: instantOf(dayIn(101 + turn), '00:00', ZONE),
  }
  await requestBooking(await acting(env), 'ofr_bench00000000', {
    organisationId: BORROWER,
    ...span,
  })
}

async function publish(env: Env, turn: number): Promise<void> {
  const ctx = await acting(env)
  const id = await draftListing(ctx, CLUSTER, {
    ...{ direction: 'need', organisationId: BORROWER, kind: 'equipment' },
    ...{ title: `Un fourgon avec hayon, fois ${turn}`, description: 'Pour déménager un atelier.' },
  })
  await publishListing(ctx, id)
}

/** Everything that follows from what was done: every consumer of every event, until there are no more. */
export async function consequences(env: Env, queue: EventMessage[]): Promise<void> {
  for (;;) {
    await relay(newCtx(env, { after: () => undefined }))
    const bodies = queue.splice(0)
    if (bodies.length === 0) return
    const messages = bodies.map((body) => ({ body, ack: () => undefined }))
    const batch = { messages } as unknown as MessageBatch<EventMessage>
    await consume(batch, () => newCtx(env, { after: () => undefined }), subscriptions)
  }
}
