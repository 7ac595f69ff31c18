import { describe, expect, test } from 'vitest'
import { rematchListing } from '../../worker/matching/reactTo'
import { indexListing } from '../../worker/search/reactTo'
import { signedIn, tokenOf } from '../dashboards/session'
import { ask } from '../support/ask'
import {
  as,
  db,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'

async function given() {
  const cluster = await givenCluster()
  const [lender, borrower] = [
    await givenOrganisation(cluster),
    await givenOrganisation(cluster, { name: 'Le Pain de l’Aubette' }),
  ]
  const row = { kind: 'equipment' as const, grain: 'day' as const, expiresAt: null }
  const clock = await as(null, { now: new Date().toISOString() })
  const offer = await givenListing(cluster, lender, { ...row, title: 'Fourgon avec hayon' })
  const need = await givenListing(cluster, borrower, {
    ...row,
    direction: 'need',
    title: 'Un fourgon pour déménager',
  })
  for (const { id } of [offer, need]) await indexListing(clock, id)
  await rematchListing(clock, need.id)
  const { id } = await db.selectFrom('matches').select('id').executeTakeFirstOrThrow()
  const [holder, seeker] = [await givenMember(lender), await givenMember(borrower)]
  return {
    cluster,
    offer,
    need,
    id,
    holder,
    seeker,
    coordinator: await givenCoordinator(cluster),
    stranger: await givenMember(await givenOrganisation(cluster)),
  }
}
const soon = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

describe('pages', () => {
  test('each party sees both sides, why, and what it can do', async () => {
    const g = await given()
    const path = `/fr/${g.cluster.slug}/matches/${g.id}`
    const browser = await signedIn(g.seeker)
    const seeker = await browser.get(path)
    expect(seeker.text).toContain('Fourgon avec hayon')
    expect(seeker.text).toContain('les mêmes mots dans l’annonce')
    expect(seeker.text).toContain(`/offers/${g.offer.id}/book`)
    expect(seeker.text).not.toContain('id="propose"')
    expect((await (await signedIn(g.holder)).get(path)).text).toContain('id="propose"')
    for (const language of ['en', 'ar'])
      expect((await browser.get(`/${language}/${g.cluster.slug}/matches/${g.id}`)).status).toBe(200)
  })

  test('nobody else does, in no cluster', async () => {
    const g = await given()
    for (const who of [g.coordinator, g.stranger]) {
      const browser = await signedIn(who)
      expect((await browser.get(`/fr/${g.cluster.slug}/matches/${g.id}`)).status).toBe(404)
      expect((await browser.post(`/fr/${g.cluster.slug}/matches/${g.id}/accept`, {})).status).toBe(404)
    }
    const other = await givenCluster()
    expect((await (await signedIn(g.seeker)).get(`/fr/${other.slug}/matches/${g.id}`)).status).toBe(404)
    expect((await ask(`/fr/${g.cluster.slug}/matches/${g.id}`)).status).toBe(303)
  })

  test('"not for me" without a reason is asked again; with one it is kept', async () => {
    const g = await given()
    const browser = await signedIn(g.seeker)
    const path = `/fr/${g.cluster.slug}/matches/${g.id}/dismiss`
    const refused = await browser.post(path, {})
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Répondez à cette question.')
    expect((await browser.post(path, { reason: 'too_far' })).status).toBe(303)
    expect(await eventTypes(g.id)).toEqual(['match.suggested', 'match.dismissed'])
  })

  test('a time is proposed by its local hours, and a wrong one told at its field with what was typed', async () => {
    const g = await given()
    const browser = await signedIn(g.holder)
    const path = `/fr/${g.cluster.slug}/matches/${g.id}/propose`
    const on = soon(20).slice(0, 10)
    const refused = await browser.post(path, { on, from: '16:00', to: '14:00' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain(`value="${on}"`)
    expect((await browser.post(path, { on: '', from: '', to: '' })).status).toBe(422)
    expect((await browser.post(path, { on: '2020-01-01', from: '10:00', to: '11:00' })).status).toBe(422)
    expect((await browser.post(path, { on, from: '14:00', to: '16:00' })).status).toBe(303)
    expect((await (await signedIn(g.seeker)).get(`/fr/${g.cluster.slug}/matches/${g.id}`)).text).toContain(
      'Moment proposé',
    )
  })

  test('a message that is sent twice is kept once', async () => {
    const g = await given()
    const browser = await signedIn(g.seeker)
    const path = `/fr/${g.cluster.slug}/messages/${g.id}`
    const form = { body: 'Bonjour, il est libre jeudi ?', once: 'one-form' }
    const answers = [await browser.post(path, form), await browser.post(path, form)]
    expect(answers.map((a) => [a.status, a.headers.get('location')])).toEqual(
      Array(2).fill([303, `${path}#last`]),
    )
    expect(await db.selectFrom('messages').select('body').execute()).toEqual([{ body: form.body }])
    expect((await browser.get(path)).text).toContain('il est libre jeudi')
    const empty = await browser.post(path, { body: ' ', once: 'other' })
    expect(empty.status).toBe(422)
    expect((await (await signedIn(g.holder)).get(`/fr/${g.cluster.slug}/messages`)).text).toContain('Non lu')
    expect((await (await signedIn(g.stranger)).get(path)).status).toBe(404)
    expect((await (await signedIn(g.coordinator)).post(path, form)).status).toBe(404)
  })

  test('what fits a draft is shown while it is written, to its own organisation', async () => {
    const g = await given()
    const draft = await givenListing(
      g.cluster,
      { id: g.need.organisationId },
      { direction: 'need', kind: 'equipment', grain: 'day', status: 'draft', title: 'Un barnum' },
    )
    const path = `/fr/${g.cluster.slug}/matching/preview?need=${draft.id}&kind=equipment`
    const browser = await signedIn(g.seeker)
    expect((await browser.get(`${path}&fragment=1`)).text).toContain('Aucune offre ne convient')
    const typed = await browser.get(`${path}&fragment=1&title=fourgon&description=&quantity=1`)
    expect(typed.text).toContain('Fourgon avec hayon')
    expect(typed.text).not.toContain('<html')
    expect((await browser.get(path)).text).toContain('<html')
    const json = JSON.parse(
      (await browser.get(`${path}&format=json&title=fourgon&description=&quantity=1`)).text,
    ) as { items: { title: string; reasons: object[] }[] }
    expect(json.items[0]).toMatchObject({ title: 'Fourgon avec hayon' })
    expect(json.items[0]?.reasons).toHaveLength(3)
    for (const bad of ['&quantity=abc&title=x', '&startsOn=31/12/2026', '&withinKm=0&lat=999&commune=x'])
      expect((await browser.get(`${path}&fragment=1${bad}`)).status).toBe(200)
    for (const who of [g.holder, g.stranger]) expect((await (await signedIn(who)).get(path)).status).toBe(404)
  })
})

describe('the API', () => {
  test('lists what fits, with reasons in words; answers are facts', async () => {
    const g = await given()
    const headers = await tokenOf(g.seeker)
    const got = (await (await ask(`/api/v1/needs/${g.need.id}/matches`, { headers })).json()) as {
      items: { id: string; reasons: { code: string; words: string }[] }[]
    }
    expect(got.items.map((m) => m.id)).toEqual([g.id])
    expect(got.items[0]?.reasons).toHaveLength(3)
    const post = (path: string, body?: object) =>
      ask(`/api/v1${path}`, { method: 'POST', headers, ...(body && { body: JSON.stringify(body) }) })
    expect((await post(`/matches/${g.id}/dismiss`, { reason: 'because' })).status).toBe(422)
    expect((await post(`/matches/${g.id}/propose`, { startsAt: soon(2), endsAt: soon(3) })).status).toBe(403)
    const accepted = await post(`/matches/${g.id}/accept`)
    expect(await accepted.json()).toMatchObject({ acceptedBy: ['need'], status: 'suggested' })
    expect((await post(`/matches/${g.id}/messages`, { body: 'Bonjour' })).status).toBe(201)
    const talk = await (await ask(`/api/v1/matches/${g.id}/messages`, { headers })).json()
    expect(talk).toMatchObject({ items: [{ body: 'Bonjour', mine: true }], contacts: null, nextCursor: null })
  })

  test('is closed to everybody else', async () => {
    const g = await given()
    for (const who of [g.stranger, g.holder]) {
      const headers = await tokenOf(who)
      expect((await ask(`/api/v1/needs/${g.need.id}/matches`, { headers })).status).toBe(404)
    }
    for (const path of [`/needs/${g.need.id}/matches`, `/matches/${g.id}`, `/matches/${g.id}/messages`])
      expect((await ask(`/api/v1${path}`)).status).toBe(401)
    const headers = await tokenOf(g.coordinator)
    for (const path of [
      `/matches/${g.id}`,
      `/matches/${g.id}/messages`,
      `/bookings/${g.id}/messages`,
      `/offers/${g.need.id}/matches`,
    ])
      expect((await ask(`/api/v1${path}`, { headers })).status).toBe(404)
  })
})
