import { NOW } from '../support/given'

const made = { lastEventId: 'evt_given', createdAt: NOW }

/** An address, and a calendar from elsewhere with how its reading goes. */
export const calendarRows = (
  clusterId: string,
  offerId: string,
  capacityId: string,
  lenderId: string,
  personId: string,
) => {
  const address = { id: 'cal_1', tokenHash: 'h', personId, scope: 'offer', subjectId: offerId }
  const feed = { id: 'fee_1', listingId: offerId, capacityId, organisationId: lenderId, createdBy: personId }
  return [
    ['calendarAddresses', { ...address, clusterId, language: 'ar', createdAt: NOW }],
    [
      'calendarFeeds',
      { ...feed, clusterId, name: 'L’accueil; "1"', address: 'https://example.org/a', ...made },
    ],
    ['feedReads', { feedId: 'fee_1', dueAt: NOW, report: '{"left":[]}' }],
    ['feedTexts', { feedId: 'fee_1', text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR' }],
  ] as [string, object][]
}
