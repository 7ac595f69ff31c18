import { beforeEach, describe, expect, test } from 'vitest'
import { addFile, fileFor, removeFile } from '../../worker/calls/commands/files'
import { saveApplication } from '../../worker/calls/commands/saveApplication'
import { saveProfile } from '../../worker/calls/commands/saveProfile'
import { startApplication } from '../../worker/calls/commands/startApplication'
import { submitApplication, withdrawApplication } from '../../worker/calls/commands/submitApplication'
import type { Call } from '../../worker/calls/queries'
import {
  applicationById,
  filesOf,
  latestOf,
  ownApplication,
  visibleApplication,
} from '../../worker/calls/queriesOfApplications'
import { tell } from '../../worker/notifications/reactTo'
import { describe as inWords } from '../../worker/notifications/describe'
import { as, bindings, db, eventsOf, eventTypes } from '../support/given'
import { jpegWithPlace } from '../support/images'
import {
  AFTER,
  BEFORE,
  closeCall,
  DEADLINE,
  givenApplication,
  givenCall,
  givenMarket,
  type Market,
} from './market'

let m: Market
let call: Call
beforeEach(async () => {
  m = await givenMarket()
  call = await givenCall(m)
})
const refusal = (act: Promise<unknown>) =>
  act.then(
    () => 'done',
    (e) =>
      [
        e.code,
        ...(e.details?.fields ?? []).map((f: { path: string; code: string }) => `${f.path} ${f.code}`),
      ].join(', '),
  )
const first = () => m.applicants[0]!
const start = async (which = 0) => {
  const { organisation, person } = m.applicants[which]!
  return startApplication(await as(person, { now: BEFORE }), call.id, { organisationId: organisation.id })
}

describe('an application', () => {
  test('is begun once, kept at each step, and sent with a number and a receipt', async () => {
    const ctx = await as(first().person, { now: BEFORE })
    const [a, b] = [await start(), await start()]
    expect(a.id).toBe(b.id)
    await saveApplication(ctx, a.id, { choices: [m.lots[2]!.id, m.lots[0]!.id] })
    await saveApplication(ctx, a.id, { choices: [m.lots[2]!.id, m.lots[0]!.id] }) // the same: nothing happens
    await saveApplication(ctx, a.id, { answers: ['Un', '', ''] })
    expect(await refusal(submitApplication(ctx, a.id))).toBe(
      'invalid, profile profile_needed, answers.1 required, answers.2 required',
    )
    await saveProfile(ctx, first().organisation.id, { sector: 'craft', activity: 'Nous réparons des vélos.' })
    await saveApplication(ctx, a.id, { answers: ['Un', 'Deux', 'Trois'] })
    const sent = await submitApplication(ctx, a.id)
    expect(sent).toMatchObject({ status: 'submitted', number: 1, sector: 'craft', submittedAt: BEFORE })
    expect(sent.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(await eventTypes(a.id)).toEqual([
      'application.started',
      ...Array(3).fill('application.saved'),
      'application.submitted',
    ])
    // The receipt goes to who sent it, by mail too, with the number and the hash.
    const event = (await eventsOf(a.id)).at(-1)!
    await tell(await as(null, { now: BEFORE }), event)
    const notices = await db.selectFrom('notices').select(['personId', 'channel']).execute()
    expect(notices.map((n) => [n.personId, n.channel])).toEqual([
      [first().person.id, 'app'],
      [first().person.id, 'mail'],
    ])
    const [said] = await inWords(await as(null), [{ ...event, clusterId: m.cluster.id }], 'fr', {
      timeZone: 'Europe/Paris',
      currency: 'EUR',
    })
    expect(said?.text).toContain(sent.hash)
    expect(said?.text).toMatch(/n°\s1/)
    // A profile that changes later does not change what was sent; what was sent does not change at all.
    await saveProfile(ctx, first().organisation.id, { sector: 'food', activity: 'Nous cuisinons désormais.' })
    expect((await applicationById(ctx, a.id))?.profile?.sector).toBe('craft')
    expect(await refusal(saveApplication(ctx, a.id, { answers: ['x', 'y', 'z'] }))).toBe(
      'transition_not_allowed',
    )
    await expect(
      bindings.DB.prepare(`UPDATE applications SET answers = '[]' WHERE id = ?`).bind(a.id).run(),
    ).rejects.toThrow('transition_not_allowed')
  })

  test.each([
    [{ choices: ['lot_x'] }, 'invalid, choices.0 no_such_lot'],
    [{ choices: ['a', 'b', 'c', 'd'] }, 'invalid, choices too_big'],
    [{ choices: ['a', 'a'] }, 'invalid, choices lot_twice'],
    [{ answers: ['one'] }, 'invalid, answers too_small'],
    [{ needs: { surfaceMinM2: -5 } }, 'invalid, needs.surfaceMinM2 too_small'],
  ])('%j is refused', async (patch, why) => {
    const { id } = await start()
    expect(
      await refusal(saveApplication(await as(first().person, { now: BEFORE }), id, patch as never)),
    ).toBe(why)
  })

  test('is not for the landlord, nor without an organisation of one’s own', async () => {
    const of = async (person: { id: string } | null, organisation: { id: string }) =>
      refusal(
        startApplication(await as(person, { now: BEFORE }), call.id, { organisationId: organisation.id }),
      )
    expect(await of(m.manager, m.landlord)).toBe('own_offer')
    expect(await of(m.manager, first().organisation)).toBe('not_member')
    expect(await of(null, first().organisation)).toBe('not_signed_in')
  })

  test('is withdrawn before the deadline and taken up again with what it said, under a new number', async () => {
    const sent = await givenApplication(m, call, 0)
    const ctx = await as(first().person, { now: BEFORE })
    expect((await withdrawApplication(ctx, sent.id)).status).toBe('withdrawn')
    expect(await refusal(withdrawApplication(ctx, sent.id))).toBe('transition_not_allowed')
    const again = await start()
    expect([again.status, again.answers, again.number]).toEqual(['draft', sent.answers, null])
    expect((await submitApplication(ctx, again.id)).number).toBe(2)
    expect(await refusal(start())).toBe('already_exists')
  })

  test('two who send at once get two numbers; the same sent twice at once is sent once', async () => {
    const drafts = [
      await givenApplication(m, call, 0, { sent: false }),
      await givenApplication(m, call, 1, { sent: false }),
    ]
    const send = async (i: number) =>
      submitApplication(await as(m.applicants[i]!.person, { now: BEFORE }), drafts[i]!.id)
    const both = await Promise.all([send(0), send(1)])
    expect(both.map((a) => a.number).sort()).toEqual([1, 2])
    const third = await givenApplication(m, call, 2, { sent: false })
    const ctx = await as(m.applicants[2]!.person, { now: BEFORE })
    const twice = await Promise.all([
      refusal(submitApplication(ctx, third.id)),
      refusal(submitApplication(ctx, third.id)),
    ])
    expect(twice.sort()).toEqual(['done', 'transition_not_allowed'])
  })
})

describe('late', () => {
  test('nothing is begun, changed, sent or withdrawn from the deadline on, by the clock of the server', async () => {
    const draft = await givenApplication(m, call, 0, { sent: false })
    const sent = await givenApplication(m, call, 1)
    const late = async (i: number) => as(m.applicants[i]!.person, { now: DEADLINE })
    expect(await refusal(submitApplication(await late(0), draft.id))).toBe('call_closed')
    expect(await refusal(saveApplication(await late(0), draft.id, { answers: ['x', 'y', 'z'] }))).toBe(
      'call_closed',
    )
    expect(await refusal(withdrawApplication(await late(1), sent.id))).toBe('call_closed')
    expect(
      await refusal(
        startApplication(await late(2), call.id, { organisationId: m.applicants[2]!.organisation.id }),
      ),
    ).toBe('call_closed')
    const soon = await as(first().person, { now: '2026-12-18T16:59:59.999Z' })
    expect((await submitApplication(soon, draft.id)).status).toBe('submitted')
  })

  test('the database refuses it too, whatever the code thinks', async () => {
    const draft = await givenApplication(m, call, 0, { sent: false })
    const send = `UPDATE applications SET status = 'submitted', number = 9, hash = 'x', submitted_at = ? WHERE id = ?`
    await expect(bindings.DB.prepare(send).bind(AFTER, draft.id).run()).rejects.toThrow('call_closed')
    await closeCall()
    await expect(bindings.DB.prepare(send).bind(BEFORE, draft.id).run()).rejects.toThrow('call_closed')
    expect((await eventTypes(draft.id)).includes('application.submitted')).toBe(false)
  })
})

describe('documents', () => {
  const pdf = (inside: string) =>
    new TextEncoder().encode(`%PDF-1.4\n1 0 obj\n<< /Author (${inside}) /Title <4D79> >>\nendobj\n%%EOF`)

  test('keep neither their name nor what their properties say of who made them', async () => {
    const { id } = await start()
    const ctx = await as(first().person, { now: BEFORE })
    await addFile(ctx, id, { bytes: pdf('Zoé \\(Zébu\\) 1'), kind: 'project' })
    await addFile(ctx, id, { bytes: jpegWithPlace(), kind: 'identity' })
    const files = await filesOf(ctx, id)
    expect(files.map((f) => [f.position, f.kind, f.contentType])).toEqual([
      [1, 'project', 'application/pdf'],
      [2, 'identity', 'image/jpeg'],
    ])
    const { body, headers } = await fileFor(ctx, id, files[0]!.id)
    const text = await new Response(body).text()
    expect(text).toMatch(/\/Author \( +\) \/Title <0000>/)
    expect(headers['content-disposition']).toBe('inline; filename="dossier-0-piece-1.pdf"')
    await removeFile(ctx, id, files[0]!.id)
    expect((await filesOf(ctx, id)).map((f) => f.position)).toEqual([2])
    expect(await bindings.PHOTOS.head(files[0]!.id)).toBeNull()
  })

  test('are refused where they are too large, no PDF nor picture, too many, of another or too late', async () => {
    const { id } = await start()
    const ctx = await as(first().person, { now: BEFORE })
    const add = (bytes: Uint8Array, kind: unknown = 'project', who = ctx) =>
      refusal(addFile(who, id, { bytes, kind }))
    expect(await add(new Uint8Array(40_000_000))).toBe('too_large')
    expect(await add(new TextEncoder().encode('MZ not a document'))).toBe('wrong_media_type')
    expect(await add(pdf('x'), 'other')).toMatch(/^invalid/)
    expect(await add(pdf('x'), 'project', await as(m.applicants[1]!.person, { now: BEFORE }))).toBe(
      'not_found',
    )
    expect(await add(pdf('x'), 'project', await as(first().person, { now: AFTER }))).toBe('call_closed')
    for (let i = 0; i < 6; i++) await add(pdf('x'))
    expect(await add(pdf('x'))).toBe('invalid, file too_many')
    expect((await bindings.PHOTOS.list()).objects).toHaveLength(6)
  })
})

describe('for a member who does not use computers', () => {
  test('the coordinator applies, and does not judge it', async () => {
    const { organisation } = first()
    const ctx = await as(m.coordinator, { now: BEFORE })
    const hand = await db
      .selectFrom('members')
      .select('id')
      .where('organisationId', '=', organisation.id)
      .executeTakeFirstOrThrow()
    const { id } = await startApplication(ctx, call.id, {
      organisationId: organisation.id,
      onBehalfOf: hand.id,
    })
    await saveApplication(ctx, id, { answers: ['Un', 'Deux', 'Trois'] })
    expect((await latestOf(ctx, call.id, organisation.id))?.onBehalfOf).toBe(first().person.id)
    expect((await ownApplication(await as(first().person), id)).application.id).toBe(id)
    expect((await visibleApplication(ctx, id)).concerned).toBe(true)
  })
})
