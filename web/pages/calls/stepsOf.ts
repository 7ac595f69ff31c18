import { textsOf } from '../typed'
import type { ApplicationPatch, ProfileInput } from '../../../worker/calls/input'
import { MOST_CHOICES } from '../../../worker/calls/input'
import type { Application, File } from '../../../worker/calls/queriesOfApplications'

export type { Application, File }
export const MOST_CHOICES_SHOWN = MOST_CHOICES

/** One question a screen, in the order in which they are asked. */
export const STEPS = ['profile', 'lots', 'needs', 'q1', 'q2', 'q3', 'files', 'check'] as const
export type Step = (typeof STEPS)[number]
export const isStep = (name: string): name is Step => (STEPS as readonly string[]).includes(name)
export const after = (step: Step): Step => STEPS[STEPS.indexOf(step) + 1] ?? 'check'
export const before = (step: Step): Step | null => STEPS[STEPS.indexOf(step) - 1] ?? null

/** What a step shows of an application, as text by name. */
export function typedOf(step: Step, a: Application): Record<string, string> {
  if (step === 'profile') return { ...a.profile }
  if (step === 'lots') return Object.fromEntries(a.choices.map((lot, i) => [`choices.${i}`, lot]))
  if (step === 'needs') {
    const { threePhase, water, stepFree, ...numbers } = a.needs
    const said = (value: unknown) => (value === undefined ? '' : String(value))
    const yes = (value: boolean | undefined) => (value ? 'yes' : '')
    return {
      ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, said(value)])),
      ...{ threePhase: yes(threePhase), water: yes(water), stepFree: yes(stepFree) },
    }
  }
  const question = /^q([123])$/.exec(step)?.[1]
  return question ? { answer: a.answers[Number(question) - 1] ?? '' } : {}
}

/** What was typed of a step, as the command takes it. */
export function patchOf(step: Step, form: FormData, a: Application): ApplicationPatch {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  if (step === 'lots')
    return { choices: Array.from({ length: MOST_CHOICES }, (_, i) => text(`choices.${i}`)).filter(Boolean) }
  if (step === 'needs') {
    const must = form.getAll('must')
    const numbers = (['surfaceMinM2', 'floorLoadKgM2', 'powerKva', 'publicPeople'] as const).flatMap(
      (name) => (text(name) === '' || text(name) === '0' ? [] : [[name, Number(text(name))] as const]),
    )
    const yes = (['threePhase', 'water', 'stepFree'] as const).flatMap((name) =>
      must.includes(name) ? [[name, true] as const] : [],
    )
    const use = text('use')
    return { needs: { ...Object.fromEntries([...numbers, ...yes]), ...(use && { use: use as 'office' }) } }
  }
  const question = /^q([123])$/.exec(step)?.[1]
  const answers = [0, 1, 2].map((i) => a.answers[i] ?? '')
  if (question) answers[Number(question) - 1] = text('answer')
  return question ? { answers } : {}
}

/** The same, as the form shows it again when it is refused. */
export function typedIn(step: Step, form: FormData): Record<string, string> {
  const typed = textsOf(form)
  if (step === 'needs') for (const name of form.getAll('must')) typed[String(name)] = 'yes'
  return typed
}

/** A profile as its form sends it. */
export function profileIn(form: FormData): ProfileInput {
  const text = (name: string) => String(form.get(name) ?? '')
  return {
    sector: text('sector') as 'craft',
    activity: text('activity'),
    team: text('team'),
    history: text('history'),
  }
}
