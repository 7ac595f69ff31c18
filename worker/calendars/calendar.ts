import { AppError } from '../core/errors'
import { isInside, type Listing, visibleListing } from '../listings/queries'
import { type Actor, type Ctx, mustBeSignedIn } from '../platform/context'
import { sha256 } from '../platform/crypto'
import { mailFrom } from '../platform/mail'
import { wordsOf } from '../text'
import { type CalendarAddress, mayReadOrganisation } from './addresses'
import { busyEntry, entryOf } from './entries'
import { bookingsOfOffer, bookingsOfOrganisations, holdsOfOffer, type Row, WINDOW } from './queries'
import { calendarText, type Entry } from './rulesOfCalendar'

/** Who calendars and their mails come from. */
export function organizerOf(ctx: Ctx): { name: string; email: string } {
  const { name = 'Maillage', email } = mailFrom(ctx.env)
  return { name, email }
}

/**
 * The calendar of an address, for its person as they may see it now, and its strong ETag. Throws `not_found` where they
 * may not see any more what it is of.
 */
export async function calendarOf(ctx: Ctx, about: CalendarAddress): Promise<{ text: string; etag: string }> {
  const { name, zone, entries } = await contentOf(ctx, mustBeSignedIn(ctx), about)
  const text = calendarText({ name, zone, method: 'PUBLISH', organizer: organizerOf(ctx), entries })
  return { text, etag: `"${(await sha256(text)).slice(0, 32)}"` }
}

interface Content {
  name: string
  zone: string
  entries: Entry[]
}

async function contentOf(ctx: Ctx, actor: Actor, about: CalendarAddress): Promise<Content> {
  const { names } = wordsOf(ctx.language).calendars.entry
  if (about.scope === 'offer') return offerContent(ctx, about.subjectId)
  if (about.scope === 'person') {
    const ids = actor.organisations.map((m) => m.organisationId)
    const rows = await bookingsOfOrganisations(ctx, ids, null)
    return { name: names.person, zone: await zoneOf(ctx, null, rows), entries: entriesFor(ctx, rows, ids) }
  }
  const { subjectId, clusterId } = about
  if (!clusterId || !(await mayReadOrganisation(ctx, actor, { subjectId, clusterId })))
    throw new AppError('not_found')
  const [rows, organisation] = await Promise.all([
    bookingsOfOrganisations(ctx, [subjectId], clusterId),
    ctx.db.selectFrom('organisations').select('name').where('id', '=', subjectId).executeTakeFirstOrThrow(),
  ])
  return {
    name: names.organisation(organisation.name),
    ...{ zone: await zoneOf(ctx, clusterId, rows), entries: entriesFor(ctx, rows, [subjectId]) },
  }
}

/** Each from the side on which one of these organisations is; who lends to themselves lends. */
const entriesFor = (ctx: Ctx, rows: readonly Row[], organisationIds: readonly string[]): Entry[] =>
  rows.map((row) => entryOf(ctx, row, organisationIds.includes(row.lenderId) ? 'lender' : 'borrower'))

/**
 * Of an offer, whoever lends it (and the coordinator) reads every booking, whoever borrows it their own. Whatever else is
 * taken is told as busy, without a name.
 */
async function offerContent(ctx: Ctx, id: string): Promise<Content> {
  const listing: Listing = await visibleListing(ctx, id)
  const inside = isInside(ctx, listing)
  const mine = ctx.actor?.organisations.map((m) => m.organisationId) ?? []
  const [rows, held] = await Promise.all([
    bookingsOfOffer(ctx, id, listing.organisationId),
    holdsOfOffer(ctx, id),
  ])
  const zone = await zoneOf(ctx, listing.clusterId, rows)
  const told = rows.filter((row) => inside || mine.includes(row.borrowerId))
  const known = new Set(told.map((row) => row.id))
  const busy = held.filter((one) => !one.bookingId || !known.has(one.bookingId))
  const entries = [
    ...told.map((row) => entryOf(ctx, row, inside ? 'lender' : 'borrower')),
    ...busy.map((one) => busyEntry(ctx, one, zone)),
  ].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
  const { names } = wordsOf(ctx.language).calendars.entry
  return { name: names.offer(listing.title), zone, entries: entries.slice(0, WINDOW.most) }
}

/** The zone of the cluster; of one's own calendar, that of its first event, else of the first cluster one belongs to. */
async function zoneOf(ctx: Ctx, clusterId: string | null, rows: readonly Row[]): Promise<string> {
  if (rows[0]) return rows[0].timeZone
  const id = clusterId ?? ctx.actor?.organisations.flatMap((m) => m.clusters)[0]
  const cluster = await ctx.db
    .selectFrom('clusters')
    .select('timeZone')
    .where('id', '=', id ?? '')
    .executeTakeFirst()
  return cluster?.timeZone ?? 'Europe/Paris'
}
