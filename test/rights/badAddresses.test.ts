import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { askAs, askedBy } from './asking'
import { TABLE } from './table'
import { givenWorld } from './world'
import { atNow, faults, roleFor } from './wrongValues'

beforeEach(atNow)
afterEach(() => void vi.useRealTimers())

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

const READS = Object.entries(TABLE).filter(([one]) => one.startsWith('GET '))
const PARTS = 4

test.each(Array.from({ length: PARTS }, (_, n) => n))(
  'whatever is asked in an address, the answer is clear: part %i',
  async (n) => {
    await givenWorld()
    const wrong: string[] = []
    for (const [route, entry] of READS.filter((_, i) => i % PARTS === n)) {
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
        wrong.push(
          ...faults(route, id.slice(0, 60), { ...asked, path }, await askAs(role, { ...asked, path })),
        )
      }
    }
    expect(wrong).toEqual([])
  },
  240_000,
)
