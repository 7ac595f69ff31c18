import * as z from 'zod'
import { LocalDate } from '../listings/input'
import { ACTIVITIES, FEE_MODES, FORMS, OWNERS, REASONS } from './rulesOfForms'
import { ROOM_STATES } from './rulesOfInventories'

// Occupancies, their agreements and inventories, as forms and JSON bodies give them. Money in cents a month, dates local.

const text = (max: number) => z.string().trim().max(max)
const id = z.string().min(1).max(60)
const cents = z.int().min(0).max(100_000_000)

/** The answers an agreement is made of. */
const terms = {
  owner: z.enum(OWNERS),
  publicDomain: z.boolean(),
  activity: z.enum(ACTIVITIES),
  purpose: text(500),
  rentalValueCents: cents.nullable(),
  priorMonths: z.int().min(0).max(36),
  declaredValueCents: z.int().min(1).max(100_000_000_000).nullable(),
  knownFaults: text(2000),
  noKnownFaults: z.boolean(),
  title: text(300),
  feeBasis: text(500),
  callException: text(300),
  conditions: text(3000),
}
export const Terms = z.object({
  owner: terms.owner.default('private'),
  publicDomain: terms.publicDomain.default(false),
  activity: terms.activity.default('non_profit'),
  purpose: terms.purpose.default(''),
  rentalValueCents: terms.rentalValueCents.default(null),
  priorMonths: terms.priorMonths.default(0),
  declaredValueCents: terms.declaredValueCents.default(null),
  knownFaults: terms.knownFaults.default(''),
  noKnownFaults: terms.noKnownFaults.default(false),
  title: terms.title.default(''),
  feeBasis: terms.feeBasis.default(''),
  callException: terms.callException.default(''),
  conditions: terms.conditions.default(''),
})
export type Terms = z.output<typeof Terms>

const agreed = {
  form: z.enum(FORMS).nullable(),
  startsOn: LocalDate,
  endsOn: LocalDate,
  feeMode: z.enum(FEE_MODES),
  feeCents: cents,
  solidarityPercent: z.int().min(10).max(300),
  reason: z.enum(REASONS),
  reasonWords: text(500),
}
/** A lot and who gets it, or the offer of a call that was accepted; without a form, the one that the answers call for. */
export const OccupancyInput = z.object({
  callOfferId: id.optional(),
  lotId: id.optional(),
  occupantId: id.optional(),
  form: agreed.form.default(null),
  startsOn: agreed.startsOn.optional(),
  endsOn: agreed.endsOn.optional(),
  feeMode: agreed.feeMode.default('charges'),
  feeCents: agreed.feeCents.default(0),
  solidarityPercent: agreed.solidarityPercent.default(100),
  reason: agreed.reason.default('none'),
  reasonWords: agreed.reasonWords.default(''),
  ...Terms.shape,
})
export type OccupancyInput = z.input<typeof OccupancyInput>

/** What is given changes. */
export const OccupancyPatch = z.object({ ...agreed, ...terms }).partial()
export type OccupancyPatch = z.infer<typeof OccupancyPatch>

export const QuestionsInput = z.object({
  owner: terms.owner.default('private'),
  publicDomain: z.boolean().default(false),
  free: z.boolean().default(false),
  reason: agreed.reason.default('none'),
  activity: terms.activity.default('non_profit'),
  startsOn: LocalDate,
  endsOn: LocalDate,
})

export const SIDES = ['landlord', 'occupant'] as const
export type Side = (typeof SIDES)[number]
export const AgreeInput = z.object({
  /** Of what was read: another text is not accepted unseen. */
  hash: z.string().min(1).max(64),
  side: z.enum(SIDES).nullish(),
  /** A member's id: the coordinator acts for them. */
  onBehalfOf: id.nullish(),
})
export type AgreeInput = z.input<typeof AgreeInput>

export const EndInput = z.object({
  /** The local date on which the keys came back. */
  leftOn: LocalDate,
  words: text(1000).default(''),
})
export type EndInput = z.input<typeof EndInput>

export const TextInput = z.object({ body: z.string().trim().min(1).max(20_000), note: text(300).default('') })
export type TextInput = z.input<typeof TextInput>

export const MOST_ROOMS = 30

export const INVENTORY_KINDS = ['entry', 'exit'] as const
const Item = z.object({
  name: text(80).min(1),
  state: z.enum(ROOM_STATES).default('good'),
  note: text(500).default(''),
})
const Room = z.object({
  /** Of a room of the entry, or one that exists; absent: a new one. */
  id: id.optional(),
  name: text(80).min(1),
  note: text(1000).default(''),
  items: z.array(Item).max(30).default([]),
})
export const InventoryInput = z.object({
  madeOn: LocalDate,
  rooms: z.array(Room).min(1).max(MOST_ROOMS),
  meters: text(500).default(''),
  keys: z.int().min(0).max(1000).nullable().default(null),
  note: text(2000).default(''),
})
export type InventoryInput = z.input<typeof InventoryInput>
