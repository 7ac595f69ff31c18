import { expect, test } from 'vitest'
import { plainAmount, plainNumber } from '../../worker/core/numerals'

test.each([
  ['1 234,5', '1234.5'],
  ['1\u202f234.5', '1234.5'],
  ['١٢٣٤٫٥', '1234.5'],
  ['۴۰', '40'],
  ['-3', '-3'],
  ['12,5 kg', '12.5kg'],
  ['1,2,3', '1.2,3'],
  ['', ''],
])('%s is read as %s', (typed, plain) => {
  expect(plainNumber(typed)).toBe(plain)
})

test('a price may carry its sign', () => {
  expect(plainAmount('23,50 €')).toBe('23.50')
})
