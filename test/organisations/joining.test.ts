import { describe, expect, it } from 'vitest'
import { AppError } from '../../worker/core/errors'
import { acceptAffiliation } from '../../worker/organisations/commands/acceptAffiliation'
import { acceptMember } from '../../worker/organisations/commands/acceptMember'
import { addMember } from '../../worker/organisations/commands/addMember'
import { joinOrganisation } from '../../worker/organisations/commands/joinOrganisation'
import { leaveCluster } from '../../worker/organisations/commands/leaveCluster'
import { refuseAffiliation } from '../../worker/organisations/commands/refuseAffiliation'
import { registerOrganisation } from '../../worker/organisations/commands/registerOrganisation'
import { reinstateOrganisation } from '../../worker/organisations/commands/reinstateOrganisation'
import { requestAffiliation } from '../../worker/organisations/commands/requestAffiliation'
import { suspendOrganisation } from '../../worker/organisations/commands/suspendOrganisation'
import { affiliationOf, answerersOf, membersOf, organisationById } from '../../worker/organisations/queries'
import { as, db, eventsOf, eventTypes, givenCluster, givenCoordinator, givenMember } from '../support/given'
import { givenOrganisation, givenPerson, NOW } from '../support/given'

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )
const atelier = { name: 'Atelier du Robec', siret: '732 829 320 00074', commune: 'Darnétal' }

describe('registering an organisation', () => {
  it('asks for its place; the coordinator takes it in and whoever asked becomes its manager', async () => {
    const cluster = await givenCluster()
    const coordinator = await givenCoordinator(cluster)
    const person = await givenPerson()
    const ctx = await as(person)
    const id = await registerOrganisation(ctx, cluster.id, atelier)

    expect(await organisationById(ctx, id)).toMatchObject({
      ...{
        name: 'Atelier du Robec',
        siret: '73282932000074',
        foreignId: null,
        country: 'FR',
        commune: 'Darnétal',
      },
      ...{ legalForm: 'association', handEdited: [], version: 1, createdAt: NOW },
    })
    expect(await affiliationOf(ctx, cluster.id, id)).toMatchObject({ status: 'requested', version: 1 })
    expect(await membersOf(ctx, id)).toEqual([])
    expect(
      (await eventsOf()).map(({ type, clusterId, actorId, payload }) => [type, clusterId, actorId, payload]),
    ).toEqual([
      ['organisation.registered', cluster.id, person.id, {}],
      ['affiliation.requested', cluster.id, person.id, { organisationId: id }],
      ['member.requested', cluster.id, person.id, { organisationId: id, personId: person.id }],
    ])

    await acceptAffiliation(await as(coordinator), cluster.id, id)
    expect(await affiliationOf(ctx, cluster.id, id)).toMatchObject({ status: 'active', version: 2 })
    expect(await answerersOf(ctx, id)).toMatchObject([
      { personId: person.id, role: 'manager', mayAnswer: true },
    ])
    expect((await eventTypes()).slice(3)).toEqual(['affiliation.accepted', 'member.joined'])
  })

  it('refuses a SIRET with a slip, one that is known, and somebody signed out; nothing is written', async () => {
    const cluster = await givenCluster()
    await givenOrganisation(cluster, { siret: '73282932000074' })
    const ctx = await as(await givenPerson())
    await expect(
      registerOrganisation(ctx, cluster.id, { ...atelier, siret: '73282932000075' }),
    ).rejects.toMatchObject({ code: 'invalid', details: { fields: [{ path: 'siret', code: 'not_siret' }] } })
    await expect(registerOrganisation(ctx, cluster.id, { ...atelier, country: 'MA' })).rejects.toMatchObject({
      details: { fields: [{ path: 'siret', code: 'siret_is_french' }] },
    })
    expect(await code(registerOrganisation(ctx, cluster.id, atelier))).toBe('already_exists')
    expect(await code(registerOrganisation(await as(null), cluster.id, atelier))).toBe('not_signed_in')
    expect(await eventsOf()).toEqual([])
    expect(await db.selectFrom('affiliations').selectAll().execute()).toHaveLength(1)
  })

  it('twice at once keeps one', async () => {
    const cluster = await givenCluster()
    const one = await as(await givenPerson())
    const two = await as(await givenPerson())
    const outcomes = await Promise.all([
      code(registerOrganisation(one, cluster.id, atelier)),
      code(registerOrganisation(two, cluster.id, atelier)),
    ])
    expect(outcomes.sort()).toEqual(['already_exists', 'done'])
    expect(await eventTypes()).toHaveLength(3)
  })

  it('takes an identifier of another country, once per country', async () => {
    const cluster = await givenCluster()
    const ctx = await as(await givenPerson())
    const given = { name: 'Coopérative Khoyout', country: 'ma', foreignId: ' ice 001525' }
    const id = await registerOrganisation(ctx, cluster.id, given)
    expect(await organisationById(ctx, id)).toMatchObject({
      country: 'MA',
      foreignId: 'ICE 001525',
      siret: null,
    })
    expect(await code(registerOrganisation(ctx, cluster.id, given))).toBe('already_exists')
    expect(await code(registerOrganisation(ctx, cluster.id, { ...given, country: 'TN' }))).toBe('done')
  })

  it('by the coordinator is accepted at once and makes nobody a manager', async () => {
    const cluster = await givenCluster()
    const coordinator = await as(await givenCoordinator(cluster))
    const id = await registerOrganisation(coordinator, cluster.id, atelier)
    expect(await affiliationOf(coordinator, cluster.id, id)).toMatchObject({ status: 'active' })
    expect(await membersOf(coordinator, id, ['requested', 'active'])).toEqual([])
  })
})

describe('the place of an organisation in a cluster', () => {
  it('is the coordinator’s to give, refuse, suspend with a reason and give back', async () => {
    const cluster = await givenCluster()
    const coordinator = await as(await givenCoordinator(cluster))
    const elsewhere = await as(await givenCoordinator(await givenCluster()))
    const organisation = await givenOrganisation(cluster)
    const manager = await as(await givenMember(organisation, { role: 'manager' }))

    for (const stranger of [elsewhere, manager]) {
      expect(await code(suspendOrganisation(stranger, cluster.id, organisation.id, 'Une raison'))).toBe(
        'not_coordinator',
      )
    }
    expect(await code(suspendOrganisation(coordinator, cluster.id, organisation.id, ' '))).toBe('invalid')
    expect(await code(acceptAffiliation(coordinator, cluster.id, organisation.id))).toBe(
      'transition_not_allowed',
    )
    expect(await code(acceptAffiliation(coordinator, cluster.id, 'org_unknown'))).toBe('not_found')
    expect(await eventsOf()).toEqual([])

    await suspendOrganisation(coordinator, cluster.id, organisation.id, 'Trois annulations sans prévenir')
    expect(await affiliationOf(coordinator, cluster.id, organisation.id)).toMatchObject({
      status: 'suspended',
      reason: 'Trois annulations sans prévenir',
    })
    expect(await code(requestAffiliation(manager, cluster.id, organisation.id))).toBe(
      'organisation_suspended',
    )
    await reinstateOrganisation(coordinator, cluster.id, organisation.id)
    expect(await affiliationOf(coordinator, cluster.id, organisation.id)).toMatchObject({
      status: 'active',
      reason: null,
    })

    await leaveCluster(manager, cluster.id, organisation.id)
    await requestAffiliation(manager, cluster.id, organisation.id)
    expect(await code(requestAffiliation(manager, cluster.id, organisation.id))).toBe('already_exists')
    await refuseAffiliation(coordinator, cluster.id, organisation.id, 'Hors du territoire')
    await requestAffiliation(manager, cluster.id, organisation.id)
    expect(await eventTypes()).toEqual([
      ...['affiliation.suspended', 'affiliation.reinstated', 'affiliation.left', 'affiliation.requested'],
      ...['affiliation.refused', 'affiliation.requested'],
    ])
  })

  it('is asked for by a manager only', async () => {
    const organisation = await givenOrganisation(await givenCluster())
    const cluster = await givenCluster()
    const member = await as(await givenMember(organisation))
    expect(await code(requestAffiliation(member, cluster.id, organisation.id))).toBe('not_manager')
    expect(await eventsOf()).toEqual([])
  })

  it('given twice at once is given once', async () => {
    const cluster = await givenCluster()
    const coordinator = await givenCoordinator(cluster)
    const id = await registerOrganisation(await as(await givenPerson()), cluster.id, atelier)
    const outcomes = await Promise.all(
      [1, 2].map(async () => code(acceptAffiliation(await as(coordinator), cluster.id, id))),
    )
    expect(outcomes.sort()).toEqual(['done', 'stale'])
    expect((await eventTypes()).filter((type) => type === 'affiliation.accepted')).toHaveLength(1)
  })
})

describe('asking to act for an organisation', () => {
  it('is accepted by its manager, who keeps the role', async () => {
    const cluster = await givenCluster()
    const organisation = await givenOrganisation(cluster)
    const manager = await as(await givenMember(organisation, { role: 'manager' }))
    const person = await givenPerson()
    const id = await joinOrganisation(await as(person), cluster.id, organisation.id)
    expect(await code(joinOrganisation(await as(person), cluster.id, organisation.id))).toBe('already_exists')
    expect(await code(acceptMember(await as(person), cluster.id, id))).toBe('not_manager')
    await acceptMember(manager, cluster.id, id)
    expect(await membersOf(manager, organisation.id)).toMatchObject([
      { role: 'manager', personId: manager.actor?.personId },
      { role: 'member', personId: person.id, mayAnswer: false, status: 'active' },
    ])
    expect(await code(acceptMember(manager, cluster.id, id))).toBe('transition_not_allowed')
    expect(await eventTypes()).toEqual(['member.requested', 'member.joined'])
  })

  it('where nobody manages it yet, the first one accepted does', async () => {
    const cluster = await givenCluster()
    const coordinator = await as(await givenCoordinator(cluster))
    const organisation = await givenOrganisation(cluster)
    const id = await joinOrganisation(await as(await givenPerson()), cluster.id, organisation.id)
    await acceptMember(coordinator, cluster.id, id)
    expect(await membersOf(coordinator, organisation.id)).toMatchObject([
      { id, role: 'manager', mayAnswer: true },
    ])
  })

  it('is nothing the coordinator of another cluster can accept, nor of a cluster it only asked to enter', async () => {
    const organisation = await givenOrganisation(await givenCluster())
    const elsewhere = await givenCluster()
    const stranger = await as(await givenCoordinator(elsewhere))
    const manager = await as(await givenMember(organisation, { role: 'manager' }))
    const { id: personId } = await givenPerson()
    await db
      .insertInto('members')
      .values({
        ...{
          id: 'mbr_asking',
          organisationId: organisation.id,
          personId,
          role: 'member',
          status: 'requested',
        },
        ...{ lastEventId: 'evt_given', createdAt: NOW },
      })
      .execute()
    expect(await code(acceptMember(stranger, elsewhere.id, 'mbr_asking'))).toBe('not_found')
    await requestAffiliation(manager, elsewhere.id, organisation.id)
    expect(await code(acceptMember(stranger, elsewhere.id, 'mbr_asking'))).toBe('not_found')
    expect(
      await code(addMember(stranger, elsewhere.id, organisation.id, stranger.actor?.personId ?? '')),
    ).toBe('not_found')
    expect(await code(joinOrganisation(stranger, elsewhere.id, organisation.id))).toBe('not_found')
    expect(await eventTypes()).toEqual(['affiliation.requested'])
  })
})

it('the coordinator makes a person without e-mail a member', async () => {
  const cluster = await givenCluster()
  const coordinator = await as(await givenCoordinator(cluster))
  const organisation = await givenOrganisation(cluster)
  const person = await givenPerson({ email: null, name: 'Odette' })
  const id = await addMember(coordinator, cluster.id, organisation.id, person.id)
  expect(await membersOf(coordinator, organisation.id)).toMatchObject([
    { id, name: 'Odette', email: null, role: 'member' },
  ])
  expect(await code(addMember(coordinator, cluster.id, organisation.id, person.id))).toBe('already_exists')
  expect(await eventTypes()).toEqual(['member.joined'])
})
