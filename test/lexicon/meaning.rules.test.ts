import { describe, expect, test } from 'vitest'
import { findConcepts } from '../../worker/lexicon/find'
import { languageOf } from '../../worker/lexicon/language'
import { lexiconOf } from '../../worker/lexicon/lexicon'
import { likeness, rarityOf, soughtBy, sumOf } from '../../worker/lexicon/likeness'
import { meaningOf } from '../../worker/lexicon/meaning'
import { HEADER, parse } from '../../worker/lexicon/parse'
import { tokensOf } from '../../worker/lexicon/tokens'
import type { Language } from '../../worker/core/kinds'

/** A small lexicon of its own, so that what is said here holds whatever the project's grows to. */
const small = lexiconOf(
  parse({
    'x.tsv': [
      HEADER.join('\t'),
      'wood\tbois\twood ; timber\tخشب\t\t\t0301\t',
      'sawdust\tsciure ; sciure de bois\tsawdust ; saw dust\tنشارة ; نشارة الخشب\twood\tbedding,pellet\t030105\t',
      'bedding\tlitière ; litière animale\tanimal bedding\tفرشة الحيوانات ; فرشة\tfarming\t\t\t',
      'pellet\tgranulé de bois ; granulé\twood pellet\tحبيبات الخشب\t\theating\t\t',
      'heating\tchauffage\theating\tتدفئة\t\t\t\t',
      'farming\tagriculture\tfarming\tزراعة\t\t\t\t',
      'oil\thuile\toil\tزيت\t\t\t\t',
      'frying_oil\thuile de friture ; huile usagée de cuisine\tfrying oil ; waste cooking oil\tزيت القلي\toil\t\t200125\t',
      'market\tmarché\tmarket\tسوق\t\t\t\t',
      'walking\tmarche\twalking\tمشي\t\t\t\t',
    ].join('\n'),
  }).concepts,
)
const named = (text: string, language: Language) =>
  findConcepts(small, tokensOf(text, language), language)
    .found.filter(({ weight }) => weight > 0.3)
    .map(({ concept }) => small.concepts[concept]?.id)
    .sort()

describe('the concepts of a text', () => {
  test.each<[Language, string, string[]]>([
    ['fr', 'Sciures sèches', ['sawdust']],
    ['fr', 'De la sciure de bois, deux sacs', ['sawdust']],
    ['fr', 'Huiles usagées de friture', ['frying_oil']],
    ['fr', 'huile et bois', ['oil', 'wood']],
    ['fr', 'Granulés de bois pour le chauffage', ['heating', 'pellet']],
    ['en', 'Saw dust from a joinery', ['sawdust']],
    ['en', 'wood pellets', ['pellet']],
    ['en', 'waste oil from cooking', ['frying_oil']],
    ['ar', 'نشارة خشب', ['sawdust']],
    ['ar', 'بالنشارة', ['sawdust']],
    ['ar', 'للتدفئة', ['heating']],
    ['ar', 'والخشب', ['wood']],
    ['fr', 'rien de tout cela', []],
  ])('%s %s', (language, text, expected) => expect(named(text, language)).toEqual(expected))

  test('a misspelt word is guessed, less surely; a short one is not', () => {
    const [guess] = findConcepts(small, tokensOf('agricultture', 'fr'), 'fr').found
    expect(small.concepts[guess?.concept ?? -1]?.id).toBe('farming')
    expect(guess?.weight).toBeLessThan(0.7)
    expect(named('boix', 'fr')).toEqual([])
  })

  test('of words with one stem, the one that is written so is meant', () => {
    expect(named('marché', 'fr').length + named('marche', 'fr').length).toBeGreaterThan(0)
    expect(named('sciure', 'fr')).toEqual(['sawdust'])
  })

  test('what they can become goes up and on, ever less', () => {
    const { about, becomes } = meaningOf('sciure', 'fr', small)
    const weight = (weights: ReadonlyMap<number, number>, id: string) =>
      weights.get(small.number.get(id) ?? -1) ?? 0
    expect(weight(about, 'sawdust')).toBe(1)
    expect(weight(about, 'wood')).toBe(0.5)
    expect(weight(becomes, 'bedding')).toBeGreaterThan(weight(becomes, 'pellet'))
    expect(weight(becomes, 'pellet')).toBeGreaterThan(weight(becomes, 'farming'))
    expect(weight(becomes, 'farming')).toBeGreaterThan(0)
    expect(weight(becomes, 'heating')).toBeGreaterThan(0)
    expect(weight(becomes, 'oil')).toBe(0)
  })
})

describe('likeness', () => {
  const read = (text: string, language: Language) => meaningOf(text, language, small)
  const pool = ['litière', 'chauffage', 'agriculture', 'huile de friture'].map((text) => read(text, 'fr'))
  const best = (text: string, language: Language, ideas: boolean) => {
    const rarity = rarityOf(pool)
    const sums = pool.map((one) => sumOf(likeness(soughtBy(read(text, language), ideas), one, rarity)))
    return Math.max(...sums) > 0 ? sums.indexOf(Math.max(...sums)) : null
  }
  test.each<Language>(['fr', 'en', 'ar'])(
    'what sawdust becomes is found from %s, the most usual first',
    (language) => {
      expect(best({ fr: 'sciure', en: 'sawdust', ar: 'نشارة' }[language], language, true)).toBe(0)
    },
  )
  test('without ideas nothing is like it', () => expect(best('نشارة', 'ar', false)).toBeNull())
  test('the thing itself is like it in every language', () => {
    expect(best('زيت القلي', 'ar', false)).toBe(3)
    expect(best('frying oil', 'en', false)).toBe(3)
  })
})

test.each<[string, Language]>([
  ['Sciure de bois', 'fr'],
  ['des palettes usagées', 'fr'],
  ['wine bottles', 'en'],
  ['sawdust from a joinery', 'en'],
  ['نشارة خشب', 'ar'],
  ['كرتون 20 kg', 'ar'],
])('the language of “%s” is %s', (text, language) => expect(languageOf(text)).toBe(language))
