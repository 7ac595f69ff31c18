import * as z from 'zod'
import { Direction, Grain, Kind, Language, Unit } from '../../core/kinds'
import { Window } from '../../listings/input'

// The files of demo/<slug>/*.json, as their authors write them.

export const DemoOrganisation = z.looseObject({ key: z.string(), name: z.string(), foreignId: z.string() })
export const DemoPerson = z.object({
  email: z.email().nullable(),
  name: z.string(),
  language: Language,
  organisation: z.string().nullable(),
  role: z.enum(['manager', 'member']),
  mayAnswer: z.boolean(),
  coordinator: z.boolean().optional(),
  operator: z.boolean().optional(),
})
export type DemoPerson = z.infer<typeof DemoPerson>

export const DemoCluster = z.object({
  cluster: z.looseObject({ slug: z.string(), timeZone: z.string(), pages: z.unknown().optional() }),
  organisations: z.array(DemoOrganisation).max(200),
  people: z.array(DemoPerson).max(500),
})

const DemoLot = z.object({
  label: z.string(),
  surfaceM2: z.int(),
  floor: z.union([z.string(), z.number()]).default(''),
  state: z.enum(['ready', 'light_works', 'heavy_works']),
  availableInDays: z.int().optional(),
  untilInDays: z.int().optional(),
})
export const DemoListing = z.looseObject({
  key: z.string(),
  organisation: z.string(),
  direction: Direction,
  kind: Kind,
  title: z.string(),
  quantity: z.int(),
  unit: Unit,
  grain: Grain,
  windows: z.array(Window).default([]),
  startsInDays: z.int().optional(),
  endsInDays: z.int().optional(),
  tariffMode: z.enum(['free', 'exchange', 'price']),
  instantFor: z.enum(['everyone', 'known', 'nobody']).default('nobody'),
  details: z.record(z.string(), z.unknown()).default({}),
  lots: z.array(DemoLot).default([]),
  demand: z.number().min(0).max(1).default(0),
})
export type DemoListing = z.infer<typeof DemoListing>

const at = z.iso.datetime()
/** One thing that somebody did, on a day of the months before. */
export const Action = z.discriminatedUnion('do', [
  z.object({ do: z.literal('list'), at, listing: DemoListing }),
  z.object({
    do: z.literal('book'),
    at,
    n: z.int(),
    offer: z.string(),
    by: z.string(), // the borrower's key
    startsAt: at,
    endsAt: at,
    quantity: z.int(),
    lot: z.string().optional(),
  }),
  z.object({ do: z.literal('confirm'), at, n: z.int(), booking: z.string().optional() }),
  z.object({ do: z.literal('decline'), at, n: z.int(), booking: z.string().optional() }),
  z.object({ do: z.literal('cancel'), at, n: z.int(), booking: z.string().optional(), reason: z.string() }),
  z.object({ do: z.literal('noShow'), at, n: z.int(), booking: z.string().optional() }),
  z.object({ do: z.literal('pass'), at }),
])
export type Action = z.infer<typeof Action>
