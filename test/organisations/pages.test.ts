import { describe, expect, it } from 'vitest'
import { clusterById } from '../../worker/clusters/queries'
import { newToken } from '../../worker/people/tokens'
import { signedIn } from '../dashboards/session'
import { ask } from '../support/ask'
import { takeConsole } from '../support/console'
import {
  as,
  db,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
  givenPerson,
} from '../support/given'

const get = (path: string) => ask(path)

async function call(
  person: { id: string } | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const token = person && (await newToken(await as(person), person.id, 'test')).token
  return ask(`/api/v1${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
}

describe('pages anyone may read', () => {
  it('the only cluster is the first page; several are a list', async () => {
    const one = await givenCluster()
    expect((await get('/fr')).headers.get('location')).toBe(`/fr/${one.slug}`)
    await givenCluster({ name: 'Pôle Second' })
    const html = await (await get('/fr')).text()
    expect(html).toContain('Pôle Essai')
    expect(html).toContain('Pôle Second')
    // The list must not stand before the pages of a cluster.
    expect(await (await get(`/fr/${one.slug}/join`)).text()).toContain('Rejoindre le pôle')
  })

  it('short pages, in the cluster’s words or in ours, and an unknown one is not found', async () => {
    const { id, slug } = await givenCluster()
    expect(await (await get(`/fr/${slug}/pages/legal`)).text()).toContain('LCEN')
    expect(await (await get(`/ar/${slug}/pages/help`)).text()).toContain('dir="rtl"')
    await db
      .insertInto('clusterPages')
      .values({
        clusterId: id,
        page: 'legal',
        language: 'fr',
        body: '## Éditeur\n\n<b>Nous</b>',
        lastEventId: 'evt_given',
      })
      .execute()
    const own = await (await get(`/fr/${slug}/pages/legal`)).text()
    expect(own).toContain('&lt;b&gt;Nous&lt;/b&gt;')
    expect(own).not.toContain('LCEN')
    expect((await get(`/fr/${slug}/pages/unknown`)).status).toBe(404)
  })

  it('an organisation that is not active is nobody’s business', async () => {
    const cluster = await givenCluster()
    const organisation = await givenOrganisation(cluster)
    expect((await get(`/fr/${cluster.slug}/organisations/${organisation.id}`)).status).toBe(200)
    const elsewhere = await givenCluster()
    expect((await get(`/fr/${elsewhere.slug}/organisations/${organisation.id}`)).status).toBe(404)
    await db.updateTable('affiliations').set({ status: 'requested' }).execute()
    expect((await get(`/fr/${cluster.slug}/organisations/${organisation.id}`)).status).toBe(404)
  })

  it.each(['/me', '/coordination/members', '/coordination/import', '/coordination/settings'])(
    '%s asks to sign in',
    async (path) => {
      const { slug } = await givenCluster()
      const answer = await get(`/fr/${slug}${path}`)
      expect([answer.status, answer.headers.get('location')?.split('?')[0]]).toEqual([303, '/fr/sign-in'])
    },
  )

  it('a link that was never made is not found, an old one is gone', async () => {
    const { id } = await givenCluster()
    expect((await get('/fr/invitations/nothing')).status).toBe(404)
    await db
      .insertInto('invitations')
      .values({
        ...{ id: 'inv_old', clusterId: id, organisationId: null, role: 'manager', lastEventId: 'evt_given' },
        // SHA-256 of "old"
        tokenHash: 'cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4',
        ...{ expiresAt: '2020-01-01T00:00:00.000Z', createdAt: '2020-01-01T00:00:00.000Z' },
      })
      .execute()
    expect((await get('/fr/invitations/old')).status).toBe(410)
  })
})

describe('the API', () => {
  it('lists clusters and organisations to anyone, without what is private', async () => {
    const cluster = await givenCluster()
    const organisation = await givenOrganisation(cluster, { siret: '73282932000074' })
    await givenMember(organisation)
    const clusters = (await (await call(null, 'GET', '/clusters')).json()) as { items: object[] }
    expect(clusters.items).toMatchObject([
      { slug: cluster.slug, organisations: 1, place: { coordinates: [1.0993, 49.4431] } },
    ])
    const first = await call(null, 'GET', `/clusters/${cluster.slug}`)
    const etag = first.headers.get('etag') ?? ''
    expect(
      (await call(null, 'GET', `/clusters/${cluster.slug}`, undefined, { 'if-none-match': etag })).status,
    ).toBe(304)
    const path = `/clusters/${cluster.slug}/organisations`
    expect(await (await call(null, 'GET', path)).json()).toMatchObject({
      items: [{ id: organisation.id, siret: '73282932000074', standing: 'active' }],
      nextCursor: null,
    })
    expect((await call(null, 'GET', `${path}?standing=suspended`)).status).toBe(401)
    expect((await call(null, 'GET', `${path}/${organisation.id}/members`)).status).toBe(401)
    expect((await call(await givenPerson(), 'GET', `${path}/${organisation.id}/members`)).status).toBe(403)
  })

  it('registers, accepts, joins, names and removes', async () => {
    const cluster = await givenCluster()
    const coordinator = await givenCoordinator(cluster)
    const founder = await givenPerson()
    const base = `/clusters/${cluster.slug}`
    const made = await call(founder, 'POST', `${base}/organisations`, {
      name: 'Recyclerie',
      siret: '73282932000074',
    })
    expect(made.status).toBe(201)
    const { id } = (await made.json()) as { id: string }
    expect(made.headers.get('location')).toBe(`/api/v1${base}/organisations/${id}`)
    expect((await call(founder, 'POST', `${base}/organisations/${id}/accept`, {})).status).toBe(403)
    const accepted = await call(coordinator, 'POST', `${base}/organisations/${id}/accept`, {})
    expect(await accepted.json()).toEqual({ id, standing: 'active' })

    const asked = await call(await givenPerson(), 'POST', `${base}/organisations/${id}/members`, {})
    const member = (await asked.json()) as { id: string; status: string }
    expect(member).toMatchObject({ status: 'requested', role: 'member' })
    expect(
      await (await call(founder, 'POST', `${base}/members/${member.id}/accept`, {})).json(),
    ).toMatchObject({ status: 'active' })
    const named = await call(founder, 'PATCH', `${base}/members/${member.id}`, { mayAnswer: true })
    expect(await named.json()).toMatchObject({ mayAnswer: true })
    const { items } = (await (await call(founder, 'GET', `${base}/organisations/${id}/members`)).json()) as {
      items: { id: string; role: string }[]
    }
    const manager = items.find((one) => one.role === 'manager')
    const last = await call(coordinator, 'POST', `${base}/members/${manager?.id}/remove`, {})
    expect([last.status, ((await last.json()) as { code: string }).code]).toEqual([409, 'last_manager'])
    const odette = await call(coordinator, 'POST', `${base}/organisations/${id}/members`, {
      person: { name: 'Odette' },
    })
    expect(await odette.json()).toMatchObject({ name: 'Odette', status: 'active' })
  })

  it('opens a cluster for the operator alone, with a link for its first coordinator', async () => {
    const input = { slug: 'pole-neuf', name: 'Pôle Neuf', territory: 'autour d’Évreux', lat: 49, lng: 1.1 }
    expect((await call(await givenPerson(), 'POST', '/clusters', input)).status).toBe(403)
    expect(await eventTypes()).toEqual([])
    const operator = await givenPerson({ isOperator: 1 })
    const made = await call(operator, 'POST', '/clusters', input)
    expect(await made.json()).toMatchObject({ slug: 'pole-neuf', invitation: null })
    expect((await call(operator, 'POST', '/clusters', input)).status).toBe(409)
  })

  it('takes a link up, once, and shows a wrong change as such', async () => {
    const cluster = await givenCluster()
    const coordinator = await givenCoordinator(cluster)
    const made = await call(coordinator, 'POST', `/clusters/${cluster.slug}/invitations`, { role: 'manager' })
    const { token } = (await made.json()) as { token: string }
    const person = await givenPerson()
    const used = await call(person, 'POST', '/invitations/use', {
      token,
      organisation: { name: 'Les Glaneurs' },
    })
    const { organisationId } = (await used.json()) as { organisationId: string }
    expect(
      (await call(person, 'POST', '/invitations/use', { token, organisation: { name: 'Encore' } })).status,
    ).toBe(410)
    const path = `/clusters/${cluster.slug}/organisations/${organisationId}`
    const wrong = await call(person, 'PATCH', path, { name: 'Autre' }, { 'if-match': '"9"' })
    expect(wrong.status).toBe(412)
    expect(
      await (await call(person, 'PATCH', path, { commune: 'Elbeuf' }, { 'if-match': '"1"' })).json(),
    ).toMatchObject({
      ...{ commune: 'Elbeuf', version: 2 },
    })
  })

  it('takes in a CSV, and says why a row was refused', async () => {
    const cluster = await givenCluster()
    const coordinator = await givenCoordinator(cluster)
    const csv = 'siret;nom\n73282932000074;Atelier\n73282932000075;Faux\n'
    const path = `/clusters/${cluster.slug}/imports?kind=organisations`
    const csvHeader = { 'content-type': 'text/csv' }
    const look = await call(coordinator, 'POST', `${path}&preview=true`, csv, csvHeader)
    expect(await look.json()).toMatchObject({
      status: 'preview',
      added: 0,
      remarks: [{ line: 3, code: 'not_siret' }],
    })
    const done = await call(coordinator, 'POST', path, csv, csvHeader)
    expect(await done.json()).toMatchObject({ status: 'accepted', added: 1, refused: 1 })
    expect((await call(await givenPerson(), 'POST', path, csv, csvHeader)).status).toBe(403)
  })
})

describe('the settings of a cluster', () => {
  it('say which of its languages is the default one, whatever was ticked beside it', async () => {
    const cluster = await givenCluster()
    const browser = await signedIn(await givenCoordinator(cluster))
    const path = `/fr/${cluster.slug}/coordination/settings`
    const form = {
      ...{ name: 'Pôle', territory: 'autour de Rouen', lat: '49,44', lng: '1,09', radiusKm: '30' },
      ...{ timeZone: 'Europe/Paris', currency: 'EUR', charter: '', languages: 'fr', first: 'ar' },
    }
    const spoken = async () => (await clusterById(await as(null), cluster.id))?.languages
    expect((await browser.post(path, form)).status).toBe(303)
    expect(await spoken()).toEqual(['ar', 'fr'])
    expect((await browser.get(path)).text).toMatch(/<option value="ar" selected/)
    expect((await browser.post(path, { ...form, first: 'de' })).status).toBe(422)
    expect(await spoken()).toEqual(['ar', 'fr'])
  })
})

it('the operator is told everything that is wrong with a new cluster at once, and no cluster is opened', async () => {
  const browser = await signedIn(await givenPerson({ isOperator: 1 }))
  const wrong = {
    name: 'x',
    slug: 'A B',
    territory: '',
    lat: 'nord',
    lng: '',
    coordinatorEmail: 'anne',
    first: 'en',
  }
  const { status, text } = await browser.post('/fr/operator', wrong)
  expect(status).toBe(422)
  const told = [...text.matchAll(/<a href="#f-(\w+)">/g)].map((one) => one[1])
  expect(told.sort()).toEqual(['coordinatorEmail', 'lat', 'lng', 'name', 'slug', 'territory'])
  expect(text).toContain('value="nord"')
  expect(await db.selectFrom('clusters').select('id').execute()).toEqual([])
  const right = { name: 'Pôle Bray', slug: 'bray', territory: 'autour de Forges', lat: '49,6', lng: '1,5' }
  await browser.post('/fr/operator', { ...right, coordinatorEmail: ' anne@bray.example ', first: 'en' })
  const [made] = await db.selectFrom('clusters').select('languages').execute()
  expect(made?.languages).toBe('["en","fr","ar"]')
  expect(takeConsole()).toHaveLength(1) // no mail server here: the link is shown instead
})
