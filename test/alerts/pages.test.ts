import { expect, test } from 'vitest'
import { stopMails } from '../../worker/notifications/commands/stopMails'
import { createToken } from '../../worker/people/tokens'
import { sign } from '../../worker/platform/crypto'
import { browsing } from '../bookings/browsing'
import { ask } from '../support/ask'
import { as, bindings, db, givenCluster, givenMember, givenOrganisation } from '../support/given'

async function givenReader() {
  const cluster = await givenCluster()
  const person = await givenMember(await givenOrganisation(cluster))
  return { cluster, person, browser: await browsing(person), at: `/fr/${cluster.slug}` }
}

test('one tap on the search page keeps the search; it is paused, changed and removed from its list', async () => {
  const { cluster, person, browser, at } = await givenReader()
  const page = await browser.get(`${at}/search?q=salle&kind=space&radius=5`)
  const form = /<form[^>]*action="[^"]*\/searches"[\s\S]*?<\/form>/.exec(page.text)?.[0] ?? ''
  const fields = Object.fromEntries(
    [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )
  expect(fields).toMatchObject({ q: 'salle', kind: 'space', radius: '5' })
  const kept = await browser.post(`${at}/searches`, fields)
  expect(kept).toMatchObject({ status: 303, location: `${at}/searches?told=saved` })
  const list = await browser.get(kept.location)
  expect(list.text).toContain('C’est noté')
  expect(list.text.replace(/\s/g, ' ')).toContain('Une salle, « salle », à 5 km de chez vous')
  const search = await db.selectFrom('savedSearches').selectAll().executeTakeFirstOrThrow()
  expect(search).toMatchObject({ personId: person.id, clusterId: cluster.id, radiusKm: 5, kind: 'space' })

  const one = `${at}/searches/${search.id}`
  expect((await browser.post(one, { status: 'paused' })).location).toContain('told=paused')
  const wrong = await browser.post(one, { q: 'salle', radius: 'loin', rhythm: 'digest' })
  expect([wrong.status, wrong.text.includes('value="loin"')]).toEqual([422, true])
  expect((await browser.post(one, { q: 'atelier', radius: '8', rhythm: 'digest' })).status).toBe(303)
  expect(
    await db.selectFrom('savedSearches').select(['q', 'radiusKm', 'rhythm', 'status']).execute(),
  ).toEqual([{ q: 'atelier', radiusKm: 8, rhythm: 'digest', status: 'paused' }])
  const other = await browsing(await givenMember(await givenOrganisation(cluster)))
  expect((await other.get(one)).status).toBe(404)
  expect((await browser.post(`${one}/remove`, {})).location).toContain('told=removed')
  expect(await db.selectFrom('savedSearches').select('id').execute()).toEqual([])
})

test('a search of a day comes back as the same day', async () => {
  const { browser, at } = await givenReader()
  const wish = { kind: 'space', on: '2030-03-05', at: '14:00', to: '16:00', place: '', quantity: '12' }
  await browser.post(`${at}/searches`, wish)
  const { text } = await browser.get(`${at}/searches`)
  expect(text).toContain('on=2030-03-05&amp;at=14%3A00&amp;to=16%3A00')
  const nothing = await browser.post(`${at}/searches`, { direction: 'offer' })
  expect(nothing.status).toBe(422)
})

test('the API does the same', async () => {
  const { cluster, person } = await givenReader()
  const { token } = await createToken(await as(person), 'test')
  const api = async (method: string, path: string, body?: object) => {
    const answer = await ask(`/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, json: text ? (JSON.parse(text) as Record<string, unknown>) : {} }
  }
  const path = `/clusters/${cluster.slug}/searches`
  const made = await api('POST', path, { q: 'bois', kind: 'waste', lat: 49.4, lng: 1.1, radiusKm: 10 })
  expect([made.status, made.json]).toMatchObject([201, { q: 'bois', radiusKm: 10, status: 'active' }])
  expect((await api('POST', path, { radiusKm: 3 })).status).toBe(422)
  const one = `/searches/${made.json.id}`
  expect((await api('PATCH', one, { status: 'paused' })).json.status).toBe('paused')
  expect((await api('GET', path)).json.items).toHaveLength(1)
  expect((await api('GET', `${one}/found`)).json).toEqual({ items: [] })
  expect((await api('DELETE', one)).status).toBe(204)
  expect((await api('GET', one)).status).toBe(404)

  expect((await api('GET', '/me/mails')).json).toMatchObject({ quiet: { from: '21:00', to: '07:00' } })
  const choice = { topics: ['bookings', 'messages'], quiet: { from: '22:00', to: '06:30' } }
  expect((await api('PUT', '/me/mails', choice)).json).toEqual(choice)
  expect((await api('PUT', '/me/mails', { ...choice, quiet: { from: '25:00', to: 'x' } })).status).toBe(422)
})

test('a mail’s own link stops what it is about, and nothing else', async () => {
  const { person, browser } = await givenReader()
  const token = await sign(bindings.AUTH_SECRET, `${person.id}~searches`)
  expect((await browser.get(`/fr/unsubscribe/${token}`)).text).toContain('les recherches gardées')
  expect(await db.selectFrom('mailStops').selectAll().execute()).toEqual([])
  // As a mail program does: from nowhere, signed in nowhere.
  const done = await ask(`/fr/unsubscribe/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  })
  expect([done.status, (await done.text()).includes('C’est fait')]).toEqual([200, true])
  expect(await db.selectFrom('mailStops').select(['personId', 'topic']).execute()).toEqual([
    { personId: person.id, topic: 'searches' },
  ])
  const { mailRhythm } = await db.selectFrom('people').select('mailRhythm').executeTakeFirstOrThrow()
  expect(mailRhythm).toBe('now')
  await browser.post(`/fr/unsubscribe/${token}`, { all: '1' })
  expect((await db.selectFrom('people').select('mailRhythm').executeTakeFirstOrThrow()).mailRhythm).toBe(
    'never',
  )
  expect(await stopMails(await as(null), await sign('another secret', person.id))).toBe(false)
})

test('the page of mails says what is chosen, and what is wrong with it', async () => {
  const { browser } = await givenReader()
  expect((await browser.get('/fr/account/mails')).text).toContain('value="21:00"')
  const wrong = await browser.post('/fr/account/mails', { topics: 'bookings', from: 'minuit', to: '07:00' })
  expect([wrong.status, wrong.text.includes('value="minuit"')]).toEqual([422, true])
  expect(
    (await browser.post('/fr/account/mails', { topics: 'bookings', from: '22:00', to: '06:00' })).status,
  ).toBe(303)
  expect(await db.selectFrom('mailStops').select('topic').execute()).toHaveLength(6)
})
