import { sql } from 'kysely'
import { toldOfCalls } from '../calls/told'
import type { Language } from '../core/kinds'
import type { Ctx } from '../platform/context'
import { among } from '../platform/db'
import { wordsOf } from '../text'
import { Format } from '../text/format'
import { asksSubjects } from './describeAsks'
import { severalMatches } from './describeMatches'
import { handedOver, queuesAndOutages } from './describeTimes'
import { sharingSubjects } from './describeSharing'
import { subjectsOfOccupancies } from './subjectsOfOccupancies'
import { subjectsOfPickups } from './subjectsOfPickups'
import { subjectsOfPremises } from './subjectsOfPremises'

/** What a notice, a line of the journal or a mail is about. */
export interface Told {
  type: string
  subjectId: string
  clusterId: string
}
export interface Sentence {
  text: string
  /** Path within the cluster, or null where there is nothing to open. */
  path: string | null
}

/** Names and dates that sentences are made of; absent where the thing is gone. */
export interface Subject {
  listing?: string
  other?: string
  organisation?: string
  lender?: string
  borrower?: string
  startsAt?: string
  endsAt?: string
  /** Of a hand-over. */
  step?: string
  status?: string
  reason?: string | null
  /** Until when something is kept, or expected to be out of order. */
  until?: string | null
  /** Of a series: how many dates are booked, in place of one time. */
  dates?: number
  /** Of a listing that found several at once: how many, and the best of them by name. */
  found?: number
  best?: string[]
  path: string
}

/** Says each thing in words, in a language and the cluster's time zone. Reads subjects in one query a kind of thing. */
export async function describe(
  ctx: Ctx,
  told: Told[],
  language: Language,
  cluster: { timeZone: string; currency: string },
): Promise<Sentence[]> {
  const ids = [...new Set(told.map((one) => one.subjectId))]
  const { sentences: words, inDates } = wordsOf(language).notices
  const f = new Format(language, cluster.timeZone, cluster.currency)
  const subjects = new Map([
    ...(await subjectsOf(ctx, ids)),
    ...(await sharingSubjects(ctx, ids, f)),
    ...(await asksSubjects(ctx, ids)),
  ])
  const several = await severalMatches(ctx, told)
  return told.map(({ type, subjectId }) => {
    const subject = (type === 'match.suggested' && several.get(subjectId)) || subjects.get(subjectId)
    const { startsAt, endsAt, dates } = subject ?? {}
    const span = startsAt && endsAt && dates === undefined ? f.span(startsAt, endsAt, ctx.now) : ''
    const when = startsAt && endsAt && dates ? inDates(dates, f.date(startsAt), f.date(endsAt)) : span
    const say = words[type as keyof typeof words] ?? words.other
    // Where it is answered, not only seen.
    const path = type === 'affiliation.requested' ? '/coordination/members' : subject?.path
    const until =
      subject?.until &&
      `${f.day(subject.until, ctx.now)}${language === 'ar' ? '، ' : ', '}${f.time(subject.until)}`
    return {
      text: say({ ...(subject && isolated(subject, language)), when, until }),
      path: path ?? null,
    }
  })
}

const NAMES = ['listing', 'other', 'organisation', 'lender', 'borrower', 'reason'] as const
const ARABIC = /[\u0600-\u06ff]/

/**
 * Names in the other direction stand in isolates (FSI … PDI), as `<bdi>` does where there is HTML: else their quotation
 * marks and what follows them change places.
 */
function isolated(subject: Subject, language: Language): Subject {
  const crosses = (text: string) => (language === 'ar') !== ARABIC.test(text)
  const alone = (text: string) => (crosses(text) ? `\u2068${text}\u2069` : text)
  const names = NAMES.flatMap((name) => (subject[name] ? [[name, alone(subject[name])]] : []))
  return { ...subject, ...Object.fromEntries(names), ...(subject.best && { best: subject.best.map(alone) }) }
}

async function subjectsOf(ctx: Ctx, ids: string[]): Promise<Map<string, Subject>> {
  const found = new Map<string, Subject>()
  const given = (prefix: string) => JSON.stringify(ids.filter((id) => id.startsWith(prefix)))
  const those = (prefix: string) => among(ids.filter((id) => id.startsWith(prefix)))
  const has = (prefix: string) => ids.some((id) => id.startsWith(prefix))
  const { db } = ctx

  if (has('bkg_')) {
    const rows = await db
      .selectFrom('bookings as b')
      .innerJoin('listings as l', 'l.id', 'b.listingId')
      .innerJoin('organisations as lender', 'lender.id', 'b.lenderId')
      .innerJoin('organisations as borrower', 'borrower.id', 'b.borrowerId')
      .select([
        'b.id',
        'l.title',
        'lender.name as lender',
        'borrower.name as borrower',
        'b.startsAt',
        'b.endsAt',
      ])
      .select('b.cancelReason as reason')
      .where('b.id', 'in', those('bkg_'))
      .execute()
    for (const { id, title, ...row } of rows)
      found.set(id, { ...row, listing: title, path: `/bookings/${id}` })
  }
  if (has('wtl_') || has('out_')) {
    for (const { id, ...row } of await queuesAndOutages(ctx, given('wtl_'), given('out_')))
      found.set(id, { ...row, path: id.startsWith('wtl_') ? `/waitlist/${id}` : `/outages/${id}` })
  }
  if (has('hnd_') || has('agr_')) {
    for (const row of await handedOver(ctx, given('hnd_'), given('agr_'))) {
      const { id, bookingId, step, ...rest } = row
      const path = id.startsWith('hnd_') ? '/handovers' : '/agreement'
      found.set(id, { ...rest, step: step ?? undefined, path: `/bookings/${bookingId}${path}` })
    }
  }
  if (has('srs_')) {
    const rows = await db
      .selectFrom('series as s')
      .innerJoin('listings as l', 'l.id', 's.listingId')
      .innerJoin('organisations as lender', 'lender.id', 's.lenderId')
      .innerJoin('organisations as borrower', 'borrower.id', 's.borrowerId')
      .innerJoin('seriesDates as d', 'd.seriesId', 's.id')
      .select(['s.id', 'l.title', 'lender.name as lender', 'borrower.name as borrower'])
      .select((eb) => [
        eb.fn.count<number>('d.bookingId').as('dates'),
        eb.fn.min('d.startsAt').as('startsAt'),
        eb.fn.max('d.startsAt').as('endsAt'),
      ])
      .select(
        sql<string | null>`(select cancel_reason from bookings where series_id = s.id
        and status = 'cancelled' order by last_event_id desc limit 1)`.as('reason'),
      )
      .where('s.id', 'in', those('srs_'))
      .where('d.bookingId', 'is not', null)
      .groupBy('s.id')
      .execute()
    for (const { id, title, ...row } of rows) found.set(id, { ...row, listing: title, path: `/series/${id}` })
  }
  for (const { id, ...row } of await toldOfCalls(ctx, ids)) found.set(id, row)
  if (has('fee_')) {
    const rows = await db
      .selectFrom('calendarFeeds as f')
      .innerJoin('listings as l', 'l.id', 'f.listingId')
      .select(['f.id', 'f.name as other', 'l.title', 'l.id as listingId'])
      .where('f.id', 'in', those('fee_'))
      .execute()
    for (const { id, other, title, listingId } of rows)
      found.set(id, { other, listing: title, path: `/offers/${listingId}/calendars` })
  }
  if (has('mat_')) {
    const rows = await db
      .selectFrom('matches as m')
      .innerJoin('listings as o', 'o.id', 'm.offerId')
      .innerJoin('listings as n', 'n.id', 'm.needId')
      .select(['m.id', 'o.title as listing', 'n.title as other', 'm.proposedStartsAt', 'm.proposedEndsAt'])
      .where('m.id', 'in', those('mat_'))
      .execute()
    for (const { id, proposedStartsAt, proposedEndsAt, ...row } of rows) {
      found.set(id, {
        ...row,
        ...(proposedStartsAt && proposedEndsAt && { startsAt: proposedStartsAt, endsAt: proposedEndsAt }),
        path: `/matches/${id}`,
      })
    }
  }
  if (has('msg_')) {
    const rows = await db
      .selectFrom('messages as m')
      .innerJoin('organisations as o', 'o.id', 'm.fromOrganisationId')
      .select(['m.id', 'o.name', 'm.aboutId'])
      .where('m.id', 'in', those('msg_'))
      .execute()
    for (const row of rows) found.set(row.id, { organisation: row.name, path: `/messages/${row.aboutId}` })
  }
  if (has('ofr_') || has('ned_')) {
    const rows = await db
      .selectFrom('listings as l')
      .innerJoin('organisations as o', 'o.id', 'l.organisationId')
      .select(['l.id', 'l.title', 'l.direction', 'o.name', 'l.hiddenReason as reason'])
      .where((eb) => eb.or([eb('l.id', 'in', those('ofr_')), eb('l.id', 'in', those('ned_'))]))
      .execute()
    for (const { id, title, direction, name, reason } of rows) {
      found.set(id, { listing: title, organisation: name, reason, path: `/${direction}s/${id}` })
    }
  }
  if (has('rep_')) {
    const rows = await db
      .selectFrom('reports as r')
      .innerJoin('listings as l', 'l.id', 'r.listingId')
      .select(['r.id', 'l.title', 'r.reason'])
      .where('r.id', 'in', those('rep_'))
      .execute()
    for (const row of rows) {
      found.set(row.id, { listing: row.title, reason: row.reason, path: '/coordination/reports' })
    }
  }
  if (has('mbr_')) {
    const rows = await db
      .selectFrom('members as m')
      .innerJoin('organisations as o', 'o.id', 'm.organisationId')
      .select(['m.id', 'o.id as organisationId', 'o.name'])
      .where('m.id', 'in', those('mbr_'))
      .execute()
    for (const row of rows) {
      found.set(row.id, { organisation: row.name, path: `/organisations/${row.organisationId}` })
    }
  }
  // An organisation, or its place in a cluster ("clu_…:org_…").
  const organisations = ids.flatMap((id) => /org_\w+/.exec(id)?.[0] ?? [])
  if (organisations.length > 0) {
    const rows = await db
      .selectFrom('organisations as o')
      .select(['o.id', 'o.name'])
      .where('o.id', 'in', among(organisations))
      .execute()
    const reasons = await db
      .selectFrom('affiliations')
      .select(['clusterId', 'organisationId', 'reason'])
      .where(sql<string>`cluster_id || ':' || organisation_id`, 'in', those('clu_'))
      .where('organisationId', 'in', among(organisations))
      .execute()
    const names = new Map(rows.map((r) => [r.id, r.name]))
    const reasonOf = new Map(reasons.map((r) => [`${r.clusterId}:${r.organisationId}`, r.reason]))
    for (const id of ids) {
      const organisation = /org_\w+/.exec(id)?.[0]
      const name = organisation && names.get(organisation)
      if (!name) continue
      found.set(id, {
        organisation: name,
        reason: reasonOf.get(id) ?? null,
        path: `/organisations/${organisation}`,
      })
    }
  }
  for (const [id, subject] of await subjectsOfPickups(ctx, ids)) found.set(id, subject)
  for (const [id, subject] of await subjectsOfPremises(ctx, ids)) found.set(id, subject)
  for (const [id, subject] of await subjectsOfOccupancies(ctx, ids)) found.set(id, subject)
  return found
}
