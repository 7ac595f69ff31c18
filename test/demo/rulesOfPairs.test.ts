import { describe, expect, it } from 'vitest'
import { labelledPools } from '../../scripts/lib/labelledPairs.ts'

// What the matching is measured against: enough of it, and every name in it is there.

const pools = labelledPools()
const all = pools.flatMap((pool) => pool.listings)
const KINDS = ['space', 'equipment', 'staff', 'waste', 'premises']

describe('the labelled pairs', () => {
  it('are enough, over all kinds and languages', () => {
    const needs = pools.flatMap((pool) => pool.labels)
    expect(needs.length).toBeGreaterThanOrEqual(100)
    expect(all.filter((l) => l.direction === 'offer').length).toBeGreaterThanOrEqual(150)
    for (const direction of ['offer', 'need']) {
      const of = all.filter((l) => l.direction === direction)
      expect(new Set(of.map((l) => l.kind))).toEqual(new Set(KINDS))
      expect(new Set(of.map((l) => l.language))).toEqual(new Set(['fr', 'en', 'ar']))
    }
  })

  it.each(pools)('of $name name listings that are there, and contradict themselves nowhere', (pool) => {
    const offers = new Map(pool.listings.filter((l) => l.direction === 'offer').map((l) => [l.key, l]))
    const needs = new Map(pool.listings.filter((l) => l.direction === 'need').map((l) => [l.key, l]))
    expect(new Set(pool.listings.map((l) => l.key)).size).toBe(pool.listings.length)
    for (const { need, meets, near } of pool.labels) {
      const wanted = needs.get(need)
      expect(wanted, need).toBeDefined()
      for (const key of [...meets, ...Object.keys(near)])
        expect(offers.has(key), `${need}: ${key}`).toBe(true)
      for (const key of meets) {
        expect(near[key], `${need}: ${key}`).toBeUndefined()
        expect(offers.get(key)?.organisation, `${need}: ${key}`).not.toBe(wanted?.organisation)
        expect(offers.get(key)?.details.hazardous, `${need}: ${key}`).not.toBe(true)
      }
      for (const why of Object.values(near)) expect(why).not.toBe('')
    }
  })

  it.each(pools.filter((pool) => pool.name.endsWith('+')))(
    'of $name say what kind of trap a near miss is',
    (pool) => {
      const causes = pool.labels.flatMap((l) => Object.values(l.near)).map((why) => why.split(':')[0])
      const known = ['words', 'dates', 'distance', 'quantity', 'price', 'hazard', 'access', 'own']
      expect(causes.filter((cause) => !known.includes(cause ?? ''))).toEqual([])
    },
  )
})
