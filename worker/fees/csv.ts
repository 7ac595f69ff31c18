import { csvFile } from '../core/csv'
import type { Ctx } from '../platform/context'
import type { Site } from '../premises/queries'
import { wordsOf } from '../text'

/** Every line of a site in a year as a CSV file, in the reader's language: amounts as plain numbers with a point. */
export async function csvOfFees(ctx: Ctx, site: Pick<Site, 'id' | 'name'>, year: number): Promise<string> {
  const words = wordsOf(ctx.language).fees
  const rows = await ctx.db
    .selectFrom('feeLines as f')
    .innerJoin('lots as l', 'l.id', 'f.lotId')
    .innerJoin('occupancies as o', 'o.id', 'f.occupancyId')
    .innerJoin('organisations as t', 't.id', 'o.occupantId')
    .select([
      'f.id',
      'f.onDate',
      'f.kind',
      'f.month',
      'f.days',
      'f.weight',
      'f.cents',
      'f.corrects',
      'f.words',
    ])
    .select(['l.name as lot', 't.name as occupant'])
    .where('f.siteId', '=', site.id)
    .where('f.onDate', '>=', `${year}-01-01`)
    .where('f.onDate', '<=', `${year}-12-31`)
    .leftJoin('events as e', 'e.id', 'f.lastEventId')
    .orderBy('f.onDate')
    .orderBy('e.seq')
    .orderBy('f.id')
    .limit(10_000)
    .execute()
  const c = words.csvColumns
  const head = [c.date, c.site, c.lot, c.occupant, c.kind, c.month, c.days, c.weight, c.due, c.paid]
  const amount = (cents: number) => (cents / 100).toFixed(2)
  return csvFile([
    [...head, c.corrects, c.words, c.id],
    ...rows.map((row) => [
      ...[
        row.onDate,
        site.name,
        row.lot,
        row.occupant,
        words.kinds[row.kind],
        row.month,
        row.days,
        row.weight,
      ],
      ...[row.kind === 'due' ? amount(row.cents) : '', row.kind === 'paid' ? amount(row.cents) : ''],
      ...[row.corrects, row.words, row.id],
    ]),
  ])
}
