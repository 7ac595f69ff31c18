import { beforeEach, describe, expect, test } from 'vitest'
import { amendCall } from '../../worker/calls/commands/amendCall'
import { editCall } from '../../worker/calls/commands/editCall'
import { amendmentsOf, callById, jurorsOf } from '../../worker/calls/queries'
import { as, db, eventTypes, givenMember, givenOrganisation, bindings } from '../support/given'
import { AFTER, closeCall, DEADLINE, givenApplication, givenCall, givenMarket, type Market } from './market'

let m: Market
beforeEach(async () => {
  m = await givenMarket()
})

const holds = (callId: string) =>
  db
    .selectFrom('holds')
    .select(['capacityId', 'reason', 'live', 'sourceId'])
    .where('sourceId', '=', callId)
    .execute()
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (e) =>
      [
        e.code,
        ...(e.details?.fields ?? []).map((f: { path: string; code: string }) => `${f.path} ${f.code}`),
      ].join(', '),
  )

describe('amending', () => {
  test('is public, with its reason, moves the deadline only later, and changes what is held', async () => {
    const call = await givenCall(m, { lotIds: m.lots.slice(0, 2).map((l) => l.id) })
    const later = '2026-12-20T17:00:00.000Z'
    const lotIds = [m.lots[1]!.id, m.lots[2]!.id]
    const now = await amendCall(await as(m.manager), call.id, {
      deadline: later,
      lotIds,
      reason: 'Un lot est vendu',
    })
    expect([now.deadline, now.amendments]).toEqual([later, 1])
    expect(await amendmentsOf(await as(null), call.id)).toMatchObject([
      {
        number: 1,
        reason: 'Un lot est vendu',
        changes: [{ field: 'deadline', from: DEADLINE, to: later }, { field: 'lots' }],
      },
    ])
    expect((await holds(call.id)).map((h) => h.capacityId).sort()).toEqual(
      m.lots
        .slice(1)
        .map((l) => l.capacityId)
        .sort(),
    )
    const sooner = { deadline: DEADLINE, reason: 'Plus tôt' }
    expect(await refusal(amendCall(await as(m.manager), call.id, sooner))).toBe(
      'invalid, deadline only_later',
    )
    expect(await refusal(amendCall(await as(m.manager), call.id, { reason: 'Rien du tout' }))).toBe(
      'invalid, reason nothing_changes',
    )
    expect(await refusal(amendCall(await as(m.manager), call.id, { title: 'Sans raison' } as never))).toBe(
      'invalid, reason required',
    )
    expect(await refusal(editCall(await as(m.manager), call.id, { title: 'En silence' }))).toBe(
      'transition_not_allowed',
    )
  })

  test('cannot be done silently: the database refuses a change without its amendment', async () => {
    const call = await givenCall(m)
    for (const set of [
      `title = 'Autre'`,
      `deadline = '2027-01-01T00:00:00.000Z'`,
      `criteria = '[]'`,
      `seed_hash = 'x'`,
    ])
      await expect(
        bindings.DB.prepare(`UPDATE calls SET ${set} WHERE id = ?`).bind(call.id).run(),
      ).rejects.toThrow('transition_not_allowed')
    await expect(bindings.DB.prepare(`UPDATE call_seeds SET seed = 'x'`).run()).rejects.toThrow(
      'transition_not_allowed',
    )
  })

  test('after the deadline changes the jury alone', async () => {
    const call = await givenCall(m)
    await givenApplication(m, call, 0)
    await closeCall()
    const fourth = await givenMember(await givenOrganisation(m.cluster), {}, { name: 'Quatre' })
    const jurors = [...m.jurors.slice(1), fourth].map((j) => j.id)
    const ctx = await as(m.manager, { now: AFTER })
    expect(await refusal(amendCall(ctx, call.id, { title: 'Trop tard', reason: 'Trop tard' }))).toBe(
      'transition_not_allowed',
    )
    await amendCall(ctx, call.id, { jurors, reason: 'Une jurée est malade' })
    expect((await jurorsOf(ctx, call.id)).map((j) => [j.number, j.name, j.leftAt !== null])).toEqual([
      [1, 'Jeanne Une', true],
      [2, 'Jules Deux', false],
      [3, 'Joëlle Trois', false],
      [4, 'Quatre', false],
    ])
    expect(await refusal(amendCall(ctx, call.id, { jurors: jurors.slice(1), reason: 'Trop peu' }))).toBe(
      'invalid, jurors jurors_needed',
    )
  })
})

describe('closing', () => {
  test('is the clock’s, once, at the deadline; a later deadline keeps it open', async () => {
    const call = await givenCall(m)
    await closeCall()
    await closeCall()
    expect((await eventTypes(call.id)).filter((t) => t === 'call.closed')).toHaveLength(1)
    expect((await callById(await as(null, { now: AFTER }), call.id))?.status).toBe('closed')
  })
  test('is true before the clock has written it', async () => {
    const call = await givenCall(m)
    expect((await callById(await as(null, { now: DEADLINE }), call.id))?.now).toBe('closed')
  })
})
