import { sha256 } from '../../worker/platform/crypto'
import { toMinutes } from '../../worker/core/time'
import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

/** What the address of somebody's own calendar ends with. */
export const calendarSecretOf = (name: string) => `address-of-the-calendar-of-${name}`.padEnd(43, 'x')

/** Addresses of a manager's calendars, and one of somebody with nothing in it; a calendar that closes the public offer. */
export async function calendarRows(side: Side): Promise<Row[]> {
  const address = async (id: string, person: string, scope: string, subjectId: string, more: object = {}) =>
    row('calendarAddresses', {
      ...{
        id: `${id}_${side}`,
        personId: `per_${person}_${side}`,
        scope,
        subjectId,
        clusterId: `clu_${side}`,
      },
      ...{
        tokenHash: await sha256(calendarSecretOf(`${id}-${side}`)),
        language: 'fr',
        createdAt: NOW,
        ...more,
      },
    } as never)
  const own = { clusterId: null }
  return [
    await address('cal_manager', 'manager', 'person', `per_manager_${side}`, own),
    await address('cal_bystander', 'bystander', 'person', `per_bystander_${side}`, own),
    await address('cal_lender', 'manager', 'organisation', `org_lender_${side}`),
    await address('cal_offer', 'manager', 'offer', `ofr_public_${side}`),
    row('calendarFeeds', {
      ...{ id: `fee_public_${side}`, clusterId: `clu_${side}`, listingId: `ofr_public_${side}` },
      ...{ capacityId: `cap_public_${side}`, organisationId: `org_lender_${side}` },
      // Such a name is never asked for: nothing leaves the machine.
      ...{
        name: secret(side, 'feed', 'Accueil'),
        address: `https://calendar.invalid/${secret(side, 'feed', 'a')}`,
      },
      ...{ createdBy: `per_manager_${side}`, removedAt: null, createdAt: NOW, ...made },
    }),
    row('feedReads', {
      ...{ feedId: `fee_public_${side}`, dueAt: '2026-11-21T10:00:00.000Z', problem: null, etag: null },
      ...{ lastModified: null, readAt: NOW, wholeAt: NOW },
      report: JSON.stringify({ closures: 1, collisions: 0, left: [], remarks: [], events: 1, ignored: 0 }),
    }),
    row('holds', {
      ...{
        capacityId: `cap_public_${side}`,
        bookingId: null,
        reason: 'closure',
        sourceId: `fee_public_${side}`,
      },
      ...{ quantity: 1, live: 1 },
      ...{ busyFrom: toMinutes('2027-06-01T08:00:00.000Z'), busyTo: toMinutes('2027-06-01T17:00:00.000Z') },
    }),
  ]
}
