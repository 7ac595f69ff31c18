import { sql } from 'kysely'
import { newId } from '../core/ids'
import type { StoredEvent } from '../core/events'
import type { Consumer } from '../platform/consume'
import type { Ctx } from '../platform/context'
import { recipientsOf } from './recipients'
import { toldOfMatch } from './recipientsOfMatches'
import { calm, dueAt, TOLD, TOO_OLD_TO_BE_NEWS, TOO_OLD_TO_MAIL, USUAL_QUIET } from './rules'
import { canWait, topicOf } from './topics'

/**
 * Writes who is to be told of an event: one row per (event, person, channel), whatever the queue delivers twice. Mails
 * leave with the clock, so that several things told at once make one mail.
 */
export const tell: Consumer = async (ctx, event) => {
  const told = TOLD[event.type]
  // The event of its series tells of it.
  if (!told || !event.clusterId || 'toldWith' in event.payload) return
  const of =
    event.type === 'match.suggested'
      ? await toldOfMatch(ctx, event)
      : [{ people: await recipientsOf(ctx, event), subjectId: event.subjectId }]
  const people = of.flatMap((one) => one.people)
  if (people.length === 0 || (await isToldWithAnother(ctx, event))) return
  const topic = topicOf(event.type)
  const readers = await ctx.db
    .selectFrom('people')
    .leftJoin('quietHours as q', 'q.personId', 'people.id')
    .leftJoin('mailStops as s', (join) =>
      join.onRef('s.personId', '=', 'people.id').on('s.topic', '=', topic),
    )
    .select(['id', 'email', 'mailRhythm', 'q.quietFrom', 'q.quietTo', 's.since as stopped'])
    .where('id', 'in', sql<string>`(select value from json_each(${JSON.stringify([...new Set(people)])}))`)
    .where('erasedAt', 'is', null)
    .execute()
  const cluster = await ctx.db
    .selectFrom('clusters')
    .select('timeZone')
    .where('id', '=', event.clusterId)
    .executeTakeFirstOrThrow()
  const age = Date.parse(ctx.now) - Date.parse(event.occurredAt)
  const rows = readers.flatMap((reader) => {
    const row = {
      eventId: event.id,
      personId: reader.id,
      clusterId: event.clusterId ?? '',
      type: event.type,
      subjectId: of.find((one) => one.people.includes(reader.id))?.subjectId ?? event.subjectId,
      createdAt: event.occurredAt,
    }
    const app = {
      ...row,
      id: newId('notice'),
      channel: 'app',
      dueAt: event.occurredAt,
      state: age > TOO_OLD_TO_BE_NEWS ? 'read' : 'unread',
    }
    const unwanted = !reader.email || reader.mailRhythm === 'never' || reader.stopped !== null
    if (!told.mail || age > TOO_OLD_TO_MAIL || unwanted) return [app]
    const quiet = { from: reader.quietFrom ?? USUAL_QUIET.from, to: reader.quietTo ?? USUAL_QUIET.to }
    const rhythm = told.atOnce || reader.mailRhythm === 'never' ? 'now' : reader.mailRhythm
    const said = dueAt(rhythm, event.occurredAt, cluster.timeZone)
    const due = canWait(topic) && !told.atOnce ? calm(said, quiet, cluster.timeZone) : said
    return [app, { ...row, id: newId('notice'), channel: 'mail', dueAt: due, state: 'due' }]
  })
  if (rows.length === 0) return
  await ctx.env.DB.prepare(
    `insert or ignore into notices (id, event_id, person_id, channel, cluster_id, type, subject_id, due_at, state, created_at)
     select value ->> 'id', value ->> 'eventId', value ->> 'personId', value ->> 'channel', value ->> 'clusterId',
            value ->> 'type', value ->> 'subjectId', value ->> 'dueAt', value ->> 'state', value ->> 'createdAt'
       from json_each(?)`,
  )
    .bind(JSON.stringify(rows))
    .run()
}

/** What a lender is asked, or answers, for a whole basket at once is told once: by the first of its bookings. */
async function isToldWithAnother(ctx: Ctx, event: StoredEvent): Promise<boolean> {
  const { basketId, lenderId } = event.payload as { basketId?: string; lenderId?: string }
  if (!basketId || !lenderId) return false
  const first = await ctx.db
    .selectFrom('bookings')
    .innerJoin('events', 'events.subjectId', 'bookings.id')
    .select('events.id')
    .where('bookings.basketId', '=', basketId)
    .where('bookings.lenderId', '=', lenderId)
    .where('events.type', '=', event.type)
    .where('events.occurredAt', '=', event.occurredAt)
    .where('events.seq', '<', event.seq)
    .limit(1)
    .executeTakeFirst()
  return first !== undefined
}
