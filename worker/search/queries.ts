import { KINDS, type Kind } from '../core/kinds'
import { DAY, MINUTE } from '../core/time'
import { belongsTo, type Ctx } from '../platform/context'
import { together } from '../platform/db'
import { type QueryWord, queryWords, saidInTitle } from './analyse'
import { asQuery, byCells, byWords, type Candidate, counts, MOST_CANDIDATES, newest } from './candidates'
import { cellsAround } from './cells'
import { readCursor, writeCursor } from './cursor'
import { withFacts } from './facts'
import { asFound, fitsFilters, type Found } from './found'
import type { SearchFilters } from './input'
import type { Place } from './match'
import * as rules from './rules'
import { withAvailability, withStates } from './states'

export interface SearchResult {
  items: Found[]
  nextCursor: string | null
  /** How many of each kind, each counted up to 100. */
  counts: Record<Kind, number>
  /** How many are free, to be asked for, taken: where all candidates were looked at. */
  states: { free: number; ask: number; taken: number } | null
  /** How many fit, up to 300; null where only one page was read. */
  total: number | null
}

/** The cluster as search needs it. */
interface Territory {
  id: string
  timeZone: string
}

/**
 * Searches the offers or needs of a cluster. Members see what is for the cluster and what is public, strangers what is
 * public; hidden, paused, closed or expired listings and suspended organisations are never shown. Rows read depend on what
 * is asked, never on how much there is.
 */
export async function searchListings(ctx: Ctx, cluster: Territory, f: SearchFilters): Promise<SearchResult> {
  const member = belongsTo(ctx.actor, cluster.id)
  const radius = f.near ? (f.radiusKm ?? 1000) : 0
  const cells = f.near && f.radiusKm ? cellsAround(f.near, radius) : null
  const place: Place = {
    clusterId: cluster.id,
    direction: f.direction,
    kind: f.kind,
    publicOnly: !member,
    cells,
  }
  const words = queryWords(f.q)
  const plain = words.length === 0 && !f.near && !f.from && !f.to && !f.quantity && !f.free && !f.wheelchair
  const read = plain ? await newestPage(ctx, place, f) : await bestCandidates(ctx, place, words)
  const known = read.found.map((c) => asFound(c, f.near ?? null, member))
  const fits = known.filter((one) => fitsFilters(one, f, radius))
  const span = spanOf(f, ctx.now)
  const appointment = f.whole ?? (f.from !== undefined && rules.isAppointment(span))
  const days = new rules.Days(span, cluster.timeZone)
  const dated = f.from !== undefined || f.to !== undefined
  let shown = fits
  if (f.direction === 'offer' && dated && span.to - span.from <= rules.SHORT_SPAN) {
    shown = (await withAvailability(ctx, fits, days, f, appointment)).filter(
      (one) => one.availability?.state !== 'none',
    )
  } else if (dated) shown = fits.filter((one) => overlaps(one, span))
  const page = plain ? { items: shown, nextCursor: read.next } : pageOf(shown, read.bands, f)
  if (f.direction === 'offer') page.items = await withStates(ctx, page.items, days, f, appointment)
  return {
    items: await withFacts(ctx, page.items),
    nextCursor: page.nextCursor,
    counts:
      plain || f.kind === undefined ? read.counts : { ...read.counts, [f.kind]: Math.min(shown.length, 100) },
    states: dated && shown.every((one) => one.availability) ? statesOf(shown) : null,
    total: plain ? null : shown.length,
  }
}

const QUARTER = 15 * MINUTE

const spanOf = (f: SearchFilters, now: string): rules.Span => {
  // To the quarter of an hour before, so that an answer stays the same for a while.
  const from = f.from ? Date.parse(f.from) : Math.floor(Date.parse(now) / QUARTER) * QUARTER
  return { from, to: f.to ? Date.parse(f.to) : from + (f.from ? DAY : 7 * DAY) }
}

const overlaps = (one: Found, span: rules.Span) =>
  (!one.startsAt || Date.parse(one.startsAt) < span.to) && (!one.endsAt || Date.parse(one.endsAt) > span.from)

interface Read {
  found: Candidate[]
  bands: Map<string, number>
  counts: Record<Kind, number>
  next: string | null
}

async function bestCandidates(ctx: Ctx, place: Place, words: QueryWord[]): Promise<Read> {
  const counting = counts(ctx, words, place)
  const bands = new Map<string, number>()
  if (words.length > 0) {
    const [all, any, counted] = await together(
      ctx.env.DB,
      asQuery(ctx, byWords(ctx, words, place, 'all', MOST_CANDIDATES)),
      asQuery(ctx, byWords(ctx, words, place, 'any', words.length > 1 ? 120 : 1)),
      counting,
    )
    for (const rows of [all, any]) {
      const best = rows[0]?.rank ?? 0
      for (const row of rows) {
        const said = rows === all ? saidInTitle(words, row.title, row.language) : 3
        if (!bands.has(row.id)) bands.set(row.id, said * rules.BANDS + rules.bandOf(row.rank, best))
      }
    }
    const found = [...new Map([...all, ...any].map((row) => [row.id, row])).values()]
    return { found, bands, counts: countsOf(counted), next: null }
  }
  if (place.cells) {
    const [found, counted] = await together(
      ctx.env.DB,
      asQuery(ctx, byCells(ctx, place, place.cells, MOST_CANDIDATES)),
      counting,
    )
    return { found, bands, counts: countsOf(counted), next: null }
  }
  const kinds = place.kind ? [place.kind] : [...KINDS]
  const most = Math.floor(MOST_CANDIDATES / kinds.length)
  const [counted, ...each] = await together(
    ctx.env.DB,
    counting,
    ...kinds.map((kind) => asQuery(ctx, newest(ctx, { ...place, kind }, most))),
  )
  return { found: each.flat(), bands, counts: countsOf(counted), next: null }
}

/** Nothing was asked for but perhaps a kind: the newest, read page by page. */
async function newestPage(ctx: Ctx, place: Place, f: SearchFilters): Promise<Read> {
  const [at, id] = f.cursor ? readCursor(f.cursor) : []
  const before = f.cursor ? { at: String(at), id: String(id) } : undefined
  const kinds = place.kind ? [place.kind] : [...KINDS]
  const [counted, ...each] = await together(
    ctx.env.DB,
    counts(ctx, [], place),
    ...kinds.map((kind) => asQuery(ctx, newest(ctx, { ...place, kind }, f.limit + 1, before))),
  )
  const key = (c: Candidate): rules.Key => [-Date.parse(c.publishedAt ?? ''), c.id]
  const all = each.flat().sort((a, b) => rules.compareKeys(key(a), key(b)))
  const found = all.slice(0, f.limit)
  const last = found.at(-1)
  const next = all.length > f.limit && last ? writeCursor([last.publishedAt ?? '', last.id]) : null
  return { found, bands: new Map(), counts: countsOf(counted), next }
}

const countsOf = (rows: { kind: Kind; n: number }[]) =>
  Object.fromEntries(KINDS.map((kind) => [kind, rows.find((r) => r.kind === kind)?.n ?? 0])) as Record<
    Kind,
    number
  >

function pageOf(found: Found[], bands: Map<string, number>, f: SearchFilters) {
  const after = f.cursor ? readCursor(f.cursor) : null
  const keyed = found
    .map((one) => ({
      one,
      key: rules.orderKey({
        ...{ id: one.id, km: one.km, publishedAt: one.publishedAt ?? '' },
        ...{ band: bands.get(one.id) ?? 0, state: one.availability?.state ?? null },
      }),
    }))
    .filter(({ key }) => !after || rules.compareKeys(key, after) > 0)
    .sort((a, b) => rules.compareKeys(a.key, b.key))
  const page = keyed.slice(0, f.limit)
  const last = page.at(-1)
  return {
    items: page.map(({ one }) => one),
    nextCursor: keyed.length > page.length && last ? writeCursor(last.key) : null,
  }
}

const statesOf = (found: Found[]) => {
  const count = (state: string) => found.filter((one) => one.availability?.state === state).length
  return { free: count('free'), ask: count('ask'), taken: count('taken') }
}
