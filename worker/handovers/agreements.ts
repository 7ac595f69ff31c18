import { type Selectable, sql } from 'kysely'
import { type Booking, sidesOf } from '../bookings/queries'
import { type Status, statusAt } from '../bookings/rules'
import type { Ctx } from '../platform/context'
import type { Schema } from '../platform/schema'
import { fits, hashOf, type Terms, type Text, termsOf, textOf } from './terms'

export type AgreementRow = Selectable<Schema['agreements']>
export type AgreementSide = 'lender' | 'borrower'

export interface Acceptance {
  at: string
  /** Empty where that account is erased. */
  name: string
  /** The member for whom a coordinator accepted. */
  forName: string | null
}

/** The agreement of a booking as it stands. */
export interface Agreement {
  id: string | null
  /** `offered`: nobody has accepted; `open`: one side has. */
  status: 'offered' | 'open' | 'accepted'
  /** An earlier one lapsed, because the booking changed. */
  lapsed: boolean
  textVersion: string
  hash: string
  terms: Terms
  /** The French text: what is accepted. */
  text: Text
  acceptances: Record<AgreementSide, Acceptance | null>
  /** The sides for which the actor may accept now. */
  mayAccept: AgreementSide[]
  /** Whether it can be accepted by anybody in the present state. */
  isOpen: boolean
  /** How many were begun before, or the number of the one that stands. */
  number: number
  /** The row that stands, to be written on. */
  row: AgreementRow | null
}

const OPEN_IN: readonly Status[] = ['confirmed', 'in_use']
const SHOWN_IN: readonly Status[] = ['confirmed', 'in_use', 'completed', 'no_show']

/** The agreement of a booking the actor may see, or null where none is offered and none was made. */
export async function agreementOf(ctx: Ctx, b: Booking): Promise<Agreement | null> {
  const status = statusAt(b, ctx.now)
  const latest = await latestOf(ctx, b.id)
  if (!latest && !SHOWN_IN.includes(status)) return null
  const row =
    latest && latest.status !== 'lapsed' && fits(JSON.parse(latest.terms) as Terms, b) ? latest : null
  const terms = row ? (JSON.parse(row.terms) as Terms) : await termsOf(ctx, b)
  if (!terms) return null
  const isOpen = OPEN_IN.includes(status)
  const accepted = {
    lender: row?.lenderAcceptedAt
      ? acceptance(row.lenderAcceptedAt, row.lenderName, row.lenderForName)
      : null,
    borrower: row?.borrowerAcceptedAt
      ? acceptance(row.borrowerAcceptedAt, row.borrowerName, row.borrowerForName)
      : null,
  }
  const sides = sidesOf(ctx, b)
  return {
    ...{ id: row?.id ?? null, status: row ? (row.status as 'open' | 'accepted') : 'offered' },
    ...{
      lapsed: latest !== null && row === null,
      textVersion: terms.textVersion,
      terms,
      row,
      isOpen,
      number: latest?.number ?? 0,
    },
    hash: row?.hash ?? (await hashOf(terms)),
    text: row ? (JSON.parse(row.text) as Text) : textOf(terms, 'fr'),
    acceptances: accepted,
    mayAccept: (['lender', 'borrower'] as const).filter(
      (side) => isOpen && sides.includes(side) && accepted[side] === null,
    ),
  }
}

const acceptance = (at: string, name: string | null, forName: string | null): Acceptance => ({
  ...{ at, name: name ?? '', forName },
})

type Named = AgreementRow &
  Record<'lenderName' | 'lenderForName' | 'borrowerName' | 'borrowerForName', string | null>

/** The last agreement of a booking, with who accepted it. */
export async function latestOf(ctx: Ctx, bookingId: string): Promise<Named | null> {
  const nameOf = (column: string) =>
    sql<string | null>`(select name from people where id = ${sql.ref(column)})`
  const row = await ctx.db
    .selectFrom('agreements')
    .selectAll()
    .select([
      nameOf('agreements.lenderAcceptedBy').as('lenderName'),
      nameOf('agreements.lenderAcceptedFor').as('lenderForName'),
      nameOf('agreements.borrowerAcceptedBy').as('borrowerName'),
      nameOf('agreements.borrowerAcceptedFor').as('borrowerForName'),
    ])
    .where('bookingId', '=', bookingId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}
