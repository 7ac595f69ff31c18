import { expect, test } from 'vitest'
import { namesOf, withoutNames } from '../../worker/calls/rulesOfNames'

const hidden = (text: string) => {
  const { names, words } = namesOf('Association L’Atelier des Écluses', ['Rose Lévêque', 'نعيمة الزروالي'])
  return withoutNames(text, names, words)
}

test.each([
  ['Association L’Atelier des Écluses', '▮▮▮'],
  ['Chez L’ATELIER  DES ECLUSES, on répare', 'Chez ▮▮▮, on répare'],
  ['à l’atelier des écluses', 'à ▮▮▮'],
  ['Je suis Rose Leveque, et Rose répare', 'Je suis ▮▮▮, et ▮▮▮ répare'],
  ['Mme LÉVÊQUE arrose', 'Mme ▮▮▮ arrose'],
  ['un mur rose, deux ateliers des écluses', 'un mur rose, deux ateliers des écluses'],
  ['تدير نعيمة المشغل', 'تدير ▮▮▮ المشغل'],
  ['voir ecluses.org, www.x.fr/a, contact@ecluses.org ou @ecluses_76', 'voir ▮▮▮, ▮▮▮ ▮▮▮ ou ▮▮▮'],
  ['au 02 61 91 40 12, SIRET 123 456 789 00012', 'au ▮▮▮, SIRET ▮▮▮'],
  ['le 1.5 kg, en 2.0, p. ex. etc.', 'le 1.5 kg, en 2.0, p. ex. etc.'],
])('of %s the jury reads %s', (text, read) => {
  expect(hidden(text)).toBe(read)
})
