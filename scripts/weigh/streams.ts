import { finding, offer, people, pole } from './demo.ts'
import type { Screen } from './screens.ts'

// The balance of a stream that the demo has weighed, and what can be noted on it.

const { coordinator } = people
/** A stream with quantities in hand. */
const stream = finding(`l.id IN (SELECT listing_id FROM stream_batches WHERE in_hand > 0)`)
const wasteOffer = offer('waste')

export const streams: readonly Screen[] = [
  { name: 'stream, balance', route: `${pole}/offers/:id/balance`, as: coordinator, find: { id: stream } },
  {
    ...{ name: 'stream, more than in hand', route: `${pole}/offers/:id/balance`, as: coordinator },
    ...{ find: { id: stream }, form: 'main form[action$="/ends"]' },
    send: {},
  },
  {
    name: 'stream, nothing promised',
    route: `${pole}/offers/:id/balance`,
    as: coordinator,
    find: { id: wasteOffer },
  },
  { name: 'stream, loose ends', route: `${pole}/coordination/loose-ends`, as: coordinator },
]
