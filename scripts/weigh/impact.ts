import { booking, finding, offer, people, pole } from './demo.ts'
import type { Screen } from './screens.ts'

const { coordinator, member } = people
const impact = `${pole}/coordination/impact`
const report = (status: string) => `SELECT f.id FROM funder_reports f JOIN clusters c ON c.id = f.cluster_id
  WHERE c.slug = 'pole-seine' AND f.status = '${status}' ORDER BY f.created_at LIMIT 1`
const reckoned = finding(
  `l.direction = 'offer' AND l.kind = 'waste' AND l.id IN (SELECT listing_id FROM impact_bases)`,
)

/** What the sharing has produced: figures and lists, factors, portrait, reports, open data. */
export const impacts: readonly Screen[] = [
  { name: 'impact', route: impact, as: coordinator },
  ...(['exchanges', 'co2', 'vacancy', 'needs', 'organisations'] as const).map((figure) => ({
    ...{ name: `impact, list of ${figure}`, route: `${impact}/counted`, as: coordinator },
    query: `?figure=${figure}`,
  })),
  { name: 'impact, portrait', route: `${impact}/portrait`, as: coordinator },
  { name: 'impact, factors', route: `${impact}/factors`, as: coordinator },
  {
    name: 'impact, factor without source',
    route: `${impact}/factors`,
    as: coordinator,
    send: { key: 'essai', value: '-3' },
  },
  { name: 'impact, reports', route: `${impact}/reports`, as: coordinator },
  { name: 'impact, report without title', route: `${impact}/reports`, as: coordinator, send: { title: '' } },
  {
    name: 'impact, words of a report',
    route: `${impact}/reports/:id`,
    as: coordinator,
    find: { id: report('published') },
  },
  { name: 'funders’ report', route: `${pole}/impact/:id`, find: { id: report('published') } },
  { name: 'open data', route: `${pole}/data` },
  { name: 'open data, Casablanca', route: `${pole}/data`, cluster: 'ben-msik' },
  {
    name: 'impact of an offer',
    route: `${pole}/me/listings/:id/impact`,
    as: coordinator,
    find: { id: reckoned },
  },
  {
    ...{ name: 'impact of premises', route: `${pole}/me/listings/:id/impact`, as: coordinator },
    find: { id: offer('premises') },
  },
  {
    ...{ name: 'impact of an offer, badly', route: `${pole}/me/listings/:id/impact`, as: coordinator },
    ...{ find: { id: reckoned }, send: { replacedPercent: '400' } },
  },
  {
    ...{ name: 'impact of a booking', route: `${pole}/bookings/:id/impact`, as: member },
    find: { id: booking(member, 'lender', 'completed') },
  },
]

/** Files. */
export const impactFiles: Record<string, string> = {
  [`${impact}/figures.csv`]: 'a file',
  [`${pole}/impact/:id/figures.csv`]: 'a file',
  [`${pole}/data/:file`]: 'a file',
}
