import { describe, expect, it } from 'vitest'
import {
  as,
  db,
  eventsOf,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
  givenPerson,
} from '../support/given'
import { erasePerson } from '../../worker/people/commands/erasePerson'
import { createToken } from '../../worker/people/tokens'
import { browser, signedIn } from './support'

const EMAIL = 'rosa@example.org'
const personOf = (id: string) =>
  db.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const statusOf = async (memberId: string) =>
  (await db.selectFrom('members').select('status').where('id', '=', memberId).executeTakeFirstOrThrow())
    .status

async function givenTwo() {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const boss = await givenMember(organisation, { role: 'manager' }, { email: 'boss@example.org' })
  const rosa = await givenMember(organisation, {}, { email: EMAIL, name: 'Rosa Essai', phone: '0235000000' })
  return { cluster, organisation, boss, rosa }
}

describe('erasing my account', () => {
  it('takes name, address, telephone, memberships, sessions and tokens, and records it', async () => {
    const { cluster, organisation, rosa } = await givenTwo()
    const someone = await signedIn(EMAIL)
    await createToken(await as(rosa), 'Notre agenda')
    await db.insertInto('drafts').values({ personId: rosa.id, key: 'k', body: 'b', updatedAt: '' }).execute()
    const answer = await someone.post('/fr/account/erase', { sure: 'yes' })
    expect([answer.status, answer.location]).toEqual([303, '/fr/sign-in?erased'])
    const erased = await personOf(rosa.id)
    expect(erased).toMatchObject({ name: '', email: null, phone: null, mailRhythm: 'never', version: 2 })
    expect(erased.erasedAt).not.toBeNull()
    expect(await statusOf(rosa.memberId)).toBe('left')
    for (const table of ['authSessions', 'authChallenges', 'apiTokens', 'drafts'] as const) {
      expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([])
    }
    const events = await eventsOf()
    expect(events.map((e) => [e.type, e.clusterId, e.subjectId, e.subjectVersion])).toEqual([
      ['member.left', cluster.id, rosa.memberId, 2],
      ['person.erased', null, rosa.id, 2],
    ])
    expect(events[0]?.payload).toEqual({ organisationId: organisation.id, personId: rosa.id })
    expect(erased.lastEventId).toBe(events[1]?.id)
    expect((await someone.get('/fr/account')).location).toContain('/fr/sign-in')
    expect((await someone.get(answer.location)).text).toContain('Votre compte est effacé')
  })

  it('lets the same address begin anew as somebody else', async () => {
    const { rosa } = await givenTwo()
    await erasePerson(await as(rosa))
    const someone = await signedIn(EMAIL)
    await someone.post('/fr/sign-in/welcome', { name: 'Rosa Neuve', language: 'fr' })
    const people = await db.selectFrom('people').select(['id', 'name']).where('email', '=', EMAIL).execute()
    expect(people).toMatchObject([{ name: 'Rosa Neuve' }])
    expect(people[0]?.id).not.toBe(rosa.id)
  })

  it('asks first, and needs a yes', async () => {
    const { rosa } = await givenTwo()
    const someone = await signedIn(EMAIL)
    expect((await someone.get('/fr/account/erase')).text).toContain('Ce qui disparaît')
    const answer = await someone.post('/fr/account/erase')
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Cochez cette case')
    expect(await personOf(rosa.id)).toMatchObject({ name: 'Rosa Essai', erasedAt: null })
    expect(await eventsOf()).toEqual([])
  })

  it('is refused to the only manager of others, by name, and changes nothing', async () => {
    const { boss } = await givenTwo()
    const someone = await signedIn('boss@example.org')
    const answer = await someone.post('/fr/account/erase', { sure: 'yes' })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('Nommez d’abord une autre personne responsable')
    expect(answer.text).toContain('Les Jardins des Aulnes')
    expect(await personOf(boss.id)).toMatchObject({ email: 'boss@example.org', erasedAt: null, version: 1 })
    expect(await statusOf(boss.memberId)).toBe('active')
    expect(await eventsOf()).toEqual([])
  })

  it('lets the only person of an organisation go', async () => {
    const organisation = await givenOrganisation(await givenCluster())
    const alone = await givenMember(organisation, { role: 'manager' })
    await erasePerson(await as(alone))
    expect(await eventTypes()).toEqual(['member.left', 'person.erased'])
  })

  it('is refused to the only coordinator of a cluster; with another, the role ends', async () => {
    const cluster = await givenCluster()
    const first = await givenCoordinator(cluster)
    await expect(erasePerson(await as(first))).rejects.toMatchObject({ code: 'last_coordinator' })
    expect(await eventsOf()).toEqual([])
    await givenCoordinator(cluster)
    await erasePerson(await as(first))
    expect(await eventTypes()).toEqual(['coordinator.ended', 'person.erased'])
  })

  it('keeps a manager when both go at once', async () => {
    const organisation = await givenOrganisation(await givenCluster())
    const two = [
      await givenMember(organisation, { role: 'manager' }),
      await givenMember(organisation, { role: 'manager' }),
    ]
    await givenMember(organisation)
    const asked = await Promise.all(two.map((one) => as(one)))
    const results = await Promise.allSettled(asked.map((ctx) => erasePerson(ctx)))
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    const managers = await db
      .selectFrom('members')
      .select('id')
      .where('role', '=', 'manager')
      .where('status', '=', 'active')
      .execute()
    expect(managers).toHaveLength(1)
    expect(await eventTypes()).toEqual(['member.left', 'person.erased'])
  })

  it('is for those signed in', async () => {
    await givenPerson()
    await expect(erasePerson(await as(null))).rejects.toMatchObject({ code: 'not_signed_in' })
    expect((await browser().post('/fr/account/erase', { sure: 'yes' })).location).toBe('/fr/sign-in')
  })
})
