import type { Kind } from '../../../worker/core/kinds'
import type { Handover } from '../../../worker/handovers/queries'
import type { Line, Step } from '../../../worker/handovers/rules'
import type { View } from '../../view'
import { moment } from '../bookings/words'

/** People come to a room, they do not carry it away. */
export const stepWord = (v: View, step: Step, kind: Kind): string =>
  (kind === 'space' || kind === 'premises' ? v.t.handovers.stepOfHouse : v.t.handovers.step)[step]

/** What the one-tap button says, from this side. */
export function actWord(v: View, step: Step, kind: Kind, isLender: boolean): string {
  const { act, actOfHouse, actOfBorrower } = v.t.handovers.panel
  if (kind === 'space' || kind === 'premises') return actOfHouse[step]
  return (isLender ? act : actOfBorrower)[step]
}

/** "le mardi 8 décembre, 14 h 20, 20 minutes de retard" */
export function saidWhen(v: View, line: Pick<Line, 'at' | 'lateMinutes'>): string {
  const { said } = v.t.handovers
  const comma = v.language === 'ar' ? '، ' : ', '
  const late = line.lateMinutes > 0 ? said.late(line.lateMinutes) : said.onTime
  return [said.at(moment(v, line.at)), late].join(comma)
}

/** How a step stands: its condition in words and shape, when it was, how late. */
export function Stands({ v, line, kind }: { v: View; line: Handover; kind: Kind }) {
  const late = line.lateMinutes > 0
  return (
    <p class={`s ${line.condition === 'ok' ? (late ? 'ask' : 'free') : 'late'}`}>
      <span>
        <b>{stepWord(v, line.step, kind)}</b>
        {v.language === 'ar' ? '، ' : ', '}
        {saidWhen(v, line)}
        {line.condition !== 'ok' && <b> · {v.t.handovers.condition[line.condition]}</b>}
      </span>
    </p>
  )
}

/** What a button says, and of what: its name for those who do not see the row it stands in. */
export const named = (v: View, label: string, what: string): string =>
  `${label}${v.language === 'ar' ? '، ' : ', '}${what}`
