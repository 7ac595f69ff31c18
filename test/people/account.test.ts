import { describe, expect, it } from 'vitest'
import { as, db, eventsOf, givenCluster, givenMember, givenOrganisation, givenPerson } from '../support/given'
import { updatePerson } from '../../worker/people/commands/updatePerson'
import { exportMyData } from '../../worker/people/exportMyData'
import { browser, signedIn } from './support'

const EMAIL = 'rosa@example.org'
const personOf = (id: string) =>
  db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('changing what I say of myself', () => {
  it('writes what changed, with one event that holds no personal data', async () => {
    const person = await givenPerson({ email: EMAIL })
    const someone = await signedIn(EMAIL)
    const form = { name: 'Rosa Autre', language: 'ar', mailRhythm: 'daily', phone: '02 35 00 00 00' }
    const answer = await someone.post('/fr/account', form)
    expect([answer.status, answer.location]).toEqual([303, '/fr/account?done=saved'])
    expect(await personOf(person.id)).toMatchObject({ ...form, email: EMAIL, version: 2 })
    const [event] = await eventsOf(person.id)
    expect(event).toMatchObject({ type: 'person.updated', clusterId: null, subjectVersion: 2, payload: {} })
    expect(event?.actorId).toBe(person.id)
    expect(await personOf(person.id)).toMatchObject({ lastEventId: event?.id })
  })

  it('records nothing where nothing changes', async () => {
    const person = await givenPerson()
    await updatePerson(await as(person), { name: person.name, language: 'fr' })
    expect(await eventsOf()).toEqual([])
  })

  it('refuses beside the field, keeps what was typed, writes nothing', async () => {
    const person = await givenPerson({ email: EMAIL })
    const someone = await signedIn(EMAIL)
    const form = { name: '', language: 'xx', mailRhythm: 'daily', phone: 'call me' }
    const answer = await someone.post('/fr/account', form)
    expect(answer.status).toBe(422)
    for (const words of ['Répondez à cette question', 'Choisissez une des réponses', 'numéro de téléphone']) {
      expect(answer.text).toContain(words)
    }
    expect(answer.text).toContain('value="call me"')
    expect(await personOf(person.id)).toMatchObject({ name: person.name, version: 1 })
    expect(await eventsOf()).toEqual([])
  })

  it('is for those signed in', async () => {
    await expect(updatePerson(await as(null), { name: 'X' })).rejects.toMatchObject({ code: 'not_signed_in' })
    expect((await browser().post('/fr/account', { name: 'X' })).location).toBe('/fr/sign-in')
  })
})

describe('my sessions', () => {
  it('are listed by device, and ended one by one', async () => {
    await givenPerson({ email: EMAIL })
    const [phone, desk] = [await signedIn(EMAIL), browser()]
    const other = await signedIn(EMAIL)
    for (const [name, value] of other.cookies) desk.cookies.set(name, value)
    const listed = (await phone.get('/fr/account')).text
    expect(listed.match(/Firefox, Android/g)?.length).toBeGreaterThan(1)
    const end = /\/fr\/account\/sessions\/ses_\w+\/end/.exec(listed)?.[0] ?? ''
    expect((await phone.post(end)).location).toBe('/fr/account?done=ended')
    expect((await desk.get('/fr/account')).status).toBe(303)
    expect((await phone.get('/fr/account')).status).toBe(200)
  })

  it('of somebody else are not mine to end', async () => {
    await givenPerson({ email: EMAIL })
    await givenPerson({ email: 'other@example.org' })
    const [mine, theirs] = [await signedIn(EMAIL), await signedIn('other@example.org')]
    const rows = await db.selectFrom('authSessions').select('id').execute()
    for (const { id } of rows.filter((row) => row.id !== rows[0]?.id))
      await mine.post(`/fr/account/sessions/${id}/end`)
    expect((await theirs.get('/fr/account')).status).toBe(200)
  })

  it('all end at once', async () => {
    await givenPerson({ email: EMAIL })
    const [phone, desk] = [await signedIn(EMAIL), await signedIn(EMAIL)]
    expect((await phone.post('/fr/account/sessions/end-all')).location).toBe('/fr/sign-in')
    expect((await desk.get('/fr/account')).status).toBe(303)
    expect(await db.selectFrom('authSessions').selectAll().execute()).toEqual([])
  })
})

describe('my organisations', () => {
  it('can be left after a question, not by their last manager', async () => {
    const cluster = await givenCluster()
    const organisation = await givenOrganisation(cluster)
    const manager = await givenMember(organisation, { role: 'manager' }, { email: 'boss@example.org' })
    const member = await givenMember(organisation, {}, { email: EMAIL })
    const leave = `/fr/account/organisations/${organisation.id}/leave`
    const [boss, someone] = [await signedIn('boss@example.org'), await signedIn(EMAIL)]
    expect((await boss.get(leave)).text).toContain('Les Jardins des Aulnes')
    const refused = await boss.post(leave)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Nommez d’abord une autre personne responsable')
    expect((await someone.post(leave)).location).toBe('/fr/account?done=left')
    const rows = await db.selectFrom('members').select(['personId', 'status']).orderBy('personId').execute()
    expect(rows).toEqual(
      [
        { personId: manager.id, status: 'active' },
        { personId: member.id, status: 'left' },
      ].sort((a, b) => (a.personId < b.personId ? -1 : 1)),
    )
    expect((await someone.get(leave)).status).toBe(404)
  })
})

describe('my data', () => {
  it('are told whole, and nobody else’s with them', async () => {
    const cluster = await givenCluster()
    const organisation = await givenOrganisation(cluster)
    const person = await givenMember(organisation, {}, { email: EMAIL, phone: '0235000000' })
    const other = await givenMember(organisation, {}, { email: 'other@example.org' })
    const someone = await signedIn(EMAIL)
    await someone.post('/fr/account', { name: 'Rosa Autre' })
    const made = await someone.post('/fr/account/tokens', { tokenName: 'Notre agenda' })
    const token = /mlg_[\w-]+/.exec(made.text)?.[0] ?? 'none'
    for (const [from, body] of [
      [person.id, 'de moi'],
      [other.id, 'de quelqu’un d’autre'],
    ] as const) {
      await db
        .insertInto('messages')
        .values({
          ...{ id: `msg_${from}`, clusterId: cluster.id, aboutId: 'bkg_x', fromPersonId: from, body },
          ...{ fromOrganisationId: organisation.id, toOrganisationId: organisation.id },
          ...{ lastEventId: 'evt_given', createdAt: '2026-11-20T08:00:00.000Z' },
        })
        .execute()
      await db
        .insertInto('notices')
        .values({
          ...{
            id: `ntc_${from}`,
            eventId: 'evt_given',
            personId: from,
            channel: 'app',
            clusterId: cluster.id,
          },
          ...{ type: 'message.sent', subjectId: 'bkg_x', dueAt: '', state: 'unread' },
          createdAt: '2026-11-20T08:00:00.000Z',
        })
        .execute()
    }
    const answer = await someone.get('/fr/account/export')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="maillage.json"')
    const told = JSON.parse(answer.text)
    expect(told.person).toMatchObject({
      id: person.id,
      name: 'Rosa Autre',
      email: EMAIL,
      phone: '0235000000',
    })
    expect(told.memberships).toMatchObject([{ organisationId: organisation.id, role: 'member' }])
    expect(told.messages.map((m: { body: string }) => m.body)).toEqual(['de moi'])
    expect(told.notices).toHaveLength(1)
    expect(told.events).toMatchObject([{ type: 'person.updated', subjectId: person.id }])
    expect(told.tokens).toMatchObject([{ name: 'Notre agenda' }])
    expect(told.sessions).toMatchObject([{ device: 'Firefox, Android' }])
    for (const secret of [
      token,
      someone.cookies.get('session') ?? 'none',
      'token_hash',
      'tokenHash',
      'other@',
    ]) {
      expect(answer.text).not.toContain(secret)
    }
  })

  it('are told to me alone, and not without end', async () => {
    await expect(exportMyData(await as(null))).rejects.toMatchObject({ code: 'not_signed_in' })
    const ctx = await as(await givenPerson())
    for (let i = 0; i < 5; i++) await exportMyData(ctx)
    await expect(exportMyData(ctx)).rejects.toMatchObject({ code: 'too_many_requests' })
  })
})
