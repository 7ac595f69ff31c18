import { sql } from 'kysely'
import type { Ctx } from '../platform/context'
import { together } from '../platform/db'
import type { Format } from '../text/format'
import type { Unit } from '../core/kinds'
import type { Subject } from './describe'

/** Jobs that employers share, cascades and what they offer on: what sentences are made of, by id. */
export async function sharingSubjects(
  ctx: Ctx,
  ids: readonly string[],
  f: Format,
): Promise<Map<string, Subject>> {
  const found = new Map<string, Subject>()
  const mine = ids.filter((id) => /^(job|csc|rmd|end)_/.test(id))
  if (mine.length === 0) return found
  const among = sql<string>`(select value from json_each(${JSON.stringify(mine)}))`
  const [jobs, employers, cascades, remainders, ends] = await together(
    ctx.env.DB,
    ctx.db
      .selectFrom('sharedJobs as j')
      .innerJoin('organisations as c', 'c.id', 'j.carrierId')
      .leftJoin('romeCodes as r', 'r.code', 'j.romeCode')
      .select(['j.id', 'j.romeCode', 'r.titleFr', 'c.name', 'j.answerBy'])
      .where('j.id', 'in', among),
    ctx.db
      .selectFrom('sharedJobParts as p')
      .innerJoin('organisations as o', 'o.id', 'p.organisationId')
      .select(['p.jobId', 'o.name'])
      .where('p.jobId', 'in', among)
      .orderBy('p.minutes', 'desc'),
    ctx.db
      .selectFrom('cascades as c')
      .innerJoin('listings as l', 'l.id', 'c.listingId')
      .innerJoin('organisations as o', 'o.id', 'l.organisationId')
      .select(['c.id', 'l.title', 'o.name', 'c.startsAt', 'c.endsAt'])
      .where('c.id', 'in', among),
    ctx.db
      .selectFrom('remainders as x')
      .innerJoin('cascades as c', 'c.id', 'x.cascadeId')
      .innerJoin('listings as l', 'l.id', 'x.listingId')
      .innerJoin('organisations as lender', 'lender.id', 'l.organisationId')
      .innerJoin('organisations as o', 'o.id', 'x.organisationId')
      .select([
        'x.id',
        'l.title',
        'l.unit',
        'lender.name as lender',
        'o.name',
        'x.quantity',
        'x.offeredUntil',
      ])
      .select(['c.startsAt', 'c.endsAt'])
      .where('x.id', 'in', among),
    ctx.db
      .selectFrom('streamEnds as x')
      .innerJoin('listings as l', 'l.id', 'x.listingId')
      .select(['x.id', 'x.listingId', 'l.title'])
      .where('x.id', 'in', among),
  )
  for (const { id, romeCode, titleFr, name, answerBy } of jobs)
    found.set(id, {
      ...{ listing: titleFr ?? romeCode, organisation: name, until: answerBy, path: `/jobs/${id}` },
      other: f.list(employers.filter((e) => e.jobId === id).map((e) => e.name)),
    })
  const time = ({ startsAt, endsAt }: { startsAt: string | null; endsAt: string | null }) =>
    startsAt && endsAt ? { startsAt, endsAt } : {}
  for (const { id, title, name, ...row } of cascades)
    found.set(id, { listing: title, lender: name, ...time(row), path: `/cascades/${id}` })
  for (const { id, title, unit, lender, name, quantity, offeredUntil, ...row } of remainders)
    found.set(id, {
      ...{ listing: title, lender, organisation: name, until: offeredUntil, ...time(row) },
      ...{ other: f.quantity(quantity, unit as Unit), path: `/remainders/${id}` },
    })
  for (const { id, listingId, title } of ends)
    found.set(id, { listing: title, path: `/offers/${listingId}/balance` })
  return found
}
