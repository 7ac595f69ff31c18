import type { Remainder } from '../../../worker/cascades/queries'
import { type RemainderStatus, remainderAt } from '../../../worker/cascades/rules'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'

export const SHAPES: Record<RemainderStatus, string> = {
  ...{ offered: 'ask', taken: 'free', refused: 'no', lapsed: 'no', withdrawn: 'no' },
}
export const nowOf = (v: View, r: Remainder): RemainderStatus => remainderAt(r, v.ctx.now)

/** When a collection is; of a stock, that it is one. */
export const slotWords = (v: View, s: { startsAt: string | null; endsAt: string | null }): string =>
  s.startsAt && s.endsAt
    ? capital(v.f.span(s.startsAt, s.endsAt, v.ctx.now))
    : capital(v.t.together.cascade.stock)
