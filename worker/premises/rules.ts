import type { FieldError } from '../core/errors'
import { overlap } from './rulesOfOverlap'
import { type Outline, type Paper, problemOfOutline } from './rulesOfPlan'

// What can be wrong with the lots of a site, whatever the form. Pure.

interface NamedLot {
  name: string
  availableFrom?: string | null | undefined
  availableUntil?: string | null | undefined
  publicType?: string | null | undefined
  publicCategory?: number | null | undefined
  planId?: string | null | undefined
  outline?: Outline | null | undefined
}

/** `path`: where the lot stands in what was given: "lots.2.", or nothing. `others`: names of the other lots of the site. */
export function problemsOfLot(
  lot: NamedLot,
  others: readonly string[],
  papers: ReadonlyMap<string, Paper>,
  path = '',
): FieldError[] {
  const found: FieldError[] = []
  const told = (field: string, code: string) => found.push({ path: path + field, code })
  if (others.some((name) => sameName(name, lot.name))) told('name', 'twice')
  if (lot.availableFrom && lot.availableUntil && lot.availableUntil < lot.availableFrom)
    told('availableUntil', 'end_before_start')
  if (lot.publicCategory && (!lot.publicType || lot.publicType === 'none'))
    told('publicType', 'public_type_needed')
  if (lot.outline) {
    const paper = papers.get(lot.planId ?? '')
    const problem = paper ? problemOfOutline(lot.outline, paper) : 'plan_needed'
    if (problem) told('outline', problem)
  } else if (lot.planId && !papers.has(lot.planId)) told('planId', 'not_a_choice')
  return found
}

/** Lots that are drawn over this one on the same plan, which is of one floor: the first of them is named. */
export function problemsOfDrawing(lot: NamedLot, others: readonly NamedLot[]): FieldError[] {
  const { name, planId, outline } = lot
  if (!planId || !outline) return []
  const under = others.find((one) => one.planId === planId && one.outline && overlap(outline, one.outline))
  return under ? [{ path: 'outline', code: 'lots_overlap', params: { name, other: under.name } }] : []
}

/** Names are told apart whatever their capitals and spaces. */
export const sameName = (a: string, b: string): boolean => plain(a) === plain(b)
const plain = (name: string) => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase()

export function problemsOfNames(names: readonly string[], path: (i: number) => string): FieldError[] {
  return names.flatMap((name, i) =>
    names.findIndex((other) => sameName(other, name)) < i ? [{ path: path(i), code: 'twice' }] : [],
  )
}
