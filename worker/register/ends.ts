import type { AnyDetails } from '../listings/input'
import { type Expression, sql } from 'kysely'
import type { Ctx } from '../platform/context'
import type { Unit } from '../core/kinds'
import { linesOf } from './queries'
import { addressOf, cellsAfter, firstCells, isSame, type Origin, type Party } from './rules'
import { writeAfter } from './writing'

/**
 * What left without a booking: a recycler took what was refused or left with its giver, or a taker passed on what they had in
 * hand. Brings the register up to what is noted of it, less what was taken back; done twice it is the same.
 */
export async function registerEnd(ctx: Ctx, endId: string): Promise<void> {
  const e = await readEnd(ctx, endId)
  if (!e || (e.act !== 'outlet' && e.act !== 'passed_on')) return
  const last = (await linesOf(ctx, e.id)).find((line) => line.correctedBy === null)
  const details = JSON.parse(e.details) as AnyDetails
  const left = e.quantity - Number(e.takenBack)
  const origin: Origin = {
    ...{ shippedOn: e.happenedOn, quantity: left || e.quantity, unit: e.unit as Unit, slip: e.slipNumber },
    happened: left > 0 ? 1 : 0,
  }
  if (!last && (details.materialStatus !== 'waste' || left === 0)) return
  if (last && isSame(last.origin, origin)) return
  const from: Party = {
    ...{ name: e.name, siret: e.siret, address: e.address, postcode: e.postcode, commune: e.commune },
  }
  const known = {
    ...{ origin, title: e.title, lowCode: details.lowCode ?? null, pop: details.pop ?? null },
    // What stayed with its giver is fetched where it was offered; what was collected, at its taker's.
    place:
      e.fromAccount === 'in_hand' ? from : { address: e.at, postcode: e.atPostcode, commune: e.atCommune },
    lender: from,
    borrower: { name: e.toName, siret: null, address: '', postcode: null, commune: '' },
  }
  const first = { ...firstCells(known), ...(e.fromAccount === 'in_hand' && producer(e)) }
  const cells = last ? cellsAfter(last.cells, last.origin, origin) : first
  const line = {
    clusterId: e.clusterId,
    organisationId: e.organisationId,
    bookingId: null,
    endId: e.id,
    cells,
  }
  const how = { origin, hazardous: details.hazardous ? 1 : 0, happened: origin.happened }
  await writeAfter(ctx, last, { ...line, ...how }, { listingId: e.listingId, lenderId: e.organisationId })
}

type ReadEnd = NonNullable<Awaited<ReturnType<typeof readEnd>>>

/** What a taker sends away is still the waste of whom they had it from. */
const producer = (e: ReadEnd) => ({
  ...{ producerName: e.giverName, producerSiret: e.giverSiret },
  producerAddress: addressOf({ address: e.giverAddress, postcode: e.giverPostcode, commune: e.giverCommune }),
})

const readEnd = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('streamEnds as x')
    .innerJoin('streamEnds as e', (join) => join.on('e.id', '=', first('x.corrects', 'x.id')))
    .innerJoin('listings as l', 'l.id', 'e.listingId')
    .innerJoin('streamBatches as s', 's.id', 'e.batchId')
    .leftJoin('bookings as b', 'b.id', 's.bookingId')
    .innerJoin('organisations as giver', 'giver.id', 'l.organisationId')
    .innerJoin('organisations as o', (join) =>
      join.on(
        'o.id',
        '=',
        sql<string>`case e.from_account when 'in_hand' then b.borrower_id else l.organisation_id end`,
      ),
    )
    .select(['e.id', 'e.clusterId', 'e.listingId', 'e.act', 'e.fromAccount', 'e.quantity', 'e.toName'])
    .select(['e.happenedOn', 'e.slipNumber', 'l.unit', 'l.title', 'l.details', 'o.id as organisationId'])
    .select(['l.address as at', 'l.postcode as atPostcode', 'l.commune as atCommune'])
    .select(['o.name', 'o.siret', 'o.address', 'o.postcode', 'o.commune'])
    .select(['giver.name as giverName', 'giver.siret as giverSiret', 'giver.address as giverAddress'])
    .select(['giver.postcode as giverPostcode', 'giver.commune as giverCommune'])
    .select(
      sql<number>`coalesce((select sum(quantity) from stream_ends where corrects = e.id), 0)`.as('takenBack'),
    )
    .where('x.id', '=', id)
    .where('l.kind', '=', 'waste')
    // The register is French law: elsewhere nobody has to keep it.
    .where('o.country', '=', 'FR')
    .executeTakeFirst()

const first = (corrects: string, id: string): Expression<string> =>
  sql<string>`coalesce(${sql.ref(corrects)}, ${sql.ref(id)})`
