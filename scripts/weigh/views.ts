import { finding, memberOrganisation, offer, people, pole } from './demo.ts'
import type { Screen } from './screens.ts'

const room = finding(
  `l.direction = 'offer' AND l.visibility = 'public' AND l.kind = 'space' AND l.grain = 'hour'`,
)
const lent = finding(`l.direction = 'offer' AND l.organisation_id = (${memberOrganisation})`)
const calendar = `${pole}/offers/:id/calendar`
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

/** Months, weeks and days of offers, the calendar of an organisation, what is free on given dates. */
export const views: readonly Screen[] = [
  ...(['month', 'week', 'day'] as const).map((view) => ({
    ...{ name: `calendar, ${view}`, route: calendar, find: { id: room } },
    query: `?view=${view}&date=${inDays(10)}`,
  })),
  {
    ...{ name: 'calendar, week of the lender', route: calendar, find: { id: lent }, as: people.member },
    query: `?view=week&date=${inDays(7)}`,
  },
  {
    ...{ name: 'calendar, month for the coordinator', route: calendar, find: { id: room } },
    ...{ as: people.coordinator, query: `?view=month&date=${inDays(10)}` },
  },
  {
    ...{ name: 'calendar, day of lots', route: calendar, find: { id: offer('premises') } },
    query: `?view=day&date=${inDays(10)}`,
  },
  {
    ...{ name: 'calendar, collections', route: calendar, find: { id: offer('waste') } },
    query: `?view=week&date=${inDays(10)}`,
  },
  {
    ...{ name: 'calendar of an organisation', route: `${pole}/organisations/:id/calendar` },
    ...{ find: { id: memberOrganisation }, query: `?date=${inDays(10)}`, as: people.member },
  },
  { name: 'free on which dates', route: `${pole}/free` },
  {
    name: 'free, dates turned around',
    route: `${pole}/free`,
    query: `?from=${inDays(10)}&to=${inDays(8)}`,
    answers: 422,
  },
  { name: 'free on dates', route: `${pole}/free`, query: `?from=${inDays(10)}`, as: people.borrower },
  { name: 'free, Casablanca', route: `${pole}/free`, query: `?from=${inDays(10)}`, cluster: 'ben-msik' },
]
