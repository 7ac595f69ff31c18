import * as z from 'zod'
import { Direction, Grain, Kind, Language, Unit } from '../../core/kinds'
import type { Instant } from '../../core/time'
import { CONDITIONS } from '../../handovers/rules'
import { Outcome, REPORT_REASONS, Time, Window } from '../../listings/input'

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
const DemoRules = z.looseObject({
  exceptions: z
    .array(
      z.object({
        ...{ fromInDays: z.int(), toInDays: z.int() },
        hours: z.array(z.object({ from: Time, to: Time })).default([]),
      }),
    )
    .default([]),
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
  /** What its lender asks of those who book; exceptions to the hours in days from the one on which the demo is loaded. */
  rules: DemoRules.optional(),
})
export type DemoListing = z.infer<typeof DemoListing>

/** When a listing was posted and, of a need, what became of it: history.json. */
export const Past = z.object({
  listing: z.string(),
  postedDaysAgo: z.int().min(0).max(178),
  /** The offer that met it, with the lot where it has several. */
  metBy: z.string().optional(),
  lot: z.string().optional(),
  /** How else it ended, and after how many days. */
  outcome: z.enum(['met_elsewhere', 'no_longer_needed', 'expired']).optional(),
  afterDays: z.int().min(1).optional(),
})
export type Past = z.infer<typeof Past>

const Side = z.enum(['lender', 'borrower'])
/**
 * What two parties wrote to each other: messages.json. With a need, about its match with the offer (`booking`: about the
 * booking that met it), counted from the day it was posted; without, about the offer's latest booking of `daysAgo` days.
 */
export const Talk = z.object({
  offer: z.string(),
  need: z.string().optional(),
  booking: z.boolean().optional(),
  daysAgo: z.int().min(1).optional(),
  says: z.array(z.object({ from: Side, hours: z.number().min(0), body: z.string() })).min(1),
})
export type Talk = z.infer<typeof Talk>

const NewOrganisation = z.looseObject({ name: z.string() })
const NewPerson = z.object({ name: z.string(), email: z.email(), language: Language })
const hoursAgo = z.int().min(1)
const BrokenDown = { days: z.int().min(1), quantity: z.int().min(1).optional(), reason: z.string() }
const CameBack = { condition: z.enum(CONDITIONS).default('ok'), note: z.string().default('') }
/** What waits for the coordinator: waiting.json. */
export const Waiting = z.object({
  reports: z.array(
    z.object({
      hoursAgo,
      listing: z.string(),
      by: z.string(),
      reason: z.enum(REPORT_REASONS),
      note: z.string(),
    }),
  ),
  asks: z.array(z.object({ hoursAgo, organisation: NewOrganisation, person: NewPerson })),
  joins: z.array(z.object({ hoursAgo, organisation: z.string(), person: NewPerson })),
  /** Who waits for what another has booked, what is out of order, what was given and came back. */
  queues: z.array(z.object({ hoursAgo, offer: z.string(), by: z.string() })),
  outages: z.array(z.object({ hoursAgo, offer: z.string(), ...BrokenDown })),
  handOvers: z.array(z.object({ hoursAgo, offer: z.string(), ...CameBack })),
  /** What the demo people have ahead of them, whatever the draw: on the first day from then on that is open and free. */
  ahead: z.array(
    z.object({
      hoursAgo,
      ...{ offer: z.string(), by: z.string() },
      ...{ fromInDays: z.int().min(1), from: Time, to: Time },
    }),
  ),
})
export type Waiting = z.infer<typeof Waiting>

/** The cluster and the day for which its months are drawn. */
export interface Setting {
  slug: string
  timeZone: string
  organisations: readonly string[]
  now: Instant
  /** The local date, and the instant at which it began. */
  today: string
  midnight: Instant
}

const at = z.iso.datetime()
const incidents = [
  z.object({ do: z.literal('wait'), at, offer: z.string(), by: z.string() }),
  z.object({ do: z.literal('breakDown'), at, offer: z.string(), ...BrokenDown }),
  z.object({ do: z.literal('handOver'), at, offer: z.string(), ...CameBack }),
] as const
export type Incident = z.infer<(typeof incidents)[number]>
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
    /** Other times, where that one is taken. */
    otherwise: z.array(z.object({ startsAt: at, endsAt: at })).optional(),
    quantity: z.int(),
    lot: z.string().optional(),
    need: z.string().optional(),
  }),
  z.object({ do: z.literal('confirm'), at, n: z.int(), booking: z.string().optional() }),
  z.object({ do: z.literal('decline'), at, n: z.int(), booking: z.string().optional() }),
  z.object({ do: z.literal('cancel'), at, n: z.int(), booking: z.string().optional(), reason: z.string() }),
  z.object({ do: z.literal('noShow'), at, n: z.int(), booking: z.string().optional() }),
  z.object({ do: z.literal('pass'), at }),
  z.object({
    do: z.literal('accept'),
    at,
    need: z.string(),
    offer: z.string(),
    side: z.enum(['offer', 'need']),
  }),
  z.object({
    do: z.literal('close'),
    at,
    listing: z.string(),
    outcome: Outcome,
    /** Only once this booking was made. */
    n: z.int().optional(),
    booking: z.string().optional(),
  }),
  z.object({
    do: z.literal('say'),
    at,
    from: Side,
    body: z.string(),
    need: z.string().optional(),
    offer: z.string().optional(),
    n: z.int().optional(),
    booking: z.string().optional(),
  }),
  z.object({
    ...{ do: z.literal('report'), at, listing: z.string(), by: z.string() },
    ...{ reason: z.enum(REPORT_REASONS), note: z.string() },
  }),
  ...incidents,
  z.object({ do: z.literal('ask'), at, organisation: NewOrganisation, person: NewPerson }),
  z.object({ do: z.literal('join'), at, organisation: z.string(), person: NewPerson }),
])
export type Action = z.infer<typeof Action>
