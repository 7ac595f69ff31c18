import type { Ctx } from '../platform/context'
import type { Mail } from '../platform/mail'
import { wordsOf } from '../text'
import { organizerOf } from './calendar'
import { entryOf } from './entries'
import { bookingsToTell, isGone, type Row } from './queries'
import { calendarText } from './rulesOfCalendar'

/** What a mail may be about that stands in a calendar. */
const OF_BOOKINGS = ['booking.confirmed', 'booking.changed', 'booking.cancelled']
const OF_SERIES = ['series.confirmed', 'series.changed', 'series.cancelled']
/** Events that the attachments of one mail tell of. */
const MOST = 120

/**
 * The .ics files of a mail that tells of bookings: as they are now, for this person. What stands is published, what was
 * called off is cancelled, so that a program that knows the event changes it; SEQUENCE grows with each change. None is an
 * invitation: nobody reads answers (docs/decisions/0018-calendars.md). A mail without one still says all.
 */
export async function calendarFiles(
  ctx: Ctx,
  personId: string,
  notices: readonly { type: string; subjectId: string }[],
): Promise<NonNullable<Mail['attachments']>> {
  const about = (types: readonly string[]) => [
    ...new Set(notices.filter((n) => types.includes(n.type)).map((n) => n.subjectId)),
  ]
  const [bookings, series] = [about(OF_BOOKINGS), about(OF_SERIES)]
  if (bookings.length + series.length === 0) return []
  const [{ single, ofSeries }, organisations] = await Promise.all([
    bookingsToTell(ctx, bookings, series, MOST),
    ctx.db
      .selectFrom('members')
      .select('organisationId')
      .where('personId', '=', personId)
      .where('status', '=', 'active')
      .limit(200)
      .execute(),
  ])
  const mine = organisations.map((m) => m.organisationId)
  const rows = [...new Map([...single, ...ofSeries].map((row) => [row.id, row])).values()]
  return [
    ...fileOf(
      ctx,
      rows.filter((row) => !isGone(row.status)),
      'PUBLISH',
      mine,
    ),
    ...fileOf(
      ctx,
      rows.filter((row) => isGone(row.status)),
      'CANCEL',
      mine,
    ),
  ]
}

function fileOf(ctx: Ctx, rows: readonly Row[], method: 'PUBLISH' | 'CANCEL', mine: readonly string[]) {
  const [first] = rows
  if (!first) return []
  const entries = rows.map((row) => entryOf(ctx, row, mine.includes(row.lenderId) ? 'lender' : 'borrower'))
  const { file } = wordsOf(ctx.language).calendars.entry
  return [
    {
      filename: `${file}${method === 'CANCEL' ? '-x' : ''}.ics`,
      content: calendarText({ zone: first.timeZone, method, organizer: organizerOf(ctx), entries }),
      mimeType: `text/calendar; charset=utf-8; method=${method}`,
    },
  ]
}
