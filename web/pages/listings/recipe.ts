import { TEMPLATES, WORKSHOPS } from '../../../worker/waste/rulesOfRecipe'
import type { Answers, Typed } from './form'

const LISTS = ['materials', 'forms', 'states', 'refuses'] as const

/** A recipe as the form gives it; none where nothing of it is answered. */
export function recipeOf(a: Answers): { recipe: object | null } {
  const lists = Object.fromEntries(LISTS.map((name) => [name, a.all(`recipe.${name}`).filter(Boolean)]))
  const workshop = a.text('recipe.workshop')
  const [min, max] = [a.number('details.recipe.min'), a.number('details.recipe.max')]
  const isEmpty = !workshop && min === null && max === null && LISTS.every((n) => lists[n]?.length === 0)
  if (isEmpty) return { recipe: null }
  return {
    recipe: {
      ...lists,
      ...(workshop && { workshop }),
      ...(min !== null && { min }),
      ...(max !== null && { max }),
    },
  }
}

/** A recipe as the fields of its form hold it. */
export function typedRecipe(recipe: object | undefined): Typed {
  const given = (recipe ?? {}) as Record<string, unknown>
  const typed: Typed = {}
  for (const name of LISTS)
    typed[`recipe.${name}`] = ((given[name] as string[] | undefined) ?? []).map(String)
  typed['recipe.workshop'] = String(given.workshop ?? '')
  for (const name of ['min', 'max']) typed[`details.recipe.${name}`] = String(given[name] ?? '')
  return typed
}

/** The usual recipe of a workshop, to begin with; of none, nothing. */
export function templateOf(name: string | undefined): Typed {
  const workshop = WORKSHOPS.find((one) => one === name)
  return workshop ? typedRecipe({ workshop, ...TEMPLATES[workshop] }) : {}
}

/** What an offer holds, and its months, as the form gives them. */
export const contentsIn = (a: Answers): object => ({
  ...Object.fromEntries(
    ['materials', 'forms', 'states', 'contaminants'].map((name) => [
      name,
      a.all(`details.${name}`).filter(Boolean),
    ]),
  ),
  months: a.all('details.months').filter(Boolean).map(Number),
})
