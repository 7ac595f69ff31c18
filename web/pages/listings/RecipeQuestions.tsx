import {
  CONTAMINANTS,
  FORMS,
  MATERIALS,
  type Recipe,
  STATES,
  WORKSHOPS,
} from '../../../worker/waste/rulesOfRecipe'
import { Field, Tiles } from '../../components/Field'
import type { View } from '../../view'
import { type Asked, many, one, tied } from './asking'
import { lowered } from './words'

const named = <T extends string>(values: readonly T[], words: Record<T, string>) =>
  values.map((value) => ({ value, label: words[value] }))

/** A question of which several answers are right. */
const ofSeveral =
  (typed: Asked['typed']) =>
  (name: string, legend: string, choices: { value: string; label: string }[], hint?: string) => (
    <Tiles {...{ name, legend, hint, choices }} value={many(typed, name)} columns={2} />
  )

/** Of a need of waste: what the workshop accepts, and what it refuses. Templates fill it in. */
export function RecipeQuestions(a: Asked) {
  const { v, typed } = a
  const words = v.t.streams.recipe
  const several = ofSeveral(typed)
  const isGiven = Object.keys(typed).some(
    (name) => name.includes('recipe.') && many(typed, name).some((value) => value !== ''),
  )
  const wrong = Object.keys(a.errors?.fields ?? {}).some((name) => name.includes('recipe'))
  const number = { inputmode: 'numeric', autocomplete: 'off' }
  return (
    <details open={isGiven || wrong}>
      <summary>{words.title}</summary>
      <div class="st">
        <p class="q">{words.lead}</p>
        <nav aria-label={words.templates}>
          <p class="q sm">{words.templates}</p>
          <ul class="chips">
            {WORKSHOPS.map((workshop) => (
              <li>
                <a class="chip" href={v.href(`/post/need/waste?workshop=${workshop}`)}>
                  {words.workshops[workshop]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <Tiles
          name="recipe.workshop"
          legend={words.workshop}
          value={one(typed, 'recipe.workshop')}
          choices={named(WORKSHOPS, words.workshops)}
          columns={2}
        />
        {several('recipe.materials', words.materials, named(MATERIALS, words.material))}
        {several('recipe.forms', words.forms, named(FORMS, words.form))}
        {several('recipe.states', words.states, named(STATES, words.state))}
        {several('recipe.refuses', words.refuses, named(CONTAMINANTS, words.contaminant))}
        <div class="duo">
          <Field {...tied(a, 'details.recipe.min')} label={words.min} {...number} />
          <Field {...tied(a, 'details.recipe.max')} label={words.max} {...number} />
        </div>
      </div>
    </details>
  )
}

/** Of an offer of waste: what it holds, and the months in which it flows. */
export function ContentsQuestions(a: Asked) {
  const { v, typed } = a
  const { recipe: words, season } = v.t.streams
  const several = ofSeveral(typed)
  const months = Array.from({ length: 12 }, (_, i) => ({
    value: String(i + 1),
    label: v.f.monthName(i + 1),
  }))
  const isGiven = ['materials', 'forms', 'states', 'contaminants', 'months'].some((name) =>
    many(typed, `details.${name}`).some((value) => value !== ''),
  )
  return (
    <details open={isGiven}>
      <summary>{words.offer}</summary>
      <div class="st">
        <p class="q">{words.offerHint}</p>
        <input type="hidden" name="contents" value="yes" />
        {several('details.materials', words.materials, named(MATERIALS, words.material))}
        {several('details.forms', words.forms, named(FORMS, words.form))}
        {several('details.states', words.states, named(STATES, words.state))}
        {several(
          'details.contaminants',
          words.contaminants,
          named(CONTAMINANTS, words.contaminant),
          words.contaminantsHint,
        )}
        {several('details.months', season.title, months, season.hint)}
      </div>
    </details>
  )
}

/** What a recipe says, as rows of the page of a need. */
export function recipeRows(
  v: View,
  recipe: Recipe | undefined,
  unit: Parameters<View['f']['quantity']>[1],
): [string, string][] {
  if (!recipe) return []
  const words = v.t.streams.recipe
  const list = <T extends string>(values: readonly T[], names: Record<T, string>) =>
    values.map((one) => lowered(names[one]))
  const accepts = [
    ...list(recipe.materials, words.material),
    ...list(recipe.forms, words.form),
    ...list(recipe.states, words.state),
  ]
  const each = [
    recipe.min !== undefined && words.from(v.f.quantity(recipe.min, unit)),
    recipe.max !== undefined && words.upTo(v.f.quantity(recipe.max, unit)),
  ].filter((text) => text !== false)
  const rows: [string, string][] = []
  if (recipe.workshop) rows.push([words.workshop, words.workshops[recipe.workshop]])
  if (accepts.length > 0) rows.push([words.accepts, v.f.list(accepts)])
  if (recipe.refuses.length > 0)
    rows.push([words.refusesTitle, v.f.list(list(recipe.refuses, words.contaminant))])
  if (each.length > 0) rows.push([words.each, v.f.list(each)])
  return rows
}
