import { describe, expect, test } from 'vitest'
import { amountsIn } from '../../worker/lexicon/amounts'
import { timesIn } from '../../worker/lexicon/times'

describe('quantities in a text', () => {
  test.each([
    ['Sciure sèche, 200 kg par semaine', [[200, 'kg', 'week']]],
    ['3 palettes de cartons', [[3, 'pallet', null]]],
    ['environ 1,5 tonne par mois', [[1500, 'kg', 'month']]],
    ['2 000 litres d’eau de rinçage, chaque jour', [[2000, 'litre', 'day']]],
    ['500 kg/mois', [[500, 'kg', 'month']]],
    ['une dizaine de palettes', [[10, 'pallet', null]]],
    [
      'salle de 40 places, 60 m²',
      [
        [40, 'seat', null],
        [60, 'm2', null],
      ],
    ],
    ['comptable, 8 heures par semaine', [[480, 'minute', 'week']]],
    ['ouvert de 9 h à 12 h', []],
    ['two tonnes of whey a week', [[2000, 'kg', 'week']]],
    ['300 litres daily', [[300, 'litre', 'day']]],
    ['twelve pallets', [[12, 'pallet', null]]],
    ['٢٠٠ كغ في الأسبوع', [[200, 'kg', 'week']]],
    ['نصف طن شهريا', [[500, 'kg', 'month']]],
    ['20 شخصا', [[20, 'seat', null]]],
    ['rien à compter ici', []],
  ])('%s', (text, expected) => {
    expect(amountsIn(text).map((a) => [a.quantity, a.unit, a.per])).toEqual(expected)
  })
})

describe('days, hours and dates in a text', () => {
  const TODAY = '2026-11-21'
  test.each([
    ['tous les mardis', { days: [2] }],
    ['every Tuesday', { days: [2] }],
    ['كل ثلاثاء', { days: [2] }],
    ['le mardi et le jeudi de 9h à 12h', { days: [2, 4], from: '09:00', to: '12:00' }],
    ['du lundi au vendredi, 8h30-17h', { days: [1, 2, 3, 4, 5], from: '08:30', to: '17:00' }],
    ['Monday to Friday from 9 to 12', { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' }],
    ['weekdays 2pm to 5pm', { days: [1, 2, 3, 4, 5], from: '14:00', to: '17:00' }],
    ['Saturdays from 2 to 5pm', { days: [6], from: '14:00', to: '17:00' }],
    ['من الاثنين إلى الجمعة من 9 إلى 12', { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' }],
    ['en semaine', { days: [1, 2, 3, 4, 5] }],
    ['le week-end', { days: [6, 7] }],
    ['entre 14 h et 16 h 30', { from: '14:00', to: '16:30' }],
    ['le 12 mars', { startsOn: '2027-03-12', endsOn: '2027-03-12' }],
    ['du 3 au 7 décembre', { startsOn: '2026-12-03', endsOn: '2026-12-07' }],
    ['March 12, 2027', { startsOn: '2027-03-12', endsOn: '2027-03-12' }],
    ['05/01/2027', { startsOn: '2027-01-05', endsOn: '2027-01-05' }],
    ['3 à 5 palettes', {}],
    ['31 février', {}],
    ['une salle pour un spectacle', {}],
  ])('%s', (text, expected) => {
    const nothing = { days: [], from: null, to: null, startsOn: null, endsOn: null }
    const { said, ...found } = timesIn(text, TODAY)
    expect(found).toEqual({ ...nothing, ...expected })
    expect(said.length > 0).toBe(Object.keys(expected).length > 0)
  })
})
