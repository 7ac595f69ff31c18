import { describe, expect, it } from 'vitest'
import { appointCoordinator } from '../../worker/clusters/commands/appointCoordinator'
import { createCluster } from '../../worker/clusters/commands/createCluster'
import { editClusterPage } from '../../worker/clusters/commands/editClusterPage'
import { endCoordinator } from '../../worker/clusters/commands/endCoordinator'
import { updateCluster } from '../../worker/clusters/commands/updateCluster'
import { clusterById, clusterPage, clusters, coordinatorsOf } from '../../worker/clusters/queries'
import { AppError } from '../../worker/core/errors'
import { DAY, later } from '../../worker/core/time'
import { as, eventsOf, eventTypes, givenCluster, givenCoordinator, givenPerson, NOW } from '../support/given'

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )
const seine = { slug: 'pole-seine', name: 'Pôle Seine', territory: 'autour de Rouen', lat: 49.44, lng: 1.1 }

describe('a cluster', () => {
  it('is opened by the operator', async () => {
    const operator = await as(await givenPerson({ isOperator: 1 }))
    const id = await createCluster(operator, seine)
    expect(await clusterById(operator, id)).toEqual({
      ...seine,
      ...{ id, radiusKm: 40, timeZone: 'Europe/Paris', currency: 'EUR', languages: ['fr', 'en', 'ar'] },
      ...{ helperName: null, helperPhone: null, isDemo: false, charter: '', version: 1, createdAt: NOW },
    })
    expect(await eventsOf()).toMatchObject([
      { type: 'cluster.created', clusterId: id, subjectId: id, payload: {} },
    ])
    expect(await code(createCluster(operator, seine))).toBe('already_exists')
    expect((await clusters(operator)).items).toMatchObject([{ slug: 'pole-seine', organisations: 0 }])
  })

  it('is opened by nobody else, nor with settings that mean nothing', async () => {
    const cluster = await givenCluster()
    const operator = await as(await givenPerson({ isOperator: 1 }))
    expect(await code(createCluster(await as(await givenCoordinator(cluster)), seine))).toBe('not_operator')
    for (const wrong of [
      { slug: 'sign-in' },
      { slug: 'Pôle' },
      { timeZone: 'Europe/Nowhere' },
      { currency: 'XXXX' },
      { languages: [] },
      { lat: 100 },
    ]) {
      expect(await code(createCluster(operator, { ...seine, ...wrong }))).toBe('invalid')
    }
    expect(await eventsOf()).toEqual([])
  })

  it('is set by its coordinator or the operator', async () => {
    const cluster = await givenCluster()
    const coordinator = await as(await givenCoordinator(cluster))
    const elsewhere = await as(await givenCoordinator(await givenCluster()))
    expect(await code(updateCluster(elsewhere, cluster.id, { name: 'Pris' }))).toBe('not_coordinator')
    expect(await code(updateCluster(coordinator, cluster.id, { name: 'Neuf' }, 9))).toBe('version_mismatch')
    await updateCluster(coordinator, cluster.id, {
      name: 'Pôle Neuf',
      languages: ['ar', 'fr'],
      helperPhone: '',
    })
    expect(await clusterById(coordinator, cluster.id)).toMatchObject({
      ...{
        name: 'Pôle Neuf',
        languages: ['ar', 'fr'],
        helperPhone: null,
        territory: cluster.territory,
        version: 2,
      },
    })
    expect(await eventTypes()).toEqual(['cluster.updated'])
  })

  it('words its pages itself, and may take the original text back', async () => {
    const cluster = await givenCluster()
    const coordinator = await as(await givenCoordinator(cluster))
    const legal = { page: 'legal' as const, language: 'fr' as const }
    expect(
      await code(editClusterPage(await as(await givenPerson()), cluster.id, { ...legal, body: 'x' })),
    ).toBe('not_coordinator')
    await editClusterPage(coordinator, cluster.id, { ...legal, body: 'Édité par le pôle.' })
    await editClusterPage(coordinator, cluster.id, { ...legal, body: 'Édité deux fois.' })
    expect(await clusterPage(coordinator, cluster.id, 'legal', 'fr')).toEqual({
      body: 'Édité deux fois.',
      version: 2,
    })
    expect(await clusterPage(coordinator, cluster.id, 'legal', 'en')).toBeNull()
    await editClusterPage(coordinator, cluster.id, { ...legal, body: '' })
    expect(await clusterPage(coordinator, cluster.id, 'legal', 'fr')).toBeNull()
    expect((await eventsOf()).map((e) => [e.type, e.subjectVersion])).toEqual([
      ['cluster_page.edited', 1],
      ['cluster_page.edited', 2],
      ['cluster_page.edited', 3],
    ])
  })
})

describe('coordinators', () => {
  it('appoint others, for a time too, and hand over', async () => {
    const cluster = await givenCluster()
    const first = await givenCoordinator(cluster)
    const ctx = await as(first)
    const second = await givenPerson()
    expect(await code(appointCoordinator(ctx, cluster.id, second.id, NOW))).toBe('in_the_past')
    expect(await code(appointCoordinator(ctx, cluster.id, 'per_unknown'))).toBe('not_found')
    await appointCoordinator(ctx, cluster.id, second.id, later(NOW, 30 * DAY))
    await endCoordinator(await as(second), cluster.id, first.id)
    expect(await coordinatorsOf(ctx, cluster.id)).toMatchObject([{ personId: second.id }])
    expect((await as(first)).actor?.coordinates).toEqual([])
    expect(await eventTypes()).toEqual(['coordinator.appointed', 'coordinator.ended'])
  })

  it('the last one stays; two who leave at once leave one', async () => {
    const cluster = await givenCluster()
    const first = await givenCoordinator(cluster)
    expect(await code(endCoordinator(await as(first), cluster.id, first.id))).toBe('last_coordinator')
    const second = await givenCoordinator(cluster)
    const both = await Promise.all([first, second].map((person) => as(person)))
    const outcomes = await Promise.all(
      both.map((ctx) => code(endCoordinator(ctx, cluster.id, ctx.actor?.personId ?? ''))),
    )
    expect(outcomes.sort()).toEqual(['done', 'last_coordinator'])
    expect(await coordinatorsOf(await as(null), cluster.id)).toHaveLength(1)
  })

  it('of another cluster, and members, end nobody', async () => {
    const cluster = await givenCluster()
    const { id } = await givenCoordinator(cluster)
    await givenCoordinator(cluster)
    const elsewhere = await as(await givenCoordinator(await givenCluster()))
    expect(await code(endCoordinator(elsewhere, cluster.id, id))).toBe('not_coordinator')
    expect(await eventsOf()).toEqual([])
  })
})
