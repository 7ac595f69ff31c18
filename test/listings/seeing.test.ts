import { describe, expect, it } from 'vitest'
import type { AppError } from '../../worker/core/errors'
import { addPhoto } from '../../worker/listings/commands/addPhoto'
import { dismissReports } from '../../worker/listings/commands/dismissReports'
import { hideListing } from '../../worker/listings/commands/hideListing'
import { removePhoto } from '../../worker/listings/commands/removePhoto'
import { reportListing } from '../../worker/listings/commands/reportListing'
import { restoreListing } from '../../worker/listings/commands/restoreListing'
import { photosOf, visibleListing } from '../../worker/listings/queries'
import type { Ctx } from '../../worker/platform/context'
import { suggestRome } from '../../worker/staff/queries'
import { lowCode, suggestLowCodes } from '../../worker/waste/queries'
import { ask } from '../support/ask'
import {
  as,
  bindings,
  db,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'
import { jpegWithPlace, textOf } from '../support/images'

async function scene() {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const member = await as(await givenMember(organisation))
  const neighbour = await givenOrganisation(cluster, { name: 'Voisins' })
  const colleague = await as(await givenMember(neighbour))
  const coordinator = await as(await givenCoordinator(cluster))
  const far = await as(await givenMember(await givenOrganisation(await givenCluster(), { name: 'Loin' })))
  return { cluster, organisation, member, neighbour, colleague, coordinator, far, nobody: await as(null) }
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (e) => (e as AppError).code,
  )

describe('visibleListing', () => {
  it('shows each state to whom it is for', async () => {
    const s = await scene()
    const people = [s.member, s.coordinator, s.colleague, s.far, s.nobody]
    const seen = async (more: object) => {
      const l = await givenListing(s.cluster, s.organisation, more)
      return (await Promise.all(people.map((ctx) => codeOf(visibleListing(ctx, l.id))))).map(
        (code) => code === 'done',
      )
    }
    expect(await seen({})).toEqual([true, true, true, true, true])
    expect(await seen({ visibility: 'cluster' })).toEqual([true, true, true, false, false])
    expect(await seen({ status: 'draft' })).toEqual([true, true, false, false, false])
    expect(await seen({ hiddenReason: 'faux' })).toEqual([true, true, false, false, false])
    expect(await seen({ status: 'closed', outcome: 'met_here' })).toEqual([true, true, true, true, true])
    await db
      .updateTable('affiliations')
      .set({ status: 'suspended' })
      .where('organisationId', '=', s.organisation.id)
      .execute()
    expect(await seen({})).toEqual([true, true, false, false, false])
  })

  it('tells the exact place to the owner, the coordinator and who holds a confirmed booking', async () => {
    const s = await scene()
    const l = await givenListing(s.cluster, s.organisation)
    const place = async (ctx: Ctx) => {
      const { address, lat, lng, placeIsExact } = await visibleListing(ctx, l.id)
      return { address, lat, lng, placeIsExact }
    }
    const exact = { address: '12 rue du Port', lat: 49.44321, lng: 1.09987, placeIsExact: true }
    const blurred = { address: '', lat: 49.44, lng: 1.1, placeIsExact: false }
    expect(await Promise.all([s.member, s.coordinator, s.colleague, s.far, s.nobody].map(place))).toEqual([
      ...[exact, exact, blurred, blurred, blurred],
    ])
    const capacity = await db
      .selectFrom('listingCapacities')
      .select('capacityId')
      .where('listingId', '=', l.id)
      .executeTakeFirstOrThrow()
    const booking = {
      ...{
        id: 'bkg_given',
        clusterId: s.cluster.id,
        listingId: l.id,
        capacityId: capacity.capacityId,
        lenderId: s.organisation.id,
      },
      ...{
        borrowerId: s.neighbour.id,
        status: 'requested',
        startsAt: NOW,
        endsAt: '2026-11-21T09:00:00.000Z',
        quantity: 1,
      },
      ...{
        unit: 'piece',
        currency: 'EUR',
        answerBy: NOW,
        requestedBy: 'per_x',
        lastEventId: 'evt_given',
        createdAt: NOW,
      },
    }
    await db
      .insertInto('bookings')
      .values(booking as never)
      .execute()
    expect(await place(s.colleague)).toEqual(blurred)
    await db.updateTable('bookings').set({ status: 'confirmed' }).where('id', '=', 'bkg_given').execute()
    expect(await place(s.colleague)).toEqual(exact)
    expect(await place(s.far)).toEqual(blurred)
  })

  it('leaks no address into the page, its JSON-LD or the API', async () => {
    const s = await scene()
    const l = await givenListing(s.cluster, s.organisation)
    const html = await (await ask(`/fr/${s.cluster.slug}/offers/${l.id}`)).text()
    const json = await (await ask(`/api/v1/offers/${l.id}`)).text()
    for (const text of [html, json]) {
      expect(text).toContain('Rouen')
      expect(text).not.toMatch(/rue du Port|49\.4432|1\.0998/)
    }
    const ld = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? '{}')
    expect(ld).toMatchObject({
      ...{
        '@context': 'https://schema.org',
        '@type': 'Offer',
        name: l.title,
        price: '0.00',
        priceCurrency: 'EUR',
      },
      availableAtOrFrom: { address: { addressLocality: 'Rouen', postalCode: '76000' } },
      seller: { '@type': 'Organization', name: 'Les Jardins des Aulnes' },
    })
    expect(html).toMatch(/<meta property="og:title"/)
  })
})

describe('pages of a listing', () => {
  it('are not found in another cluster, another direction, or for whom it is not', async () => {
    const s = await scene()
    const other = await givenCluster()
    const l = await givenListing(s.cluster, s.organisation)
    const draft = await givenListing(s.cluster, s.organisation, { status: 'draft' })
    const status = async (path: string) => (await ask(path)).status
    expect(await status(`/fr/${s.cluster.slug}/offers/${l.id}`)).toBe(200)
    expect(await status(`/ar/${s.cluster.slug}/offers/${l.id}`)).toBe(200)
    expect(await status(`/fr/${other.slug}/offers/${l.id}`)).toBe(404)
    expect(await status(`/fr/${s.cluster.slug}/needs/${l.id}`)).toBe(404)
    expect(await status(`/fr/${s.cluster.slug}/offers/${draft.id}`)).toBe(404)
  })

  it('escape what people write, in the JSON-LD too', async () => {
    const s = await scene()
    const bad = '</script><script>alert(1)</script>'
    const l = await givenListing(s.cluster, s.organisation, { title: bad, description: bad })
    const html = await (await ask(`/fr/${s.cluster.slug}/offers/${l.id}`)).text()
    expect(html).not.toContain('<script>alert')
  })

  it('list public ones in the sitemap, and no other', async () => {
    const s = await scene()
    const shown = await givenListing(s.cluster, s.organisation)
    const need = await givenListing(s.cluster, s.organisation, { direction: 'need', language: 'ar' })
    const not = [
      await givenListing(s.cluster, s.organisation, { visibility: 'cluster' }),
      await givenListing(s.cluster, s.organisation, { status: 'draft' }),
      await givenListing(s.cluster, s.organisation, { hiddenReason: 'faux' }),
    ]
    const xml = await (await ask('/sitemap.xml')).text()
    expect(xml).toContain(`<loc>http://localhost:8787/fr/${s.cluster.slug}/offers/${shown.id}</loc>`)
    expect(xml).toContain(`<loc>http://localhost:8787/ar/${s.cluster.slug}/needs/${need.id}</loc>`)
    for (const l of not) expect(xml).not.toContain(l.id)
    expect(await (await ask('/robots.txt')).text()).toContain('Sitemap: http://localhost:8787/sitemap.xml')
  })
})

describe('photos', () => {
  it('lose the place where they were taken, and are served for ever', async () => {
    const s = await scene()
    const l = await givenListing(s.cluster, s.organisation)
    const id = await addPhoto(s.member, l.id, { bytes: jpegWithPlace(), alt: ' La salle ' })
    expect(await photosOf(s.member, l.id)).toMatchObject([
      { id, position: 1, contentType: 'image/jpeg', width: 64, height: 48, alt: 'La salle' },
    ])
    const answer = await ask(`/photos/${id}`)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      ...{ 'content-type': 'image/jpeg', 'cache-control': 'public, max-age=31536000, immutable' },
      'x-content-type-options': 'nosniff',
    })
    expect(textOf(new Uint8Array(await answer.arrayBuffer()))).not.toMatch(/Exif|GPS|secret/)
    expect(await eventTypes()).toEqual(['listing.photos_changed'])
    await removePhoto(s.member, id)
    expect((await ask(`/photos/${id}`)).status).toBe(404)
    expect(await bindings.PHOTOS.get(id)).toBeNull()
  })

  it('are refused by what they are, not by what they are called, and leave no trace', async () => {
    const s = await scene()
    const l = await givenListing(s.cluster, s.organisation)
    const add = (ctx: Ctx, bytes: Uint8Array) => codeOf(addPhoto(ctx, l.id, { bytes }))
    expect(await add(s.member, new TextEncoder().encode('<svg onload="alert(1)"/>'))).toBe('wrong_media_type')
    expect(await add(s.member, new Uint8Array(3_000_000))).toBe('too_large')
    expect(await add(s.colleague, jpegWithPlace())).toBe('not_member')
    expect(await add(s.nobody, jpegWithPlace())).toBe('not_signed_in')
    expect(await photosOf(s.member, l.id)).toEqual([])
    expect((await bindings.PHOTOS.list()).objects).toEqual([])
    expect(await eventTypes()).toEqual([])
  })

  it('are six at most, also when sent together', async () => {
    const s = await scene()
    const l = await givenListing(s.cluster, s.organisation)
    for (let i = 0; i < 5; i++) await addPhoto(s.member, l.id, { bytes: jpegWithPlace() })
    await Promise.allSettled([1, 2, 3].map(() => addPhoto(s.member, l.id, { bytes: jpegWithPlace() })))
    expect(await photosOf(s.member, l.id)).toHaveLength(6)
    expect((await bindings.PHOTOS.list()).objects).toHaveLength(6)
    expect(await codeOf(addPhoto(s.member, l.id, { bytes: jpegWithPlace() }))).toBe('invalid')
  })

  it('of a listing for members are for members', async () => {
    const s = await scene()
    const l = await givenListing(s.cluster, s.organisation, { visibility: 'cluster' })
    const id = await addPhoto(s.member, l.id, { bytes: jpegWithPlace() })
    expect((await ask(`/photos/${id}`)).status).toBe(404)
  })
})

describe('moderation', () => {
  it('takes reports from anyone, one each, and settles them when the listing is hidden', async () => {
    const s = await scene()
    const l = await givenListing(s.cluster, s.organisation)
    await reportListing(s.nobody, l.id, { reason: 'wrong' }, '192.0.2.1')
    await reportListing(
      s.colleague,
      l.id,
      { reason: 'other', note: 'La photo n’est pas la leur' },
      '192.0.2.2',
    )
    await reportListing(s.colleague, l.id, { reason: 'other' }, '192.0.2.2')
    const rows = await db.selectFrom('reports').selectAll().orderBy('createdAt').execute()
    expect(rows.map((r) => [r.reason, r.status, r.reportedBy]).sort()).toEqual([
      ['other', 'open', s.colleague.actor?.personId],
      ['wrong', 'open', null],
    ])
    expect(await codeOf(hideListing(s.member, l.id, 'non'))).toBe('not_coordinator')
    expect(await codeOf(hideListing(s.coordinator, l.id, ' '))).toBe('invalid')
    await hideListing(s.coordinator, l.id, 'La photo est celle d’une autre structure')
    expect(await codeOf(visibleListing(s.nobody, l.id))).toBe('not_found')
    expect(await eventTypes()).toEqual([
      'report.opened',
      'report.opened',
      'listing.hidden',
      'report.upheld',
      'report.upheld',
    ])
    await restoreListing(s.coordinator, l.id)
    expect(await codeOf(visibleListing(s.nobody, l.id))).toBe('done')
    await reportListing(s.nobody, l.id, { reason: 'wrong' }, '192.0.2.1')
    await dismissReports(s.coordinator, l.id)
    expect((await eventTypes()).slice(-2)).toEqual(['report.opened', 'report.dismissed'])
  })

  it('bounds reports by their sender and by their listing', async () => {
    const s = await scene()
    const l = await givenListing(s.cluster, s.organisation)
    for (let i = 0; i < 10; i++) await reportListing(s.nobody, l.id, { reason: 'wrong' }, '192.0.2.1')
    expect(await codeOf(reportListing(s.nobody, l.id, { reason: 'wrong' }, '192.0.2.1'))).toBe(
      'too_many_requests',
    )
    for (let i = 0; i < 15; i++) await reportListing(s.nobody, l.id, { reason: 'wrong' }, `192.0.2.${10 + i}`)
    expect(await db.selectFrom('reports').select('id').execute()).toHaveLength(20)
    expect(await codeOf(reportListing(s.nobody, l.id, { reason: 'bored' }, '192.0.2.99'))).toBe('invalid')
  })

  it('is reached by a form without an account', async () => {
    const s = await scene()
    const l = await givenListing(s.cluster, s.organisation)
    const path = `/fr/${s.cluster.slug}/offers/${l.id}/report`
    const post = (body: string) =>
      ask(path, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:8787' },
      })
    const refused = await post('note=rien')
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('rien')
    expect((await post('reason=wrong&note=')).status).toBe(303)
    expect(await db.selectFrom('reports').select('reason').execute()).toEqual([{ reason: 'wrong' }])
  })
})

describe('nomenclatures', () => {
  it('propose five codes by words in both languages, and by how the code begins', async () => {
    const ctx = await as(null)
    const codes = async (text: string) => (await suggestLowCodes(ctx, text)).map((c) => c.code)
    expect(await codes('sciure de bois')).toContain('030105')
    expect(await codes('sawdust')).toContain('030105')
    expect((await codes('palettes'))[0]).toBe('150103')
    expect(await codes('carton')).toContain('150101')
    expect(await codes('15 01')).toEqual(['150101', '150102', '150103', '150104', '150105'])
    expect(await codes('')).toEqual([])
    expect(await lowCode(ctx, '030105')).toMatchObject({ hazardous: false, mirrors: ['030104'] })
  })

  it('find job families by a word', async () => {
    const ctx = await as(null)
    expect((await suggestRome(ctx, 'comptable')).map((f) => f.code)).toContain('M1203')
    expect((await suggestRome(ctx, 'M120'))[0]?.code).toBe('M1201')
  })

  it('are a page and a fragment', async () => {
    const s = await scene()
    const page = await ask(`/fr/${s.cluster.slug}/low-codes?q=sciure`)
    expect(await page.text()).toContain('03 01 05')
    const fragment = await (await ask(`/en/${s.cluster.slug}/low-codes?q=sawdust&fragment=1`)).text()
    expect(fragment).toContain('03 01 05')
    expect(fragment).not.toContain('<html')
  })
})
