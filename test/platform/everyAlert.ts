import { NOW } from '../support/given'

/** What somebody wants to be told of, and how. */
export function alertsOfMarket(clusterId: string, personId: string, listingId: string): [string, object][] {
  const search = { direction: 'offer', kind: 'space', q: "l'atelier", createdAt: NOW, updatedAt: NOW }
  const found = { contentVersion: 1, digest: 1, state: 'waiting', dueAt: NOW, foundAt: NOW }
  return [
    ['savedSearches', { id: 'sch_1', clusterId, personId, ...search }],
    ['savedSearchTerms', { clusterId, direction: 'offer', kind: 'space', term: 'ateli', searchId: 'sch_1' }],
    ['searchAlerts', { searchId: 'sch_1', listingId, clusterId, personId, ...found }],
    ['searchDigests', { personId, clusterId, lastAt: NOW }],
    ['mailStops', { personId, topic: 'searches', since: NOW }],
    ['quietHours', { personId, quietFrom: '21:00', quietTo: '07:00' }],
  ]
}
