import * as z from 'zod'

const id = z.string().min(1).max(80)
const whole = z.int().min(0).max(1_000_000_000)
const Needs = z.object({
  surfaceMinM2: whole.optional(),
  floorLoadKgM2: whole.optional(),
  powerKva: whole.optional(),
  threePhase: z.boolean().optional(),
  water: z.boolean().optional(),
  stepFree: z.boolean().optional(),
  publicPeople: whole.optional(),
  use: z.string().max(40).optional(),
})
const Features = z.object({
  surfaceM2: whole,
  floorLoadKgM2: whole.nullable(),
  powerKva: whole.nullable(),
  power: z.enum(['none', 'single_phase', 'three_phase']).nullable(),
  water: z.enum(['none', 'cold', 'hot']).nullable(),
  stepFree: z.enum(['yes', 'partly', 'no']).nullable(),
  publicType: z.string().max(10).nullable(),
  publicCategory: z.int().min(1).max(5).nullable(),
  uses: z.array(z.string().max(40)).max(40),
  availableFrom: z.string().max(10).nullable(),
  availableUntil: z.string().max(10).nullable(),
})
const Quota = z.object({
  sector: z.string().max(40),
  unit: z.enum(['lots', 'percent']),
  min: whole.optional(),
  max: whole.optional(),
})
const Why = z.enum(['unfit', 'not_in_call', 'taken', 'sector_full', 'kept_for_sector'])
const Line = z.object({
  application: id,
  rank: z.int(),
  lot: id.nullable(),
  choice: z.int().nullable(),
  refused: z.array(z.object({ lot: id, why: Why, by: id.optional() })).max(10),
})

const Inputs = z.object({
  format: z.literal('maillage-call/1'),
  call: id,
  startsOn: z.string().max(10),
  endsOn: z.string().max(10),
  /** SHA-256 of the seed, published with the call, in hexadecimal. */
  seedHash: z.string().max(64),
  seed: z.string().min(1).max(200),
  criteria: z.array(z.object({ id, weight: whole })).max(20),
  quotas: z.array(Quota).max(40),
  lots: z.array(z.object({ id, name: z.string().max(80), features: Features })).max(500),
  applications: z
    .array(
      z.object({
        id,
        number: z.int(),
        sector: z.string().max(40),
        choices: z.array(id).max(3),
        needs: Needs,
        /** By juror, by number: the points of each criterion. */
        scores: z.array(z.object({ juror: z.string().max(20), points: z.record(id, z.int()) })).max(50),
      }),
    )
    .max(5000),
})
/** What is published of an allocation, as a file that came from anywhere is checked before it is done again. */
export const Export = Inputs.extend({
  result: z.object({
    lines: z.array(Line).max(5000),
    least: z.record(z.string().max(40), z.int()),
    scores: z.record(id, z.int()),
  }),
})
