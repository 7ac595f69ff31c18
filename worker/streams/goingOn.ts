import { AppError } from '../core/errors'
import { newId } from '../core/ids'
import { DAY, later, wallOf } from '../core/time'
import { clusterById } from '../clusters/queries'
import { asInput } from '../listings/commands/asInput'
import { draftListing } from '../listings/commands/draftListing'
import { publication } from '../listings/commands/publishListing'
import { type Listing, listingById } from '../listings/queries'
import { commit } from '../platform/commit'
import type { Ctx } from '../platform/context'
import { wordsOf } from '../text'
import { endFact, insertEnd, type NewEnd } from './writing'

/** What was refused or left is there for so long: then the coordinator looks for its last outlet. */
const DAYS = 14

interface From {
  id: string
  clusterId: string
  listingId: string
}
interface Going {
  fromAccount: 'refused' | 'unfetched' | 'in_hand'
  quantity: number
  /** Whose it is now. */
  organisationId: string
  onBehalfOf: string | null
}

/**
 * Makes an offer of its own of what was refused, left, or can not be used: published at once, so that matching finds who
 * needs it and the cascade offers it to one after the other. It is the same material: its code, its hazard, its terms. Nothing
 * is written where the quantity is not there any more (`more_than_there`). Returns the id of the offer.
 */
export async function goOn(ctx: Ctx, batch: From, going: Going): Promise<string> {
  const parent = await listingById(ctx, batch.listingId)
  if (!parent) throw new AppError('not_found')
  const nobody = ctx.actor === null
  const by = nobody ? { itself: true } : { onBehalfOf: going.onBehalfOf, itself: !going.onBehalfOf }
  const id = await draftListing(ctx, batch.clusterId, leftoverOf(ctx, parent, going), by)
  const child = (await listingById(ctx, id)) as Listing
  const zone = (await clusterById(ctx, batch.clusterId))?.timeZone ?? 'UTC'
  const end: NewEnd = {
    ...{ id: newId('end', Date.parse(ctx.now)), act: 'went_on', fromAccount: going.fromAccount },
    ...{ quantity: going.quantity, toName: '', note: '', happenedOn: wallOf(ctx.now, zone).date },
    ...{ slipNumber: null, onBehalfOf: going.onBehalfOf, toListingId: id },
  }
  const happened = endFact(ctx, batch, end)
  const published = publication(ctx, child, going.onBehalfOf)
  await commit(ctx, [published.happened, happened], [published.write, insertEnd(ctx, batch, end, happened)])
  return id
}

/** The same without anybody asking, for whose it was. Where it can not be, the coordinator sees what has no end. */
export async function goOnByItself(
  ctx: Ctx,
  batch: From & { organisationId: string },
  fromAccount: Going['fromAccount'],
  quantity: number,
): Promise<void> {
  try {
    await goOn(ctx, batch, { fromAccount, quantity, organisationId: batch.organisationId, onBehalfOf: null })
  } catch (error) {
    // Another message was faster; or the giver has left.
    if (!(error instanceof AppError)) throw error
  }
}

function leftoverOf(ctx: Ctx, parent: Listing, going: Going) {
  const { lots: _, startsAt: __, withinKm: ___, ...same } = asInput(parent, [])
  const own = going.organisationId === parent.organisationId
  const { address, commune, postcode, lat, lng, ...rest } = same
  return {
    ...rest,
    ...(own && { address, commune, postcode, lat, lng }),
    organisationId: going.organisationId,
    title: wordsOf(parent.language).streams.leftoverTitle(parent.title).slice(0, 120),
    ...{ quantity: going.quantity, grain: 'stock' as const, windows: [] },
    endsAt: later(ctx.now, DAYS * DAY),
    details: {
      ...same.details,
      months: [],
      // Whatever its code says now, what was hazardous stays so.
      ...(parent.details.hazardous && { declaredHazardous: true }),
    },
  }
}
