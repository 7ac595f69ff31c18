import { describe, expect, it } from 'vitest'
import {
  changedByHand,
  countryCode,
  foreignIdKept,
  isSiret,
  siretDigits,
  spacedSiret,
} from '../../worker/organisations/rules'

describe('a SIRET', () => {
  it.each([
    '73282932000074', // INSEE's own example of the key
    '35600000000048', // La Poste, head office: by Luhn
    '35600000049837', // La Poste, an establishment: sum of digits 45
    '26760054200018',
    '34258732600188',
  ])('%s is one', (siret) => expect(isSiret(siret)).toBe(true))

  it.each([
    '73282932000075', // one digit off
    '73282932000704', // two digits exchanged
    '35600000049838', // La Poste, sum of digits 46
    '00000000000000',
    '7328293200007',
    '732829320000740',
    '7328293200007A',
    '',
  ])('%s is none', (siret) => expect(isSiret(siret)).toBe(false))

  it('of La Poste is not accepted by Luhn alone', () => {
    // Luhn's sum is 20; the plain one is 18, no multiple of 5.
    expect(isSiret('35600000000022')).toBe(false)
  })

  it('is read whatever stands between its digits, and shown in groups', () => {
    expect(siretDigits(' 732\u00a0829 320.00074 ')).toBe('73282932000074')
    expect(spacedSiret('73282932000074')).toBe('732 829 320 00074')
  })
})

it('keeps a foreign identifier in one form', () => {
  expect(foreignIdKept('  w751 \u00a0 004076 ')).toBe('W751 004076')
})

describe('fields changed by hand', () => {
  const before = { name: 'A', commune: 'Rouen', handEdited: ['name'] }
  it('are those that changed, and those that had', () => {
    expect(changedByHand(before, { commune: 'Oissel' })).toEqual(['commune', 'name'])
  })
  it('are not those sent back as they were, nor those not sent', () => {
    expect(changedByHand(before, { commune: 'Rouen', name: undefined })).toEqual(['name'])
  })
})

describe('a country', () => {
  it.each([
    ['be', 'BE'],
    ['Belgique', 'BE'],
    [' etats-unis ', 'US'],
    ['Morocco', 'MA'],
    ['المغرب', 'MA'],
  ])('%s is %s', (typed, code) => expect(countryCode(typed)).toBe(code))
  it.each(['', 'Normandie', 'QQ', '<b>'])('%s is none', (typed) => expect(countryCode(typed)).toBeNull())
})
