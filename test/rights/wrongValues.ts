import { expect, test, vi } from 'vitest'
import type { REFUSALS } from '../../worker/core/errors'
import { wordsOf } from '../../worker/text'
import { bindings, NOW } from '../support/given'
import { type Answered, type Asked, askAs, askedBy, entryOf } from './asking'
import { changed, type Facts, facts, restore } from './facts'
import { type Entry, TABLE } from './table'
import { givenWorld, type Role } from './world'

// Wrong values for every route. The files that use this are several, so that the cores of a machine share the work.

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

/** The clock of the world that is asked. */
export const atNow = () => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) })

const WRITES = Object.entries(TABLE).filter(([route]) => !route.startsWith('GET '))
export const WRITES_BY_API = WRITES.filter(([route]) => route.includes('/api/'))
export const WRITES_BY_FORM = WRITES.filter(([route]) => !route.includes('/api/'))

/** Tests of about the same length, of which none runs into its time: whatever is sent is answered clearly. */
export function testWrites(name: string, routes: readonly [string, Entry][], parts: number): void {
  for (let n = 0; n < parts; n++)
    test(`${name} ${n + 1}`, async () => {
      await givenWorld()
      const world = await facts()
      const wrong: string[] = []
      for (const [route, entry] of routes.filter((_, i) => i % parts === n))
        wrong.push(...(await tried(route, entry, world)))
      expect(wrong).toEqual([])
    }, 240_000)
}

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
  for (const [what, request] of requestsOf(asked, Object.keys(TABLE).indexOf(route))) {
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
export const roleFor = (entry: Entry): Role => entry.may.find((role) => role !== 'stranger') ?? 'stranger'

const TYPES = [
  ...['text/plain', 'application/json', 'multipart/form-data', 'multipart/form-data; boundary=x'],
  ...['application/x-www-form-urlencoded', 'image/png'],
]

/** Everything wrong that is sent to the route of this number. */
function requestsOf(asked: Asked, route: number): [string, Asked][] {
  const plain = { ...asked, json: undefined, form: undefined, raw: undefined }
  const isApi = asked.path.startsWith('/api/')
  const type = isApi ? 'application/json' : 'application/x-www-form-urlencoded'
  const headers = (contentType: string) => ({ ...asked.headers, 'content-type': contentType })
  return [
    ['no body', plain],
    ...inTurn(BODIES, route, 2).map((raw): [string, Asked] => [
      `the body ${raw}`,
      { ...plain, raw, headers: headers(type) },
    ]),
    ...inTurn(TYPES, route, 2).map((contentType): [string, Asked] => [
      contentType,
      { ...plain, raw: '{"a":1}', headers: headers(contentType) },
    ]),
    ...(asked.json ? jsonFields(asked, route) : []),
    ...(asked.form ? formFields(asked, route) : []),
  ]
}

/**
 * All routes read what is sent to them in the same few ways, so that they take turns: the i-th gets one of so many of the
 * values, and each value meets as many of the fields.
 */
const inTurn = <T>(values: readonly T[], i: number, of: number): readonly T[] =>
  values.filter((_, k) => (k + i) % of === 0)
/** A field alone in its form gets half of the values, one of a long form a sixth. */
const turns = (names: readonly string[]) => (names.length <= 2 ? 2 : names.length <= 5 ? 3 : 6)

function jsonFields(asked: Asked, route: number): [string, Asked][] {
  const body = asked.json as Record<string, unknown>
  const names = Object.keys(body)
  return names.flatMap((name, i) =>
    inTurn(VALUES, route + i, turns(names)).map((value): [string, Asked] => [
      `${name} = ${brief(value)}`,
      { ...asked, json: { ...body, [name]: value } },
    ]),
  )
}

function formFields(asked: Asked, route: number): [string, Asked][] {
  const form = asked.form ?? {}
  const names = Object.keys(form)
  return names.flatMap((name, i) => [
    ...inTurn(TEXTS, route + i, turns(names)).map((value): [string, Asked] => [
      `${name} = ${brief(value)}`,
      { ...asked, form: { ...form, [name]: value } },
    ]),
    ...inTurn(
      [
        [`${name} twice`, { ...asked, form: { ...form, [name]: ['a', 'b'] } }],
        [`${name} as a file`, { ...asked, form: { ...form, [name]: new File(['a'], 'a.exe') } }],
        [
          `no ${name}`,
          { ...asked, form: Object.fromEntries(Object.entries(form).filter(([one]) => one !== name)) },
        ],
      ] as [string, Asked][],
      ...([route + i, names.length <= 5 ? 1 : 3] as const),
    ),
  ])
}

const brief = (value: unknown) => (JSON.stringify(value) ?? String(value)).slice(0, 40)

/** What is wrong with an answer: our own defect, or a refusal of the API that is no problem in the language asked for. */
export function faults(
  route: string,
  what: string,
  asked: Asked,
  { status, headers, text }: Answered,
): string[] {
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
