import type { Booking } from '../../../worker/bookings/queries'
import { type Status, statusAt } from '../../../worker/bookings/rules'
import type { View } from '../../view'

export type Party = 'borrower' | 'lender'

/** From which side the reader looks: their own; the coordinator's eyes are those of the lender. */
export function partyOf(v: View, b: Pick<Booking, 'borrowerId' | 'lenderId'>): Party {
  const of = (id: string) => v.actor?.organisations.some((m) => m.organisationId === id)
  return of(b.borrowerId) && !of(b.lenderId) ? 'borrower' : of(b.lenderId) ? 'lender' : 'lender'
}

/** Both sides have said yes: addresses and contacts are shown. */
export const isAgreed = (status: Status): boolean =>
  ['confirmed', 'in_use', 'completed', 'no_show'].includes(status)

const SHAPES: Record<Status, string> = {
  ...{ requested: 'ask', confirmed: 'free', in_use: 'free', completed: 'soon' },
  ...{ declined: 'no', expired: 'no', cancelled: 'no', no_show: 'late' },
}
export const shapeOf = (status: Status): string => SHAPES[status]

export const nowOf = (v: View, b: Booking): Status => statusAt(b, v.ctx.now)

/** A moment in the middle of a sentence: "vendredi 27 novembre à 9 h". */
export const moment = (v: View, at: string): string =>
  `${v.f.day(at, v.ctx.now)}${v.language === 'ar' ? '، ' : ', '}${v.f.time(at)}`
