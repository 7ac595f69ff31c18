/** What tells when something is, and whether it takes time: of VEVENT and VTIMEZONE (RFC 5545, 3.6.1 and 3.6.5). */
const KEPT = new Set([
  ...['BEGIN', 'END', 'VERSION', 'PRODID', 'CALSCALE', 'X-WR-TIMEZONE'],
  ...['UID', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID', 'STATUS', 'TRANSP'],
  ...['TZID', 'TZOFFSETFROM', 'TZOFFSETTO', 'TZNAME'],
])

/** A calendar as it is kept: no summary, description, place, organiser or attendee stays. */
export const keptOf = (text: string): string =>
  text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .filter((line) => KEPT.has((/^[A-Za-z-]+/.exec(line)?.[0] ?? '').toUpperCase()))
    .join('\r\n')
