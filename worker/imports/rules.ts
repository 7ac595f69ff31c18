import { plainAmount } from '../core/numerals'
import type { FieldError } from '../core/errors'
import { isDate } from '../core/time'

// What the cells of one row say. Pure: a row becomes input, or the reasons why it can not.

export type Cells = (field: string) => string

/** "1 234,56" and "1234.56" alike; undefined where empty, NaN where it is no number. */
export function numberIn(text: string): number | undefined {
  const bare = text.trim().replace(/\s*m[²2]$/i, '')
  if (bare === '') return undefined
  // Of a comma and a point the last one is the decimal's, the others part the thousands.
  const point = bare.includes(',') && bare.includes('.') ? bare.replace(/\.(?=.*,)|,(?=.*\.)/g, '') : bare
  const plain = plainAmount(point)
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}

/** "2026-03-01" and "01/03/2026" alike; undefined where empty, null where it is no date. */
export function dateIn(text: string): string | null | undefined {
  if (text === '') return undefined
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  const date = french
    ? `${french[3]}-${french[2]?.padStart(2, '0')}-${french[1]?.padStart(2, '0')}`
    : text.slice(0, 10)
  return isDate(date) ? date : null
}

const lower = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

/** The first answer whose pattern the words fit. */
const oneOf =
  <T extends string>(answers: readonly (readonly [T, RegExp])[]) =>
  (text: string): T | undefined =>
    answers.find(([, pattern]) => pattern.test(lower(text)))?.[0]

export const legalFormIn = oneOf([
  [
    'social_enterprise',
    /\b(aci|ei|ai|etti|geiq|esat|ea|eatt|insertion|esus|social_enterprise|social enterprise)\b/,
  ],
  ['cooperative', /\b(coop\w*|scop|scic|sca|cae|cuma)\b/],
  ['association', /\b(asso\w*|loi 1901|9220|fondation|mutuelle)\b/],
  [
    'public',
    /\b(commune|mairie|collectivite|public\w*|ccas|metropole|departement|region|etablissement public)\b/,
  ],
  ['research', /\b(research|recherche|universite|laboratoire)\b/],
  ['training', /\b(training|formation|ecole|lycee|cfa|gretA)\b/i],
  ['company', /\b(company|societe|sarl|sas|sasu|eurl|sa|sci|entreprise)\b/],
  ['other', /\b(other|autre)\b/],
] as const)
export const directionIn = oneOf([
  ['offer', /^(offer|offre|o|propose|a preter)/],
  ['need', /^(need|besoin|b|cherche|demande)/],
] as const)
export const kindIn = oneOf([
  ['space', /^(space|salle|lieu|espace|bureau|atelier partage|cuisine)/],
  ['equipment', /^(equipment|materiel|equipement|outil|vehicule)/],
  ['staff', /^(staff|competence|personnel|heures|temps)/],
  ['waste', /^(waste|matiere|dechet|materiau|chute)/],
  ['premises', /^(premises|local|locaux|batiment|friche)/],
] as const)
export const unitIn = oneOf([
  ['piece', /^(piece|unite|u$|exemplaire|item)/],
  ['seat', /^(seat|place|poste)/],
  ['minute', /^(minute|min)/],
  ['kg', /^(kg|kilo)/],
  ['litre', /^(litre|liter|l$)/],
  ['m2', /^(m2|m²|metre carre)/],
  ['m3', /^(m3|m³|metre cube)/],
  ['pallet', /^(pallet|palette)/],
] as const)
export const grainIn = oneOf([
  ['hour', /^(hour|heure|h$)/],
  ['day', /^(day|jour|j$)/],
  ['month', /^(month|mois)/],
  ['window', /^(window|creneau|passage|collecte)/],
  ['stock', /^(stock|lot unique|une fois)/],
] as const)
export const tariffIn = oneOf([
  ['free', /^(free|gratuit|0$)/],
  ['exchange', /^(exchange|echange|troc|contrepartie)/],
  ['price', /^(price|prix|payant)/],
] as const)
export const priceUnitIn = oneOf([
  ['m2_month', /^(m2_month|m2\/mois|m²\/mois|m2 par mois)/],
  ['hour', /^(hour|heure|h$)/],
  ['day', /^(day|jour|j$)/],
  ['month', /^(month|mois)/],
  ['piece', /^(piece|unite)/],
  ['kg', /^(kg|kilo)/],
  ['once', /^(once|forfait|une fois)/],
] as const)
export const visibilityIn = oneOf([
  ['public', /^(public|tous|oui)/],
  ['cluster', /^(cluster|pole|membre|interne|non)/],
] as const)
export const languageIn = oneOf([
  ['fr', /^fr/],
  ['en', /^en/],
  ['ar', /^ar/],
] as const)
export const conditionIn = oneOf([
  ['new', /^(new|neuf)/],
  ['good', /^(good|bon)/],
  ['worn', /^(worn|use|usage)/],
] as const)
export const materialStatusIn = oneOf([
  ['product_reuse', /^(product_reuse|reemploi|produit)/],
  ['by_product', /^(by_product|sous-produit|sous produit)/],
  ['ex_waste', /^(ex_waste|sorti|ex-dechet)/],
  ['waste', /^(waste|dechet)/],
] as const)

/** "ROUEN" is read as "Rouen", "SAINT-PIERRE-LES-ELBEUF" as "Saint-Pierre-les-Elbeuf"; mixed case stays. */
export function namedPlace(text: string): string {
  if (text !== text.toUpperCase()) return text
  const small = /^(de|des|du|la|le|les|sur|sous|en|et|aux?|lès|d|l)$/
  const words = text.toLowerCase().split(/(?<=[\s'’-])|(?=[\s'’-])/)
  return words.map((w, i) => (i > 0 && small.test(w) ? w : w.charAt(0).toUpperCase() + w.slice(1))).join('')
}

export interface Problem extends FieldError {
  line?: number
}

/** Reads cells of one row, and gathers what is wrong with them. */
export class RowReader {
  readonly problems: FieldError[] = []
  private readonly cells: Cells
  constructor(cells: Cells) {
    this.cells = cells
  }
  text(field: string, most = 5000): string | undefined {
    return this.cells(field).slice(0, most) || undefined
  }
  needed(field: string, most?: number): string {
    const text = this.text(field, most)
    if (!text) this.problems.push({ path: field, code: 'required' })
    return text ?? ''
  }
  number(field: string): number | undefined {
    const value = numberIn(this.cells(field))
    if (!Number.isNaN(value)) return value
    this.problems.push({ path: field, code: 'not_number' })
  }
  whole(field: string): number | undefined {
    const value = this.number(field)
    return value === undefined ? undefined : Math.round(value)
  }
  choice<T extends string>(
    field: string,
    read: (text: string) => T | undefined,
    isNeeded = false,
  ): T | undefined {
    const text = this.cells(field)
    const value = text ? read(text) : undefined
    if (text ? value === undefined : isNeeded)
      this.problems.push({ path: field, code: text ? 'not_a_choice' : 'required' })
    return value
  }
  date(field: string): string | undefined {
    const value = dateIn(this.cells(field))
    if (value === null) this.problems.push({ path: field, code: 'not_date' })
    return value ?? undefined
  }
}
