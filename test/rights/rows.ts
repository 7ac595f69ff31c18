import type { Insertable } from 'kysely'
import type { Schema } from '../../worker/platform/schema'

export type Side = 'a' | 'b'
export type Row = { [T in keyof Schema]: { table: T; row: Partial<Insertable<Schema[T]>> } }[keyof Schema]
export const row = <T extends keyof Schema>(table: T, values: Partial<Insertable<Schema[T]>>) =>
  ({ table, row: values }) as unknown as Row
export const made = { lastEventId: 'evt_world' }

/** What those of A may not all read. Of B it is plain: no answer about A can hold it by mistake. */
export const secret = (side: Side, what: string, plain: string) => (side === 'a' ? `ZEBRE-${what}` : plain)
