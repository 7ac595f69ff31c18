import { OfferRules } from '../../bookings/inputOfRules'
import { newId } from '../../core/ids'
import { DAY, later } from '../../core/time'
import type { Ctx } from '../../platform/context'
import { sha256 } from '../../platform/crypto'

// A cluster of its own for the race, by direct SQL: one lender, eight borrowers, and an offer for each kind of contest.

export const BORROWERS = 8
const MADE = 'evt_race'

export interface Racer {
  organisationId: string
  token: string
}
export interface Course {
  clusterId: string
  lender: Racer
  borrowers: Racer[]
  /** Ids of offers by contest; `lowered` has many, each is used once. */
  offers: Record<Exclude<keyof typeof OFFERS, 'lowered'>, string> & { lowered: string[] }
}

/** How much there is of each, who answers, and the rules. */
const OFFERS = {
  room: { quantity: 1 },
  chairs: { quantity: 5 },
  projector: { quantity: 1 },
  caretaker: { quantity: 1 },
  series: { quantity: 1 },
  quota: { quantity: 40, rules: { quotas: [{ of: 'bookings', most: 3, per: 'week' }] } },
  competing: { quantity: 2, instant: 'nobody', rules: { requests: 'compete' } },
  asked: { quantity: 1, instant: 'nobody' },
  moved: { quantity: 1 },
  lowered: { quantity: 5 },
} as const satisfies Record<string, { quantity: number; instant?: 'nobody'; rules?: object }>

/** Writes are limited by the minute: a racer has so many of each minute of the next hours for free. */
const FREE_WRITES = 1_000_000
const HOURS = 6

export async function seedRace(ctx: Ctx, lowered: number): Promise<Course> {
  const { now } = ctx
  const at = Date.parse(now)
  const clusterId = newId('cluster', at)
  const slug = `course-${clusterId.slice(-8)}`
  const statements: [string, ...unknown[]][] = [
    [
      `INSERT INTO clusters (id, slug, name, territory, lat, lng, radius_km, time_zone, currency, languages, last_event_id, created_at)
       VALUES (?, ?, 'Course', 'nulle part', 49.44, 1.09, 10, 'Europe/Paris', 'EUR', '["fr"]', ?, ?)`,
      ...[clusterId, slug, MADE, now],
    ],
  ]
  const racer = async (name: string): Promise<Racer> => {
    const [organisationId, personId, token] = [
      newId('organisation', at),
      newId('person', at),
      `mlg_${newId('token', at)}`,
    ]
    statements.push(
      [
        `INSERT INTO organisations (id, name, commune, postcode, lat, lng, last_event_id, created_at)
         VALUES (?, ?, 'Rouen', '76000', 49.44, 1.09, ?, ?)`,
        ...[organisationId, name, MADE, now],
      ],
      [
        `INSERT INTO affiliations (cluster_id, organisation_id, status, since, last_event_id) VALUES (?, ?, 'active', ?, ?)`,
        ...[clusterId, organisationId, now, MADE],
      ],
      [
        `INSERT INTO people (id, name, email, last_event_id, created_at) VALUES (?, ?, NULL, ?, ?)`,
        ...[personId, name, MADE, now],
      ],
      [
        `INSERT INTO members (id, organisation_id, person_id, role, may_answer, status, last_event_id, created_at)
         VALUES (?, ?, ?, 'manager', 1, 'active', ?, ?)`,
        ...[newId('member', at), organisationId, personId, MADE, now],
      ],
      [
        `INSERT INTO api_tokens (id, person_id, name, token_hash, created_at) VALUES (?, ?, 'course', ?, ?)`,
        ...[newId('token', at), personId, await sha256(token), now],
      ],
      [
        `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${HOURS * 60})
         INSERT INTO rate_limits (key, window_start, hits) SELECT ?, ? + i * 60, ? FROM n`,
        ...[`write:${personId}`, Math.floor(at / 60_000) * 60, -FREE_WRITES],
      ],
    )
    return { organisationId, token }
  }
  const lender = await racer('Qui prête')
  const borrowers = await Promise.all(
    Array.from({ length: BORROWERS }, (_, i) => racer(`Qui emprunte ${i + 1}`)),
  )
  const offer = (name: keyof typeof OFFERS): string => {
    const { quantity, instant, rules }: { quantity: number; instant?: string; rules?: object } = OFFERS[name]
    const [id, capacity] = [newId('offer', at), newId('capacity', at)]
    statements.push(
      [
        `INSERT INTO listings (id, cluster_id, organisation_id, direction, kind, status, title, language, commune, lat, lng, quantity,
           unit, grain, tariff_mode, visibility, instant_for, expires_at, published_at, last_event_id, created_by, created_at)
         VALUES (?, ?, ?, 'offer', 'equipment', 'published', ?, 'fr', 'Rouen', 49.44, 1.09, ?, 'piece', 'hour', 'free', 'cluster',
           ?, ?, ?, ?, '', ?)`,
        ...[id, clusterId, lender.organisationId, `Course ${name}`, quantity, instant ?? 'everyone'],
        ...[later(now, 900 * DAY), now, MADE, now],
      ],
      [
        `INSERT INTO capacities (id, cluster_id, organisation_id, shape, quantity, unit, last_event_id)
         VALUES (?, ?, ?, 'thing', ?, 'piece', ?)`,
        ...[capacity, clusterId, lender.organisationId, quantity, MADE],
      ],
      [`INSERT INTO listing_capacities VALUES (?, ?, 1)`, id, capacity],
    )
    if (rules)
      statements.push([
        `INSERT INTO offer_rules (listing_id, cluster_id, rules, last_event_id) VALUES (?, ?, ?, ?)`,
        ...[id, clusterId, JSON.stringify(OfferRules.parse(rules)), MADE],
      ])
    return id
  }
  const offers: Course['offers'] = {
    ...{ room: offer('room'), chairs: offer('chairs'), projector: offer('projector') },
    ...{ caretaker: offer('caretaker'), series: offer('series'), quota: offer('quota') },
    ...{ competing: offer('competing'), asked: offer('asked'), moved: offer('moved') },
    lowered: Array.from({ length: lowered }, () => offer('lowered')),
  }
  for (let i = 0; i < statements.length; i += 50)
    await ctx.env.DB.batch(
      statements.slice(i, i + 50).map(([text, ...given]) => ctx.env.DB.prepare(text).bind(...given)),
    )
  return { clusterId, lender, borrowers, offers }
}
