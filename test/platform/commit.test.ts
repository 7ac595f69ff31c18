import { describe, expect, test } from 'vitest'
import { AppError } from '../../worker/core/errors'
import { commit, fact, stamp } from '../../worker/platform/commit'
import {
  as,
  bindings,
  db,
  eventsOf,
  givenCluster,
  givenCoordinator,
  givenOrganisation,
  NOW,
} from '../support/given'

const nameOf = async (id: string) =>
  await db
    .selectFrom('organisations')
    .select(['name', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

async function renaming(name: string, version: number) {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const coordinator = await givenCoordinator(cluster)
  const ctx = await as(coordinator)
  const happened = fact(ctx, 'organisation.updated', {
    clusterId: cluster.id,
    table: 'organisations',
    row: organisation.id,
    payload: {},
  })
  const write = db
    .updateTable('organisations')
    .set({ name, ...stamp(happened) })
    .where('id', '=', organisation.id)
    .where('version', '=', version)
  return { cluster, organisation, coordinator, ctx, happened, write }
}

describe('commit', () => {
  test('writes the rows and the event together, the event with the version the row now has', async () => {
    const { cluster, organisation, coordinator, ctx, happened, write } = await renaming('La Fabrique', 1)
    await commit(ctx, happened, [write])

    expect(await nameOf(organisation.id)).toEqual({ name: 'La Fabrique', version: 2 })
    expect(await eventsOf()).toEqual([
      {
        ...{
          seq: 1,
          id: happened.id,
          clusterId: cluster.id,
          type: 'organisation.updated',
          subjectId: organisation.id,
        },
        ...{ subjectVersion: 2, payload: {}, actorId: coordinator.id, onBehalfOf: null, occurredAt: NOW },
      },
    ])
  })

  test('a guarded write that touches no row is refused as stale, and leaves no event', async () => {
    const { organisation, ctx, happened, write } = await renaming('Trop tard', 7)
    await expect(commit(ctx, happened, [write])).rejects.toMatchObject({ code: 'stale' })
    expect((await nameOf(organisation.id)).version).toBe(1)
    expect(await eventsOf()).toEqual([])
  })

  test('one of two changes made on the same version wins', async () => {
    const { ctx, organisation, happened, write } = await renaming('Première', 1)
    const second = fact(ctx, 'organisation.updated', {
      clusterId: null,
      table: 'organisations',
      row: organisation.id,
      payload: {},
    })
    const results = await Promise.allSettled([
      commit(ctx, happened, [write]),
      commit(ctx, second, [
        db
          .updateTable('organisations')
          .set({ name: 'Seconde', ...stamp(second) })
          .where('id', '=', organisation.id)
          .where('version', '=', 1),
      ]),
    ])
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await nameOf(organisation.id)).version).toBe(2)
    expect(await eventsOf()).toHaveLength(1)
  })

  test('all writes of a batch are undone when one is refused', async () => {
    const { cluster, organisation, ctx, happened, write } = await renaming('À moitié', 1)
    const twice = db.insertInto('affiliations').values({
      ...{
        clusterId: cluster.id,
        organisationId: organisation.id,
        status: 'active',
        since: NOW,
        lastEventId: happened.id,
      },
      reason: null,
    })
    await expect(commit(ctx, happened, [write, twice])).rejects.toMatchObject({ code: 'already_exists' })
    expect((await nameOf(organisation.id)).name).not.toBe('À moitié')
    expect(await eventsOf()).toEqual([])
  })

  test('a key protects what it came with: the second commit with it writes nothing', async () => {
    const { ctx, happened, write, organisation } = await renaming('Une fois', 1)
    ctx.once = { key: 'k1', bodyHash: 'h' }
    await commit(ctx, happened, [write])
    const again = fact(ctx, 'organisation.updated', {
      clusterId: null,
      table: 'organisations',
      row: organisation.id,
      payload: {},
    })
    ctx.once = { key: 'k1', bodyHash: 'h' }
    const second = db
      .updateTable('organisations')
      .set({ name: 'Deux fois', ...stamp(again) })
      .where('id', '=', organisation.id)
    await expect(commit(ctx, again, [second])).rejects.toMatchObject({ code: 'idempotency_in_progress' })
    expect((await nameOf(organisation.id)).name).toBe('Une fois')
  })
})

describe('the events table', () => {
  test('refuses to be edited or shortened', async () => {
    const { ctx, happened, write } = await renaming('La Fabrique', 1)
    await commit(ctx, happened, [write])
    await expect(bindings.DB.prepare("update events set type = 'x'").run()).rejects.toThrow(
      'maillage:event_edited',
    )
    await expect(bindings.DB.prepare('delete from events').run()).rejects.toThrow('maillage:event_deleted')
  })
})

test('an AppError knows its status', () => {
  expect(new AppError('capacity_taken').status).toBe(409)
})
