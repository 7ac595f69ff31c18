import type { Kind } from '../../../worker/core/kinds'
import type { Window } from '../../../worker/listings/input'
import type { Answers } from './form'

const MOST_WINDOW_ROWS = 40
const MOST_QUANTITY = 100_000_000

/** When an offer can be had, as the form says it: hours, collections, and its period. */
export function offerWhen(a: Answers, kind: Kind): object {
  const windows: Window[] = []
  for (let i = 0; i < MOST_WINDOW_ROWS; i++) {
    if (a.typed[`w${i}.from`] === undefined) break
    const days = a.all(`w${i}.days`).map(Number)
    const [from, to] = [a.text(`w${i}.from`), a.text(`w${i}.to`)]
    if (days.length === 0 && (i > 0 || (!from && !to))) continue
    const all = [1, 2, 3, 4, 5, 6, 7]
    windows.push({
      days: days.length > 0 ? days : all,
      from: from || '00:00',
      to: !to || to === '23:59' ? '24:00' : to,
      ...(kind === 'waste' && flowOf(a, i)),
    })
    if (from && to && from >= to) a.wrong.push({ path: `w${i}.to`, code: 'end_before_start' })
  }
  const grain = a.text('grain')
  return {
    windows: kind === 'waste' && grain === 'stock' ? [] : windows,
    ...(grain && { grain }),
    startsAt: a.midnight('startsOn'),
    endsAt: a.midnight('endsOn', 1),
  }
}

/** Of a collection: its own quantity, and from when to when; what is left empty is not said. */
function flowOf(a: Answers, i: number): Partial<Window> {
  const quantity = a.number(`w${i}.quantity`)
  const [startsOn, endsOn] = [a.text(`w${i}.startsOn`), a.text(`w${i}.endsOn`)]
  if (startsOn && endsOn && startsOn > endsOn)
    a.wrong.push({ path: `w${i}.endsOn`, code: 'end_before_start' })
  if (quantity !== null && !Number.isInteger(quantity))
    a.wrong.push({ path: `w${i}.quantity`, code: 'not_int' })
  else if (quantity !== null && (quantity < 1 || quantity > MOST_QUANTITY))
    a.wrong.push(
      quantity < 1
        ? { path: `w${i}.quantity`, code: 'too_small', params: { min: 1 } }
        : { path: `w${i}.quantity`, code: 'too_big', params: { max: MOST_QUANTITY } },
    )
  return {
    ...(quantity !== null && { quantity }),
    ...(startsOn && { startsOn }),
    ...(endsOn && { endsOn }),
  }
}
