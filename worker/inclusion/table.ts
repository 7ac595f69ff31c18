import type { Period, Sum } from './queries'

/** Sums as rows of a file, names of columns first. */
export const rowsOf = ({ from, to }: Period, sums: readonly Sum[]): (string | number)[][] => [
  ['from', 'to', 'organisation_id', 'organisation', 'family', 'purpose', 'people', 'minutes', 'hours'],
  ...sums.map((s) => [
    ...[from, to, s.organisationId, s.organisationName, s.family, s.purpose, s.people, s.minutes],
    Math.round((s.minutes / 60) * 100) / 100,
  ]),
]
