import { describe, expect, it } from 'vitest'
import { createToken } from '../../worker/people/tokens'
import { ask } from '../support/ask'
import {
  as,
  db,
  eventTypes,
  givenCluster,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'

async function caller(person: { id: string } | null) {
  const token = person ? (await createToken(await as(person), 'essai')).token : null
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await ask(`/api/v1${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : null }
  }
}
async function scene() {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const member = await givenMember(organisation)
  const room = {
    organisationId: organisation.id,
    kind: 'space',
    title: 'Salle des Aulnes',
    details: { seats: 24 },
  }
  return { cluster, organisation, member, room, call: await caller(member), nobody: await caller(null) }
}

describe('the API of offers and needs', () => {
  it('creates, publishes at once, reads, changes and ends an offer', async () => {
    const { call, nobody, cluster, room } = await scene()
    const made = await call('POST', `/clusters/${cluster.slug}/offers`, { ...room, publish: true })
    expect(made.status).toBe(201)
    const { id } = made.body
    expect(made.headers.get('location')).toBe(`/api/v1/offers/${id}`)
    expect(made.body).toMatchObject({
      ...{
        direction: 'offer',
        kind: 'space',
        status: 'published',
        title: room.title,
        quantity: 1,
        unit: 'piece',
      },
      ...{ currency: 'EUR', details: { seats: 24, amenities: [] }, placeIsExact: true, version: 2 },
      ...{
        place: { type: 'Point', coordinates: [1.09, 49.44] },
        capacities: [{ shape: 'thing', quantity: 1 }],
      },
    })
    const read = await nobody('GET', `/offers/${id}`)
    expect([read.status, read.body.address, read.body.placeIsExact]).toEqual([200, '', false])
    const etag = read.headers.get('etag') ?? ''
    expect((await nobody('GET', `/offers/${id}`, undefined, { 'if-none-match': etag })).status).toBe(304)

    expect(await call('PATCH', `/offers/${id}`, { title: 'Autre' })).toMatchObject({
      status: 428,
      body: { code: 'version_required' },
    })
    expect(await call('PATCH', `/offers/${id}`, { title: 'Autre' }, { 'if-match': '"9"' })).toMatchObject({
      ...{ status: 412, body: { code: 'version_mismatch' } },
    })
    const changed = await call(
      'PATCH',
      `/offers/${id}`,
      { title: 'Autre', quantity: 2 },
      { 'if-match': etag },
    )
    expect([changed.status, changed.body.title, changed.body.quantity, changed.headers.get('etag')]).toEqual([
      200,
      'Autre',
      2,
      '"3"',
    ])
    expect(changed.body.details).toMatchObject({ seats: 24 })

    expect((await call('POST', `/offers/${id}/pause`)).body.status).toBe('paused')
    expect((await call('POST', `/offers/${id}/resume`, {})).body.status).toBe('published')
    expect((await call('POST', `/offers/${id}/renew`)).status).toBe(200)
    expect((await call('POST', `/offers/${id}/close`, { outcome: 'lost' })).status).toBe(422)
    expect((await call('POST', `/offers/${id}/close`, { outcome: 'met_here' })).body).toMatchObject({
      status: 'closed',
      outcome: 'met_here',
    })
    expect(await call('POST', `/offers/${id}/publish`)).toMatchObject({
      status: 409,
      body: { code: 'transition_not_allowed' },
    })
  })

  it('writes down a need as a draft that others do not see', async () => {
    const { call, nobody, cluster, room } = await scene()
    const { body } = await call('POST', `/clusters/${cluster.slug}/needs`, { ...room, withinKm: 5 })
    expect(body).toMatchObject({ direction: 'need', status: 'draft', withinKm: 5, capacities: [] })
    expect((await nobody('GET', `/needs/${body.id}`)).status).toBe(404)
    expect((await call('GET', `/offers/${body.id}`)).status).toBe(404)
    expect((await call('POST', `/needs/${body.id}/publish`)).body.status).toBe('published')
    expect((await nobody('GET', `/needs/${body.id}`)).status).toBe(200)
  })

  it('leaves nothing where what is to be published is not complete', async () => {
    const { call, cluster, organisation } = await scene()
    const staff = { organisationId: organisation.id, kind: 'staff', title: 'Comptable', publish: true }
    const refused = await call('POST', `/clusters/${cluster.slug}/offers`, staff)
    expect(refused.status).toBe(422)
    expect(refused.body.errors.map((e: { path: string }) => e.path)).toEqual([
      'details.consent',
      'details.hoursPerWeek',
    ])
    expect(await db.selectFrom('listings').select('id').execute()).toEqual([])
    expect(await eventTypes()).toEqual([])
  })

  it('answers a replay with the same offer', async () => {
    const { call, cluster, room } = await scene()
    const key = { 'idempotency-key': 'k1' }
    const path = `/clusters/${cluster.slug}/offers`
    const [one, two] = [await call('POST', path, room, key), await call('POST', path, room, key)]
    expect([two.status, two.body.id]).toEqual([201, one.body.id])
    expect(await call('POST', path, { ...room, title: 'Autre' }, key)).toMatchObject({
      body: { code: 'idempotency_key_reused' },
    })
    expect(await db.selectFrom('listings').select('id').execute()).toHaveLength(1)
  })

  it('says clearly what it can not take, and never fails by itself', async () => {
    const { call, nobody, cluster, room, organisation } = await scene()
    const path = `/clusters/${cluster.slug}/offers`
    const status = async (body: unknown, headers?: Record<string, string>) =>
      (await call('POST', path, body, headers)).status
    expect(await status('{"title":')).toBe(400)
    expect(await status({})).toBe(422)
    expect(await status([])).toBe(422)
    expect(await status({ ...room, title: 'x'.repeat(200_000) })).toBe(422)
    expect(await status({ ...room, kind: 'boat' })).toBe(422)
    expect(await status({ ...room, quantity: 1.5 })).toBe(422)
    expect(await status({ ...room, startsAt: 'tomorrow' })).toBe(422)
    expect(await status({ ...room, startsAt: '9999-01-01T00:00:00Z' })).toBe(422)
    expect(await status({ ...room, details: { seats: -1 } })).toBe(422)
    expect(await status({ ...room, organisationId: 'org_none' })).toBe(403)
    expect((await call('POST', '/clusters/nowhere/offers', room)).status).toBe(404)
    expect((await nobody('POST', path, room)).status).toBe(401)
    const l = await givenListing(cluster, organisation)
    expect((await call('PATCH', `/offers/${l.id}`, { lots: 'all' }, { 'if-match': '"1"' })).status).toBe(422)
    expect((await call('PATCH', '/offers/ofr_none', {}, { 'if-match': '"1"' })).status).toBe(404)
    expect(await eventTypes()).toEqual([])
  })

  it('asks again for a ton typed as a kilo, and takes it where it is confirmed', async () => {
    const { call, cluster, organisation } = await scene()
    const path = `/clusters/${cluster.slug}/offers`
    const sawdust = {
      organisationId: organisation.id,
      kind: 'waste',
      title: 'Deux tonnes de sciure',
      quantity: 2,
    }
    const asked = await call('POST', path, sawdust)
    expect(asked).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'quantity', code: 'quantity_to_confirm' }] },
    })
    expect(await eventTypes()).toEqual([])
    expect((await call('POST', path, { ...sawdust, confirmQuantity: true })).status).toBe(201)
    expect((await call('POST', path, { ...sawdust, quantity: 2000 })).status).toBe(201)
    expect((await call('POST', path, { ...sawdust, quantity: 90_000 })).status).toBe(422)
    const chairs = { ...sawdust, kind: 'equipment', title: 'Deux tonnes de chaises' }
    expect((await call('POST', path, chairs)).status).toBe(201)
    const l = await givenListing(cluster, organisation, {
      kind: 'waste',
      quantity: 40,
      unit: 'kg',
      grain: 'stock',
      details: { materialStatus: 'product_reuse' },
    })
    const change = async (patch: object) => {
      const etag = (await call('GET', `/offers/${l.id}`)).headers.get('etag') ?? ''
      return (await call('PATCH', `/offers/${l.id}`, patch, { 'if-match': etag })).body
    }
    expect(await change({ quantity: 40_000 })).toMatchObject({
      errors: [{ path: 'quantity', code: 'quantity_to_confirm' }],
    })
    expect(await change({ quantity: 40_000, confirmQuantity: true })).toMatchObject({ quantity: 40_000 })
    expect(await change({ description: 'Sèche' })).toMatchObject({ quantity: 40_000 })
  })

  it('is for its organisation, and closed to another cluster', async () => {
    const { cluster, organisation } = await scene()
    const l = await givenListing(cluster, organisation)
    const inside = await givenListing(cluster, organisation, { visibility: 'cluster' })
    const neighbour = await caller(await givenMember(await givenOrganisation(cluster, { name: 'Voisins' })))
    const far = await caller(
      await givenMember(await givenOrganisation(await givenCluster(), { name: 'Loin' })),
    )
    expect(
      (await neighbour('PATCH', `/offers/${l.id}`, { title: 'Pris' }, { 'if-match': '"1"' })).status,
    ).toBe(403)
    expect((await neighbour('POST', `/offers/${l.id}/close`, { outcome: 'met_here' })).status).toBe(403)
    expect((await neighbour('GET', `/offers/${inside.id}`)).status).toBe(200)
    expect((await far('GET', `/offers/${inside.id}`)).status).toBe(404)
    expect((await far('POST', `/offers/${inside.id}/pause`)).status).toBe(404)
    expect(await eventTypes()).toEqual([])
  })

  it('is documented', async () => {
    const { paths } = (await (await ask('/api/v1/openapi.json')).json()) as { paths: Record<string, object> }
    for (const path of ['/clusters/{slug}/offers', '/offers/{id}', '/needs/{id}/renew', '/needs/{id}/close'])
      expect(Object.keys(paths).some((known) => known.endsWith(path))).toBe(true)
  })
})
