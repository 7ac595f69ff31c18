import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../worker/text'

type Found = { path: string; kind: string }

/** What stands at each place of a dictionary: a sentence, a function of one, a list of so many. */
function kindsOf(words: unknown, path = ''): Found[] {
  if (Array.isArray(words)) return [{ path, kind: `list of ${words.length}` }]
  if (typeof words !== 'object' || words === null) return [{ path, kind: typeof words }]
  return Object.entries(words).flatMap(([key, value]) => kindsOf(value, `${path}.${key}`))
}

describe('words', () => {
  // Paragraphs of a page may be fewer in another language; whatever is shown one by one may not.
  const french = new Map(kindsOf(wordsOf('fr')).map(({ path, kind }) => [path, kind]))

  it.each(['en', 'ar'] as const)('has in %s what French has at every place', (language) => {
    const other = new Map(kindsOf(wordsOf(language)).map(({ path, kind }) => [path, kind]))
    expect([...french].filter(([path, kind]) => other.get(path) !== kind)).toEqual([])
    expect([...other.keys()].filter((path) => !french.has(path))).toEqual([])
  })

  it('breaks no French line inside « » or before : ; ? !', () => {
    const { search, common } = wordsOf('fr')
    expect(search.quoted('vélo')).toBe('«\u00a0vélo\u00a0»')
    expect(common.helper('')[0]).toBe('Pas à l’aise avec l’écran\u202f? ')
    expect(common.helper('')[2]).toBe(' publie ou réserve pour vous\u00a0: ')
    expect(JSON.stringify(wordsOf('fr'))).not.toMatch(/ [:;?!»]|« /)
  })
})
