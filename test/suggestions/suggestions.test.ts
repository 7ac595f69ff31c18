import { describe, expect, test } from 'vitest'
import type { Suggestions } from '../../worker/suggestions/queries'
import { suggestionsFor } from '../../worker/suggestions/queries'
import { wordsOf } from '../../worker/text'
import { Format } from '../../worker/text/format'
import { whyWords } from '../../worker/suggestions/words'
import { as } from '../support/given'

const from = async (kind: 'waste' | 'staff' | 'equipment' | 'space', title: string, description = '') =>
  suggestionsFor(await as(null), { kind, title, description }, 'Europe/Paris')
const codes = (s: Suggestions) => s.lowCodes.map((one) => one.code)

describe('what is proposed while one writes', () => {
  test('five codes at most, with why, in three languages; none for other kinds', async () => {
    for (const [title, code] of [
      ['Palettes en bois cassées', '150103'],
      ['Sawdust from the joinery', '030105'],
      ['نشارة خشب', '030105'],
      ['Huile de friture usagée', '200125'],
    ] as const) {
      const found = await from('waste', title)
      expect(codes(found), title).toContain(code)
      expect(codes(found).length).toBeLessThanOrEqual(5)
    }
    const [wood] = (await from('waste', 'Sciure de bois')).lowCodes
    const f = new Format('fr', 'Europe/Paris', 'EUR')
    expect(whyWords(wordsOf('fr'), f, wood?.why ?? null)).toMatch(/sciure|titre/)
    expect(codes(await from('space', 'Sciure de bois'))).toEqual([])
  })

  test('the trade, the category, quantities and times', async () => {
    const accountant = await from('staff', 'Une comptable, 8 heures par semaine')
    expect(accountant.families[0]?.code).toBe('M1203')
    expect(accountant.amounts).toEqual([
      expect.objectContaining({ quantity: 480, unit: 'minute', per: 'week' }),
    ])
    expect((await from('equipment', 'Fourgon avec hayon')).category).toMatchObject({ category: 'vehicle' })
    expect((await from('equipment', 'Cordless drill')).category).toMatchObject({ category: 'tools' })
    const room = await from('space', 'Salle', 'Tous les mardis de 9h à 12h, 20 personnes')
    expect(room.times).toMatchObject({ days: [2], from: '09:00', to: '12:00' })
    expect(room.amounts[0]).toMatchObject({ quantity: 20, unit: 'seat' })
  })

  test('nothing is proposed where nothing is said', async () => {
    const found = await from('waste', 'xyzzy')
    expect(found).toMatchObject({ lowCodes: [], families: [], category: null, amounts: [] })
  })
})
