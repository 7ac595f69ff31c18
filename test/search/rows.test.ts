import { expect, test } from 'vitest'
import { check } from '../../worker/platform/input'
import { SearchInput } from '../../worker/search/input'
import { searchListings } from '../../worker/search/queries'
import { indexListing } from '../../worker/search/reactTo'
import { as, bindings, givenCluster, givenListing, givenMember, givenOrganisation } from '../support/given'
import { counting } from '../support/rows'

// What lies outside the question costs nothing: other clusters, other kinds, the other direction.

const ASKED = {
  'nothing but a kind': { kind: 'space' },
  words: { kind: 'space', q: 'salle claire' },
  'a place': { kind: 'space', near: '49.44,1.09', radiusKm: '10' },
  'a date': { kind: 'space', from: '2026-11-24T08:00:00.000Z', to: '2026-11-24T17:00:00.000Z' },
}

/** Many listings in one statement: of another cluster, of another kind, needs; indexed as the consumer would. */
async function crowd(
  from: number,
  to: number,
  cluster: { id: string },
  other: { id: string },
  organisation: { id: string },
) {
  const numbers = `with recursive n (i) as (values (${from}) union all select i + 1 from n where i < ${to})`
  const cell = Math.trunc((49.44 + 90) * 10) * 3600 + Math.trunc((1.09 + 180) * 10)
  const term = (id: string) => `c${id.replace('_', '')}`
  await bindings.DB.batch([
    bindings.DB.prepare(`${numbers} insert into listings (id, cluster_id, organisation_id, direction, kind, status, title, language,
        lat, lng, quantity, unit, grain, tariff_mode, visibility, published_at, last_event_id, created_by, created_at)
      select 'ofr_crowd' || i, case when i % 3 = 0 then ? else ? end, ?, case when i % 3 = 1 then 'need' else 'offer' end,
        case when i % 3 = 0 then 'space' else 'equipment' end, 'published', 'Salle claire', 'fr', 49.44, 1.09, 1, 'piece', 'hour',
        'free', 'public', '2026-11-20T08:00:00.000Z', 'evt', 'per', '2026-11-20T08:00:00.000Z' from n`).bind(
      other.id,
      cluster.id,
      organisation.id,
    ),
    bindings.DB.prepare(`insert into search_docs (listing_id, listing_version)
      select id, 1 from listings where id not in (select listing_id from search_docs)`),
    bindings.DB.prepare(`insert into search_index (rowid, words, title, body, terms)
      select d.doc, 'salle claire', 'sall clair', '', case when l.cluster_id = ? then ? else ? end || ' d' || l.direction || ' k' || l.kind || ' vpublic g${cell}'
        from search_docs as d join listings as l on l.id = d.listing_id
       where d.listing_id like 'ofr_crowd%' and cast(substr(d.listing_id, 10) as integer) between ${from} and ${to}`).bind(
      other.id,
      term(other.id),
      term(cluster.id),
    ),
  ])
}

test('rows read by a search do not grow with what lies outside it', { timeout: 60_000 }, async () => {
  const [cluster, other] = [await givenCluster(), await givenCluster()]
  const organisation = await givenOrganisation(cluster)
  const member = await as(await givenMember(organisation))
  for (let i = 0; i < 15; i++) {
    const listing = await givenListing(cluster, organisation, { title: `Salle claire ${i}` })
    await indexListing(member, listing.id)
  }
  const measure = async () => {
    const read: Record<string, number> = {}
    for (const [name, filters] of Object.entries(ASKED)) {
      const { ctx, rows } = counting(member)
      const { items } = await searchListings(
        ctx,
        { id: cluster.id, timeZone: 'Europe/Paris' },
        check(SearchInput, filters),
      )
      expect(items, name).toHaveLength(15)
      read[name] = rows.read
    }
    return read
  }
  await crowd(1, 1000, cluster, other, organisation)
  const few = await measure()
  await crowd(1001, 20_000, cluster, other, organisation)
  const many = await measure()
  for (const name of Object.keys(ASKED)) {
    // The chips of the other kinds count up to 100 of each: that much may differ, and no more.
    expect(many[name], name).toBeLessThanOrEqual((few[name] ?? 0) + 20)
    expect(many[name], name).toBeLessThan(1000)
  }
})
