import type { StoredEvent } from '../core/events'
import { handoversOfAll } from '../handovers/queries'
import type { AnyDetails } from '../listings/input'
import type { Consumer } from '../platform/consume'
import type { Ctx } from '../platform/context'
import { together } from '../platform/db'
import { linesOf } from './queries'
import { cellsAfter, firstCells, isSame, type Known, originOf, type Party } from './rules'
import { registerEnd } from './ends'
import { writeAfter } from './writing'

/**
 * Waste was handed over, or what was said of that was put right: the register gets its line, or a line that corrects it. Looks
 * at the present state, so that twice or out of order is one line.
 */
export const enterInRegister: Consumer = async (ctx, event) => {
  if (event.type.startsWith('stream_end.')) return registerEnd(ctx, event.subjectId)
  const noted = event.type === 'handover.noted' || event.type === 'slip.entered'
  const bookingId = noted ? (event as StoredEvent<'handover.noted'>).payload.bookingId : event.subjectId
  await registerBooking(ctx, bookingId)
}

/** Brings the register up to what is known of a booking; done twice it is the same. */
export async function registerBooking(ctx: Ctx, bookingId: string): Promise<void> {
  const b = await readWaste(ctx, bookingId)
  if (!b) return
  const [handovers] = await together(ctx.env.DB, handoversOfAll(ctx, [bookingId]))
  const last = (await linesOf(ctx, bookingId)).find((line) => line.correctedBy === null)
  const details = JSON.parse(b.details) as AnyDetails
  const origin = originOf(b, handovers, b.timeZone)
  // What is no waste has no register; what has left as waste stays in it.
  if (!last && (details.materialStatus !== 'waste' || origin.happened === 0)) return
  if (last && isSame(last.origin, origin)) return
  const cells = last ? cellsAfter(last.cells, last.origin, origin) : firstCells(knownOf(b, details, origin))
  const line = {
    ...{ clusterId: b.clusterId, organisationId: b.lenderId, bookingId, endId: null, cells, origin },
    ...{ hazardous: details.hazardous ? 1 : 0, happened: origin.happened },
  }
  await writeAfter(ctx, last, line, b)
}

type Read = NonNullable<Awaited<ReturnType<typeof readWaste>>>

const readWaste = (ctx: Ctx, bookingId: string) =>
  ctx.db
    .selectFrom('bookings as b')
    .innerJoin('listings as l', 'l.id', 'b.listingId')
    .innerJoin('clusters as c', 'c.id', 'b.clusterId')
    .innerJoin('organisations as f', 'f.id', 'b.lenderId')
    .innerJoin('organisations as t', 't.id', 'b.borrowerId')
    .leftJoin('slips as s', 's.bookingId', 'b.id')
    .select(['b.id', 'b.clusterId', 'b.listingId', 'b.lenderId', 'b.borrowerId', 'b.status', 'b.quantity'])
    .select(['b.unit', 'b.startsAt', 'b.endedAt', 'c.timeZone', 's.number as slip'])
    .select(['l.title', 'l.details', 'l.address', 'l.postcode', 'l.commune'])
    .select(['f.name as fromName', 'f.siret as fromSiret', 'f.address as fromAddress'])
    .select(['f.postcode as fromPostcode', 'f.commune as fromCommune'])
    .select(['t.name as toName', 't.siret as toSiret', 't.address as toAddress'])
    .select(['t.postcode as toPostcode', 't.commune as toCommune'])
    .where('b.id', '=', bookingId)
    .where('l.kind', '=', 'waste')
    // The register is French law: elsewhere nobody has to keep it.
    .where('f.country', '=', 'FR')
    .executeTakeFirst()

function knownOf(b: Read, details: AnyDetails, origin: Known['origin']): Known {
  const party = (side: 'from' | 'to'): Party => ({
    ...{ name: b[`${side}Name`], siret: b[`${side}Siret`], address: b[`${side}Address`] },
    ...{ postcode: b[`${side}Postcode`], commune: b[`${side}Commune`] },
  })
  return {
    ...{ origin, title: b.title, lowCode: details.lowCode ?? null, pop: details.pop ?? null },
    ...{ place: b, lender: party('from'), borrower: party('to') },
  }
}
