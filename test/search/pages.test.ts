import { describe, expect, test } from 'vitest'
import { indexListing } from '../../worker/search/reactTo'
import { signedIn, tokenOf } from '../dashboards/session'
import { ask } from '../support/ask'
import { as, givenCluster, givenListing, givenMember, givenOrganisation } from '../support/given'

// Pages and programs, through the whole application.

async function given() {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const person = await givenMember(organisation)
  const row = { expiresAt: null, windows: [], details: { seats: 20 } }
  for (const extra of [
    { title: 'Salle <b>claire</b> & calme' },
    { title: 'Réserve du pôle', visibility: 'cluster' as const },
  ]) {
    const listing = await givenListing(cluster, organisation, { ...row, ...extra })
    await indexListing(await as(null), listing.id)
  }
  return { cluster, organisation, person }
}
const text = async (path: string) => {
  const answer = await ask(path)
  return { status: answer.status, text: await answer.text() }
}

describe('the search page', () => {
  test('shows strangers what is public, escaped, in the three languages', async () => {
    const { cluster } = await given()
    for (const language of ['fr', 'en', 'ar']) {
      const { status, text: html } = await text(`/${language}/${cluster.slug}/search?kind=space`)
      expect(status).toBe(200)
      expect(html).toContain('Salle &lt;b&gt;claire&lt;/b&gt; &amp; calme')
      expect(html).not.toContain('Réserve du pôle')
    }
  })

  test('shows members what is for the cluster', async () => {
    const { cluster, person } = await given()
    const { text: html } = await (await signedIn(person)).get(`/fr/${cluster.slug}/search`)
    expect(html).toContain('Réserve du pôle')
  })

  test('reads the question back, and keeps it in every link', async () => {
    const { cluster } = await given()
    const { text: html } = await text(`/fr/${cluster.slug}/search?kind=space&radius=5&place=rouen&q=salle`)
    expect(html).toMatch(/<h1[^>]*>Une salle, «\s?salle\s?», à 5\s?km de Rouen<\/h1>/)
    expect(html).toContain('kind=equipment&amp;place=rouen&amp;radius=5')
  })

  test('proposes to publish the need where nothing fits', async () => {
    const { cluster } = await given()
    const { text: html } = await text(`/fr/${cluster.slug}/search?q=dirigeable&kind=equipment`)
    expect(html).toContain(`/fr/${cluster.slug}/post/need/equipment?title=dirigeable`)
  })

  test.each([
    'q=%22%27%3B--%20NEAR(',
    `q=${'x'.repeat(6000)}`,
    'kind=castle',
    'on=2026-02-31',
    'on=2026-13-01&until=0',
    'radius=-1',
    'radius=99999',
    'quantity=1e99',
    'quantity=abc',
    'cursor=zzz',
    'cursor=W10=',
    'place=Nullepart&radius=5',
    'direction=both',
    'at=25:00&to=26:00&on=2026-12-01',
    'on=2026-12-01&until=2099-12-31',
    'on=1999-01-01',
    'on=9999-12-31',
  ])('bad answers are left out, never a defect: %s', async (query) => {
    const { cluster } = await given()
    const { status } = await text(`/fr/${cluster.slug}/search?${query}`)
    expect([200, 302]).toContain(status)
  })

  test('a commune that is not known is told beside its field, with what was typed', async () => {
    const { cluster } = await given()
    const { text: html } = await text(`/fr/${cluster.slug}/search?place=Nullepart&radius=5`)
    expect(html).toContain('value="Nullepart"')
    expect(html).toContain('aria-invalid="true"')
    expect(html).toMatch(/<details id="filters" open/)
  })
})

test('the home says what there is, for whoever comes', async () => {
  const { cluster } = await given()
  const { status, text: html } = await text(`/fr/${cluster.slug}`)
  expect(status).toBe(200)
  expect(html).toContain('Salle &lt;b&gt;claire')
  expect(html).not.toContain('Réserve du pôle')
  const empty = await givenCluster()
  expect((await text(`/ar/${empty.slug}`)).status).toBe(200)
})

describe('the API', () => {
  const listings = async (slug: string, query = '', headers: Record<string, string> = {}) => {
    const answer = await ask(`/api/v1/clusters/${slug}/listings${query}`, { headers })
    return {
      status: answer.status,
      headers: answer.headers,
      body:
        answer.status === 304
          ? null
          : ((await answer.json()) as never as {
              items: { title: string; place: object }[]
              counts: object
              code: string
            }),
    }
  }

  test('answers anyone with what is public, members with more, and an ETag', async () => {
    const { cluster, person } = await given()
    const open = await listings(cluster.slug, '?kind=space&near=49.44,1.1&radiusKm=10')
    expect(open.body?.items.map((one) => one.title)).toEqual(['Salle <b>claire</b> & calme'])
    expect(open.body?.items[0]?.place).toEqual({ type: 'Point', coordinates: [1.1, 49.44] })
    expect(open.body?.counts).toMatchObject({ space: 1, waste: 0 })
    const again = await listings(cluster.slug, '?kind=space&near=49.44,1.1&radiusKm=10', {
      'if-none-match': open.headers.get('etag') ?? '',
    })
    expect(again.status).toBe(304)
    const inside = await listings(cluster.slug, '?q=pole', await tokenOf(person))
    expect(inside.body?.items.map((one) => one.title)).toEqual(['Réserve du pôle'])
  })

  test.each([
    '?kind=castle',
    '?near=here',
    '?near=91,0',
    '?limit=0',
    '?limit=101',
    '?from=tomorrow',
    '?from=2026-12-02T00:00:00Z&to=2026-12-01T00:00:00Z',
    '?q=salle&cursor=zzz',
    '?radiusKm=x',
  ])('says which field is wrong: %s', async (query) => {
    const { cluster } = await given()
    const { status, body } = await listings(cluster.slug, query)
    expect([status, body?.code]).toEqual([422, 'invalid'])
  })

  test('does not know of clusters that are not', async () => {
    expect((await listings('nulle-part')).status).toBe(404)
  })
})
