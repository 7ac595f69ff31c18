import type { Ctx } from '../platform/context'
import { type LeadFilters, leadsOf } from './queries'

/** Leads as rows of a file, titles first; pages are read one after the other, 5,000 leads at most. */
export async function leadRows(ctx: Ctx, clusterId: string, filters: LeadFilters) {
  const rows: (string | number | null)[][] = [
    [
      ...[
        'id',
        'subject',
        'origin',
        'stage',
        'stage_since',
        'title',
        'address',
        'commune',
        'postcode',
        'insee',
      ],
      ...[
        'latitude',
        'longitude',
        'surface_m2',
        'owner',
        'owner_contact',
        'next_action',
        'next_on',
        'next_by',
      ],
      ...['dropped_reason', 'source', 'external_id', 'site_id', 'created_at', 'words'],
    ],
  ]
  let after: string | undefined
  for (let page = 0; page < 25; page++) {
    const { items, next } = await leadsOf(ctx, clusterId, filters, { limit: 200, after })
    for (const l of items)
      rows.push([
        ...[l.id, l.subject, l.origin, l.stage, l.stageSince, l.title, l.address, l.commune, l.postcode],
        ...[l.insee, l.lat, l.lng, l.surfaceM2, l.ownerOrganisation ?? l.ownerName, l.ownerContact],
        ...[l.nextAction, l.nextOn, l.nextByName, l.droppedReason, l.source, l.externalId, l.siteId],
        ...[l.createdAt, l.words],
      ])
    if (!next) break
    after = next
  }
  return rows
}
