import { plain } from '../support/plain'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { proposeJob } from '../../worker/jobs/commands/proposeJob'
import { describe as say } from '../../worker/notifications/describe'
import { tell } from '../../worker/notifications/reactTo'
import { browsing } from '../bookings/browsing'
import { as, db, eventsOf, givenOrganisation, NOW } from '../support/given'
import { givenEmployers, heard } from './market'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

test('from what could be to what is agreed, by page', async () => {
  const m = await givenEmployers()
  await givenOrganisation(m.cluster, { name: 'GEIQ du Val', lat: 49.46, lng: 1.09 })
  const here = `/fr/${m.cluster.slug}`
  const coordinator = await browsing(m.coordinator)
  const list = await coordinator.get(`${here}/jobs`)
  expect(plain(list.text)).toContain('Un emploi possible')
  expect(plain(list.text)).toContain('30 h par semaine')
  const link = /href="([^"]*\/jobs\/new\?[^"]*)"/.exec(list.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const form = await coordinator.get(link)
  for (const words of ['GEIQ du Val (groupement d’employeurs)', 'lundi', 'Après-midi', 'libre', 'Part'])
    expect(plain(form.text)).toContain(words)
  const fields = {
    need: [m.a, m.b, m.c].map((e) => e.need.id),
    startsOn: '2026-12-21',
    weeks: '4',
    answerDays: '10',
  }

  const wrong = await coordinator.post(`${here}/jobs`, {
    ...fields,
    hour: 'beaucoup',
    weeks: '40',
    note: 'Gardez-moi',
  })
  expect(wrong.status).toBe(422)
  for (const kept of ['beaucoup', 'value="40"', 'Gardez-moi', 'f-hour-e', 'f-weeks-e'])
    expect(wrong.text).toContain(kept)

  const once = /name="once" value="([^"]+)"/.exec(form.text)?.[1] ?? ''
  const sent = await coordinator.post(`${here}/jobs`, { ...fields, once, hour: '23,50' })
  expect(sent.status).toBe(303)
  expect((await coordinator.post(`${here}/jobs`, { ...fields, once, hour: '23,50' })).location).toBe(
    sent.location,
  )
  const job = await coordinator.get(sent.location)
  // 14, 9 and 7 hours at 23.50: 705 euros, to the cent.
  for (const words of [
    '329 €',
    '211,50 €',
    '164,50 €',
    '705 €',
    '47 %',
    '30 %',
    '23 %',
    'GEIQ du Val',
    '17 min entre',
  ])
    expect(plain(job.text)).toContain(words)

  const a = await browsing(m.a.manager)
  expect(plain((await a.get(`${here}/jobs`)).text)).toContain('Réponses attendues')
  const said = await a.post(`${sent.location}/accept`, { organisationId: m.a.organisation.id })
  expect(plain((await a.get(said.location)).text)).toContain('Votre réponse est notée')
  const twice = await a.post(`${sent.location}/accept`, { organisationId: m.a.organisation.id })
  expect(twice.status).toBe(422)
  // For an employer without a computer, the coordinator answers.
  await coordinator.post(`${sent.location}/accept`, { onBehalfOf: m.b.manager.memberId })
  await (await browsing(m.c.manager)).post(`${sent.location}/accept`, {})
  expect(plain((await coordinator.get(sent.location)).text)).toContain('Toutes ont dit oui')
  for (const language of ['en', 'ar'])
    expect((await coordinator.get(sent.location.replace('/fr/', `/${language}/`))).status).toBe(200)
})

test('a job of needs that make none, or were taken in the meantime, is told on the list', async () => {
  const m = await givenEmployers()
  const here = `/fr/${m.cluster.slug}`
  const coordinator = await browsing(m.coordinator)
  const need = [m.b.need.id, m.c.need.id]
  const answer = await coordinator.post(`${here}/jobs`, { need, weeks: '4', answerDays: '10' })
  expect([answer.status, plain(answer.text).includes('Ces besoins ne font pas un emploi')]).toEqual([
    422,
    true,
  ])
  expect((await coordinator.get(`${here}/jobs/new?need=${need[0]}&need=${need[1]}`)).location).toBe(
    `${here}/jobs`,
  )
  expect(
    (await (await browsing(m.a.manager)).get(`${here}/jobs/new?need=${need[0]}&need=${need[1]}`)).status,
  ).toBe(403)
})

test('each employer is told of a proposal, with whom and until when; the carrier when all said yes', async () => {
  const m = await givenEmployers()
  const job = await proposeJob(await as(m.coordinator), m.cluster.id, {
    needIds: [m.a, m.b, m.c].map((e) => e.need.id),
  })
  for (const event of await eventsOf(job.id)) await tell(await as(null), event)
  const rows = await db.selectFrom('notices').selectAll().where('channel', '=', 'app').execute()
  expect(rows.map((r) => r.personId).sort()).toEqual([m.a, m.b, m.c].map((e) => e.manager.id).sort())
  const cluster = { timeZone: 'Europe/Paris', currency: 'EUR' }
  for (const language of ['fr', 'en', 'ar'] as const) {
    const [told] = await say(await as(null), rows.slice(0, 1), language, cluster)
    expect(told?.path).toBe(`/jobs/${job.id}`)
    for (const name of ['Alpha', 'Bravo', 'Charlie']) expect(told?.text).toContain(name)
    expect(told?.text).not.toContain('undefined')
  }
  await heard([])
})
