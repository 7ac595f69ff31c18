import { plainNumber } from '../core/numerals'
import * as z from 'zod'
import { SlipNumber } from '../bookings/input'
import { LocalDate } from '../listings/input'
import { Siret } from '../organisations/input'
import { type Column, isTreatmentCode, QUANTITY_UNITS, RANKS } from './rulesOfColumns'

// What a line of the register says, as the form and the API give it. An empty answer: not told (yet).

const text = (max: number) => z.string().trim().max(max)
const code = (name: string, fits: (value: string) => boolean) =>
  z
    .string()
    .transform((value) => value.replace(/[\s*]/g, '').toUpperCase())
    .refine(fits, { params: { code: name } })
/** `null`: not told (yet). */
const told = <S extends z.ZodType>(schema: S) => schema.nullable()

/** Tonnes or cubic metres, with a point or a comma: more than nothing, to the gram. */
const Quantity = z
  .string()
  .transform(plainNumber)
  .refine((value) => /^-?\d{1,9}(\.\d+)?$/.test(value), { params: { code: 'not_number' }, abort: true })
  .refine((value) => !/^-|^0*(\.0*)?$/.test(value), { params: { code: 'not_positive' }, abort: true })
  .refine((value) => Number(value) <= 100_000, { params: { code: 'too_big', max: 100_000 } })
  .transform((value) => String(Math.round(Number(value) * 1_000_000) / 1_000_000))

const Siren = code('not_siren', (value) => /^\d{9}$/.test(value))
const fields = {
  shippedOn: LocalDate.refine((date) => date >= '2000' && date < '2100', { params: { code: 'not_date' } }),
  wasteName: text(200).min(1),
  wasteCode: told(code('not_low_code', (value) => /^\d{6}$/.test(value))),
  pop: told(z.enum(['yes', 'no'])),
  /** Of annexes VIII (A…) and IX (B…) of the Basel Convention. */
  baselCode: told(code('not_basel_code', (value) => /^[AB]\d{4}$/.test(value))),
  slipNumber: told(SlipNumber),
  quantity: told(Quantity),
  quantityUnit: told(z.enum(QUANTITY_UNITS)),
  siteAddress: told(text(300)),
  pickUpAddress: told(text(300)),
  producerName: told(text(200)),
  producerSiret: told(Siret),
  producerAddress: told(text(300)),
  collectionCommunes: told(text(300)),
  ecoName: told(text(200)),
  ecoSiren: told(Siren),
  traderName: told(text(200)),
  traderSiret: told(Siret),
  traderReceipt: told(text(60)),
  brokerName: told(text(200)),
  brokerSiret: told(Siret),
  brokerReceipt: told(text(60)),
  carrierName: told(text(200)),
  carrierSiret: told(Siret),
  carrierReceipt: told(text(60)),
  carrierAddress: told(text(300)),
  transferNumber: told(text(60)),
  destinationName: told(text(200)),
  destinationSiret: told(Siret),
  destinationAddress: told(text(300)),
  treatmentCode: told(code('not_treatment_code', isTreatmentCode)),
  treatmentRank: told(z.enum(RANKS)),
} satisfies Record<Column, z.ZodType>

/** What a correcting line says otherwise than the line it takes the place of; what is left out stays as it is. */
export const LineCorrection = z
  .object(fields)
  .partial()
  .extend({
    reason: text(500).default(''),
    /** A quantity a hundred times more, or less, than what was handed over is asked again: `quantity_unusual`. */
    confirmQuantity: z.boolean().default(false),
  })
export type LineCorrection = z.input<typeof LineCorrection>

const Day = LocalDate.refine((date) => date >= '2000' && date < '2100', { params: { code: 'not_date' } })
/** Both days included; at most ten years. */
export const RegisterPeriod = z
  .object({ from: Day, to: Day })
  .refine((p) => p.from <= p.to, { path: ['to'], params: { code: 'end_before_start' } })
