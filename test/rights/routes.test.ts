import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { NOW } from '../support/given'
import { askAs, askedBy, entryOf, isRefusal, routes } from './asking'
import { changed, type Facts, facts, recorded, restore } from './facts'
import { type Entry, TABLE, TABLES } from './table'
import { EVERYONE, givenWorld } from './world'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

test('every route says who may, and every one that says so exists', () => {
  expect(Object.keys(TABLE).sort()).toEqual(routes().sort())
})

describe('those who may succeed and tell what happened, all others are refused and change nothing', () => {
  for (const [part, table] of Object.entries(TABLES)) {
    test(part, async () => {
      await givenWorld()
      const world = await facts()
      const wrong: string[] = []
      for (const [route, entry] of Object.entries(table)) {
        wrong.push(...(await refusals(route, entry, world)), ...(await successes(route, entry, world)))
        await restore(world)
      }
      expect(wrong).toEqual([])
    }, 240_000)
  }
})

async function refusals(route: string, entry: Entry, world: Facts): Promise<string[]> {
  const others = EVERYONE.filter((one) => !entry.may.includes(one))
  await again(entry, world)
  const before = await facts()
  const wrong: string[] = []
  for (const role of others) {
    const answer = await askAs(role, await askedBy(route, entryOf(entry, role)))
    const other = entry.otherwise?.[role]
    if (other ? answer.status !== other : !isRefusal(answer))
      wrong.push(`${route}: ${role} is not refused: ${answer.status} ${answer.headers.get('location') ?? ''}`)
  }
  return [...wrong, ...changed(before, await facts()).map((table) => `${route}: a refusal changed ${table}`)]
}

async function successes(route: string, entry: Entry, world: Facts): Promise<string[]> {
  const wrong: string[] = []
  for (const role of entry.may) {
    const mine = entryOf(entry, role)
    if (!route.startsWith('GET ')) await again(mine, world)
    const before = await recorded()
    const answer = await askAs(role, await askedBy(route, mine))
    const status = mine.status ?? (mine.form ? 303 : 200)
    const where = answer.headers.get('location') ?? ''
    if (answer.status !== status)
      wrong.push(`${route}: ${role}: ${answer.status} ${where} ${briefly(answer.text)}`)
    const happened = (await recorded()).slice(before.length)
    if (JSON.stringify(happened) !== JSON.stringify(mine.events ?? []))
      wrong.push(`${route}: ${role}: recorded ${happened.join(', ') || 'nothing'}`)
  }
  return wrong
}

/** The world as it was, whatever was done to it. */
async function again(entry: Entry, world: Facts) {
  await restore(world)
  await entry.given?.()
}

/** What a person would read of an answer. */
const briefly = (text: string) =>
  (/<main[\s\S]*/.exec(text)?.[0] ?? text)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 300)
