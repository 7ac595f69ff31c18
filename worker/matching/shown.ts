import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import type { Shown } from './rules'

/** A listing shown to so many is not counted any further. */
const MOST_COUNTED = 20

/**
 * To how many each of some listings was suggested, and whether to this organisation, for another of its listings: what many
 * have seen comes later, so that the same few are not shown to everybody. One bounded query.
 */
export async function shownBefore(
  ctx: Ctx,
  listingIds: readonly string[],
  to: { id: string; direction: 'offer' | 'need'; organisationId: string },
): Promise<Map<string, Shown>> {
  const [theirs, ours] =
    to.direction === 'need'
      ? [sql.ref('offer_id'), sql.ref('need_id')]
      : [sql.ref('need_id'), sql.ref('offer_id')]
  const { rows } = await sql<{ id: string; times: number; before: number }>`
    select i.value as id, (select count(*) from (select 1 from matches as m where m.${theirs} = i.value
        and m.status in ('suggested', 'seen') and m.${ours} <> ${to.id} limit ${MOST_COUNTED})) as times,
      exists (select 1 from matches as m join listings as l on l.id = m.${ours}
        where m.${theirs} = i.value and m.${ours} <> ${to.id} and l.organisation_id = ${to.organisationId}) as before
      from json_each(${JSON.stringify(listingIds)}) as i`.execute(ctx.db)
  return new Map(rows.map(({ id, times, before }) => [id, { times, before: before === 1 }]))
}
