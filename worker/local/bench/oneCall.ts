import { computed } from '../../calls/allocation'
import { publishAllocation } from '../../calls/commands/publishAllocation'
import { callById } from '../../calls/queries'
import { actorOf, type Ctx, newCtx } from '../../platform/context'
import type { Env } from '../../platform/env'
import type { Bench } from './actions'
import { CLUSTER } from './seed'

// A call of 60 lots that 500 organisations answered and five jurors judged, several times over: what its allocation costs. Run
// after `seedBase`.

export const CALLS = 3
const [LOTS, APPLICATIONS, JURORS] = [60, 500, 5]
const LANDLORD = 'org_bench00000002'
const MADE = 'evt_bench'

const call = (turn: number) => `cll_bench${turn % CALLS}`

/** The same few things on one large call. */
export const ACTIONS_OF_A_CALL: Record<string, (bench: Bench) => Promise<void>> = {
  'computing the allocation': async ({ env, turn }) => {
    const ctx = await acting(env)
    const found = await callById(ctx, call(turn))
    if (found) await computed(ctx, found)
  },
  'publishing it': async ({ env, turn }) => void (await publishAllocation(await acting(env), call(turn))),
}

async function acting(env: Env): Promise<Ctx> {
  const ctx = newCtx(env, { after: () => {} })
  ctx.actor = await actorOf(newCtx(env), 'per_bench00000001', 'session')
  return ctx
}

const numbers = (to: number, name = 'n', column = 'i') =>
  `${name} (${column}) AS (SELECT 0 UNION ALL SELECT ${column} + 1 FROM ${name} WHERE ${column} + 1 < ${to})`

export async function seedCalls(ctx: Ctx): Promise<void> {
  const { now } = ctx
  const criteria = JSON.stringify(
    [30, 25, 20, 15, 10].map((weight, i) => ({ id: `c${i + 1}`, label: 'C', weight })),
  )
  const quotas = JSON.stringify([
    { sector: 'food', unit: 'percent', min: 10, max: 40 },
    { sector: 'culture', unit: 'lots', min: 5 },
  ])
  const statements = [
    `INSERT INTO listings (id, cluster_id, organisation_id, direction, kind, status, title, language, commune, quantity, unit, grain,
       windows, tariff_mode, visibility, last_event_id, created_by, created_at) VALUES ('ofr_bench_site', '${CLUSTER}', '${LANDLORD}',
       'offer', 'premises', 'draft', 'Filature', 'fr', 'Elbeuf', 1, 'm2', 'month', '[]', 'free', 'public', '${MADE}', '', '${now}')`,
    `INSERT INTO sites (id, cluster_id, organisation_id, listing_id, name, last_event_id, created_by, created_at)
       VALUES ('sit_bench', '${CLUSTER}', '${LANDLORD}', 'ofr_bench_site', 'Filature', '${MADE}', '', '${now}')`,
    `WITH RECURSIVE ${numbers(LOTS)} INSERT INTO capacities (id, cluster_id, organisation_id, shape, quantity, unit, last_event_id)
       SELECT 'cap_bench_lot' || i, '${CLUSTER}', '${LANDLORD}', 'lot', 1, 'piece', '${MADE}' FROM n`,
    `WITH RECURSIVE ${numbers(LOTS)} INSERT INTO lots (id, cluster_id, site_id, capacity_id, position, name, surface_m2,
       floor_load_kg_m2, last_event_id, created_at) SELECT 'lot_bench' || i, '${CLUSTER}', 'sit_bench', 'cap_bench_lot' || i, i + 1,
       'L' || i, 20 + i, iif(i % 4 = 0, 250, 500), '${MADE}', '${now}' FROM n`,
    `WITH RECURSIVE ${numbers(APPLICATIONS)} INSERT INTO organisations (id, name, last_event_id, created_at)
       SELECT 'org_bench_call' || i, 'Candidate ' || i, '${MADE}', '${now}' FROM n`,
    `WITH RECURSIVE ${numbers(JURORS)} INSERT INTO people (id, name, language, last_event_id, created_at)
       SELECT 'per_bench_juror' || i, 'Juror ' || i, 'fr', '${MADE}', '${now}' FROM n`,
    `WITH RECURSIVE ${numbers(CALLS)} INSERT INTO calls (id, cluster_id, site_id, organisation_id, status, round, title, language,
       starts_on, ends_on, deadline, criteria, quotas, seed_hash, published_at, closed_at, judged_at, last_event_id, created_by, created_at)
       SELECT 'cll_bench' || i, '${CLUSTER}', 'sit_bench', '${LANDLORD}', 'judged', 2, 'Appel', 'fr', '2027-02-01', '2028-07-31', '${now}',
       '${criteria}', '${quotas}', '5eed', '${now}', '${now}', '${now}', '${MADE}', '', '${now}' FROM n`,
    `INSERT INTO call_seeds SELECT id, 'graine' FROM calls`,
    `INSERT INTO call_lots SELECT c.id, l.id, l.capacity_id, l.position FROM calls c, lots l`,
    `WITH RECURSIVE ${numbers(JURORS)} INSERT INTO call_jurors SELECT c.id, 'per_bench_juror' || i, i + 1, NULL FROM calls c, n`,
    `WITH RECURSIVE ${numbers(APPLICATIONS)} INSERT INTO applications (id, cluster_id, call_id, organisation_id, status, number, choices,
       needs, sector, hash, submitted_at, created_by, last_event_id, created_at)
       SELECT 'apl_' || c.id || '_' || i, '${CLUSTER}', c.id, 'org_bench_call' || i, 'submitted', i + 1,
       json_array('lot_bench' || (i * 7 % ${LOTS}), 'lot_bench' || (i * 11 % 59 + 1), 'lot_bench' || (i * 13 % 53)),
       iif(i % 5 = 0, '{"floorLoadKgM2":400}', '{}'), iif(i % 3 = 0, 'food', iif(i % 7 = 0, 'culture', 'craft')), 'abc', '${now}', '',
       '${MADE}', '${now}' FROM calls c, n`,
    `WITH RECURSIVE ${numbers(JURORS, 'j', 'k')} INSERT INTO application_scores (application_id, person_id, call_id, cluster_id, points,
       round, last_event_id, given_at) SELECT a.id, 'per_bench_juror' || k, a.call_id, '${CLUSTER}',
       json_object('c1', (a.number * 3 + k) % 11, 'c2', (a.number * 5 + k * 2) % 11, 'c3', a.number % 11, 'c4', (a.number + k) % 11,
       'c5', (a.number * 7) % 11), 2, '${MADE}', '${now}' FROM applications a, j`,
  ]
  for (const statement of statements) await ctx.env.DB.prepare(statement).run()
}
