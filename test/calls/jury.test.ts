import { beforeEach, describe, expect, test } from 'vitest'
import { giveScore, recuse } from '../../worker/calls/commands/giveScore'
import { finishJury, showNames } from '../../worker/calls/commands/stepCall'
import { comparisonOf, juryOf, recordOf } from '../../worker/calls/jury'
import { type Call, callById, visibleCall } from '../../worker/calls/queries'
import { type Application, visibleApplication } from '../../worker/calls/queriesOfApplications'
import { as, bindings, db, eventTypes, givenMember } from '../support/given'
import { AFTER, closeCall, givenApplication, givenCall, givenMarket, type Market, scoreAll } from './market'

let m: Market
let call: Call
let sent: Application[]
beforeEach(async () => {
  m = await givenMarket()
  call = await givenCall(m)
  sent = []
  for (const i of [0, 1, 2]) sent.push(await givenApplication(m, call, i))
})
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (e) => e.code as string,
  )
const all = (p: number) => ({ points: { c1: p, c2: p, c3: p, c4: p, c5: p } })
const later = (who: { id: string } | null) => as(who, { now: AFTER })
const seenBy = async (who: { id: string }, a: Application) => visibleApplication(await later(who), a.id)

test('nobody reads an application before the deadline, save its own people', async () => {
  for (const who of [m.jurors[0]!, m.manager, m.coordinator, m.applicants[1]!.person])
    expect(await refusal(as(who).then((ctx) => visibleApplication(ctx, sent[0]!.id)))).toBe('not_found')
  expect((await visibleApplication(await as(m.applicants[0]!.person), sent[0]!.id)).as).toBe('own')
})

test('the minute in which the clock has not been by yet is no hindrance: who judges closes the call', async () => {
  await Promise.all([0, 1].map(async (i) => giveScore(await later(m.jurors[i]!), sent[i]!.id, all(5))))
  await giveScore(await later(m.jurors[2]!), sent[2]!.id, all(5))
  const closed = await db.selectFrom('events').selectAll().where('type', '=', 'call.closed').execute()
  expect(closed.map((e) => [e.subjectId, e.actorId])).toEqual([[call.id, null]])
})

describe('the first round', () => {
  beforeEach(closeCall)

  test('shows applications by number, and no name in anything they wrote', async () => {
    for (const who of [m.jurors[0]!, m.manager, m.coordinator]) {
      const seen = await seenBy(who, sent[0]!)
      expect(seen.named).toBe(false)
      const text = JSON.stringify(seen.application)
      for (const name of ['Zébulon', 'Zoé', m.applicants[0]!.organisation.id, m.applicants[0]!.person.id])
        expect(text).not.toContain(name)
      expect(seen.application.answers[0]).toBe('Chez ▮▮▮, un atelier.')
      const table = await comparisonOf(await later(who), (await callById(await later(who), call.id))!, true)
      expect(JSON.stringify(table.rows)).not.toMatch(/Z[ée]b/)
    }
    for (const who of [m.applicants[1]!.person, m.plain])
      expect(await refusal(seenBy(who, sent[0]!))).toBe('not_found')
  })

  test('takes scores of each criterion from jurors alone, in parts, and corrections; each is a fact', async () => {
    const [juror] = m.jurors
    const ctx = await later(juror!)
    await giveScore(ctx, sent[0]!.id, { points: { c1: 7 }, comments: { c1: 'Utile' } })
    const score = await giveScore(ctx, sent[0]!.id, { points: { c1: 8, c2: 5 } })
    expect([score.points, score.comments, score.version]).toEqual([{ c1: 8, c2: 5 }, { c1: 'Utile' }, 2])
    expect(await eventTypes(`${sent[0]!.id}:${juror!.id}`)).toEqual(['score.given', 'score.given'])
    for (const [who, why] of [
      [m.manager, 'forbidden'],
      [m.coordinator, 'forbidden'],
      [m.applicants[0]!.person, 'forbidden'],
      [m.plain, 'not_found'],
    ] as const)
      expect(await refusal(giveScore(await later(who), sent[0]!.id, all(5)))).toBe(why)
    expect(await refusal(giveScore(ctx, sent[0]!.id, { points: { c1: 11 } }))).toBe('invalid')
    expect(await refusal(giveScore(ctx, sent[0]!.id, { points: { c9: 1 } }))).toBe('invalid')
  })

  test('says what is still missing, and waits for it', async () => {
    const now = async () =>
      (await juryOf(await later(m.manager), (await callById(await later(m.manager), call.id))!)).missing.map(
        (one) => one.left,
      )
    expect(await now()).toEqual([3, 3, 3])
    const early = await showNames(await later(m.manager), call.id).catch((e) => e)
    expect([early.code, early.details.left]).toEqual(['scores_missing', 9])
    await giveScore(await later(m.jurors[0]!), sent[0]!.id, { points: { c1: 3 } })
    expect(await now()).toEqual([3, 3, 3])
    await giveScore(await later(m.jurors[0]!), sent[0]!.id, all(3))
    expect(await now()).toEqual([2, 3, 3])
    await scoreAll(m, sent, (n) => n)
    expect(await now()).toEqual([0, 0, 0])
    expect(await refusal(finishJury(await later(m.manager), call.id))).toBe('transition_not_allowed')
    expect(await refusal(showNames(await later(m.plain), call.id))).toBe('not_manager')
    expect((await showNames(await later(m.manager), call.id)).round).toBe(2)
  })

  test('a juror who is too near is recused for good, and of their own organisation’s without being asked', async () => {
    const [a, b] = m.jurors
    await giveScore(await later(a!), sent[0]!.id, all(9))
    await recuse(await later(a!), sent[0]!.id, { reason: 'Nous partageons un local' })
    expect(await refusal(giveScore(await later(a!), sent[0]!.id, all(9)))).toBe('juror_recused')
    await expect(bindings.DB.prepare('UPDATE application_scores SET recused = 0').run()).rejects.toThrow(
      'juror_recused',
    )
    // The second juror joins an applicant: what they gave it before counts no more.
    await giveScore(await later(b!), sent[1]!.id, all(9))
    await db
      .insertInto('members')
      .values({
        id: 'mbr_near',
        organisationId: m.applicants[1]!.organisation.id,
        personId: b!.id,
        role: 'member',
        status: 'active',
        lastEventId: 'evt_given',
        createdAt: AFTER,
      })
      .execute()
    const ctx = await later(m.manager)
    const jury = await juryOf(ctx, (await callById(ctx, call.id))!)
    expect(jury.missing.map((one) => one.left)).toEqual([2, 2, 3])
    expect([...jury.marks.keys()]).toEqual([])
    expect(await refusal(giveScore(await later(b!), sent[1]!.id, all(9)))).toBe('juror_recused')
    const theirs = await comparisonOf(await later(b!), (await callById(ctx, call.id))!, false)
    expect(theirs.rows.map((r) => r.application.number)).toEqual([1, 3])
  })

  test('hides what others gave from who has yet to judge', async () => {
    await scoreAll(m, sent, (n) => n)
    const now = (await callById(await later(m.manager), call.id))!
    const juror = await comparisonOf(await later(m.jurors[0]!), now, false)
    expect(juror.rows.map((r) => r.mark)).toEqual([null, null, null])
    const landlord = await comparisonOf(await later(m.manager), now, true)
    expect(landlord.rows.map((r) => r.application.number)).toEqual([3, 2, 1])
  })

  test('two scores at once of one juror: both are told, one stands', async () => {
    const ctx = await later(m.jurors[0]!)
    await Promise.all([giveScore(ctx, sent[0]!.id, all(4)), giveScore(ctx, sent[0]!.id, all(6))])
    const rows = await db.selectFrom('applicationScores').select(['version', 'points']).execute()
    expect(rows).toHaveLength(1)
    expect(rows[0]?.version).toBe(2)
  })
})

describe('after it', () => {
  beforeEach(async () => {
    await closeCall()
    await scoreAll(m, sent, (n) => n * 2)
  })

  test('the second round shows names and takes corrections; the jury is closed once', async () => {
    await showNames(await later(m.manager), call.id)
    const seen = await seenBy(m.jurors[0]!, sent[0]!)
    expect([seen.named, seen.application.organisationName]).toEqual([true, 'Zébulon 1'])
    expect((await giveScore(await later(m.jurors[0]!), sent[0]!.id, all(9))).round).toBe(2)
    expect((await finishJury(await later(m.manager), call.id)).status).toBe('judged')
    expect(await refusal(giveScore(await later(m.jurors[0]!), sent[0]!.id, all(1)))).toBe(
      'transition_not_allowed',
    )
    await expect(bindings.DB.prepare(`UPDATE application_scores SET points = '{}'`).run()).rejects.toThrow(
      'transition_not_allowed',
    )
    expect(await refusal(finishJury(await later(m.manager), call.id))).toBe('transition_not_allowed')
  })

  test('the record says who decided what, and when', async () => {
    const runs = await later(m.manager)
    const { items } = await recordOf(runs, await visibleCall(runs, call.id))
    expect(items.filter((i) => i.type === 'score.given')).toHaveLength(9)
    expect(items.at(-1)).toMatchObject({ type: 'call.drafted', actorName: 'Maud Puchot' })
    expect(items[0]).toMatchObject({
      type: 'score.given',
      actorName: 'Joëlle Trois',
      number: 3,
      payload: { points: '6,6,6,6,6', round: 1 },
    })
    expect(items.find((i) => i.type === 'call.closed')?.actorName).toBeNull()
    expect(JSON.stringify(items)).not.toMatch(/Z[ée]b/)
    // A juror who still judges reads no score but their own.
    const judges = await later(m.jurors[0]!)
    const own = (await recordOf(judges, await visibleCall(judges, call.id))).items
    expect(own.filter((i) => i.type === 'score.given').map((i) => i.actorName)).toEqual(
      Array(3).fill('Jeanne Une'),
    )
    expect(own.at(-1)?.type).toBe('call.drafted')
  })

  test('a juror who has left counts no more', async () => {
    const other = await givenMember({ id: m.landlord.id }, {}, { name: 'Quatre' })
    await db
      .updateTable('callJurors')
      .set({ leftAt: AFTER })
      .where('personId', '=', m.jurors[2]!.id)
      .execute()
    await db
      .insertInto('callJurors')
      .values({ callId: call.id, personId: other.id, number: 4, leftAt: null })
      .execute()
    const ctx = await later(m.manager)
    const jury = await juryOf(ctx, (await callById(ctx, call.id))!)
    expect(jury.missing.map((one) => one.left)).toEqual([0, 0, 3])
    expect(jury.marks.get(sent[0]!.id)?.jurors).toBe(2)
    expect(await refusal(giveScore(await later(m.jurors[2]!), sent[0]!.id, all(1)))).toBe('not_found')
  })
})
