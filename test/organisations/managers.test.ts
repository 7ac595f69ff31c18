import { describe, expect, it } from 'vitest'
import { AppError } from '../../worker/core/errors'
import { changeMember } from '../../worker/organisations/commands/changeMember'
import { leaveOrganisation } from '../../worker/organisations/commands/leaveOrganisation'
import { removeMember } from '../../worker/organisations/commands/removeMember'
import { updateOrganisation } from '../../worker/organisations/commands/updateOrganisation'
import { answerersOf, membersOf, organisationById } from '../../worker/organisations/queries'
import {
  as,
  eventsOf,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
} from '../support/given'

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

async function setting() {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const manager = await givenMember(organisation, { role: 'manager' }, { name: 'Ana' })
  const member = await givenMember(organisation, {}, { name: 'Bao' })
  return { cluster, organisation, manager, member }
}

describe('managers', () => {
  it('name who may answer, and other managers', async () => {
    const { cluster, organisation, manager, member } = await setting()
    const ctx = await as(manager)
    await changeMember(ctx, cluster.id, member.memberId, { mayAnswer: true })
    expect((await answerersOf(ctx, organisation.id)).map((m) => m.name)).toEqual(['Ana', 'Bao'])
    await changeMember(ctx, cluster.id, member.memberId, { role: 'manager' })
    expect(await membersOf(ctx, organisation.id)).toMatchObject([{ role: 'manager' }, { role: 'manager' }])
    expect(await eventsOf(member.memberId)).toMatchObject([
      {
        type: 'member.changed',
        subjectVersion: 2,
        payload: { organisationId: organisation.id, personId: member.id },
      },
      { type: 'member.changed', subjectVersion: 3 },
    ])
  })

  it('never leave an organisation without one: not by leaving, stepping down, nor being removed', async () => {
    const { cluster, organisation, manager, member } = await setting()
    const ctx = await as(manager)
    expect(await code(leaveOrganisation(ctx, organisation.id))).toBe('last_manager')
    expect(await code(changeMember(ctx, cluster.id, manager.memberId, { role: 'member' }))).toBe(
      'last_manager',
    )
    const coordinator = await as(await givenCoordinator(cluster))
    expect(await code(removeMember(coordinator, cluster.id, manager.memberId))).toBe('last_manager')
    expect(await eventsOf()).toEqual([])
    expect(await code(leaveOrganisation(await as(member), organisation.id))).toBe('done')
    expect(await eventTypes()).toEqual(['member.left'])
  })

  it('two who leave at once: one stays', async () => {
    const { organisation, manager } = await setting()
    const other = await givenMember(organisation, { role: 'manager' })
    const both = await Promise.all([as(manager), as(other)])
    const outcomes = await Promise.all(both.map((ctx) => code(leaveOrganisation(ctx, organisation.id))))
    expect(outcomes.sort()).toEqual(['done', 'last_manager'])
    expect(
      (await membersOf(await as(null), organisation.id)).filter((m) => m.role === 'manager'),
    ).toHaveLength(1)
    expect(await eventTypes()).toEqual(['member.left'])
  })

  it('are not members, nor managers of another organisation, nor coordinators elsewhere', async () => {
    const { cluster, organisation, member, manager } = await setting()
    const other = await givenMember(await givenOrganisation(cluster), { role: 'manager' })
    const elsewhere = await givenCluster()
    const stranger = await as(await givenCoordinator(elsewhere))
    for (const ctx of [await as(member), await as(other)]) {
      expect(await code(changeMember(ctx, cluster.id, member.memberId, { mayAnswer: true }))).toBe(
        'not_manager',
      )
      expect(await code(removeMember(ctx, cluster.id, manager.memberId))).toBe('not_manager')
      expect(await code(updateOrganisation(ctx, cluster.id, organisation.id, { name: 'Autre' }))).toBe(
        'not_manager',
      )
    }
    expect(await code(changeMember(stranger, elsewhere.id, member.memberId, { mayAnswer: true }))).toBe(
      'not_found',
    )
    expect(await code(updateOrganisation(stranger, elsewhere.id, organisation.id, { name: 'Autre' }))).toBe(
      'not_found',
    )
    expect(await code(updateOrganisation(await as(null), cluster.id, organisation.id, {}))).toBe(
      'not_signed_in',
    )
    expect(await eventsOf()).toEqual([])
  })
})

describe('what is told of an organisation', () => {
  it('is changed by a manager, and the fields changed are remembered', async () => {
    const { cluster, organisation, manager } = await setting()
    const ctx = await as(manager)
    await updateOrganisation(ctx, cluster.id, organisation.id, {
      description: 'Légumes et outils',
      commune: 'Rouen',
    })
    expect(await organisationById(ctx, organisation.id)).toMatchObject({
      ...{ description: 'Légumes et outils', commune: 'Rouen', handEdited: ['description'], version: 2 },
    })
    expect(await eventsOf()).toMatchObject([
      { type: 'organisation.updated', subjectId: organisation.id, clusterId: cluster.id, payload: {} },
    ])
  })

  it('is not changed over somebody else’s change, nor with half a place', async () => {
    const { cluster, organisation, manager } = await setting()
    const ctx = await as(manager)
    expect(await code(updateOrganisation(ctx, cluster.id, organisation.id, { name: 'Autre nom' }, 7))).toBe(
      'version_mismatch',
    )
    await expect(updateOrganisation(ctx, cluster.id, organisation.id, { lat: 3 })).rejects.toMatchObject({
      details: { fields: [{ path: 'lat', code: 'half_place' }] },
    })
    expect(await eventsOf()).toEqual([])
  })
})
