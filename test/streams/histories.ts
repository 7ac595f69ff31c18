import { newId } from '../../worker/core/ids'
import { bindings } from '../support/given'

// Random histories of streams, many at once: each step is written for all of them in one statement, as commands would.

/** A small seeded generator (mulberry32): the same histories each time. */
export function seeded(seed: number) {
  let a = seed
  return (below: number): number => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}
export type Random = ReturnType<typeof seeded>

export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const all = [...list]
  for (let i = all.length - 1; i > 0; i--) {
    const j = random(i + 1)
    ;[all[i], all[j]] = [all[j] as T, all[i] as T]
  }
  return all
}

/** What truly happened to one booking, kept beside the database. */
export interface Story {
  id: string
  listingId: string
  isStock: boolean
  status: string
  quantity: number
  /** The chains of hand-over lines of both sides: the last one of each. */
  lines: { lender: Line | null; borrower: Line | null }
  ends: { id: string; act: string; quantity: number; back: number }[]
}
export interface Line {
  id: string
  happened: 0 | 1
  quantity: number
  refused: number
}

export const standing = (s: Story): Line | null =>
  [s.lines.lender, s.lines.borrower].find((line) => line?.happened) ?? null
export const goneOf = (s: Story): number => s.ends.reduce((sum, e) => sum + e.quantity - e.back, 0)

/** Rows into a table, however many, from one JSON list. */
export async function insertMany(table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const names = Object.keys(first)
  for (let i = 0; i < rows.length; i += 2500)
    await bindings.DB.prepare(
      `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.map((n) => `value ->> '${n}'`).join(', ')} FROM json_each(?)`,
    )
      .bind(JSON.stringify(rows.slice(i, i + 2500)))
      .run()
}

/** Bookings that changed, written as one statement. */
export async function writeStates(stories: readonly Story[]): Promise<void> {
  for (let i = 0; i < stories.length; i += 2500)
    await bindings.DB.prepare(
      `UPDATE bookings SET status = j.value ->> 'status', quantity = j.value ->> 'quantity', version = version + 1
       FROM json_each(?) j WHERE bookings.id = j.value ->> 'id'`,
    )
      .bind(
        JSON.stringify(
          stories.slice(i, i + 2500).map(({ id, status, quantity }) => ({ id, status, quantity })),
        ),
      )
      .run()
}

/**
 * One random step of a booking that its rules allow: answered, edited, given up, begun, weighed by one side or both,
 * corrected, called a mistake, ended, not come for, or that put right. Says which hand-over line is new.
 */
export function step(
  s: Story,
  random: Random,
): { line?: Line & { side: 'lender' | 'borrower'; corrects: string | null } } {
  const gone = goneOf(s)
  const side = random(2) === 0 ? 'lender' : 'borrower'
  switch (s.status) {
    case 'requested':
      s.status = (['confirmed', 'confirmed', 'confirmed', 'declined', 'expired', 'cancelled'] as const)[
        random(6)
      ] as string
      return {}
    case 'confirmed':
      if (random(5) === 0 && gone === 0) s.status = 'cancelled'
      else if (random(3) === 0) s.quantity = 1 + random(60)
      else if (random(2) === 0) return { line: weigh(s, side, random) }
      else s.status = 'in_use'
      return {}
    case 'in_use':
      if (random(2) === 0) return { line: weigh(s, side, random) }
      s.status = random(4) === 0 && gone === 0 ? 'no_show' : 'completed'
      return {}
    case 'completed':
      if (random(4) === 0 && gone === 0) {
        s.status = 'no_show'
        return {}
      }
      return random(2) === 0 ? { line: weigh(s, side, random) } : {}
    case 'no_show':
      if (random(3) === 0) s.status = 'completed'
      return {}
    default:
      return {}
  }
}

/** A line of one side: its first, or one that corrects its last; never below what has gone already. */
function weigh(s: Story, side: 'lender' | 'borrower', random: Random) {
  const last = s.lines[side]
  const gone = goneOf(s)
  const mistake = last?.happened === 1 && gone === 0 && random(5) === 0
  const quantity = gone + random(50)
  const line: Line = {
    id: newId('handover'),
    happened: mistake ? 0 : 1,
    quantity: mistake ? (last?.quantity ?? 0) : quantity,
    refused: mistake ? 0 : random(3) === 0 ? random(20) : 0,
  }
  s.lines[side] = line
  return { ...line, side, corrects: last?.id ?? null }
}

/** Where the quantity of a booking must be, said from what happened and nothing else. */
export function truth(s: Story) {
  const line = standing(s)
  const gone = goneOf(s)
  const of = (collected: number, refused: number, lapsed: number, awaited: number) => ({
    promised: collected + refused + lapsed + awaited,
    ...{ collected, refused, lapsed, awaited },
    inHand: collected - gone,
  })
  if (s.status === 'no_show') return of(0, 0, s.isStock ? 0 : s.quantity, 0)
  if (line) {
    const short = Math.max(0, s.quantity - line.quantity - line.refused)
    return of(line.quantity, line.refused, s.status === 'cancelled' ? 0 : short, 0)
  }
  if (s.status === 'completed') return of(s.quantity, 0, 0, 0)
  if (s.status === 'confirmed' || s.status === 'in_use') return of(0, 0, 0, s.quantity)
  return of(0, 0, 0, 0)
}

/**
 * Of what is left somewhere: some of what was refused, or not fetched, goes on as an offer of its own; some of what nobody fetched
 * goes to the recycler; and some stocks are closed, as at the end of a season. Says which offers were made, of how much.
 */
export async function endSome(
  random: Random,
  made: object,
): Promise<{ listingId: string; quantity: number }[]> {
  const { results } = await bindings.DB.prepare(
    `SELECT s.id, s.cluster_id, s.listing_id, s.refused, s.unfetched, s.booking_id, l.organisation_id FROM stream_batches s
     JOIN listings l ON l.id = s.listing_id WHERE s.refused > 0 OR s.unfetched > 0`,
  ).all<Record<string, string> & { refused: number; unfetched: number }>()
  const [listings, capacities, links, ends]: Record<string, unknown>[][] = [[], [], [], []]
  for (const b of results) {
    const from = b.refused > 0 ? 'refused' : 'unfetched'
    const quantity = 1 + random(b[from])
    const act = from === 'refused' || random(2) === 0 ? 'went_on' : 'outlet'
    if (random(4) > 0 || (act === 'outlet' && b.booking_id !== null)) continue
    const [listingId, capacityId] = [newId('offer'), newId('capacity')]
    if (act === 'went_on') {
      listings?.push({
        ...{
          id: listingId,
          cluster_id: b.cluster_id,
          organisation_id: b.organisation_id,
          direction: 'offer',
        },
        ...{ kind: 'waste', status: 'published', title: 'Reste', language: 'fr', quantity, unit: 'kg' },
        ...{ grain: 'stock', tariff_mode: 'free', visibility: 'public', created_by: 'per_given', ...made },
      })
      capacities?.push({
        ...{
          id: capacityId,
          cluster_id: b.cluster_id,
          organisation_id: b.organisation_id,
          quantity,
          unit: 'kg',
        },
        ...{ shape: 'stock', last_event_id: 'evt_given' },
      })
      links?.push({ listing_id: listingId, capacity_id: capacityId, position: 1 })
    }
    ends?.push({
      ...{
        id: newId('end'),
        cluster_id: b.cluster_id,
        listing_id: b.listing_id,
        batch_id: b.id,
        act,
        quantity,
      },
      ...{ from_account: from, to_name: act === 'outlet' ? 'Recyclerie' : '', note: '', noted_by: '' },
      ...{ to_listing_id: act === 'went_on' ? listingId : null, happened_on: '2026-11-21', ...made },
    })
  }
  await insertMany('listings', listings ?? [])
  await insertMany('capacities', capacities ?? [])
  await insertMany('listing_capacities', links ?? [])
  await insertMany('stream_ends', ends ?? [])
  await bindings.DB.exec(
    `UPDATE listings SET status = 'closed', outcome = 'no_longer_needed', closed_at = created_at WHERE title = 'Sciure' AND grain = 'stock' AND rowid % 5 = 0`,
  )
  return (listings ?? []).map((l) => ({ listingId: String(l.id), quantity: Number(l.quantity) }))
}
