import type { Ctx } from '../../platform/context'
import { sha256 } from '../../platform/crypto'
import { DAY, HOUR, later } from '../../core/time'

// A market by direct SQL: what is shown stays the same whatever the size; the rest grows with it. Nothing here is random.

export const SLUG = 'banc'
export const CLUSTER = 'clu_bench'
export const SESSION = 'bench'
export const TOKEN = 'mlg_bench'
const ORGANISATIONS = 60
/** Needs without an answer, requests that wait, vans that a search finds: what the screens show. */
const NEEDS = 40
const WAITING = 15
export const VANS = 40
/** Bookings within the thirteen weeks of the dashboard; all others are older. */
const RECENT = 400

const WORDS = `["salle","atelier","presse","remorque","cuisine","bureau","chaises","sono","serre","établi","vidéo","kayak",
  "four","broyeur","tente","piano","scène","perceuse","bâche","archive"]`

/** `||` binds closer than `%`: each number stands in brackets. */
const word = (of: string) => `json_extract('${WORDS}', '$[' || ((${of}) % 20) || ']')`
const numbers = (from: number, to: number) =>
  `WITH RECURSIVE n (i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${to})`
/** An id of fixed width, so that order of text is order of making. */
const id = (prefix: string, of: string) => `'${prefix}_bench' || printf('%08d', ${of})`
const organisation = (of: string) => id('org', `(${of}) % ${ORGANISATIONS}`)
const daysAgo = (now: string, days: string, hour = "'08:00:00.000Z'") =>
  `strftime('%Y-%m-%d', '${now}', '-' || (${days}) || ' days') || 'T' || ${hour}`
const daysAhead = (now: string, days: string) =>
  `strftime('%Y-%m-%d', '${now}', '+' || (${days}) || ' days') || 'T08:00:00.000Z'`

/** People, organisations and what waits today: once, before anything else. */
export async function seedBase(ctx: Ctx): Promise<void> {
  const now = ctx.now
  const person = (of: string) => id('per', of)
  await run(ctx, [
    `INSERT INTO clusters (id, slug, name, territory, lat, lng, radius_km, time_zone, currency, languages, last_event_id, created_at)
      VALUES ('${CLUSTER}', '${SLUG}', 'Pôle du banc', 'autour de Rouen', 49.4431, 1.0993, 40, 'Europe/Paris', 'EUR', '["fr"]', 'evt_bench', '${now}')`,
    `${numbers(0, ORGANISATIONS)} INSERT INTO organisations (id, name, commune, postcode, lat, lng, last_event_id, created_at)
      SELECT ${organisation('i')}, 'Structure ' || i, 'Rouen', '76000', 49.44, 1.09, 'evt_bench', '${now}' FROM n`,
    `INSERT INTO affiliations (cluster_id, organisation_id, status, since, last_event_id)
      SELECT '${CLUSTER}', id, 'active', '${now}', 'evt_bench' FROM organisations`,
    `${numbers(0, ORGANISATIONS)} INSERT INTO people (id, name, email, last_event_id, created_at)
      SELECT ${person('i')}, 'Personne ' || i, 'p' || i || '@banc.example', 'evt_bench', '${now}' FROM n`,
    `${numbers(0, ORGANISATIONS)} INSERT INTO members (id, organisation_id, person_id, role, status, last_event_id, created_at)
      SELECT ${id('mbr', 'i')}, ${organisation('i')}, ${person('i')}, 'manager', 'active', 'evt_bench', '${now}' FROM n`,
    // Person 1 is everybody at once: member of organisation 1, and coordinator.
    `INSERT INTO coordinators (cluster_id, person_id, since, last_event_id) VALUES ('${CLUSTER}', ${person('1')}, '${now}', 'evt_bench')`,
    `INSERT INTO auth_sessions (token_hash, id, person_id, device, created_at, last_used_at, expires_at)
      VALUES ('${await sha256(SESSION)}', 'ses_bench', ${person('1')}, '', '${now}', '${now}', '${later(now, 30 * DAY)}')`,
    `INSERT INTO api_tokens (id, person_id, name, token_hash, created_at, last_used_at)
      VALUES ('tok_bench', ${person('1')}, '', '${await sha256(TOKEN)}', '${now}', '${now}')`,
    `${numbers(0, NEEDS)} INSERT INTO listings (id, cluster_id, organisation_id, direction, kind, status, title, language, commune,
        lat, lng, quantity, unit, grain, tariff_mode, visibility, expires_at, published_at, last_event_id, created_by, created_at)
      SELECT ${id('ned', 'i')}, '${CLUSTER}', ${organisation('i')}, 'need', 'equipment', 'published', 'Cherche ' || ${word('i')},
        'fr', 'Rouen', 49.44, 1.09, 1, 'piece', 'day', 'free', 'public', ${daysAhead(now, '3 + i % 20')}, ${daysAgo(now, '3 + i % 9')},
        'evt_bench', ${person('i')}, '${now}' FROM n`,
  ])
}

/** Listings and bookings number `from` to `to`: some shown, the rest beside or before what is shown. */
export async function seedMore(ctx: Ctx, from: number, to: number): Promise<void> {
  const now = ctx.now
  const kind = `json_extract('["equipment","space","staff","waste","premises"]', '$[' || ((i / 5) % 5) || ']')`
  const offers = `SELECT i, ${kind} AS kind, i < ${VANS} AS van, i >= ${VANS} AND i % 5 = 4 AS gone FROM n`
  const offer = `(CASE WHEN i % 10 = 0 THEN 0 ELSE (i * 31) % 400 END)`
  const recent = `i < ${RECENT + WAITING}`
  const waiting = `i < ${WAITING}`
  await run(ctx, [
    `${numbers(from, to)}, o AS (${offers}) INSERT INTO listings (id, cluster_id, organisation_id, direction, kind, status, outcome, title,
        description, language, commune, lat, lng, quantity, unit, grain, windows, tariff_mode, visibility, instant_for, expires_at,
        published_at, closed_at, last_event_id, created_by, created_at)
      SELECT ${id('ofr', 'i')}, '${CLUSTER}', ${organisation('i')}, 'offer', CASE WHEN van THEN 'equipment' ELSE kind END,
        CASE WHEN gone THEN 'closed' ELSE 'published' END, CASE WHEN gone THEN 'no_longer_needed' END,
        CASE WHEN van THEN 'Fourgon avec hayon ' ELSE ${word('i * 7')} || ' ' END || i,
        'Prêt entre voisins, ' || ${word('i * 3')} || ' compris.', 'fr', 'Rouen',
        49.44 + ((i * 37) % 400 - 200) / 1000.0, 1.09 + ((i * 53) % 400 - 200) / 1000.0, CASE kind WHEN 'waste' THEN 500 ELSE 1 END,
        CASE WHEN van THEN 'piece' ELSE CASE kind WHEN 'staff' THEN 'minute' WHEN 'waste' THEN 'kg' WHEN 'premises' THEN 'm2' ELSE 'piece' END END,
        CASE WHEN van THEN 'day' ELSE CASE kind WHEN 'equipment' THEN 'day' WHEN 'waste' THEN 'stock' WHEN 'premises' THEN 'month' ELSE 'hour' END END,
        CASE WHEN van OR kind IN ('equipment', 'waste', 'premises') THEN '[]' ELSE '[{"days":[1,2,3,4,5],"from":"09:00","to":"18:00"}]' END,
        'free', 'public', 'everyone', ${daysAhead(now, '8 + i % 12')},
        CASE WHEN gone THEN ${daysAgo(now, '400 + i % 900')} ELSE ${daysAgo(now, '2 + i % 18')} END,
        CASE WHEN gone THEN ${daysAgo(now, '390 + i % 900')} END, 'evt_bench', ${id('per', `i % ${ORGANISATIONS}`)}, '${now}' FROM o`,
    `${numbers(from, to)} INSERT INTO capacities (id, cluster_id, organisation_id, shape, quantity, unit, last_event_id)
      SELECT ${id('cap', 'n.i')}, l.cluster_id, l.organisation_id,
        CASE l.kind WHEN 'staff' THEN 'person' WHEN 'waste' THEN 'stock' WHEN 'premises' THEN 'lot' ELSE 'thing' END,
        CASE l.kind WHEN 'premises' THEN 1 ELSE l.quantity END, l.unit, 'evt_bench' FROM n JOIN listings l ON l.id = ${id('ofr', 'n.i')}`,
    `${numbers(from, to)} INSERT INTO listing_capacities SELECT ${id('ofr', 'i')}, ${id('cap', 'i')}, 1 FROM n`,
    `${numbers(from, to)} INSERT INTO bookings (id, cluster_id, listing_id, capacity_id, lender_id, borrower_id, status, starts_at, ends_at,
        quantity, unit, currency, answer_by, requested_by, ended_at, last_event_id, created_at)
      SELECT ${id('bkg', 'i')}, '${CLUSTER}', ${id('ofr', offer)}, ${id('cap', offer)}, ${organisation(offer)},
        ${organisation(`${offer} + 1 + i % 7`)},
        CASE WHEN ${waiting} THEN 'requested' WHEN i % 20 = 3 THEN 'declined' WHEN i % 10 = 7 THEN 'cancelled' ELSE 'completed' END,
        CASE WHEN ${waiting} THEN ${daysAhead(now, '60 + i')} WHEN ${recent} THEN ${daysAgo(now, '1 + i % 80')}
          ELSE ${daysAgo(now, '400 + i % 3000')} END,
        CASE WHEN ${waiting} THEN ${daysAhead(now, '61 + i')} WHEN ${recent} THEN ${daysAgo(now, 'i % 80')}
          ELSE ${daysAgo(now, '399 + i % 3000')} END,
        1, 'piece', 'EUR', CASE WHEN ${waiting} THEN '${later(now, 3 * DAY)}' END, ${id('per', `i % ${ORGANISATIONS}`)},
        CASE WHEN NOT (${waiting}) THEN '${now}' END, 'evt_bench', '${later(now, -40 * HOUR)}' FROM n`,
    `INSERT INTO holds (capacity_id, booking_id, reason, busy_from, busy_to, quantity, live)
      SELECT capacity_id, id, 'booking', unixepoch(starts_at) / 60, unixepoch(ends_at) / 60, quantity, 0
        FROM bookings WHERE id >= ${id('bkg', String(from))} AND id < ${id('bkg', String(to))}`,
    `INSERT INTO events (id, cluster_id, type, subject_id, subject_version, actor_id, occurred_at, relayed_at)
      SELECT 'evt' || substr(id, 4), cluster_id, 'booking.' || status, id, 1, requested_by, created_at, created_at
        FROM bookings WHERE id >= ${id('bkg', String(from))} AND id < ${id('bkg', String(to))}`,
  ])
}

async function run(ctx: Ctx, statements: string[]) {
  await ctx.env.DB.batch(statements.map((text) => ctx.env.DB.prepare(text)))
}
