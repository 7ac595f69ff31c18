import { describe, expect, it } from 'vitest'
import { becomeListing } from '../../worker/leads/commands/becomeListing'
import { becomeSite } from '../../worker/leads/commands/becomeSite'
import { moveLead } from '../../worker/leads/commands/changeLead'
import { reportPlace } from '../../worker/leads/commands/reportPlace'
import { leadInside } from '../../worker/leads/queries'
import { listingById, photosOf } from '../../worker/listings/queries'
import { JPEG } from '../rights/worldOfBookings'
import { askAs } from '../rights/asking'
import { givenWorld } from '../rights/world'
import {
  as,
  db,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
} from '../support/given'

const SEEN = {
  subject: 'waste',
  words: 'Quarante palettes derrière le marché',
  address: 'Quai du Havre',
  commune: 'Rouen',
}
async function reported() {
  const cluster = await givenCluster()
  const workshop = await givenOrganisation(cluster, { name: 'L’Atelier bois' })
  const member = await givenMember(workshop, { role: 'manager' })
  const ctx = await as(await givenCoordinator(cluster))
  const id = await reportPlace(await as(null), cluster.id, SEEN, JPEG, '1.2.3.4')
  return { cluster, workshop, member, ctx, id }
}

describe('waste that somebody saw in the street', () => {
  it('is reported without an account, looked at, and becomes a draft in a member’s name', async () => {
    const { workshop, member, ctx, id } = await reported()
    expect(await leadInside(ctx, id)).toMatchObject({
      subject: 'waste',
      stage: 'reported',
      photoType: 'image/jpeg',
    })
    const given = { organisationId: workshop.id, quantity: 40, unit: 'pallet' as const }
    await expect(becomeListing(ctx, id, given)).rejects.toMatchObject({ code: 'transition_not_allowed' })
    await moveLead(ctx, id, { to: 'lead' })
    await expect(becomeSite(ctx, id, { organisationId: workshop.id })).rejects.toMatchObject({
      code: 'transition_not_allowed',
    })
    const listing = await listingById(ctx, await becomeListing(ctx, id, given))
    expect(listing).toMatchObject({
      ...{ direction: 'offer', kind: 'waste', status: 'draft', organisationId: workshop.id, grain: 'stock' },
      ...{ title: SEEN.words, commune: 'Rouen', quantity: 40, unit: 'pallet' },
    })
    expect(await leadInside(ctx, id)).toMatchObject({ stage: 'done', listingId: listing?.id })
    expect((await eventTypes()).slice(-2)).toEqual(['listing.drafted', 'lead.became_listing'])
    const [photo, ...more] = await photosOf(ctx, listing?.id ?? '')
    const { photoId, photoBytes } = await leadInside(ctx, id)
    expect(photo).toMatchObject({ position: 1, contentType: 'image/jpeg', bytes: photoBytes })
    expect([photo?.id === photoId, more]).toEqual([false, []])
    expect((await ctx.env.PHOTOS.get(photo?.id ?? ''))?.size).toBe(photoBytes)
    const drafted = await db
      .selectFrom('events')
      .select('onBehalfOf')
      .where('type', '=', 'listing.drafted')
      .executeTakeFirst()
    expect(drafted?.onBehalfOf).toBe(member.id)
  })

  it('becomes a need as well; not of an organisation elsewhere, nor of nothing, nor for others', async () => {
    const { cluster, workshop, member, ctx, id } = await reported()
    await moveLead(ctx, id, { to: 'lead' })
    const other = await givenOrganisation(await givenCluster())
    await expect(becomeListing(ctx, id, { organisationId: other.id, quantity: 1 })).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(becomeListing(ctx, id, { organisationId: workshop.id, quantity: 0 })).rejects.toMatchObject({
      code: 'invalid',
    })
    const stranger = becomeListing(await as(member), id, { organisationId: workshop.id, quantity: 1 })
    await expect(stranger).rejects.toMatchObject({ code: 'not_found' })
    expect(
      await db.selectFrom('listings').select('id').where('clusterId', '=', cluster.id).execute(),
    ).toEqual([])
    const needId = await becomeListing(ctx, id, {
      direction: 'need',
      organisationId: workshop.id,
      quantity: 200,
    })
    expect(await listingById(ctx, needId)).toMatchObject({ direction: 'need', unit: 'kg', quantity: 200 })
  })
})

describe('by API', () => {
  it('a report takes a photo, and refuses what is none in words', async () => {
    await givenWorld()
    const path = '/api/v1/clusters/pole-a/leads/report'
    const report = (photo: object) => askAs('borrower', { method: 'POST', path, json: { ...SEEN, photo } })
    expect((await report({ base64: btoa('GIF89a') })).status).toBe(415)
    expect((await report({ base64: '%%%' })).status).toBe(422)
    const base64 = btoa(String.fromCharCode(...JPEG))
    expect((await report({ base64 })).status).toBe(202)
    const lead = await db.selectFrom('leads').selectAll().where('words', '=', SEEN.words).executeTakeFirst()
    expect(lead).toMatchObject({ subject: 'waste', photoType: 'image/jpeg' })
  })

  it('the journal names nobody’s clock for what a passer-by said', async () => {
    await givenWorld()
    await reportPlace(await as(null), 'clu_a', SEEN, undefined, '5.6.7.8')
    const { text } = await askAs('coordinator', { method: 'GET', path: '/fr/pole-a/coordination/journal' })
    expect(text).toContain('une personne sans compte')
    expect(text).not.toMatch(/On vous signale[^<]*<\/a><\/td><td><bdi>l’horloge/)
  })
})
