import { KINDS } from '../../worker/core/kinds'
import type { ReportData } from '../../worker/impact/reports'
import { NOTHING } from '../../worker/impact/rulesOfSums'
import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

const needs = { published: 0, met: 0, unmet: 0, open: 0, dropped: 0 }
const ofKinds = <T>(value: T) =>
  Object.fromEntries(KINDS.map((kind) => [kind, value])) as Record<(typeof KINDS)[number], T>

/** A report that is being written, which only coordinators read, and one that is published. */
export function impactRows(side: Side): Row[] {
  const report = {
    clusterId: `clu_${side}`,
    language: 'fr' as const,
    fromMonth: '2026-07',
    toMonth: '2026-09',
  }
  const data: ReportData = {
    figures: {
      period: { from: '2026-07', to: '2026-09' },
      ...{ total: NOTHING, byKind: ofKinds({ ...NOTHING, organisations: 0 }), byMonth: [], byCommune: [] },
      organisations: { active: 0, members: 3 },
      premises: { surfaceM2: 0, lots: 0, organisations: 0 },
      ...{ needs, needsByKind: ofKinds(needs), asOf: 0 },
    },
    factors: [],
    cluster: {
      name: `Pôle ${side}`,
      slug: `pole-${side}`,
      territory: 'autour de Rouen',
      currency: 'EUR',
      timeZone: 'Europe/Paris',
    },
    countedAt: NOW,
  }
  return [
    row('funderReports', {
      ...{ ...report, id: `fnd_draft_${side}`, status: 'draft', title: secret(side, 'report', 'Brouillon') },
      ...{ createdBy: `per_coordinator_${side}`, createdAt: NOW, ...made },
    }),
    row('funderReports', {
      ...{
        ...report,
        id: `fnd_public_${side}`,
        status: 'published',
        title: 'L’été',
        data: JSON.stringify(data),
      },
      ...{ asOf: 0, publishedAt: NOW, publishedBy: `per_coordinator_${side}` },
      ...{ createdBy: `per_coordinator_${side}`, createdAt: NOW, ...made },
    }),
  ]
}
