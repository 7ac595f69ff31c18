import { textsOf } from '../typed'
import { type CallPatch, MOST_CRITERIA, MOST_VISITS, SECTORS } from '../../../worker/calls/input'
import type { Call, CallLot, Juror } from '../../../worker/calls/queries'
import { instantOf, isDate, wallOf } from '../../../worker/core/time'

// What the form of a call shows and sends: text by name. A line that is left empty is none.

export type Typed = Record<string, string> & { lots?: never }
export interface Filled {
  typed: Record<string, string>
  lotIds: string[]
}

/** Lines that a list begins with, the most it may have, and what is in each. */
const LISTS = {
  criteria: { first: 6, most: MOST_CRITERIA, cells: ['label', 'weight'] },
  quotas: { first: 4, most: SECTORS.length, cells: ['sector', 'min', 'max'] },
  visits: { first: 4, most: MOST_VISITS, cells: ['date', 'from', 'to'] },
} as const
type List = keyof typeof LISTS

/** The lines to show of a list: all that are filled in, and room for one more. */
export function linesOf(list: List, value: (name: string) => string): number[] {
  const { first, most, cells } = LISTS[list]
  const all = Array.from({ length: most }, (_, i) => i)
  const last = all.findLastIndex((i) => cells.some((cell) => value(`${list}.${i}.${cell}`).trim()))
  return all.slice(0, Math.max(first, last + 2))
}

/** The form of a call that exists. E-mail addresses are not kept beside it: jurors stay as ids where nothing is typed. */
export function filledOf(
  c: Call,
  lots: readonly CallLot[],
  jurors: readonly (Juror & { email?: string | null })[],
): Filled {
  const deadline = c.deadline && wallOf(c.deadline, c.timeZone)
  const typed: Record<string, string> = {
    ...{
      title: c.title,
      description: c.description,
      form: c.form,
      startsOn: c.startsOn ?? '',
      endsOn: c.endsOn ?? '',
    },
    ...{ deadlineOn: deadline ? deadline.date : '', deadlineAt: deadline ? deadline.time : '18:00' },
    ...{ answerOn: c.answerOn ?? '', answerDays: String(c.answerDays), visitPlaces: String(c.visitPlaces) },
    jurors: jurors
      .filter((j) => j.leftAt === null)
      .map((j) => j.email ?? j.personId)
      .join('\n'),
  }
  for (const [i, q] of c.questions.entries()) typed[`questions.${i}`] = q
  for (const [i, one] of c.criteria.entries()) {
    typed[`criteria.${i}.label`] = one.label
    typed[`criteria.${i}.weight`] = String(one.weight)
  }
  for (const [i, q] of c.quotas.entries()) {
    typed[`quotas.${i}.sector`] = q.sector
    typed[`quotas.${i}.unit`] = q.unit
    typed[`quotas.${i}.min`] = q.min === undefined ? '' : String(q.min)
    typed[`quotas.${i}.max`] = q.max === undefined ? '' : String(q.max)
  }
  for (const [i, one] of c.visits.entries()) {
    typed[`visits.${i}.date`] = one.date
    typed[`visits.${i}.from`] = one.from
    typed[`visits.${i}.to`] = one.to
  }
  return { typed, lotIds: lots.map((l) => l.id) }
}

export function readFilled(form: FormData): Filled {
  const typed = textsOf(form)
  return { typed, lotIds: form.getAll('lotIds').filter((id) => typeof id === 'string') }
}

const number = (text: string | undefined): number | undefined =>
  text === undefined || text.trim() === '' ? undefined : Number(text)

/**
 * What was typed, as a command takes it; `order`: the fields of lists by their place in the form, so that what is wrong is told
 * beside it though empty lines were left out.
 */
export function patchOf(
  { typed, lotIds }: Filled,
  zone: string,
): { patch: CallPatch; places: Map<string, string> } {
  const places = new Map<string, string>()
  const lines = <T>(name: List, read: (at: string) => T): T[] => {
    const found: T[] = []
    for (let i = 0; i < LISTS[name].most; i++) {
      if (!LISTS[name].cells.some((cell) => text(`${name}.${i}.${cell}`))) continue
      const one = read(`${name}.${i}`)
      places.set(`${name}.${found.length}`, `${name}.${i}`)
      found.push(one)
    }
    return found
  }
  const text = (at: string) => (typed[at] ?? '').trim()
  const deadlineOn = text('deadlineOn')
  const time = /^([01]\d|2[0-3]):[0-5]\d$/.test(text('deadlineAt')) ? text('deadlineAt') : '18:00'
  const patch = {
    ...{ title: text('title'), description: text('description'), form: text('form'), lotIds },
    deadline: deadlineOn === '' ? null : isDate(deadlineOn) ? instantOf(deadlineOn, time, zone) : deadlineOn,
    ...{
      startsOn: text('startsOn') || null,
      endsOn: text('endsOn') || null,
      answerOn: text('answerOn') || null,
    },
    ...{ answerDays: number(typed.answerDays), visitPlaces: number(typed.visitPlaces) },
    questions: [0, 1, 2].map((i) => text(`questions.${i}`)),
    criteria: lines('criteria', (at) => ({
      ...{ label: text(`${at}.label`), weight: number(typed[`${at}.weight`]) ?? 0 },
    })),
    quotas: lines('quotas', (at) => ({
      ...{ sector: text(`${at}.sector`), unit: typed[`${at}.unit`] ?? 'lots' },
      ...{ min: number(typed[`${at}.min`]), max: number(typed[`${at}.max`]) },
    })),
    visits: lines('visits', (at) => ({
      ...{ date: text(`${at}.date`), from: text(`${at}.from`), to: text(`${at}.to`) },
    })),
    jurors: text('jurors')
      .split(/[\s,;]+/)
      .filter(Boolean),
  }
  // What is no number and no choice is refused by the schema, in words.
  return { patch: patch as unknown as CallPatch, places }
}

/** Where a wrong field stands in the form. */
export function placeOf(path: string, places: ReadonlyMap<string, string>): string {
  const [list = '', index = ''] = path.split('.')
  const at = places.get(`${list}.${index}`)
  const known = at ? path.replace(`${list}.${index}`, at) : path
  if (known.startsWith('lotIds')) return 'lotIds'
  if (known.startsWith('jurors')) return 'jurors'
  if (/^(criteria|quotas|visits)$/.test(known))
    return `${known}.0.${{ criteria: 'weight', quotas: 'min', visits: 'date' }[known]}`
  if (/^(criteria|quotas|visits)\.\d+$/.test(known))
    return `${known}.${known.startsWith('c') ? 'label' : known.startsWith('q') ? 'sector' : 'date'}`
  return known === 'deadline' ? 'deadlineOn' : known
}
