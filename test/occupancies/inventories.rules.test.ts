import { expect, test } from 'vitest'
import { compared, type RoomOf } from '../../worker/occupancies/rulesOfInventories'

const room = (id: string, name: string, items: [string, RoomOf['items'][number]['state']][]): RoomOf => ({
  ...{ id, name, note: '' },
  items: items.map(([item, state]) => ({ name: item, state, note: '' })),
})

test('exit against entry: what is the same, got worse or better, is gone or new', () => {
  const entry = [
    room('r1', 'Atelier', [
      ['Sol', 'good'],
      ['Évier', 'worn'],
      ['Radiateur', 'good'],
      ['Store', 'good'],
    ]),
    room('r2', 'Cave', []),
  ]
  const exit = [
    room('r1', 'Atelier nord', [
      ['sol', 'bad'],
      ['Évier', 'new'],
      ['Radiateur', 'none'],
      ['Prise', 'new'],
    ]),
    room('r3', 'Mezzanine', [['Plancher', 'good']]),
  ]
  const found = compared(entry, exit)
  expect(found.map((r) => r.name)).toEqual(['Atelier', 'Cave', 'Mezzanine'])
  expect(found[0]?.items.map((i) => [i.name, i.entry, i.exit, i.change])).toEqual([
    ['Sol', 'good', 'bad', 'worse'],
    ['Évier', 'worn', 'new', 'better'],
    ['Radiateur', 'good', 'none', 'gone'],
    ['Store', 'good', null, 'gone'],
    ['Prise', null, 'new', 'new_here'],
  ])
  expect(found[2]?.items).toMatchObject([{ change: 'new_here' }])
})
