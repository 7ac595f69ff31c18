import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { REFUSALS } from '../../worker/core/errors'
import { wordsOf } from '../../worker/text'
import { bindings, NOW } from '../support/given'
import { type Answered, type Asked, askAs, askedBy, entryOf } from './asking'
import { changed, type Facts, facts, restore } from './facts'
import { type Entry, TABLE } from './table'
import { givenWorld, type Role } from './world'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

const LONG = 'é'.repeat(100_000) // 200 kB
const TEXTS = [
  ...[
    '',
    LONG,
    `'; DROP TABLE bookings; --<script>alert(1)</script>`,
    '\ud800 \u0000 %00 ../../..',
    '2026-02-30',
    '0000-00-00',
  ],
  ...['9999-12-31', '9999-12-31T23:59:59Z', '-1', '99999999999999999999', '29:99', 'org_nobody'],
]
const VALUES: unknown[] = [...TEXTS, null, true, -1, 1.5, 1e300, [], {}, [null], Array(5000).fill(1)]
const BODIES = ['', '{', '[]', 'null', '"text"', '{"__proto__":{"a":1}}']

const WRITES = Object.entries(TABLE).filter(([route]) => !route.startsWith('GET '))
const api = WRITES.filter(([route]) => route.includes('/api/'))
const forms = WRITES.filter(([route]) => !route.includes('/api/'))

describe('whatever is sent, the answer is clear, and what is refused has changed nothing', () => {
  for (const [name, routes] of Object.entries({ ...inParts('api', api, 8), ...inParts('forms', forms, 8) }))
    test(name, async () => {
      await givenWorld()
      const world = await facts()
      const wrong: string[] = []
      for (const [route, entry] of routes) wrong.push(...(await tried(route, entry, world)))
      expect(wrong).toEqual([])
    }, 240_000)
})

const NAMES = [
  'limit',
  'cursor',
  'after',
  'before',
  'from',
  'to',
  'near',
  'radiusKm',
  'quantity',
  'q',
  'kind',
  'direction',
  'listing',
  'period',
]
const ASKED = ['-1', 'garbage', '', '2026-02-30', '9999-12-31', '%', "'", 'a'.repeat(5000)]
const QUERIES = [
  ...ASKED.map((value) => NAMES.map((name) => [name, value])), // pages read each by itself
  ...NAMES.map((name, i) => [[name, ASKED[i % ASKED.length] ?? '']]), // the API refuses all at once
  ...[
    [
      ['from', '9999-12-31T23:59:59Z'],
      ['to', '0000-01-01T00:00:00Z'],
    ],
    [
      ['limit', '1'],
      ['limit', '2'],
    ],
    [['cursor', 'W10']],
  ],
].map((pairs) => pairs.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&'))

test('whatever is asked in an address, the answer is clear', async () => {
  await givenWorld()
  const wrong: string[] = []
  for (const [route, entry] of Object.entries(TABLE).filter(([one]) => one.startsWith('GET '))) {
    const asked = await askedBy(route, entry)
    const role = roleFor(entry)
    for (const query of QUERIES) {
      const path = `${asked.path}${asked.path.includes('?') ? '&' : '?'}${query}`
      wrong.push(
        ...faults(route, query.slice(0, 60), { ...asked, path }, await askAs(role, { ...asked, path })),
      )
    }
    for (const id of ['%00', '%F0%9F', 'a'.repeat(3000), "'", '..%2f', 'ofr_nobody']) {
      const path = asked.path.replace(/\w{3}_\w+_a\b/, id)
      wrong.push(...faults(route, id.slice(0, 60), { ...asked, path }, await askAs(role, { ...asked, path })))
    }
  }
  expect(wrong).toEqual([])
}, 240_000)

async function tried(route: string, entry: Entry, world: Facts): Promise<string[]> {
  const role = roleFor(entry)
  const mine = entryOf(entry, role)
  const asked = await askedBy(route, mine)
  const wrong: string[] = []
  let [before, count] = [world, 0]
  const again = async () => {
    await restore(world)
    await mine.given?.()
    ;[before, count] = [await facts(), await writes()]
  }
  await again()
  for (const [what, request] of requestsOf(asked)) {
    const answer = await askAs(role, request)
    wrong.push(...faults(route, what, request, answer))
    const written = (await writes()) - count
    count += written
    if (written <= COUNTERS) continue
    const different = changed(before, await facts()).filter((table) => !NO_FACTS.includes(table))
    if (answer.status >= 400 && !entry.keeps)
      wrong.push(...different.map((table) => `${route}: ${what}: ${answer.status} changed ${table}`))
    await again()
  }
  return wrong
}

/** A try at a code is counted, also a wrong one; what is shown again was read. */
const NO_FACTS = ['auth_challenges', 'read_marks']
/** Rows that a request writes whatever comes of it: it is counted for the limit. */
const COUNTERS = 1
/** Rows written since the database was opened: asked after each request, where to compare all tables takes too long. */
const writes = async (): Promise<number> =>
  (await bindings.DB.prepare('SELECT total_changes() AS n').first<{ n: number }>())?.n ?? Number.NaN

/** Who tries: the first who may, of those in the cluster where there are. */
const roleFor = (entry: Entry): Role => entry.may.find((role) => role !== 'stranger') ?? 'stranger'

function requestsOf(asked: Asked): [string, Asked][] {
  const plain = { ...asked, json: undefined, form: undefined, raw: undefined }
  const isApi = asked.path.startsWith('/api/')
  const type = isApi ? 'application/json' : 'application/x-www-form-urlencoded'
  const headers = (contentType: string) => ({ ...asked.headers, 'content-type': contentType })
  return [
    ['no body', plain],
    ...BODIES.map((raw): [string, Asked] => [`the body ${raw}`, { ...plain, raw, headers: headers(type) }]),
    ...[
      'text/plain',
      'application/json',
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'application/x-www-form-urlencoded',
      'image/png',
    ].map((contentType): [string, Asked] => [
      contentType,
      { ...plain, raw: '{"a":1}', headers: headers(contentType) },
    ]),
    ...(asked.json ? jsonFields(asked) : []),
    ...(asked.form ? formFields(asked) : []),
  ]
}

/** The fields of a long form take turns: each gets a third of the values, and each value meets a third of the fields. */
const inTurn = <T>(values: readonly T[], names: readonly string[], i: number): readonly T[] =>
  names.length <= 5 ? values : values.filter((_, k) => (k + i) % 3 === 0)

function jsonFields(asked: Asked): [string, Asked][] {
  const body = asked.json as Record<string, unknown>
  const names = Object.keys(body)
  return names.flatMap((name, i) =>
    inTurn(VALUES, names, i).map((value): [string, Asked] => [
      `${name} = ${brief(value)}`,
      { ...asked, json: { ...body, [name]: value } },
    ]),
  )
}

function formFields(asked: Asked): [string, Asked][] {
  const form = asked.form ?? {}
  const names = Object.keys(form)
  return names.flatMap((name, i) => [
    ...inTurn(TEXTS, names, i).map((value): [string, Asked] => [
      `${name} = ${brief(value)}`,
      { ...asked, form: { ...form, [name]: value } },
    ]),
    [`${name} twice`, { ...asked, form: { ...form, [name]: ['a', 'b'] } }] as [string, Asked],
    [`${name} as a file`, { ...asked, form: { ...form, [name]: new File(['a'], 'a.exe') } }] as [
      string,
      Asked,
    ],
    [
      `no ${name}`,
      { ...asked, form: Object.fromEntries(Object.entries(form).filter(([one]) => one !== name)) },
    ] as [string, Asked],
  ])
}

const brief = (value: unknown) => (JSON.stringify(value) ?? String(value)).slice(0, 40)

/** What is wrong with an answer: our own defect, or a refusal of the API that is no problem in the language asked for. */
function faults(route: string, what: string, asked: Asked, { status, headers, text }: Answered): string[] {
  if (status >= 500) return [`${route}: ${what}: ${status}`]
  if (status < 400 || !asked.path.startsWith('/api/')) return []
  if (headers.get('content-type') !== 'application/problem+json')
    return [`${route}: ${what}: ${status} is no problem+json`]
  const problem = JSON.parse(text) as { code: keyof typeof REFUSALS; title: string; status: number }
  const words = wordsOf('fr').errors.codes[problem.code]
  return problem.title === words && problem.status === status
    ? []
    : [`${route}: ${what}: ${text.slice(0, 200)}`]
}

/** Several tests of about the same length: none runs into its time. */
function inParts(name: string, routes: [string, Entry][], parts: number): Record<string, [string, Entry][]> {
  return Object.fromEntries(
    Array.from({ length: parts }, (_, n) => [`${name} ${n + 1}`, routes.filter((_, i) => i % parts === n)]),
  )
}
