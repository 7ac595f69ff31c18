import { toMinutes } from '../../worker/core/time'
import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

/** A series of the public offer that waits for its answer: two dates asked for, one left out. */
export function seriesRows(side: Side): Row[] {
  const about = {
    ...{ clusterId: `clu_${side}`, listingId: `ofr_public_${side}`, capacityId: `cap_public_${side}` },
    ...{ lenderId: `org_lender_${side}`, borrowerId: `org_borrower_${side}`, quantity: 1 },
    ...{ requestedBy: `per_borrower_${side}`, createdAt: NOW, ...made },
  }
  const id = `srs_asked_${side}`
  const date = (day: string, bookingId: string | null) => {
    const [startsAt, endsAt] = [`${day}T13:00:00.000Z`, `${day}T15:00:00.000Z`]
    const booking = {
      id: bookingId ?? '',
      ...about,
      seriesId: id,
      startsAt,
      endsAt,
      unit: 'piece',
      currency: 'EUR',
    }
    const note = secret(side, 'note', 'Merci')
    const state = bookingId ? ('booked' as const) : ('skipped' as const)
    return [
      ...(bookingId
        ? [
            row('bookings', {
              ...booking,
              status: 'requested',
              answerBy: '2026-11-27T08:00:00.000Z',
              note,
            } as never),
            row('holds', {
              ...{ capacityId: about.capacityId, bookingId, reason: 'booking', quantity: 1, live: 1 },
              ...{ busyFrom: toMinutes(startsAt), busyTo: toMinutes(endsAt) },
            }),
          ]
        : []),
      row('seriesDates', { seriesId: id, date: day, bookingId, state, startsAt, endsAt }),
    ]
  }
  return [
    row('series', {
      ...{ ...about, id, rrule: 'FREQ=WEEKLY;COUNT=3', startsOn: '2027-01-12', days: 0 },
      ...{
        startsTime: '14:00',
        endsTime: '16:00',
        zone: 'Europe/Paris',
        note: secret(side, 'note', 'Merci'),
      },
    }),
    ...date('2027-01-12', `bkg_dated_${side}`),
    ...date('2027-01-19', `bkg_dated2_${side}`),
    ...date('2027-01-26', null),
  ]
}
