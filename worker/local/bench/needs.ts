import { clusterById } from '../../clusters/queries'
import { AppError } from '../../core/errors'
import { draftListing } from '../../listings/commands/draftListing'
import { publishListing } from '../../listings/commands/publishListing'
import { listingById } from '../../listings/queries'
import { fitsOf } from '../../matching/candidates'
import { rematchListing } from '../../matching/reactTo'
import { candidatesFor } from '../../matching/retrieval'
import { THRESHOLD } from '../../matching/rules'
import { type Ctx, newCtx } from '../../platform/context'
import type { Env } from '../../platform/env'
import { indexListing } from '../../search/reactTo'
import { acting } from './actions'
import { type Cost, counted } from './count'
import { CLUSTER } from './seed'

/** What the delivery of one published need costs: finding, scoring and storing its matches. */
export interface NeedCost extends Omit<Cost, 'heaviest'> {
  candidates: number
  matches: number
}

const TEXTS = [
  ['Une camionnette pour livrer des chaises', 'Le mardi matin, avec un hayon.'],
  ['Perceuse et établi', 'Pour un atelier ouvert à tous, trois jours.'],
  ['Sono et scène pour une fête', 'Un samedi de juin, 200 personnes.'],
] as const

/** Publishes a need, then does what its event asks of matching, counted. */
export async function needMatched(env: Env, turn: number): Promise<NeedCost> {
  const ctx = await acting(env)
  const id = await published(ctx, turn)
  const { db, cost } = counted(env.DB)
  const measured = newCtx({ ...env, DB: db }, { after: () => undefined })
  await rematchListing(measured, id)
  const need = await listingById(ctx, id)
  if (!need) throw new AppError('not_found')
  const { found } = await candidatesFor(ctx, need, 40)
  const stored = await ctx.db.selectFrom('matches').select('id').where('needId', '=', id).execute()
  const { heaviest: _, ...counts } = cost
  return { ...counts, candidates: found.length, matches: stored.length }
}

let known: string | undefined
/** Finding and scoring alone, again and again: the processor's time is read from outside. */
export async function needScored(env: Env, times: number): Promise<void> {
  const ctx = await acting(env)
  known ??= await published(ctx, 0)
  const [need, cluster] = [await listingById(ctx, known), await clusterById(ctx, CLUSTER)]
  if (!need || !cluster) throw new AppError('not_found')
  for (let i = 0; i < times; i++) await fitsOf(ctx, need, cluster, 20, THRESHOLD)
}

async function published(ctx: Ctx, turn: number): Promise<string> {
  const [title, description] = TEXTS[turn % TEXTS.length] as (typeof TEXTS)[number]
  const id = await draftListing(ctx, CLUSTER, {
    ...{ direction: 'need', organisationId: 'org_bench00000001', kind: 'equipment' },
    ...{ title: `${title} (${turn})`, description },
  })
  await publishListing(ctx, id)
  await indexListing(ctx, id)
  return id
}
