import { describe, expect, test } from 'vitest'
import type { Language } from '../../worker/core/kinds'
import { lexicon } from '../../worker/lexicon/lexicon'
import { meaningOf } from '../../worker/lexicon/meaning'
import { tokensOf } from '../../worker/lexicon/tokens'
import { saying, stem } from '../../worker/search/stems'

const words = (text: string, language: Language) => tokensOf(text, language).map((token) => token.raw)
const named = (text: string, language: Language) =>
  [...meaningOf(text, language).named].filter(([, w]) => w >= 0.6).map(([c]) => lexicon().concepts[c]?.id)

describe('nouns that are spelt like an article, a pronoun or a verb', () => {
  test.each<[Language, string, string[]]>([
    ['fr', 'du thé en vrac', ['the', 'vrac']],
    ['fr', 'sachets de the', ['sachets', 'the']],
    ['fr', 'location The Room', ['location', 'room']],
    ['fr', 'son de blé', ['son', 'ble']],
    ['fr', 'technicien son', ['technicien', 'son']],
    ['fr', 'ingénieur du son', ['ingenieur', 'son']],
    ['fr', 'chacun apporte son repas', ['chacun', 'apporte', 'repas']],
    ['fr', 'récupérer de l’or', ['recuperer', 'or']],
    ['fr', 'poussière d’or', ['poussiere', 'or']],
    ['en', 'a can of paint', ['can', 'paint']],
    ['en', 'we can lend a van', ['lend', 'van']],
    ['en', 'IT support', ['informatics', 'support']],
    ['en', 'it is dry', ['dry']],
    ['en', 'mill by-products', ['mill', 'byproducts']],
    ['ar', 'قاعة على الطابق', ['قاعة', 'الطابق']],
  ])('%s: %s', (language, text, expected) => expect(words(text, language)).toEqual(expected))

  test('a term is not left with what is too general of it', () => {
    expect(named('farine de blé', 'fr')).not.toContain('bran')
    expect(named('son de blé', 'fr')).toContain('bran')
    expect(named('lab technician', 'en')).not.toContain('it_support')
    expect(named('IT technician', 'en')).toContain('it_support')
  })
})

test('two languages in one sentence are both read', () => {
  expect(named('Besoin d’une قاعة اجتماعات for 20 people', 'fr')).toContain('meeting_room')
  expect(named('meeting in a قاعة اجتماعات', 'en')).toContain('meeting_room')
})

test('words of every day are no part of a thing', () => {
  expect(named('two days a week', 'en')).toEqual([])
  expect([...meaningOf('deux jours par semaine', 'fr').named]).toEqual([])
})

test.each<[Language, string, string]>([
  ['fr', 'vélo', 'vélos'],
  ['fr', 'tissu', 'tissus'],
  ['fr', 'pneu', 'pneus'],
  ['fr', 'bambou', 'bambous'],
  ['fr', 'caméra', 'caméras'],
  ['fr', 'bureau', 'bureaux'],
  ['fr', 'bail', 'baux'],
  ['en', 'shelf', 'shelves'],
  ['en', 'child', 'children'],
  ['ar', 'شاحنة', 'شاحنات'],
  ['ar', 'صندوق', 'صناديق'],
  ['ar', 'كرسي', 'الكراسي'],
])('%s: one %s, several %s', (language, one, several) =>
  expect(stem(several, language)).toBe(stem(one, language)),
)

test.each<[Language, string, string]>([
  ['fr', 'tondre la pelouse', 'gardening_service'],
  ['en', 'unloading a truck', 'heavy_lifting'],
  ['ar', 'غسل الأرضيات', 'cleaning_service'],
  ['fr', 'panne informatique', 'it_support'],
  ['en', 'hemming', 'sewing_work'],
])('%s: what one wants done is found by its verb: %s', (language, text, concept) =>
  expect(named(text, language)).toContain(concept),
)

test('tea, maize and a coach can be searched for', () => {
  expect(saying('du thé, du maïs, un car, mais pas the car')).toEqual(['thé', 'maïs', 'car', 'car'])
})
