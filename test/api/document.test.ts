import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { askAs, askedBy, entryOf, routes } from '../rights/asking'
import { type Facts, facts, restore } from '../rights/facts'
import { type Entry, TABLE } from '../rights/table'
import { givenWorld } from '../rights/world'
import { NOW } from '../support/given'
import { type Document, misfits, operationsOf, type Operation, readDocument } from './document'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

/** What other programs rely on: these never go away. */
const CONTRACT = [
  'GET /me',
  'GET /clusters',
  'GET /clusters/{slug}',
  'GET /clusters/{slug}/listings',
  'POST /clusters/{slug}/offers',
  'POST /clusters/{slug}/needs',
  ...['offers', 'needs'].flatMap((of) => [
    `GET /${of}/{id}`,
    `PATCH /${of}/{id}`,
    ...['publish', 'pause', 'close', 'renew'].map((act) => `POST /${of}/{id}/${act}`),
    `GET /${of}/{id}/matches`,
  ]),
  'GET /offers/{id}/availability',
  'POST /offers/{id}/bookings',
  'GET /bookings',
  'GET /bookings/{id}',
  'PATCH /bookings/{id}',
  ...['confirm', 'decline', 'cancel', 'complete', 'no-show'].map((act) => `POST /bookings/{id}/${act}`),
  ...['bookings', 'matches'].flatMap((of) => [`GET /${of}/{id}/messages`, `POST /${of}/{id}/messages`]),
  'GET /clusters/{slug}/events',
  'GET /clusters/{slug}/usage',
]

test('the document is OpenAPI 3.1 and holds the contract; each path says its parameters, its security and its answers', async () => {
  const document = await readDocument()
  const operations = operationsOf(document)
  const names = operations.map(([name]) => name)
  expect(CONTRACT.filter((one) => !names.includes(one))).toEqual([])
  const wrong = operations.flatMap(([name, operation]) => unsaid(document, name, operation))
  expect(wrong).toEqual([])
})

test('every route of the API is documented, and every documented one exists', async () => {
  const documented = operationsOf(await readDocument()).map(([name]) => asRoute(name))
  const served = routes().filter((one) => one.includes(' /api/v1/') && !one.endsWith('/openapi.json'))
  expect(documented.sort()).toEqual(served.sort())
})

test('every documented route succeeds, and answers in the shape that is documented', async () => {
  await givenWorld()
  const world = await facts()
  const document = await readDocument()
  const wrong: string[] = []
  for (const [name, operation] of operationsOf(document)) {
    const entry = TABLE[asRoute(name)]
    wrong.push(
      ...(entry
        ? await misfitsOf(document, asRoute(name), operation, entry, world)
        : [`${name}: nobody calls it`]),
    )
  }
  expect(wrong).toEqual([])
}, 60_000)

const asRoute = (name: string) => name.replace(' /', ' /api/v1/').replace(/\{(\w+)\}/g, ':$1')

function unsaid(
  document: Document,
  name: string,
  { parameters, security, responses, requestBody }: Operation,
): string[] {
  const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, one]) => one)
  const told = parameters.filter((one) => one.in === 'path' && one.required).map((one) => one.name)
  const schemes = security.flatMap((one) => Object.keys(one))
  return [
    ...inPath.filter((one) => !told.includes(one ?? '')).map((one) => `${name}: {${one}} is not documented`),
    ...schemes
      .filter((one) => !document.components.securitySchemes[one])
      .map((one) => `${name}: no security ${one}`),
    ...(Object.keys(responses).some((status) => status.startsWith('2')) ? [] : [`${name}: no success`]),
    ...(name.startsWith('GET') && requestBody ? [`${name}: a GET with a body`] : []),
    ...(schemes.includes('bearer') ? [] : [`${name}: a token is of no use`]),
  ]
}

async function misfitsOf(
  document: Document,
  route: string,
  operation: Operation,
  entry: Entry,
  world: Facts,
): Promise<string[]> {
  await restore(world)
  const role = entry.may.find((one) => one !== 'stranger') ?? 'stranger'
  const mine = entryOf(entry, role)
  await mine.given?.()
  const { status, headers, text } = await askAs(role, await askedBy(route, mine))
  const documented = operation.responses[String(status)]
  if (status > 299 || !documented) return [`${route}: ${status} ${text.slice(0, 200)}`]
  if (status === 204)
    return text === '' && !documented.content ? [] : [`${route}: says something though it is 204`]
  const type = headers.get('content-type')?.split(';')[0] ?? ''
  const schema = documented.content?.[type]?.schema
  if (!schema) return [`${route}: ${type} is not documented`]
  if (type !== 'application/json') return [] // a picture
  return misfits(document, schema, JSON.parse(text)).map((one) => `${route}: ${one}`)
}
