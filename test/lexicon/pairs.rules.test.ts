import { expect, test } from 'vitest'
import official from '../../migrations/0006_list_of_waste_and_job_families.sql?raw'
import { likeness, rarityOf, soughtBy, sumOf } from '../../worker/lexicon/likeness'
import { meaningOf } from '../../worker/lexicon/meaning'
import { codeIndex, rankCodes } from '../../worker/waste/tagging'
import pairs from './pairs.csv?raw'
import tags from './tags.csv?raw'

// What was written from general knowledge to tune the weights must not get worse: far below what is measured, so that a new
// concept may move single cases. `npm run match:eval -- test/lexicon/pairs.csv --tags test/lexicon/tags.csv` says exactly.

const rows = (text: string) =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1] ?? m[2] ?? ''))

test.each([
  ['fr', 'fr', 0, 3],
  ['ar', 'fr', 2, 3],
  ['en', 'fr', 1, 3],
  ['fr', 'en', 0, 4],
] as const)(
  'half of what wastes became (%s → %s) is among the first ten',
  (from, to, waste, use) => {
    const all = rows(pairs)
    expect(all.length).toBeGreaterThan(100)
    const texts = [...new Set(all.map((row) => row[use] as string))]
    const pool = texts.map((text) => meaningOf(text, to))
    const rarity = rarityOf(pool)
    const found = all.filter((row) => {
      const sought = soughtBy(meaningOf(row[waste] as string, from), true)
      const sums = pool.map((one) => sumOf(likeness(sought, one, rarity)))
      const own = sums[texts.indexOf(row[use] as string)] ?? 0
      return own > 0 && sums.filter((sum) => sum > own).length < 10
    })
    expect(found.length / all.length).toBeGreaterThan(0.5)
  },
  60_000,
)

test('most texts find their code of the List of Waste among the first ten', () => {
  const plain = (text = '') => text.replaceAll("''", "'")
  const entries = [...official.matchAll(/^\('(\d{6})',\d,'((?:[^']|'')*)','((?:[^']|'')*)'/gm)].map((m) => ({
    ...{ code: m[1] as string, titleFr: plain(m[2]), titleEn: plain(m[3]), chapterFr: '', chapterEn: '' },
  }))
  const index = codeIndex(entries)
  const all = rows(tags)
  const found = all.filter(([text, code]) =>
    rankCodes(text as string, index)
      .slice(0, 10)
      .some(({ entry }) => entry.code === code),
  )
  expect(found.length / all.length).toBeGreaterThan(0.7)
}, 60_000)
