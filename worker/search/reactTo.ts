import type { Consumer } from '../platform/consume'
import type { Ctx } from '../platform/context'
import { prepare, type Query } from '../platform/db'
import { documentOf, type Source, sources } from './document'

/** More listings of one organisation than this keep their old name in the index until their next edit. */
const OF_ONE_ORGANISATION = 500

/** Keeps the index as the tables are: one listing, or all those of an organisation that changed its name. */
export const index: Consumer = async (ctx, event) => {
  if (event.type.startsWith('listing.')) return indexListing(ctx, event.subjectId)
  if (event.type === 'organisation.updated') await indexOrganisation(ctx, event.subjectId)
}

/** Recomputes one listing's document; done twice it is the same. */
export async function indexListing(ctx: Ctx, listingId: string): Promise<void> {
  const source = await sources(ctx).where('l.id', '=', listingId).executeTakeFirst()
  if (source) await writeDocuments(ctx, [source])
}

async function indexOrganisation(ctx: Ctx, organisationId: string) {
  const found = await sources(ctx)
    .where('l.organisationId', '=', organisationId)
    .where('l.status', '=', 'published')
    .limit(OF_ONE_ORGANISATION)
    .execute()
  for (let i = 0; i < found.length; i += 50) await writeDocuments(ctx, found.slice(i, i + 50))
}

/** A projection is not a fact: it is written directly. */
export async function writeDocuments(ctx: Ctx, found: Source[]): Promise<void> {
  const writes: Query[] = found.flatMap((source) => documentOf(ctx, source))
  if (writes.length) await ctx.env.DB.batch(writes.map((q) => prepare(ctx.env.DB, q.compile())))
}
