import { describe, expect, it } from 'vitest'
import { AppError } from '../../worker/core/errors'
import { DAY, later } from '../../worker/core/time'
import { createInvitation } from '../../worker/organisations/commands/createInvitation'
import { revokeInvitation } from '../../worker/organisations/commands/revokeInvitation'
import { useInvitation } from '../../worker/organisations/commands/useInvitation'
import { affiliationOf, membersOf, organisationById } from '../../worker/organisations/queries'
import { openInvitations } from '../../worker/organisations/queriesOfInvitations'
import { coordinatorsOf } from '../../worker/clusters/queries'
import { as, db, eventsOf, eventTypes, givenCluster, givenCoordinator, givenMember } from '../support/given'
import { givenOrganisation, givenPerson, NOW } from '../support/given'

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

async function setting() {
  const cluster = await givenCluster()
  const coordinator = await as(await givenCoordinator(cluster))
  const organisation = await givenOrganisation(cluster)
  const manager = await as(await givenMember(organisation, { role: 'manager' }))
  return { cluster, coordinator, organisation, manager }
}

describe('an invitation', () => {
  it('is kept as a hash, lets one person in, once', async () => {
    const { cluster, organisation, manager } = await setting()
    const { id, token } = await createInvitation(manager, {
      ...{ clusterId: cluster.id, organisationId: organisation.id, role: 'member' },
    })
    const row = await db.selectFrom('invitations').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ id, role: 'member', usedAt: null, expiresAt: later(NOW, 14 * DAY) })
    expect(JSON.stringify(row)).not.toContain(token)
    const person = await givenPerson()
    await useInvitation(await as(person), token)
    expect(await membersOf(manager, organisation.id)).toMatchObject([
      { role: 'manager' },
      { personId: person.id, role: 'member', status: 'active' },
    ])
    expect(await code(useInvitation(await as(await givenPerson()), token))).toBe('link_expired')
    expect(await eventTypes()).toEqual(['invitation.created', 'invitation.used', 'member.joined'])
    expect(JSON.stringify(await eventsOf())).not.toContain(token)
  })

  it('opened by two at once lets one in', async () => {
    const { cluster, organisation, manager } = await setting()
    const { token } = await createInvitation(manager, {
      ...{ clusterId: cluster.id, organisationId: organisation.id, role: 'manager' },
    })
    const two = [await as(await givenPerson()), await as(await givenPerson())]
    expect((await Promise.all(two.map((ctx) => code(useInvitation(ctx, token))))).sort()).toEqual([
      'done',
      'link_expired',
    ])
    expect(await membersOf(manager, organisation.id)).toHaveLength(2)
  })

  it('expires, and can be revoked by those who could make it', async () => {
    const { cluster, coordinator, organisation, manager } = await setting()
    const old = await createInvitation(manager, {
      ...{ clusterId: cluster.id, organisationId: organisation.id, role: 'member', days: 1 },
    })
    const person = await givenPerson()
    expect(await code(useInvitation(await as(person, { now: later(NOW, DAY) }), old.token))).toBe(
      'link_expired',
    )
    expect(await openInvitations({ ...coordinator, now: later(NOW, DAY) }, cluster.id)).toEqual([])
    const stranger = await as(await givenCoordinator(await givenCluster()))
    expect(await code(revokeInvitation(stranger, old.id))).toBe('not_coordinator')
    expect(await openInvitations(coordinator, cluster.id)).toMatchObject([{ id: old.id }])
    await revokeInvitation(coordinator, old.id)
    expect(await code(useInvitation(await as(person), old.token))).toBe('link_expired')
    expect(await code(revokeInvitation(coordinator, old.id))).toBe('transition_not_allowed')
    expect(await code(useInvitation(await as(person), 'never-made'))).toBe('not_found')
    expect(await eventTypes()).toEqual(['invitation.created', 'invitation.revoked'])
  })

  it('without an organisation takes in the one that is brought, accepted at once', async () => {
    const { cluster, coordinator } = await setting()
    const { token } = await createInvitation(coordinator, { clusterId: cluster.id, role: 'manager' })
    const ctx = await as(await givenPerson())
    expect(await code(useInvitation(ctx, token))).toBe('invalid')
    const { organisationId } = await useInvitation(ctx, token, {
      organisation: { name: 'Recyclerie du Robec' },
    })
    expect(await organisationById(ctx, organisationId ?? '')).toMatchObject({ name: 'Recyclerie du Robec' })
    expect(await affiliationOf(ctx, cluster.id, organisationId ?? '')).toMatchObject({ status: 'active' })
    expect(await membersOf(ctx, organisationId ?? '')).toMatchObject([{ role: 'manager' }])
  })

  it('brings in an organisation managed elsewhere, never one that is not', async () => {
    const { cluster, coordinator } = await setting()
    const { token } = await createInvitation(coordinator, { clusterId: cluster.id, role: 'manager' })
    const known = await givenOrganisation(await givenCluster())
    const member = await as(await givenMember(known))
    expect(await code(useInvitation(member, token, { organisationId: known.id }))).toBe('not_manager')
    const manager = await as(await givenMember(known, { role: 'manager' }))
    await useInvitation(manager, token, { organisationId: known.id })
    expect(await affiliationOf(manager, cluster.id, known.id)).toMatchObject({ status: 'active' })
  })

  it('makes a coordinator: by a coordinator or the operator, nobody else', async () => {
    const { cluster, coordinator, manager, organisation } = await setting()
    const wanted = { clusterId: cluster.id, role: 'coordinator' as const }
    expect(await code(createInvitation(manager, wanted))).toBe('not_coordinator')
    expect(await code(createInvitation(coordinator, { ...wanted, organisationId: organisation.id }))).toBe(
      'invalid',
    )
    const operator = await as(await givenPerson({ isOperator: 1 }))
    expect(await code(createInvitation(operator, { clusterId: cluster.id, role: 'manager' }))).toBe(
      'not_coordinator',
    )
    const { token } = await createInvitation(operator, wanted)
    const person = await givenPerson()
    await useInvitation(await as(person), token)
    expect((await coordinatorsOf(operator, cluster.id)).map((one) => one.personId)).toContain(person.id)
    expect(await eventTypes()).toEqual(['invitation.created', 'invitation.used', 'coordinator.appointed'])
    // As a form sends it: none.
    await createInvitation(coordinator, { ...wanted, organisationId: '' })
  })

  it('does not reach a suspended organisation, nor a manager demoted by a lower role', async () => {
    const { cluster, organisation, manager } = await setting()
    const { token } = await createInvitation(manager, {
      ...{ clusterId: cluster.id, organisationId: organisation.id, role: 'member' },
    })
    await db
      .updateTable('affiliations')
      .set({ status: 'suspended' })
      .where('organisationId', '=', organisation.id)
      .execute()
    expect(await code(useInvitation(await as(await givenPerson()), token))).toBe('organisation_suspended')
    await db
      .updateTable('affiliations')
      .set({ status: 'active' })
      .where('organisationId', '=', organisation.id)
      .execute()
    await useInvitation(manager, token)
    expect(await membersOf(manager, organisation.id)).toMatchObject([{ role: 'manager' }])
  })
})
