import { describe, expect, it } from 'vitest'
import type { AppError } from '../../worker/core/errors'
import { addPhoto } from '../../worker/listings/commands/addPhoto'
import { closeListing } from '../../worker/listings/commands/closeListing'
import { duplicateListing } from '../../worker/listings/commands/duplicateListing'
import { expireListings } from '../../worker/listings/commands/expireListings'
import { pauseListing } from '../../worker/listings/commands/pauseListing'
import { publishListing } from '../../worker/listings/commands/publishListing'
import { removePhoto } from '../../worker/listings/commands/removePhoto'
import { renewListing } from '../../worker/listings/commands/renewListing'
import { resumeListing } from '../../worker/listings/commands/resumeListing'
import { capacitiesOf, listingById, photosOf } from '../../worker/listings/queries'
import { rulesOf } from '../../worker/bookings/offers'
import { setOfferRules } from '../../worker/bookings/commands/setOfferRules'
import { draftListing } from '../../worker/listings/commands/draftListing'
import { editListing } from '../../worker/listings/commands/editListing'
import { updateOrganisation } from '../../worker/organisations/commands/updateOrganisation'
import { as, db, eventTypes, givenCluster, givenListing, givenMember } from '../support/given'
import { eventsOf, givenOrganisation, NOW } from '../support/given'
import { jpegWithPlace } from '../support/images'

async function scene() {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const member = await givenMember(organisation)
  return { cluster, organisation, member, ctx: await as(member) }
}
const fieldsOf = (work: Promise<unknown>) =>
  work.then(
    () => [],
    (e) => (e as AppError).details.fields ?? (e as AppError).code,
  )

describe('the life of a listing', () => {
  it('is paused, resumed, closed with its outcome, and no further', async () => {
    const { cluster, organisation, ctx } = await scene()
    const { id } = await givenListing(cluster, organisation)
    await pauseListing(ctx, id)
    await expect(pauseListing(ctx, id)).rejects.toMatchObject({ code: 'transition_not_allowed' })
    await resumeListing(ctx, id)
    await expect(closeListing(ctx, id, 'lost')).rejects.toMatchObject({ code: 'invalid' })
    await closeListing(ctx, id, 'met_here')
    expect(await listingById(ctx, id)).toMatchObject({
      status: 'closed',
      outcome: 'met_here',
      closedAt: NOW,
      version: 4,
    })
    for (const act of [renewListing, resumeListing, publishListing, pauseListing])
      await expect(act(ctx, id)).rejects.toMatchObject({ code: 'transition_not_allowed' })
    expect(await eventTypes(id)).toEqual(['listing.paused', 'listing.resumed', 'listing.closed'])
    expect((await eventsOf(id)).at(-1)?.payload).toMatchObject({ outcome: 'met_here' })
  })

  it('lapses with the clock, once, and is renewed in one act', async () => {
    const { cluster, organisation, ctx } = await scene()
    const lapsed = await givenListing(cluster, organisation, { expiresAt: NOW })
    const lives = await givenListing(cluster, organisation)
    const clock = await as(null)
    await expireListings(clock)
    await expireListings(clock)
    expect(await listingById(ctx, lapsed.id)).toMatchObject({ status: 'closed', outcome: 'expired' })
    expect(await listingById(ctx, lives.id)).toMatchObject({ status: 'published' })
    expect(await eventsOf()).toMatchObject([{ type: 'listing.expired', subjectId: lapsed.id, actorId: null }])
    await renewListing(ctx, lapsed.id)
    expect(await listingById(ctx, lapsed.id)).toMatchObject({
      ...{ status: 'published', outcome: null, closedAt: null, expiresAt: '2027-05-20T08:00:00.000Z' },
    })
    const over = await givenListing(cluster, organisation, {
      direction: 'need',
      endsAt: '2026-11-20T08:00:00.000Z',
    })
    expect(await fieldsOf(renewListing(ctx, over.id))).toEqual([{ path: 'endsAt', code: 'in_the_past' }])
  })

  it('begins again as a draft with capacities of its own', async () => {
    const { cluster, organisation, ctx } = await scene()
    const l = await givenListing(cluster, organisation, {
      quantity: 3,
      externalId: 'x',
      source: 's',
      details: { seats: 4, amenities: [] },
    })
    const photo = await addPhoto(ctx, l.id, { bytes: jpegWithPlace(), alt: 'La salle' })
    const copy = await duplicateListing(ctx, l.id)
    expect(await listingById(ctx, copy)).toMatchObject({
      ...{
        status: 'draft',
        title: l.title,
        quantity: 3,
        details: { seats: 4 },
        externalId: null,
        publishedAt: null,
      },
    })
    const [mine, theirs] = [await capacitiesOf(ctx, copy), await capacitiesOf(ctx, l.id)]
    expect(mine).toMatchObject([{ quantity: 3 }])
    expect(mine[0]?.id).not.toBe(theirs[0]?.id)
    const [pictured] = await photosOf(ctx, copy)
    expect(pictured).toMatchObject({ alt: 'La salle', contentType: 'image/jpeg', position: 1 })
    // Taken from one, it stays with the other.
    await removePhoto(ctx, photo)
    expect(await ctx.env.PHOTOS.head(photo)).toBeNull()
    expect(await ctx.env.PHOTOS.head(pictured?.id ?? '')).not.toBeNull()
    expect(await eventTypes(copy)).toEqual(['listing.drafted', 'listing.photos_changed'])
  })

  it('begins again with the rules it had, for any member; what is gone of them is left out', async () => {
    const { cluster, organisation, ctx } = await scene()
    const friend = await givenOrganisation(cluster)
    const gone = await givenOrganisation(cluster)
    const l = await givenListing(cluster, organisation)
    const part = await givenListing(cluster, organisation)
    const manager = await as(await givenMember(organisation, { mayAnswer: 1 }))
    const rules = {
      stepMinutes: 60,
      onlyFor: [friend.id, gone.id],
      bundle: [{ offerId: part.id, quantity: 1 }],
    }
    await setOfferRules(manager, l.id, rules)
    const all = (await rulesOf(ctx, await duplicateListing(ctx, l.id))).rules
    expect(all).toEqual((await rulesOf(ctx, l.id)).rules)
    await db
      .updateTable('affiliations')
      .set({ status: 'left' })
      .where('organisationId', '=', gone.id)
      .execute()
    const copy = await duplicateListing(ctx, l.id)
    expect((await rulesOf(ctx, copy)).rules).toEqual({ ...all, onlyFor: [friend.id] })
    await db
      .updateTable('affiliations')
      .set({ status: 'left' })
      .where('organisationId', '=', friend.id)
      .execute()
    expect((await rulesOf(ctx, await duplicateListing(ctx, l.id))).version).toBe(0)
  })

  it('says where a postcode can not be one', async () => {
    const { cluster, organisation, ctx } = await scene()
    const l = await givenListing(cluster, organisation)
    const manager = await as(await givenMember(organisation, { role: 'manager' }))
    const draft = { direction: 'need' as const, organisationId: organisation.id, kind: 'space' as const }
    for (const work of [
      () => editListing(ctx, l.id, { postcode: '76' }),
      () =>
        draftListing(ctx, cluster.id, { ...draft, title: 'Un atelier', commune: 'Rouen', postcode: '76' }),
      () => updateOrganisation(manager, cluster.id, organisation.id, { postcode: '7600' }),
    ])
      expect(await fieldsOf(work())).toMatchObject([{ path: 'postcode', code: 'postcode_five_digits' }])
    await editListing(ctx, l.id, { postcode: '76100' })
    await db.updateTable('organisations').set({ country: 'BE' }).where('id', '=', organisation.id).execute()
    await editListing(ctx, l.id, { postcode: '1000' })
    expect((await listingById(ctx, l.id))?.postcode).toBe('1000')
  })
})
