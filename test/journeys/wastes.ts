import type { Journey } from '../support/browser.ts'
import { insertInto } from '../support/pole.ts'

// Wastes that the borrower of the pole fetches today, for a journey.

const NOW = new Date()
const at = (hours: number) =>
  new Date(Math.floor(NOW.getTime() / 60_000) * 60_000 + hours * 3_600_000).toISOString()

/** Confirmed bookings of three wastes that run now, of the lender and the other. */
export async function givenWastes(journey: Journey): Promise<void> {
  const db = await journey.server.worker.getD1Database('DB')
  const insert = insertInto(db)
  const made = { last_event_id: 'evt_given', created_at: at(-48) }
  const waste = (id: string, organisation: string, title: string, lng: number) => [
    insert('listings', {
      ...{
        id: `ofr_${id}`,
        cluster_id: 'clu_essai',
        organisation_id: `org_${organisation}`,
        direction: 'offer',
      },
      ...{
        kind: 'waste',
        status: 'published',
        title,
        description: '',
        language: 'fr',
        address: '12 rue du Port',
      },
      ...{ commune: 'Rouen', postcode: '76000', lat: 49.44, lng, quantity: 500, unit: 'kg', grain: 'window' },
      ...{ windows: '[]', details: '{"packaging":"En sacs"}', tariff_mode: 'free', visibility: 'public' },
      ...{ created_by: `per_${organisation}`, published_at: at(-48), expires_at: at(4000), ...made },
    }),
    insert('capacities', {
      ...{
        id: `cap_${id}`,
        cluster_id: 'clu_essai',
        organisation_id: `org_${organisation}`,
        shape: 'window',
      },
      ...{ quantity: 500, unit: 'kg', last_event_id: 'evt_given' },
    }),
    insert('listing_capacities', { listing_id: `ofr_${id}`, capacity_id: `cap_${id}`, position: 1 }),
    insert('bookings', {
      ...{ id: `bkg_${id}`, cluster_id: 'clu_essai', listing_id: `ofr_${id}`, capacity_id: `cap_${id}` },
      ...{ lender_id: `org_${organisation}`, borrower_id: 'org_borrower', status: 'confirmed' },
      ...{
        starts_at: at(-1),
        ends_at: at(6),
        quantity: 100,
        unit: 'kg',
        tariff: 'reference',
        price_cents: 0,
      },
      ...{ currency: 'EUR', note: '', requested_by: 'per_borrower', ...made },
    }),
    insert('holds', {
      ...{ capacity_id: `cap_${id}`, booking_id: `bkg_${id}`, reason: 'booking', quantity: 100 },
      ...{
        busy_from: Math.floor(Date.parse(at(-1)) / 60_000),
        busy_to: Math.floor(Date.parse(at(6)) / 60_000),
      },
    }),
  ]
  await db.batch([
    ...waste('sciure', 'lender', 'Sciure de chêne', 1.1),
    ...waste('toile', 'other', 'Chutes de toile', 1.2),
    ...waste('palettes', 'lender', 'Palettes cassées', 1.3),
  ])
}

/** What the database holds of the stops, by title: every record, and every line of the hand-over. */
export async function recorded(journey: Journey) {
  const db = await journey.server.worker.getD1Database('DB')
  const { results } = await db
    .prepare(
      `SELECT l.title, s.outcome, s.quantity, s.reason,
         (SELECT count(*) FROM pickup_records r WHERE r.stop_id = s.id) AS records,
         (SELECT group_concat(h.quantity) FROM handovers h WHERE h.booking_id = s.booking_id) AS handed
       FROM pickup_stops s JOIN bookings b ON b.id = s.booking_id JOIN listings l ON l.id = b.listing_id ORDER BY l.title`,
    )
    .all<Record<string, unknown>>()
  return results
}
