import { z } from '../platform/api'
import type { Ctx } from '../platform/context'
import { ROOM_STATES } from './rulesOfInventories'
import { SIDES, Terms } from './input'
import type { Inventory } from './inventories'
import { type Occupancy, namesOf, type Part, type ReminderRow, remindersFor } from './queries'
import { FEE_MODES, type Finding, FORMS, REASONS } from './rulesOfForms'
import { compared } from './rulesOfInventories'
import { STATUSES } from './rulesOfTerms'
import { judged } from './writes'

export const FindingJson = z
  .object({
    level: z.enum(['refusal', 'warning', 'note']),
    code: z.string(),
    article: z.string(),
    path: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  })
  .openapi('LegalFinding', { description: 'What French law says of it. It is no legal advice' })

const Accepted = z.object({ at: z.string(), by: z.string(), onBehalfOf: z.string().nullable() }).nullable()
export const OccupancyJson = z
  .object({
    id: z.string(),
    status: z.enum(STATUSES),
    form: z.enum(FORMS),
    siteId: z.string(),
    siteName: z.string(),
    lotId: z.string(),
    lotName: z.string(),
    surfaceM2: z.int(),
    capacityId: z.string(),
    landlordId: z.string(),
    landlordName: z.string(),
    occupantId: z.string(),
    occupantName: z.string(),
    callOfferId: z.string().nullable(),
    startsOn: z.string(),
    endsOn: z.string(),
    leftOn: z.string().nullable(),
    feeMode: z.enum(FEE_MODES),
    feeCents: z.int().openapi({ description: 'A month, where it is fixed' }),
    currency: z.string(),
    solidarityPercent: z.int(),
    reason: z.enum(REASONS),
    reasonWords: z.string(),
    ...Terms.shape,
    text: z.string().nullable().openapi({ description: 'What is accepted, in French' }),
    textNumber: z
      .int()
      .nullable()
      .openapi({ description: 'Version of the cluster’s text; 0: the standard text' }),
    hash: z.string().nullable(),
    proposedAt: z.string().nullable(),
    accepted: z.object({ landlord: Accepted, occupant: Accepted }),
    version: z.int(),
  })
  .openapi('Occupancy')

export function occupancyAsJson(o: Occupancy): z.infer<typeof OccupancyJson> {
  const accepted = (side: 'landlord' | 'occupant') => {
    const at = o[`${side}AcceptedAt`]
    return at === null ? null : { at, by: o[`${side}AcceptedBy`] ?? '', onBehalfOf: o[`${side}AcceptedFor`] }
  }
  return {
    ...{ id: o.id, status: o.now, form: o.form, siteId: o.siteId, siteName: o.siteName, lotId: o.lotId },
    ...{ lotName: o.lotName, surfaceM2: o.surfaceM2, capacityId: o.capacityId, landlordId: o.landlordId },
    ...{ landlordName: o.landlordName, occupantId: o.occupantId, occupantName: o.occupantName },
    ...{ callOfferId: o.callOfferId, startsOn: o.startsOn, endsOn: o.endsOn, leftOn: o.leftOn },
    ...{ feeMode: o.feeMode, feeCents: o.feeCents, currency: o.currency },
    ...{ solidarityPercent: o.solidarityPercent, reason: o.reason, reasonWords: o.reasonWords, ...o.terms },
    ...{ text: o.text, textNumber: o.textNumber, hash: o.hash, proposedAt: o.proposedAt },
    ...{ accepted: { landlord: accepted('landlord'), occupant: accepted('occupant') }, version: o.version },
  }
}

export const WholeOccupancyJson = OccupancyJson.extend({
  findings: z.array(FindingJson),
  feeEstimateCents: z.int().openapi({ description: 'A month, as charges and occupation are today' }),
  reminders: z.array(z.object({ days: z.int(), dueOn: z.string(), toldAt: z.string().nullable() })),
  mayAccept: z.array(z.enum(SIDES)),
}).openapi('WholeOccupancy')

/** An occupancy with what the law says of it; findings are for who prepares it and for who is asked to accept. */
export async function wholeAsJson(
  ctx: Ctx,
  o: Occupancy,
  part: Part,
): Promise<z.infer<typeof WholeOccupancyJson>> {
  const [{ findings, feeCents }, reminders] = await Promise.all([judged(ctx, o), remindersFor(ctx, o.id)])
  return {
    ...occupancyAsJson(o),
    ...{ findings: findings as Finding[], feeEstimateCents: feeCents, reminders: reminders.map(asReminder) },
    mayAccept: o.now === 'proposed' ? part.sides.filter((side) => o[`${side}AcceptedAt`] === null) : [],
  }
}
const asReminder = ({ days, dueOn, toldAt }: ReminderRow) => ({ days, dueOn, toldAt })

const RoomJson = z.object({
  id: z.string(),
  name: z.string(),
  note: z.string(),
  items: z.array(z.object({ name: z.string(), state: z.enum(ROOM_STATES), note: z.string() })),
})
export const InventoryJson = z
  .object({
    id: z.string(),
    kind: z.enum(['entry', 'exit']),
    madeOn: z.string(),
    rooms: z.array(RoomJson),
    meters: z.string(),
    keys: z.int().nullable(),
    note: z.string(),
    photos: z.array(z.object({ id: z.string(), roomId: z.string(), alt: z.string(), path: z.string() })),
    hash: z.string(),
    agreed: z.object({ landlord: z.string().nullable(), occupant: z.string().nullable() }),
    version: z.int(),
  })
  .openapi('Inventory')
export const inventoryAsJson = (i: Inventory): z.infer<typeof InventoryJson> => ({
  ...{ id: i.id, kind: i.kind, madeOn: i.madeOn, rooms: i.rooms, meters: i.meters, keys: i.keys },
  ...{ note: i.note, hash: i.hash, version: i.version },
  photos: i.photos.map(({ id, roomId, alt }) => ({ id, roomId, alt, path: `/inventory-photos/${id}` })),
  agreed: { landlord: i.landlordAgreedAt, occupant: i.occupantAgreedAt },
})
export const ComparisonJson = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    entryNote: z.string(),
    exitNote: z.string(),
    items: z.array(
      z.object({
        name: z.string(),
        entry: z.enum(ROOM_STATES).nullable(),
        exit: z.enum(ROOM_STATES).nullable(),
        entryNote: z.string(),
        exitNote: z.string(),
        change: z.enum(['same', 'better', 'worse', 'gone', 'new_here']),
      }),
    ),
  }),
)
/** Entry against exit, or null while one of them is missing. */
export function comparisonOf(all: readonly Inventory[]) {
  const [entry, exit] = (['entry', 'exit'] as const).map((kind) => all.find((one) => one.kind === kind))
  return entry && exit ? compared(entry.rooms, exit.rooms) : null
}

/** Who accepted or agreed, and when: for pages. */
export async function signersOf(
  ctx: Ctx,
  signed: { at: string | null; by: string | null; forId: string | null }[],
): Promise<({ at: string; name: string; forName: string | null } | null)[]> {
  const names = await namesOf(
    ctx,
    signed.flatMap((one) => [one.by, one.forId]),
  )
  return signed.map(({ at, by, forId }) =>
    at === null
      ? null
      : { at, name: names.get(by ?? '') ?? '', forName: forId === null ? null : (names.get(forId) ?? '') },
  )
}
