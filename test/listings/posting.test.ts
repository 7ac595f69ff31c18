import { describe, expect, it } from 'vitest'
import { DAY, toInstant, wallOf } from '../../worker/core/time'
import { capacitiesOf, listingById, photosOf } from '../../worker/listings/queries'
import { as, bindings, db, eventTypes, givenCluster } from '../support/given'
import { givenMember, givenOrganisation } from '../support/given'
import { jpegWithPlace } from '../support/images'
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
const inDays = (days: number) => wallOf(toInstant(Date.now() + days * DAY), 'Europe/Paris').date
const idIn = (path: string) => /(ofr|ned)_\w+/.exec(path)?.[0] ?? ''
const fromUs = { origin: 'http://localhost:8787' }

describe('posting by page', () => {
  it('says at once that a day is over, and that a lot ends before it begins', async () => {
    const { someone, at } = await scene()
    const need = idIn(
      (await someone.post(at('/post/need/space'), { once: 'a', title: 'Une salle' })).location,
    )
    const past = await someone.post(at(`/me/listings/${need}/when`), { startsOn: inDays(-1) })
    expect(past.status).toBe(422)
    expect(past.text).toContain('#f-startsOn')

    const offer = idIn(
      (await someone.post(at('/post/offer/premises'), { once: 'b', title: 'Un étage' })).location,
    )
    const lot = { 'lots.0.label': 'A', 'lots.0.surfaceM2': '120', 'lots.0.availableFrom': inDays(9) }
    const wrong = { ...lot, 'lots.0.availableUntil': inDays(8) }
    const lots = await someone.post(at(`/me/listings/${offer}/lots`), wrong)
    expect([lots.status, lots.text.includes('#f-lots-0-availableUntil')]).toEqual([422, true])
    const right = { ...lot, 'lots.0.availableUntil': inDays(9) }
    expect((await someone.post(at(`/me/listings/${offer}/lots`), right)).status).toBe(303)
  })

  it('names what is still missing, each once, with its way there', async () => {
    const { someone, at } = await scene()
    const id = idIn(
      (
        await someone.post(at('/post/offer/waste'), {
          once: 'c',
          title: 'De la sciure',
          quantity: '5',
          unit: 'kg',
        })
      ).location,
    )
    for (const answer of [
      await someone.get(at(`/me/listings/${id}`)),
      await someone.post(at(`/me/listings/${id}/publish`)),
    ]) {
      expect(answer.text.split('Aux yeux de la loi')).toHaveLength(2)
      expect(answer.text).toContain(at(`/me/listings/${id}/details`))
      expect(answer.text).not.toContain('Répondez à cette question')
    }
  })

  it('takes a need from its kind to its publication in three questions, and keeps each answer', async () => {
    const { someone, at } = await scene()
    const first = await someone.get(at('/post/need/space'))
    const once = /name="once" value="([^"]+)"/.exec(first.text)?.[1] ?? ''
    const what = { once, title: 'Une salle pour notre assemblée', 'details.seats': '18', description: '' }
    const drafted = await someone.post(at('/post/need/space'), what)
    expect(drafted.status).toBe(303)
    const id = idIn(drafted.location)
    expect(drafted.location).toBe(at(`/me/listings/${id}/when`))
    // The same form sent twice is one draft.
    expect((await someone.post(at('/post/need/space'), what)).location).toBe(drafted.location)
    expect(await eventTypes()).toEqual(['listing.drafted'])

    const when = await someone.post(drafted.location, {
      ...{ version: '1', startsOn: inDays(9), endsOn: '' },
      ...{ from: '14:00', to: '16:00' },
    })
    expect(when.location).toBe(at(`/me/listings/${id}/where`))
    const again = (await someone.get(at(`/me/listings/${id}/when`))).text
    expect(again).toMatch(new RegExp(`name="startsOn"[^>]*value="${inDays(9)}"`))
    // One day was given: it can be moved alone.
    expect(again).not.toMatch(new RegExp(`name="endsOn"[^>]*value="${inDays(9)}"`))
    const where = await someone.post(when.location, {
      version: '1',
      commune: 'Rouen',
      withinKm: '5',
      lat: '',
      lng: '',
    })
    expect(where.location).toBe(at(`/me/listings/${id}`))
    expect((await someone.get(where.location)).text).toContain('une salle pour notre assemblée')

    const answers = { tariffMode: 'price', referenceCents: '12,50', visibility: 'cluster' }
    const published = await someone.post(at(`/me/listings/${id}/publish`), answers)
    expect(published.location).toBe(at(`/needs/${id}?told=published`))
    expect(await someone.post(at(`/me/listings/${id}/publish`), answers)).toMatchObject({
      location: published.location,
    })
    expect(await listingById(await as(null), id)).toMatchObject({
      ...{
        status: 'published',
        direction: 'need',
        kind: 'space',
        details: { seats: 18 },
        grain: 'hour',
        withinKm: 5,
      },
      ...{
        tariffMode: 'price',
        referenceCents: 1250,
        priceUnit: 'hour',
        visibility: 'cluster',
        commune: 'Rouen',
      },
    })
    expect((await eventTypes(id)).filter((type) => type === 'listing.published')).toHaveLength(1)
    expect((await someone.get(published.location)).text).toContain('Publié.')
  })

  it('takes an offer with its photo, by the form that browsers without script send', async () => {
    const { someone, at, member, organisation } = await scene()
    const form = new FormData()
    for (const [name, value] of Object.entries({
      title: 'Salle claire',
      'details.seats': '20',
      quantity: '1',
      photoAlt: 'La salle',
    }))
      form.set(name, value)
    form.set('photo', new File([jpegWithPlace()], 'DSC_0001.JPG', { type: 'image/jpeg' }))
    const cookie = [...someone.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const drafted = await ask(at('/post/offer/space'), {
      method: 'POST',
      body: form,
      headers: { cookie, ...fromUs },
    })
    const id = idIn(drafted.headers.get('location') ?? '')
    expect(await photosOf(await as(null), id)).toMatchObject([{ alt: 'La salle', contentType: 'image/jpeg' }])

    const windows = {
      'w0.days': '2',
      'w0.from': '09:00',
      'w0.to': '18:00',
      grain: 'hour',
      startsOn: '',
      endsOn: '',
    }
    expect((await someone.post(at(`/me/listings/${id}/when`), windows)).location).toBe(
      at(`/me/listings/${id}/details`),
    )
    const details = { 'details.wheelchair': 'yes', 'details.amenities': 'wifi', 'details.surfaceM2': '62' }
    expect((await someone.post(at(`/me/listings/${id}/details`), details)).location).toBe(
      at(`/me/listings/${id}/terms`),
    )
    const terms = {
      tariffMode: 'price',
      referenceCents: '12',
      solidarityCents: '4',
      supportCents: '16',
      priceUnit: 'hour',
    }
    const last = await someone.post(at(`/me/listings/${id}/terms`), {
      ...terms,
      terms: 'Rendre propre',
      visibility: 'public',
      instantFor: 'everyone',
    })
    expect(last.location).toBe(at(`/me/listings/${id}`))
    expect((await someone.post(at(`/me/listings/${id}/publish`))).status).toBe(303)
    expect(await listingById(await as(null), id)).toMatchObject({
      ...{
        status: 'published',
        organisationId: organisation.id,
        createdBy: member.id,
        instantFor: 'everyone',
      },
      ...{ referenceCents: 1200, solidarityCents: 400, supportCents: 1600, terms: 'Rendre propre' },
      windows: [{ days: [2], from: '09:00', to: '18:00' }],
      details: { seats: 20, surfaceM2: 62, wheelchair: 'yes', amenities: ['wifi'] },
    })
  })

  it('tells what is wrong beside its field, and loses nothing that was typed', async () => {
    const { someone, at } = await scene()
    const refused = await someone.post(at('/post/offer/equipment'), {
      title: 'ab',
      quantity: 'beaucoup',
      description: 'Une remorque',
    })
    expect(refused.status).toBe(422)
    expect(refused.text).toMatch(/Écrivez un nombre/)
    for (const typed of ['value="ab"', 'value="beaucoup"', 'Une remorque'])
      expect(refused.text).toContain(typed)
    expect(await db.selectFrom('listings').select('id').execute()).toEqual([])
  })

  it('keeps the draft when the photo is refused, and says why', async () => {
    const { someone, at } = await scene()
    const send = async (file: File) => {
      const form = new FormData()
      form.set('title', 'Salle claire')
      form.set('photo', file)
      const cookie = [...someone.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await ask(at('/post/offer/space'), {
        method: 'POST',
        body: form,
        headers: { cookie, ...fromUs },
      })
      return { status: answer.status, text: await answer.text() }
    }
    const wrong = await send(new File(['<svg/>'], 'photo.jpg', { type: 'image/jpeg' }))
    expect([wrong.status, /JPEG, PNG ou WebP/.test(wrong.text)]).toEqual([422, true])
    const heavy = await send(new File([new Uint8Array(3_000_000)], 'photo.jpg', { type: 'image/jpeg' }))
    expect([heavy.status, /trop lourde/.test(heavy.text)]).toEqual([422, true])
    expect((await bindings.PHOTOS.list()).objects).toEqual([])
  })

  it('takes the lots of premises by rows, and more rows when asked', async () => {
    const { someone, at } = await scene()
    const id = idIn((await someone.post(at('/post/offer/premises'), { title: 'Étage de filature' })).location)
    const lots = {
      'lots.0.label': 'Lot A',
      'lots.0.surfaceM2': '150',
      'lots.1.label': '',
      'lots.1.surfaceM2': '',
    }
    const more = await someone.post(at(`/me/listings/${id}/lots`), { ...lots, act: 'more' })
    expect(more.status).toBe(200)
    expect(more.text).toContain('name="lots.4.label"')
    expect(more.text).toContain('value="Lot A"')
    expect((await someone.post(at(`/me/listings/${id}/lots`), lots)).status).toBe(303)
    expect(await capacitiesOf(await as(null), id)).toMatchObject([
      { shape: 'lot', label: 'Lot A', details: { surfaceM2: 150 } },
    ])
    expect(await listingById(await as(null), id)).toMatchObject({ quantity: 150, unit: 'm2', grain: 'month' })
  })

  it('says on the check page what is missing, and publishes nothing before', async () => {
    const { someone, at } = await scene()
    const id = idIn(
      (await someone.post(at('/post/offer/staff'), { title: 'Comptable', 'details.hoursPerWeek': '4' }))
        .location,
    )
    expect((await someone.get(at(`/me/listings/${id}`))).text).toContain(
      'Il faut l’accord de la personne prêtée.',
    )
    expect((await someone.post(at(`/me/listings/${id}/publish`))).status).toBe(422)
    const cost = {
      'details.wagesCents': '18,20',
      'details.chargesCents': '7',
      'details.expensesCents': '',
      'details.consent': 'yes',
    }
    await someone.post(at(`/me/listings/${id}/details`), cost)
    expect((await someone.post(at(`/me/listings/${id}/publish`))).status).toBe(303)
    expect(await listingById(await as(null), id)).toMatchObject({
      status: 'published',
      referenceCents: 2520,
      tariffMode: 'price',
    })
  })
})
