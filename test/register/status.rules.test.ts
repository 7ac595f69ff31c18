import { expect, test } from 'vitest'
import { answersIn } from '../../worker/waste/input'
import { QUESTIONS, type StatusAnswers, statusBy } from '../../worker/waste/rulesOfStatus'
import { unusual } from '../../worker/waste/rulesOfQuantities'

test('every way through the questions ends in a status, and asks nothing twice', () => {
  const ends = new Map<string, string>()
  const walk = (answers: StatusAnswers) => {
    const found = statusBy(answers)
    const said = QUESTIONS.flatMap((q) =>
      answers[q] === undefined ? [] : [`${q} ${answers[q] ? 'yes' : 'no'}`],
    )
    if ('status' in found) {
      ends.set(said.join(', '), found.status)
      return
    }
    expect(answers[found.ask]).toBe(undefined)
    for (const answer of [true, false]) walk({ ...answers, [found.ask]: answer })
  }
  walk({})
  expect(Object.fromEntries(ends)).toEqual({
    'exit yes': 'ex_waste',
    'exit no, discarded yes': 'waste',
    'exit no, discarded no, reuse yes': 'product_reuse',
    'exit no, discarded no, reuse no, residue no': 'waste',
    'exit no, discarded no, reuse no, residue yes, certain yes': 'by_product',
    'exit no, discarded no, reuse no, residue yes, certain no': 'waste',
  })
})

test('answers of an address: yes and no, nothing else', () => {
  expect(answersIn({ exit: 'no', discarded: 'perhaps', reuse: 'yes', other: 'yes' })).toEqual({
    exit: false,
    reuse: true,
  })
})

test('a ton typed as a kilo is asked again', () => {
  expect(unusual(2000, 'kg', { usual: 20 })).toBe('much_more')
  expect(unusual(1999, 'kg', { usual: 20 })).toBe(null)
  expect(unusual(2, 'kg', { usual: 2000 })).toBe('much_less')
  expect(unusual(2, 'kg', { text: 'Deux tonnes de sciure' })).toBe('tons')
  expect(unusual(2, 'kg', { text: 'Une tonnelle démontée' })).toBe(null)
  expect(unusual(2000, 'kg', { text: 'Deux tonnes de sciure' })).toBe(null)
  expect(unusual(2, 'kg', { text: 'طن من النشارة' })).toBe('tons')
  expect(unusual(60_000, 'kg', {})).toBe('much_more')
  expect(unusual(40, 'pallet', { usual: 1 })).toBe(null)
  expect(unusual(-5, 'kg', { usual: 20 })).toBe(null)
})
