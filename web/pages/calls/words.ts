import type { Call, CallLot } from '../../../worker/calls/queries'
import type { Fit, Needs } from '../../../worker/calls/rulesOfFit'
import { asMark } from '../../../worker/calls/rulesOfScores'
import { instantOf, wallOf } from '../../../worker/core/time'
import type { Dictionary } from '../../../worker/text'
import type { View } from '../../view'
import { moment } from '../bookings/words'

/** A local date in words, wherever the clock of the cluster stands. */
export const dateWords = (v: View, date: string): string => v.f.date(`${date}T12:00:00.000Z`)
/** The same with its weekday. */
export const dayWords = (v: View, date: string): string => v.f.day(`${date}T12:00:00.000Z`, v.ctx.now)

export const momentWords = moment

export const sectorWords = (v: View, sector: string): string =>
  v.t.calls.sectors[sector as keyof Dictionary['calls']['sectors']] ?? sector

const comma = (v: View) => (v.language === 'ar' ? '، ' : ', ')

/** "convient", "ne convient pas : charge au sol", "à vérifier : eau". */
export function fitWords(v: View, fit: Fit): { words: string; shape: 'free' | 'no' | 'ask' } {
  const { fit: words } = v.t.calls
  const named = (all: Fit['obstacles']) => all.map((one) => words[one]).join(comma(v))
  if (fit.obstacles.length > 0) return { words: words.unfit(named(fit.obstacles)), shape: 'no' }
  if (fit.unknown.length > 0) return { words: words.unknown(named(fit.unknown)), shape: 'ask' }
  return { words: words.fits, shape: 'free' }
}

export const markWords = (v: View, score: number): string => v.f.number(asMark(score), 1)

/** What one has to know of a lot, in a line. */
export function lotWords(v: View, lot: CallLot): string {
  const { facts, states, powers } = v.t.premises.lot
  const l = lot.features
  const floor = /^-?\d+$/.test(lot.floor) ? facts.floor(lot.floor) : lot.floor
  return [
    floor,
    lot.state !== 'ready' && states[lot.state],
    lot.access,
    l.power &&
      l.power !== 'none' &&
      (l.powerKva ? `${powers[l.power]}, ${facts.power(v.f.number(l.powerKva))}` : powers[l.power]),
    l.water && facts.water[l.water],
    l.stepFree && facts.stepFree[l.stepFree],
    l.floorLoadKgM2 !== null && facts.load(v.f.number(l.floorLoadKgM2)),
  ]
    .filter(Boolean)
    .join(comma(v))
}

/** What an application can not do without, as a list of words. */
export function needsWords(v: View, needs: Needs): string[] {
  const words = v.t.calls.application
  const uses = v.t.listings.details.uses as Record<string, string>
  return [
    needs.surfaceMinM2 && `${words.surfaceMin} : ${v.f.number(needs.surfaceMinM2)}`,
    needs.floorLoadKgM2 && `${words.floorLoad} : ${v.f.number(needs.floorLoadKgM2)}`,
    needs.powerKva && `${words.powerKva} : ${v.f.number(needs.powerKva)}`,
    needs.threePhase && words.threePhase,
    needs.water && words.water,
    needs.stepFree && words.stepFree,
    needs.publicPeople && `${words.publicPeople} : ${v.f.number(needs.publicPeople)}`,
    needs.use && `${words.use} : ${uses[needs.use] ?? needs.use}`,
  ].filter((one) => typeof one === 'string')
}

/** The state of a call: its shape and its word. */
export const SHAPES = {
  ...{
    draft: 'soon',
    published: 'free',
    closed: 'ask',
    judged: 'ask',
    allocated: 'no',
    ended: 'no',
    cancelled: 'no',
  },
} as const

/** Whole local days until the deadline: 0 is today. */
export function daysLeft(c: Call, now: string): number {
  if (!c.deadline) return 0
  const noon = (at: string) => Date.parse(instantOf(wallOf(at, c.timeZone).date, '12:00', c.timeZone))
  return Math.round((noon(c.deadline) - noon(now)) / 86_400_000)
}
