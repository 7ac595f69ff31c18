import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { NOW } from '../support/given'
import { type Asked, askAs, askedBy, entryOf } from './asking'
import { changed, type Facts, facts, restore } from './facts'
import { type Entry, TABLES } from './table'
import { givenWorld, type Role } from './world'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

/** An id of A, or the address of A's pages, wherever a request names one. */
const OF_A = /\b(?:[a-z]{3}_[a-z]+_a|clu_a|pole-a)\b/g

describe('whoever may do a thing in A is refused as soon as one id in the request is B’s, and nothing changes', () => {
  for (const [part, table] of Object.entries(TABLES))
    test(part, async () => {
      await givenWorld()
      const world = await facts()
      const wrong: string[] = []
      for (const [route, entry] of Object.entries(table).filter(([name]) => !name.startsWith('GET ')))
        for (const role of doersIn(entry)) wrong.push(...(await swapped(route, entry, role, world)))
      expect(wrong).toEqual([])
    }, 240_000)
})

/** Who acts in A, one of each kind: those of the table who may, without those who may everywhere. */
const doersIn = (entry: Entry): Role[] =>
  (['manager', 'borrower', 'coordinator'] as const).filter((role) => entry.may.includes(role))

async function swapped(route: string, entry: Entry, role: Role, world: Facts): Promise<string[]> {
  const mine = entryOf(entry, role)
  const asked = await askedBy(route, mine)
  const wrong: string[] = []
  for (const [what, request] of requestsOf(asked)) {
    await restore(world)
    await mine.given?.()
    const before = await facts()
    const { status, headers } = await askAs(role, request)
    if (status < 400 || status > 499)
      wrong.push(`${route}: ${role} with ${what}: ${status} ${headers.get('location') ?? ''}`)
    wrong.push(
      ...changed(before, await facts()).map((table) => `${route}: ${role} with ${what} changed ${table}`),
    )
  }
  return wrong.filter((one) => !entry.elsewhere?.test(one))
}

/** The request once for each id of A in it, with B's in its place. */
function requestsOf(asked: Asked): [string, Asked][] {
  const files = Object.values(asked.form ?? {}).filter((value) => value instanceof File).length > 0
  const text = JSON.stringify({ path: asked.path, json: asked.json, form: files ? undefined : asked.form })
  return [...text.matchAll(OF_A)].map(([id], n): [string, Asked] => {
    let seen = -1
    const other = text.replace(OF_A, (found) => (++seen === n ? found.replace(/a$/, 'b') : found))
    const { path, json, form } = JSON.parse(other) as Pick<Asked, 'path' | 'json' | 'form'>
    return [id.replace(/a$/, 'b'), { ...asked, path, json, form: files ? asked.form : form }]
  })
}
