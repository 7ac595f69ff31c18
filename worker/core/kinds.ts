import * as z from 'zod'

/** The five kinds of thing; one rule of capacity covers them all (see docs/decisions/0003). */
export const KINDS = ['space', 'equipment', 'staff', 'waste', 'premises'] as const
export type Kind = (typeof KINDS)[number]
export const Kind = z.enum(KINDS)

export const DIRECTIONS = ['offer', 'need'] as const
export type Direction = (typeof DIRECTIONS)[number]
export const Direction = z.enum(DIRECTIONS)

/** How a thing is booked: by the hour, day or month, by collection window, or once from a stock. */
export const GRAINS = ['hour', 'day', 'month', 'window', 'stock'] as const
export type Grain = (typeof GRAINS)[number]
export const Grain = z.enum(GRAINS)

/** Quantities are integers in the unit of the listing. */
export const UNITS = ['piece', 'seat', 'minute', 'kg', 'litre', 'm2', 'm3', 'pallet'] as const
export type Unit = (typeof UNITS)[number]
export const Unit = z.enum(UNITS)

export const LANGUAGES = ['fr', 'en', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]
export const Language = z.enum(LANGUAGES)
