import { describe, expect, test } from 'vitest'
import migration from '../../migrations/0006_list_of_waste_and_job_families.sql?raw'
import { checkLexicon, sameStems } from '../../worker/lexicon/check'
import { FILES } from '../../worker/lexicon/files'
import { HEADER } from '../../worker/lexicon/parse'

const all = (pattern: RegExp) => [...migration.matchAll(pattern)].map((m) => m[1] as string)
const CODES = { low: all(/^\('(\d{6})',/gm), rome: all(/^\('([A-Z]\d{4})',/gm) }

const file = (...lines: string[]) => ({ 'x.tsv': [HEADER.join('\t'), ...lines].join('\n') })
const WOOD = 'wood\tbois\twood ; timber\tخشب\t\tboard\t0301\t'
const BOARD = 'board\tpanneau\tboard\tلوح\twood\t\t\tH22'
const wrong = (...lines: string[]) => checkLexicon(file(...lines), CODES, 1)

test('the lexicon of the project is in order, with at least 300 concepts in three languages', () => {
  expect(CODES.low).toHaveLength(842)
  expect(checkLexicon(FILES, CODES)).toEqual([])
})

describe('the checker', () => {
  test('lets good lines pass', () => expect(wrong(WOOD, '# a remark', '', BOARD)).toEqual([]))

  test.each([
    [
      'the same id twice',
      [WOOD, WOOD.replace('bois', 'bille').replace('wood ; timber', 'log')],
      'already at x.tsv:2',
    ],
    ['a missing language', [WOOD.replace('خشب', ''), BOARD], 'x.tsv:2: wood has no word in ar'],
    ['a link to nowhere', [WOOD], 'x.tsv:2: wood becomes board, which is nowhere'],
    ['a link to itself', [WOOD, BOARD.replace('\twood\t', '\tboard\t')], 'board is_a itself'],
    ['a bad id', [WOOD, BOARD, 'Big Bag\tx1\tx2\tكيس\t\t\t\t'], 'is no id'],
    ['a code that does not exist', [WOOD.replace('0301', '0399'), BOARD], '0399 begins no code'],
    ['a ROME family that does not exist', [WOOD, BOARD.replace('H22', 'Z99')], 'Z99 begins no ROME family'],
    [
      'words in the wrong column',
      [WOOD.replace('خشب', 'timber'), BOARD],
      'stands in the column of another language',
    ],
    ['a word of joining words alone', [WOOD.replace('bois', 'de la'), BOARD], 'made of joining words alone'],
    ['too many columns', [`${WOOD}\tx`, BOARD], '9 columns'],
    [
      'the same word for two concepts',
      [WOOD, BOARD.replace('panneau', 'panneau ; Bois')],
      '“Bois” and “bois” (fr) mean board, and wood at x.tsv:2',
    ],
  ])('tells %s', (_, lines, complaint) => {
    expect(wrong(...lines).join('\n')).toContain(complaint)
  })

  test('tells a circle of “is a”, and lets two things become one another', () => {
    const circle = wrong(WOOD.replace('\t\tboard\t', '\tboard\t\t'), BOARD)
    expect(circle).toEqual(['x.tsv:2: is_a goes round: wood → board → wood'])
    expect(wrong(WOOD, BOARD.replace('\twood\t\t', '\t\twood\t'))).toEqual([])
  })

  test('wants enough concepts and the header', () => {
    expect(checkLexicon(file(WOOD, BOARD), CODES)).toEqual(['there are 2 concepts, at least 300 are needed'])
    expect(checkLexicon({ 'y.tsv': `${WOOD}\n${BOARD}` }, CODES, 1)[0]).toContain(
      'y.tsv:1: the first line must be',
    )
  })

  test('tells words that differ and have the same stems apart from the others', () => {
    const files = file(WOOD, BOARD.replace('panneau', 'boisé ; panneau'))
    expect(checkLexicon(files, CODES, 1)).toEqual([])
    expect(sameStems(files)).toEqual([expect.stringContaining('“boisé” and “bois” (fr)')])
    expect(sameStems(file(WOOD, BOARD))).toEqual([])
  })
})
