import { NOW } from '../support/given'
import { type Row, row, type Side, secret } from './rows'

/** A search that the borrower's person keeps: nobody else’s business. */
export const alertRows = (side: Side): Row[] => [
  row('savedSearches', {
    ...{ id: `sch_borrower_${side}`, clusterId: `clu_${side}`, personId: `per_borrower_${side}` },
    ...{ direction: 'offer', kind: 'space', q: secret(side, 'search', 'salle'), place: '' },
    ...{ lat: 49.44, lng: 1.09, radiusKm: 10, createdAt: NOW, updatedAt: NOW },
  }),
  row('savedSearchTerms', {
    ...{
      clusterId: `clu_${side}`,
      direction: 'offer',
      kind: 'space',
      term: 'zebr',
      searchId: `sch_borrower_${side}`,
    },
  }),
]
