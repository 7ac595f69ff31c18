import { AppError, invalid } from '../../core/errors'
import { newId } from '../../core/ids'
import { commit, type Fact, fact, stamp } from '../../platform/commit'
import type { Ctx } from '../../platform/context'
import type { Query } from '../../platform/db'
import { check } from '../../platform/input'
import { LeadPatch, Move, NoteInput } from '../input'
import { type Lead, leadInside } from '../queries'
import { waysFrom } from '../rules'
import { problemsOfLead } from './openLead'

/** Changes what is given of a lead. Throws `version_mismatch`, `invalid`; what does not change is no fact. */
export async function changeLead(ctx: Ctx, id: string, given: LeadPatch, ifVersion?: number): Promise<void> {
  const lead = await leadInside(ctx, id)
  if (ifVersion !== undefined && ifVersion !== lead.version) throw new AppError('version_mismatch')
  const patch = Object.fromEntries(Object.entries(check(LeadPatch, given)).filter(([, v]) => v !== undefined))
  const changed = Object.keys(patch).filter((name) => patch[name] !== lead[name as keyof Lead])
  if (changed.length === 0) return
  const problems = await problemsOfLead(ctx, lead.clusterId, {
    ...{ lat: lead.lat, lng: lead.lng },
    ...Object.fromEntries(changed.map((name) => [name, patch[name]])),
    ...('lat' in patch && { lat: patch.lat as number | null }),
    ...('lng' in patch && { lng: patch.lng as number | null }),
  })
  if (problems.length > 0) throw invalid(...problems)
  const happened = fact(ctx, 'lead.changed', {
    ...{ clusterId: lead.clusterId, table: 'leads', row: id, payload: {} },
  })
  const handEdited = [...new Set([...lead.handEdited, ...changed])].sort()
  await commit(ctx, happened, [
    write(ctx, lead, happened, {
      ...patch,
      ...(lead.externalId && { handEdited: JSON.stringify(handEdited) }),
    }),
  ])
}

/** Takes a lead to another stage, with a word about why. Throws `transition_not_allowed`, `invalid` without a reason to drop. */
export async function moveLead(ctx: Ctx, id: string, given: Move): Promise<void> {
  const lead = await leadInside(ctx, id)
  const { to, reason, note } = check(Move, given)
  if (!waysFrom(lead.stage, lead.subject).includes(to))
    throw new AppError('transition_not_allowed', { state: lead.stage })
  if (to === 'dropped' && !reason) throw invalid({ path: 'reason', code: 'required' })
  const happened = fact(ctx, 'lead.moved', {
    ...{ clusterId: lead.clusterId, table: 'leads', row: id, payload: { from: lead.stage, to } },
  })
  await commit(ctx, happened, [
    write(ctx, lead, happened, {
      ...{ stage: to, stageSince: ctx.now, droppedReason: to === 'dropped' ? reason : null },
      ...(to === 'dropped' || to === 'done' ? { nextAction: '', nextOn: null } : {}),
    }),
    ...(note ? [noteRow(ctx, lead, happened, 'note', note)] : []),
  ])
}

/** Writes down what was said or done about a lead. */
export async function noteLead(ctx: Ctx, id: string, given: NoteInput): Promise<void> {
  const lead = await leadInside(ctx, id)
  const { kind, body } = check(NoteInput, given)
  const happened = fact(ctx, 'lead.noted', {
    ...{ clusterId: lead.clusterId, table: 'leads', row: id, payload: { kind } },
  })
  await commit(ctx, happened, [write(ctx, lead, happened, {}), noteRow(ctx, lead, happened, kind, body)])
}

export const write = (ctx: Ctx, lead: Lead, happened: Pick<Fact, 'id'>, set: object): Query =>
  ctx.db
    .updateTable('leads')
    .set({ ...set, ...stamp(happened) })
    .where('id', '=', lead.id)
    .where('version', '=', lead.version)

const noteRow = (
  ctx: Ctx,
  lead: Lead,
  happened: Pick<Fact, 'id'>,
  kind: 'note' | 'call' | 'mail' | 'meeting' | 'visit',
  body: string,
): Query =>
  ctx.db.insertInto('leadNotes').values({
    ...{ id: newId('note', Date.parse(ctx.now)), clusterId: lead.clusterId, leadId: lead.id, kind, body },
    ...{ lastEventId: happened.id, createdAt: ctx.now },
  })
