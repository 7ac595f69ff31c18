import { newId } from '../../core/ids'
import { commit, fact } from '../../platform/commit'
import { type Ctx, mustCoordinate } from '../../platform/context'
import type { Friches, Known } from '../../premises/rulesOfFriches'
import { isOurOwn, type Lead, leadBySource } from '../queries'
import { write } from './changeLead'
import { empty } from './openLead'

/** A row of a file of vacant sites, as it is read. */
export interface LeadRow extends Omit<Known, 'name'> {
  externalId: string
  title: string
  words: string
  postcode: string
  ownerName: string
  friches: Friches
}
interface Taken {
  outcome: 'added' | 'updated' | 'unchanged'
  leftAlone: string[]
}

const FIELDS = [
  ...['title', 'words', 'address', 'commune', 'postcode', 'insee', 'lat', 'lng', 'surfaceM2', 'ownerName'],
] as const

/**
 * Takes in a vacant site, found again by its identifier within the source: a new one is a lead, a known one gets what the
 * file says now. What was changed by hand wins, and what has become a site is its owner's. What left from here in such a file, and is
 * no row of another, stays as it is.
 */
export async function importLead(ctx: Ctx, clusterId: string, source: string, row: LeadRow): Promise<Taken> {
  const actor = mustCoordinate(ctx, clusterId)
  const before = await leadBySource(ctx, clusterId, source, row.externalId)
  if (before) return changed(ctx, before, row)
  if (await isOurOwn(ctx, clusterId, row.externalId)) return { outcome: 'unchanged', leftAlone: [] }
  const id = newId('lead', Date.parse(ctx.now))
  const happened = fact(ctx, 'lead.opened', {
    ...{ clusterId, table: 'leads', row: id, payload: { subject: 'premises', origin: 'import' } },
  })
  const { friches, ...known } = row
  await commit(ctx, happened, [
    ctx.db.insertInto('leads').values({
      ...empty,
      ...{ id, clusterId, subject: 'premises', origin: 'import', stage: 'lead', stageSince: ctx.now },
      ...known,
      ...{ source, friches: JSON.stringify(friches), ownerId: null, nextOn: null, nextBy: null },
      ...{ lastEventId: happened.id, createdBy: actor.personId, createdAt: ctx.now },
    }),
  ])
  return { outcome: 'added', leftAlone: [] }
}

async function changed(ctx: Ctx, before: Lead, row: LeadRow): Promise<Taken> {
  if (before.stage === 'site') return { outcome: 'unchanged', leftAlone: [] }
  const differs = FIELDS.filter((name) => row[name] !== before[name])
  const byHand = (name: string) => before.handEdited.includes(name)
  const set = Object.fromEntries(differs.filter((name) => !byHand(name)).map((name) => [name, row[name]]))
  const told = JSON.stringify(row.friches)
  if (Object.keys(set).length === 0 && told === JSON.stringify(before.friches))
    return { outcome: 'unchanged', leftAlone: differs.filter(byHand) }
  const happened = fact(ctx, 'lead.changed', {
    ...{ clusterId: before.clusterId, table: 'leads', row: before.id, payload: {} },
  })
  await commit(ctx, happened, [write(ctx, before, happened, { ...set, friches: told })])
  return { outcome: 'updated', leftAlone: differs.filter(byHand) }
}
