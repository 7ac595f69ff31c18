import { expect, test } from 'vitest'
import { latinDigits } from '../../worker/core/digits'
import { Answers } from '../../web/pages/listings/form'
import { numeral } from '../../web/pages/organisations/form'

test('numbers are read as they are typed on an Arabic keyboard; what is none is told', () => {
  expect(latinDigits('٤٠ و ۱۵ و 3')).toBe('40 و 15 و 3')
  expect(numeral('١٢')).toBe(12)
  expect(numeral('١٢٫٥')).toBe(12.5)
  const answers = new Answers({ some: '٤٠', none: '12,5 kg' }, 'Europe/Paris')
  expect([answers.number('some'), answers.number('none')]).toEqual([40, null])
  expect(answers.wrong).toEqual([{ path: 'none', code: 'not_number' }])
})
