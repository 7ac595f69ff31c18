import * as z from 'zod'
import { AppError } from '../core/errors'
import type { Ctx } from '../platform/context'
import { BasketItem, MOST_ITEMS } from './input'

// The basket that somebody fills: a draft of theirs in each cluster, no fact before it is sent.

const Kept = BasketItem.extend({ key: z.string().regex(/^[a-z0-9]{4,20}$/) })
/** One thing in a basket; `key` names it as long as it lies there. */
export type Kept = z.output<typeof Kept>

const Draft = z.object({
  items: z.array(Kept).max(MOST_ITEMS),
  /** For which organisation it is, and for whom a coordinator acts. */
  organisationId: z.string().max(60).optional(),
  onBehalfOf: z.string().max(60).optional(),
  note: z.string().max(1000).default(''),
})
export type Draft = z.output<typeof Draft>
export const EMPTY: Draft = { items: [], note: '' }

const keyOf = (clusterId: string) => `basket:${clusterId}`

/** What the actor has in their basket in a cluster: nothing, where nobody is signed in. */
export async function draftOf(ctx: Ctx, clusterId: string): Promise<Draft> {
  return read(await bodyOf(ctx, clusterId))
}

/** Of a basket that is filled; what is written there by an older form is empty rather than wrong. */
function read(body: string | undefined): Draft {
  const found = Draft.safeParse(body === undefined ? EMPTY : JSON.parse(body))
  return found.success ? found.data : EMPTY
}

async function bodyOf(ctx: Ctx, clusterId: string): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom('drafts')
    .select('body')
    .where('personId', '=', ctx.actor?.personId ?? '')
    .where('key', '=', keyOf(clusterId))
    .executeTakeFirst()
  return row?.body
}

const TRIES = 5

/** Changes the actor's basket; two windows at once both do. Throws `invalid` where it holds too much already. */
export async function keepDraft(ctx: Ctx, clusterId: string, change: (draft: Draft) => Draft): Promise<void> {
  const personId = ctx.actor?.personId
  if (!personId) throw new AppError('not_signed_in')
  for (let i = 0; i < TRIES; i++) {
    const before = await bodyOf(ctx, clusterId)
    const draft = change(read(before))
    if (draft.items.length > MOST_ITEMS)
      throw new AppError('invalid', {
        fields: [{ path: 'items', code: 'basket_full', params: { max: MOST_ITEMS } }],
      })
    const row = { body: JSON.stringify(draft), updatedAt: ctx.now }
    if (row.body === (before ?? JSON.stringify(EMPTY))) return
    const written =
      before === undefined
        ? await ctx.db
            .insertInto('drafts')
            .values({ personId, key: keyOf(clusterId), ...row })
            .onConflict((oc) => oc.doNothing())
            .executeTakeFirst()
        : await ctx.db
            .updateTable('drafts')
            .set(row)
            .where('personId', '=', personId)
            .where('key', '=', keyOf(clusterId))
            .where('body', '=', before)
            .executeTakeFirst()
    const rows = 'numUpdatedRows' in written ? written.numUpdatedRows : written.numInsertedOrUpdatedRows
    if (rows === undefined || rows > 0n) return
  }
  throw new AppError('stale')
}

/** The basket with one more thing in it; the same thing at the same time is not put in twice. `key`: instead of that one. */
export function withItems(draft: Draft, added: readonly BasketItem[], key?: string): Draft {
  const same = (a: BasketItem, b: BasketItem) =>
    a.offerId === b.offerId &&
    a.startsAt === b.startsAt &&
    a.endsAt === b.endsAt &&
    (a.capacityId ?? null) === (b.capacityId ?? null)
  const at = draft.items.findIndex((item) => item.key === key)
  const kept = draft.items.filter((item) => item.key !== key && !added.some((one) => same(one, item)))
  const fresh = added.map((one) => ({ ...one, key: crypto.randomUUID().replaceAll('-', '').slice(0, 12) }))
  return { ...draft, items: at < 0 ? [...kept, ...fresh] : kept.toSpliced(at, 0, ...fresh) }
}

export const withoutItem = (draft: Draft, key: string): Draft => ({
  ...draft,
  items: draft.items.filter((item) => item.key !== key),
})

/** For the batch that sends it. */
export const emptied = (ctx: Ctx, clusterId: string) =>
  ctx.db
    .deleteFrom('drafts')
    .where('personId', '=', ctx.actor?.personId ?? '')
    .where('key', '=', keyOf(clusterId))
