import { describe, expect, it } from 'vitest'
import type { AppError } from '../../worker/core/errors'
import { addPhoto } from '../../worker/listings/commands/addPhoto'
import { removePhoto } from '../../worker/listings/commands/removePhoto'
import { photosOf, visibleListing } from '../../worker/listings/queries'
import type { Ctx } from '../../worker/platform/context'
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
