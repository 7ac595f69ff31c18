import { describe, expect, it } from 'vitest'
import { listingById } from '../../worker/listings/queries'
import { as, db, givenCluster, givenCoordinator } from '../support/given'
import { givenListing, givenMember, givenOrganisation } from '../support/given'
import { ask } from '../support/ask'
import { signedIn } from '../people/support'

async function scene() {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const member = await givenMember(organisation)
  const someone = await signedIn(member.email ?? '')
  const at = (path: string) => `/fr/${cluster.slug}${path}`
  return { cluster, organisation, member, someone, at }
}
const idIn = (path: string) => /(ofr|ned)_\w+/.exec(path)?.[0] ?? ''

describe('posting by page, step by step', () => {
  it('says that hazardous waste is not handed over without its slip', async () => {
    const { someone, at, cluster, organisation } = await scene()
    const details = { materialStatus: 'waste', lowCode: '130205', hazardous: true }
    const l = await givenListing(cluster, organisation, {
      kind: 'waste',
      unit: 'kg',
      grain: 'stock',
      details,
    })
    for (const html of [
      (await someone.get(at(`/me/listings/${l.id}`))).text,
      await (await ask(at(`/offers/${l.id}`))).text(),
    ]) {
      expect(html).toContain('Trackdéchets')
      expect(html).toContain('R541-45')
    }
  })

  it('refuses an edit over a version that has changed, and keeps what was typed', async () => {
    const { someone, at, cluster, organisation } = await scene()
    const l = await givenListing(cluster, organisation, { version: 4, details: { seats: 3, amenities: [] } })
    const answers = { title: 'Nouveau nom', description: '', 'details.seats': '3', version: '3' }
    const refused = await someone.post(at(`/me/listings/${l.id}/what`), answers)
    expect([
      refused.status,
      refused.text.includes('value="Nouveau nom"'),
      /a changé/.test(refused.text),
    ]).toEqual([422, true, true])
    const saved = await someone.post(at(`/me/listings/${l.id}/what`), { ...answers, version: '4' })
    expect(saved.location).toBe(at(`/me/listings/${l.id}?told=saved`))
  })

  it('manages: pause, reopen, the same again, end; and lists each under its state', async () => {
    const { someone, at, cluster, organisation } = await scene()
    const l = await givenListing(cluster, organisation, { details: { seats: 3, amenities: [] } })
    const status = async () => (await listingById(await as(null), l.id))?.status
    await someone.post(at(`/me/listings/${l.id}/pause`))
    expect(await status()).toBe('paused')
    await someone.post(at(`/me/listings/${l.id}/resume`))
    expect(await status()).toBe('published')
    const copy = idIn((await someone.post(at(`/me/listings/${l.id}/duplicate`))).location)
    expect((await someone.post(at(`/me/listings/${l.id}/close`), { outcome: '' })).status).toBe(422)
    await someone.post(at(`/me/listings/${l.id}/close`), { outcome: 'met_here' })
    expect(await status()).toBe('closed')
    const mine = (await someone.get(at('/me/listings'))).text
    expect(mine).toMatch(/Brouillons[\s\S]*Terminées[\s\S]*trouvé ici/)
    expect(mine).toContain(copy)
  })

  it('is for members, who reach their own alone; a coordinator acts for a member', async () => {
    const { at, cluster, organisation, member } = await scene()
    const l = await givenListing(cluster, organisation, { details: { seats: 3, amenities: [] } })
    expect((await ask(at('/post/offer/space'))).headers.get('location')).toContain('/fr/sign-in?next=')
    const other = await givenMember(await givenOrganisation(cluster, { name: 'Autre' }))
    const stranger = await signedIn(other.email ?? '')
    for (const path of [`/me/listings/${l.id}`, `/me/listings/${l.id}/what`])
      expect((await stranger.get(at(path))).status).toBe(404)
    expect((await stranger.post(at(`/me/listings/${l.id}/close`), { outcome: 'met_here' })).status).toBe(404)

    const coordinator = await signedIn((await givenCoordinator(cluster)).email ?? '')
    const first = await coordinator.get(at('/post/offer/space'))
    const choice = `${organisation.id}~${member.memberId}`
    expect(first.text).toContain(choice)
    const made = await coordinator.post(at('/post/offer/space'), {
      organisation: choice,
      title: 'Salle de Awa',
    })
    expect(made.status).toBe(303)
    const event = await db
      .selectFrom('events')
      .select('onBehalfOf')
      .where('type', '=', 'listing.drafted')
      .executeTakeFirst()
    expect(event?.onBehalfOf).toBe(member.id)
  })
})
