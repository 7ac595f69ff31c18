import { beforeEach, expect, test, vi, afterEach } from 'vitest'
import { finishJury, showNames } from '../../worker/calls/commands/stepCall'
import { publishAllocation } from '../../worker/calls/commands/publishAllocation'
import { giveScore } from '../../worker/calls/commands/giveScore'
import { addFile } from '../../worker/calls/commands/files'
import { submitApplication } from '../../worker/calls/commands/submitApplication'
import type { Call } from '../../worker/calls/queries'
import { type Application, filesOf } from '../../worker/calls/queriesOfApplications'
import { tell } from '../../worker/notifications/reactTo'
import { createApp } from '../../worker/app'
import { sha256 } from '../../worker/platform/crypto'
import { rebuildSearch } from '../../worker/search/rebuild'
import { ask } from '../support/ask'
import { as, db, eventsOf } from '../support/given'
import {
  AFTER,
  BEFORE,
  closeCall,
  givenApplication,
  givenCall,
  givenMarket,
  type Market,
  scoreAll,
} from './market'

// The names of applicants are Zébulon and Zoé Zébu; nothing else in the cluster is called so.
let m: Market
let call: Call
let sent: Application[]
beforeEach(async () => {
  m = await givenMarket(2, 2)
  call = await givenCall(m)
  sent = [await givenApplication(m, call, 0, { sent: false }), await givenApplication(m, call, 1)]
  const first = await as(m.applicants[0]!.person, { now: BEFORE })
  const pdf = (author: string) => new TextEncoder().encode(`%PDF-1.4\n<< /Author (${author}) >>\n%%EOF`)
  await addFile(first, sent[0]!.id, { bytes: pdf('Zoé Zébu1'), kind: 'project' })
  await addFile(first, sent[0]!.id, { bytes: pdf('Zébulon 1'), kind: 'identity' })
  sent[0] = await submitApplication(first, sent[0]!.id)
  await doors()
  await tellAll()
})
afterEach(() => void vi.useRealTimers())

const everyone = () => [m.manager, m.plain, m.coordinator, ...m.jurors, ...m.applicants.map((a) => a.person)]

async function doors() {
  const rows = await Promise.all(
    everyone().map(async ({ id }) => ({
      ...{
        tokenHash: await sha256(`session-of-${id}`),
        id: id.replace('per_', 'ses_'),
        personId: id,
        email: null,
      },
      ...{ device: '', createdAt: BEFORE, lastUsedAt: BEFORE, expiresAt: '2027-06-01T00:00:00.000Z' },
    })),
  )
  for (const row of rows) {
    await db.insertInto('authSessions').values(row).execute()
    await db
      .insertInto('apiTokens')
      .values({
        id: row.id.replace('ses_', 'tok_'),
        personId: row.personId,
        name: '',
        tokenHash: await sha256(`mlg_of-${row.personId}`),
        createdAt: BEFORE,
        lastUsedAt: null,
        revokedAt: null,
      })
      .execute()
  }
}

/** Notices of all that has happened, as the queue would have them written. */
async function tellAll() {
  for (const event of await eventsOf()) await tell(await as(null, { now: event.occurredAt }), event)
  await rebuildSearch(await as(null))
}

/** Every address that can be read, with each call, application, file and event of the test in its place. */
async function addresses(): Promise<string[]> {
  const app = createApp()
  const events = await eventsOf()
  const files = await filesOf(await as(null), sent[0]!.id)
  const things: Record<string, string[]> = {
    calls: [call.id],
    applications: sent.map((a) => a.id),
    offers: [m.offer.id, call.visitListingId ?? m.offer.id],
    sites: [m.site.id],
    fileId: files.map((f) => f.id),
  }
  const gets = [
    ...new Set(app.routes.filter((r) => r.method === 'GET').map((r) => r.path.replace(/\{[^}]*\}/g, ''))),
  ]
  const found = gets.flatMap((path) => {
    const base = path.replace(':language', 'fr').replace(':slug', m.cluster.slug)
    if (!base.includes(':')) return [base]
    const kind = /\/(calls|applications|offers|sites)\/:id/.exec(base)?.[1]
    if (!kind) return []
    return (things[kind] ?? []).flatMap((id) => {
      const one = base.replace(':id', id)
      return /:(fileId|file)\b/.test(one)
        ? things.fileId!.map((file) => one.replace(/:(fileId|file)\b/, file))
        : [one]
    })
  })
  const feed = Array.from(
    { length: Math.ceil(events.length / 20) + 1 },
    (_, i) => `/api/v1/clusters/${m.cluster.slug}/events?limit=100&after=${i * 20}`,
  )
  const search = ['?q=Zebulon', '?q=zoe', '?q=velo&direction=need'].map(
    (q) => `/fr/${m.cluster.slug}/search${q}`,
  )
  const jury = m.lots.map((l) => `/fr/${m.cluster.slug}/calls/${call.id}/jury?lot=${l.id}`)
  return [
    ...found.filter((path) => !path.includes(':')),
    ...feed,
    ...search,
    ...jury,
    `/fr/${m.cluster.slug}/coordination/journal?before=9999`,
  ]
}

/** Directories name everybody of the cluster, whatever they do in it. */
const DIRECTORIES =
  /\/(members|organisations|join|people|me|account|running)(\/|$|\?)|post\/|\/coordination\/(members|import)|\/calls\/[^/]*\/apply|\/offers\/[^/]*(\/(book|waitlist))?$|\/(premises|leads|occupancies)\/new|openapi/

async function read(person: { id: string } | null, path: string) {
  const isApi = path.startsWith('/api/')
  const headers: Record<string, string> = !person
    ? {}
    : isApi
      ? { authorization: `Bearer mlg_of-${person.id}` }
      : { cookie: `session=session-of-${person.id}` }
  const answer = await ask(path, { headers })
  return { status: answer.status, text: `${await answer.text()} ${JSON.stringify([...answer.headers])}` }
}

/** Who reads `wanted` where: the addresses at which they are told it. */
async function told(
  people: readonly ({ id: string } | null)[],
  wanted: readonly string[],
  but = DIRECTORIES,
): Promise<string[]> {
  const found: string[] = []
  for (const path of (await addresses()).filter((one) => !but.test(one)))
    for (const person of people) {
      const { status, text } = await read(person, path)
      if (status >= 500) found.push(`${path}: ${status}`)
      const plain = text.replace(/q=[^"&<]*/g, '').replace(/value="[^"]*"/g, '')
      for (const word of wanted) if (plain.includes(word)) found.push(`${path}: ${word}`)
    }
  return [...new Set(found)]
}

const namesOf = (i: number) => [
  ...[`Zébulon ${i + 1}`, `Zoé Zébu${i + 1}`, m.applicants[i]!.organisation.id, m.applicants[i]!.person.id],
  ...[`Z%C3%A9bulon`, m.applicants[i]!.person.email ?? '–'],
]
const at = (now: string) => vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(now) })

test('before the deadline nobody reads an application of another, nor that it is theirs', async () => {
  at(BEFORE)
  const others = [null, m.manager, m.plain, m.coordinator, m.jurors[0]!, m.applicants[1]!.person]
  expect(await told(others, [...namesOf(0), 'ateliers ouverts 1', 'Établis 1', sent[0]!.hash!])).toEqual([])
}, 240_000)

test('in the first round those who judge or run the call read what was written, and no name anywhere: pages, API, events, journal, notices, search, files', async () => {
  at(AFTER)
  await closeCall()
  await giveScore(await as(m.jurors[0]!, { now: AFTER }), sent[0]!.id, { points: { c1: 5 } })
  await tellAll()
  const inside = [m.jurors[0]!, m.jurors[1]!, m.manager, m.coordinator]
  expect(await told(inside, [...namesOf(0), ...namesOf(1)])).toEqual([])
  // They do read it: the test would else show nothing.
  expect(await told([m.jurors[1]!], ['Établis 1'])).toHaveLength(2)
  // The other landlords, members and applicants read nothing of it.
  expect(
    await told([null, m.plain, m.applicants[1]!.person], ['Établis 1', 'Zébulon 1', 'Zoé Zébu1']),
  ).toEqual([])
  const [project, identity] = await filesOf(await as(null), sent[0]!.id)
  const path = (id: string) => `/api/v1/applications/${sent[0]!.id}/files/${id}`
  const shown = await read(m.jurors[0]!, path(project!.id))
  expect([shown.status, /dossier-2-piece-1\.pdf/.test(shown.text)]).toEqual([200, true])
  expect((await read(m.jurors[0]!, path(identity!.id))).status).toBe(404)
  // What the queue and the database keep of applications names nobody either.
  const events = (await eventsOf()).filter((e) => /^(application|score|call_offer)\./.test(e.type))
  expect(JSON.stringify(events.map((e) => [e.type, e.payload]))).not.toMatch(/org_|per_|Z[ée]b/)
  const notices = await db
    .selectFrom('notices')
    .select(['personId', 'subjectId'])
    .where('subjectId', '=', sent[0]!.id)
    .execute()
  expect([...new Set(notices.map((n) => n.personId))]).toEqual([m.applicants[0]!.person.id])
}, 240_000)

test('in the second round the jury reads names; applicants know of each other only who was given a lot, once it is published', async () => {
  at(AFTER)
  await closeCall()
  await scoreAll(m, sent, (n) => 5 + n)
  await showNames(await as(m.manager, { now: AFTER }), call.id)
  expect((await told([m.jurors[0]!], ['Zébulon 1'])).length).toBeGreaterThan(2)
  expect(await told([null, m.plain, m.applicants[1]!.person], ['Zébulon 1', 'Établis 1'])).toEqual([])
  await finishJury(await as(m.manager, { now: AFTER }), call.id)
  expect(await told([null, m.applicants[1]!.person], ['Zébulon 1', '"seed":"'])).toEqual([])
  await publishAllocation(await as(m.manager, { now: AFTER }), call.id)
  const winners = await told([null], ['Zébulon 1'])
  expect(winners).toEqual([`/fr/${m.cluster.slug}/calls/${call.id}/allocation: Zébulon 1`])
  expect(await told([null, m.applicants[1]!.person], ['Établis 1', 'Zoé Zébu1'])).toEqual([])
}, 240_000)
