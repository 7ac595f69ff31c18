import { sql } from 'kysely'
import { type Ctx, mustBeSignedIn } from '../platform/context'
import { prepare, type Query } from '../platform/db'
import type { MailSettings } from './input'
import { type Quiet, USUAL_QUIET } from './rules'
import { isTopic, TOPICS, type Topic } from './topics'

// Which mails a person wants, and when: their own choice, no fact of the market.

/** The topics each of some people has stopped; whoever is missing has stopped none. */
export async function stoppedBy(ctx: Ctx, people: string[]): Promise<Map<string, Set<Topic>>> {
  const stops = new Map<string, Set<Topic>>()
  if (people.length === 0) return stops
  const rows = await ctx.db
    .selectFrom('mailStops')
    .select(['personId', 'topic'])
    .where('personId', 'in', sql<string>`(select value from json_each(${JSON.stringify(people)}))`)
    .execute()
  for (const { personId, topic } of rows)
    if (isTopic(topic)) stops.set(personId, (stops.get(personId) ?? new Set()).add(topic))
  return stops
}

/** The actor's choice: the topics they are written to about, and their quiet hours. */
export async function mailSettings(ctx: Ctx): Promise<{ topics: Topic[]; quiet: Quiet }> {
  const { personId } = mustBeSignedIn(ctx)
  const stopped = (await stoppedBy(ctx, [personId])).get(personId)
  const hours = await ctx.db
    .selectFrom('quietHours')
    .selectAll()
    .where('personId', '=', personId)
    .executeTakeFirst()
  return {
    topics: TOPICS.filter((topic) => !stopped?.has(topic)),
    quiet: hours ? { from: hours.quietFrom, to: hours.quietTo } : USUAL_QUIET,
  }
}

/** Puts the actor's choice in place of the one before. */
export async function chooseMails(ctx: Ctx, { topics, quiet }: MailSettings): Promise<void> {
  const { personId } = mustBeSignedIn(ctx)
  const stops = TOPICS.filter((topic) => !topics.includes(topic))
  const hours = { quietFrom: quiet.from, quietTo: quiet.to }
  await written(ctx, [
    ctx.db.deleteFrom('mailStops').where('personId', '=', personId),
    ...stopped(ctx, personId, stops),
    ctx.db
      .insertInto('quietHours')
      .values({ personId, ...hours })
      .onConflict((c) => c.column('personId').doUpdateSet(hours)),
  ])
}

/** Stops some topics for a person who asked by a signed link. False where they are gone. */
export async function addStops(ctx: Ctx, personId: string, topics: Topic[]): Promise<boolean> {
  const person = await ctx.db
    .selectFrom('people')
    .select('id')
    .where('id', '=', personId)
    .where('erasedAt', 'is', null)
    .executeTakeFirst()
  if (!person) return false
  await written(ctx, stopped(ctx, personId, topics))
  return true
}

const stopped = (ctx: Ctx, personId: string, topics: readonly Topic[]): Query[] =>
  topics.map((topic) =>
    ctx.db
      .insertInto('mailStops')
      .values({ personId, topic, since: ctx.now })
      .onConflict((c) => c.doNothing()),
  )

const written = (ctx: Ctx, writes: Query[]) =>
  ctx.env.DB.batch(writes.map((q) => prepare(ctx.env.DB, q.compile())))
