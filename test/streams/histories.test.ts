import { expect, test } from 'vitest'
import { newId } from '../../worker/core/ids'
import { keepBookings, keepRests } from '../../worker/streams/keeping'
import { as, bindings, db, givenCluster, givenOrganisation, NOW } from '../support/given'
import {
  endSome,
  goneOf,
  insertMany,
  type Random,
  seeded,
  shuffled,
  step,
  type Story,
  truth,
  writeStates,
} from './histories'

const STREAMS = 10_000
const STEPS = 5
const CAPACITY = 100
const SLOT = '2026-11-20T08:00:00.000Z'
const made = { last_event_id: 'evt_given', created_at: NOW }

/** As many streams, half of them stocks, each with one booking or two that are asked for. */
async function givenStreams(random: Random): Promise<Story[]> {
  const cluster = await givenCluster()
  const [lender, taker] = [await givenOrganisation(cluster), await givenOrganisation(cluster)]
  const stories: Story[] = []
  const [listings, capacities, links, bookings]: Record<string, unknown>[][] = [[], [], [], []]
  for (let i = 0; i < STREAMS; i++) {
    const [listingId, capacityId, isStock] = [newId('offer'), newId('capacity'), i % 2 === 0]
    listings?.push({
      ...{
        id: listingId,
        cluster_id: cluster.id,
        organisation_id: lender.id,
        direction: 'offer',
        kind: 'waste',
      },
      ...{ status: 'published', title: 'Sciure', language: 'fr', quantity: CAPACITY, unit: 'kg' },
      ...{
        grain: isStock ? 'stock' : 'window',
        tariff_mode: 'free',
        visibility: 'public',
        created_by: 'per_given',
      },
      ...made,
    })
    capacities?.push({
      ...{
        id: capacityId,
        cluster_id: cluster.id,
        organisation_id: lender.id,
        quantity: CAPACITY,
        unit: 'kg',
      },
      ...{ shape: isStock ? 'stock' : 'window', last_event_id: 'evt_given' },
    })
    links?.push({ listing_id: listingId, capacity_id: capacityId, position: 1 })
    for (let n = 0; n <= random(2); n++) {
      const story: Story = {
        ...{ id: newId('booking'), listingId, isStock, status: 'requested', quantity: 1 + random(50) },
        ...{ lines: { lender: null, borrower: null }, ends: [] },
      }
      stories.push(story)
      bookings?.push({
        ...{ id: story.id, cluster_id: cluster.id, listing_id: listingId, capacity_id: capacityId },
        ...{
          lender_id: lender.id,
          borrower_id: taker.id,
          status: 'requested',
          quantity: story.quantity,
          unit: 'kg',
        },
        ...{
          starts_at: SLOT,
          ends_at: '2026-11-20T10:00:00.000Z',
          currency: 'EUR',
          requested_by: 'per_given',
        },
        ...{ answer_by: '2026-11-20T10:00:00.000Z', ...made },
      })
    }
  }
  await insertMany('listings', listings ?? [])
  await insertMany('capacities', capacities ?? [])
  await insertMany('listing_capacities', links ?? [])
  await insertMany('bookings', bookings ?? [])
  return stories
}

/** Some of what is in hand comes to an end, and some of that is taken back. */
async function randomEnds(stories: Map<string, Story>, random: Random): Promise<void> {
  const { results } = await bindings.DB.prepare(
    `SELECT id, cluster_id, listing_id, booking_id, in_hand FROM stream_batches WHERE in_hand > 0`,
  ).all<{ id: string; cluster_id: string; listing_id: string; booking_id: string; in_hand: number }>()
  const rows: Record<string, unknown>[] = []
  for (const b of results) {
    const story = stories.get(b.booking_id)
    // What is in hand by the ledger may be late: nobody can use more than truly is there, either.
    const most = story ? Math.min(b.in_hand, truth(story).inHand) : 0
    if (!story || story.status === 'no_show' || most <= 0 || random(3) > 0) continue
    const act = (['used', 'passed_on', 'outlet'] as const)[random(3)] as string
    const end = { id: newId('end'), act, quantity: 1 + random(most), back: 0 }
    const common = {
      ...{ cluster_id: b.cluster_id, listing_id: b.listing_id, batch_id: b.id, to_name: 'Recyclerie' },
      ...{ happened_on: '2026-11-21', noted_by: 'per_given', ...made },
    }
    rows.push({
      ...common,
      id: end.id,
      act,
      from_account: 'in_hand',
      quantity: end.quantity,
      note: '',
      corrects: null,
    })
    if (random(4) === 0) {
      end.back = 1 + random(end.quantity)
      const back = {
        act: 'corrected',
        from_account: act,
        quantity: end.back,
        note: 'Erreur',
        corrects: end.id,
      }
      rows.push({ ...common, id: newId('end'), ...back })
    }
    story.ends.push(end)
  }
  await insertMany('stream_ends', rows)
}

interface Sum {
  booking_id: string | null
  listing_id: string
  closed: number
  promised: number
  awaited: number
  collected: number
  refused: number
  lapsed: number
  ended: number
  in_hand: number
}
/** What the lines of the ledger themselves add up to, whatever the totals beside them say. */
const sums = async (): Promise<Sum[]> => {
  const of = (...accounts: string[]) =>
    accounts
      .map(
        (a) =>
          `sum(CASE WHEN e.to_account = '${a}' THEN e.quantity WHEN e.from_account = '${a}' THEN -e.quantity ELSE 0 END)`,
      )
      .join(' + ')
  const ends = ['used', 'passed_on', 'outlet', 'refused_outlet', 'unfetched_outlet']
  const { results } = await bindings.DB.prepare(
    `SELECT b.booking_id, b.listing_id, b.closed, -(${of('said')}) AS promised, ${of('awaited')} AS awaited,
       ${of('in_hand', ...ends)} AS collected, ${of('refused', 'refused_on')} AS refused,
       ${of('unfetched', 'unfetched_on', 'missing')} AS lapsed, ${of(...ends)} AS ended, ${of('in_hand')} AS in_hand
     FROM stream_entries e JOIN stream_batches b ON b.id = e.batch_id GROUP BY b.id`,
  ).all<Sum>()
  return results
}

/** All that is not as it must be: by booking against what truly happened, and by stream. */
async function wrong(stories: readonly Story[]): Promise<string[]> {
  const found: string[] = []
  const rows = await sums()
  const byBooking = new Map(rows.map((r) => [r.booking_id, r]))
  for (const s of stories) {
    const [row, must] = [byBooking.get(s.id), truth(s)]
    const is = row ?? { promised: 0, collected: 0, refused: 0, lapsed: 0, awaited: 0, in_hand: 0, ended: 0 }
    const same =
      is.promised === must.promised &&
      is.collected === must.collected &&
      is.refused === must.refused &&
      is.lapsed === must.lapsed &&
      is.awaited === must.awaited &&
      is.in_hand === must.inHand &&
      is.ended === goneOf(s)
    if (!same) found.push(`${s.status} ${JSON.stringify(must)} is ${JSON.stringify(is)}`)
  }
  const streams = new Map<string, Sum[]>()
  for (const r of rows) streams.set(r.listing_id, [...(streams.get(r.listing_id) ?? []), r])
  for (const [id, all] of streams) {
    const sum = (name: 'promised' | 'awaited' | 'collected' | 'refused' | 'lapsed' | 'ended' | 'in_hand') =>
      all.reduce((n, r) => n + r[name], 0)
    if (sum('promised') !== sum('awaited') + sum('collected') + sum('refused') + sum('lapsed'))
      found.push(`${id} promised`)
    if (sum('collected') !== sum('ended') + sum('in_hand')) found.push(`${id} collected`)
    if (all.some((r) => r.closed === 1 && r.awaited !== 0)) found.push(`${id} awaited after its end`)
  }
  return found
}

test(`the balance of ${STREAMS} streams is right after any history: edits, cancellations, corrections, events twice and in any order`, async () => {
  const random = seeded(20261121)
  const stories = await givenStreams(random)
  const byId = new Map(stories.map((s) => [s.id, s]))
  const ctx = await as(null)
  let pending: string[] = []
  for (let n = 0; n < STEPS; n++) {
    const { id: clusterId } = await db.selectFrom('clusters').select('id').executeTakeFirstOrThrow()
    const lines: Record<string, unknown>[] = []
    for (const s of stories) {
      const { line } = step(s, random)
      if (!line) continue
      lines.push({
        ...{
          id: line.id,
          booking_id: s.id,
          step: 'pick_up',
          side: line.side,
          happened: line.happened,
          at: NOW,
        },
        ...{
          condition: 'ok',
          quantity: line.quantity,
          refused_quantity: line.refused,
          corrects: line.corrects,
        },
        ...{ noted_by: 'per_given', cluster_id: '', ...made },
      })
    }
    // Messages of before are still at work while all of this is written; some come twice at once, some later, in any order.
    const events = shuffled([...pending, ...stories.map((s) => s.id)], random)
    const now = events.filter(() => random(3) > 0)
    pending = events.filter(() => random(3) === 0)
    await Promise.all([
      keepBookings(ctx, now),
      writeStates(stories).then(() =>
        insertMany(
          'handovers',
          lines.map((l) => ({ ...l, cluster_id: clusterId })),
        ),
      ),
    ])
    await Promise.all([keepBookings(ctx, now), keepBookings(ctx, now)])
    await randomEnds(byId, random)
  }
  // In the end each event has come at least once.
  await keepBookings(
    ctx,
    stories.map((s) => s.id),
  )
  const before = (await sums()).length
  expect(await wrong(stories)).toEqual([])
  expect(before).toBeGreaterThan(STREAMS / 2)

  // What nobody booked: of each collection that is over, and of each stock, the rest of what was promised.
  const rests = [...new Map(stories.map((s) => [s.listingId, s.isStock]))].map(([listingId, isStock]) => ({
    ...{ listingId, slot: isStock ? '' : SLOT },
    // Each collection has its own quantity, which is edited between two looks; null: that of the offer.
    most: isStock || random(2) === 0 ? null : 1 + random(CAPACITY),
  }))
  await keepRests(
    ctx,
    rests.map((r) => ({ ...r, most: r.most && 1 + random(CAPACITY) })),
  )
  await keepRests(ctx, shuffled(rests, random))
  await keepRests(ctx, shuffled(rests, random))
  const unbooked = new Map((await sums()).filter((r) => r.booking_id === null).map((r) => [r.listing_id, r]))
  const booked = new Map<string, number>()
  for (const s of stories)
    if (['confirmed', 'in_use', 'completed'].includes(s.status) || (s.status === 'no_show' && !s.isStock))
      booked.set(s.listingId, (booked.get(s.listingId) ?? 0) + s.quantity)
  const off = rests.filter(
    ({ listingId, most }) =>
      (unbooked.get(listingId)?.promised ?? 0) !==
      Math.max(0, (most ?? CAPACITY) - (booked.get(listingId) ?? 0)),
  )
  expect(off).toEqual([])
  // Some is split off and goes on to others, some goes to the recycler, and some streams end with their season.
  const children = await endSome(random, made)
  expect(children.length).toBeGreaterThan(200)
  await keepRests(
    ctx,
    shuffled([...rests, ...children.map(({ listingId }) => ({ listingId, slot: '', most: null }))], random),
  )
  const passed = new Map((await sums()).map((r) => [r.listing_id, r.promised]))
  expect(children.filter((c) => passed.get(c.listingId) !== c.quantity)).toEqual([])
  expect(await wrong(stories)).toEqual([])
  const lines = await bindings.DB.prepare(`SELECT count(*) AS n FROM stream_entries`).first<{ n: number }>()
  await keepBookings(
    ctx,
    shuffled(stories, random).map((s) => s.id),
  )
  expect(await bindings.DB.prepare(`SELECT count(*) AS n FROM stream_entries`).first()).toEqual(lines)

  // The check sees a ledger that is not right: with the rule that forbids it taken out, one line is altered.
  await bindings.DB.exec(`DROP TRIGGER stream_entries_are_never_edited`)
  await bindings.DB.exec(
    `UPDATE stream_entries SET quantity = quantity + 1 WHERE id = (SELECT max(id) FROM stream_entries WHERE to_account = 'in_hand')`,
  )
  expect((await wrong(stories)).length).toBeGreaterThan(0)
}, 120_000)
