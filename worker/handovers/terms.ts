import type { Booking } from '../bookings/queries'
import type { Language } from '../core/kinds'
import type { Ctx } from '../platform/context'
import { sha256 } from '../platform/crypto'
import { together } from '../platform/db'
import { wordsOf } from '../text'
import { Format } from '../text/format'

/** The text that new agreements are made with. An older one is kept in the dictionaries for what was accepted with it. */
export const TEXT_VERSION = '2026-11'

interface PartyOf {
  name: string
  siret: string | null
  seat: string
}

/** What an agreement is filled in with: raw facts, which read the same whatever words dates into a language later. */
export interface Terms {
  textVersion: string
  kind: 'space' | 'equipment'
  lender: PartyOf
  borrower: PartyOf
  thing: string
  lot: string
  capacityId: string
  quantity: number
  unit: Booking['unit']
  startsAt: string
  endsAt: string
  timeZone: string
  currency: string
  place: string
  condition: 'new' | 'good' | 'worn' | null
  vehicle: boolean
  deposit: string
  special: string
}

/** Heading and body of each article. */
export interface Text {
  title: string
  lead: string
  parts: [heading: string, body: string][]
}

/**
 * What a booking's agreement says today, or null where none is offered: only what is lent free of charge, a space or
 * equipment, by a French organisation (the text is that of the French Civil Code, articles 1875 to 1891).
 */
export async function termsOf(ctx: Ctx, b: Booking): Promise<Terms | null> {
  if (b.kind !== 'space' && b.kind !== 'equipment') return null
  const party = (id: string) =>
    ctx.db
      .selectFrom('organisations')
      .select(['name', 'siret', 'address', 'postcode', 'commune', 'country'])
      .where('id', '=', id)
  const [[lender], [borrower], [listing], [cluster]] = await together(
    ctx.env.DB,
    party(b.lenderId),
    party(b.borrowerId),
    ctx.db
      .selectFrom('listings')
      .select(['title', 'address', 'postcode', 'commune', 'tariffMode', 'terms', 'details'])
      .where('id', '=', b.listingId),
    ctx.db.selectFrom('clusters').select(['timeZone', 'currency']).where('id', '=', b.clusterId),
  )
  if (!lender || !borrower || !listing || !cluster) return null
  if (listing.tariffMode !== 'free' || b.priceCents !== 0 || lender.country !== 'FR') return null
  const details = JSON.parse(listing.details) as {
    condition?: Terms['condition']
    category?: string
    deposit?: string
  }
  return {
    ...{ textVersion: TEXT_VERSION, kind: b.kind },
    ...{ lender: asParty(lender), borrower: asParty(borrower) },
    ...{ thing: listing.title, lot: b.capacityLabel, capacityId: b.capacityId },
    ...{ quantity: b.quantity, unit: b.unit, startsAt: b.startsAt, endsAt: b.endsAt },
    ...{ timeZone: cluster.timeZone, currency: cluster.currency, place: placeOf(listing) },
    ...{ condition: details.condition ?? null, vehicle: details.category === 'vehicle' },
    ...{ deposit: details.deposit ?? '', special: listing.terms },
  }
}

interface Place {
  address: string
  postcode: string
  commune: string
}
const placeOf = ({ address, postcode, commune }: Place): string =>
  [address, [postcode, commune].filter(Boolean).join(' ')].filter(Boolean).join(', ')
const asParty = (o: Place & { name: string; siret: string | null }): PartyOf => ({
  ...{ name: o.name, siret: o.siret, seat: placeOf(o) },
})

/** Whether terms are still those of the booking: whatever else changes, what was accepted stays accepted. */
export const fits = (
  terms: Terms,
  b: Pick<Booking, 'startsAt' | 'endsAt' | 'quantity' | 'capacityId'>,
): boolean =>
  terms.startsAt === b.startsAt &&
  terms.endsAt === b.endsAt &&
  terms.quantity === b.quantity &&
  terms.capacityId === b.capacityId

export const hashOf = (terms: Terms): Promise<string> => sha256(JSON.stringify(terms))

/** The agreement in words. French is what is accepted; the others are there to be read. */
export function textOf(terms: Terms, language: Language): Text {
  const words = wordsOf(language).agreements
  const version = words.texts[terms.textVersion as typeof TEXT_VERSION] ?? words.texts[TEXT_VERSION]
  const f = new Format(language, terms.timeZone, terms.currency)
  return version({
    ...{ lender: terms.lender, borrower: terms.borrower, thing: terms.thing, lot: terms.lot },
    quantity: terms.quantity > 1 ? f.quantity(terms.quantity, terms.unit) : '',
    // No year is this year's on paper: it is always written.
    period: f.span(terms.startsAt, terms.endsAt, '1970-01-01T00:00:00.000Z'),
    ...{ timeZone: terms.timeZone, place: terms.place, isSpace: terms.kind === 'space' },
    condition: terms.condition ? words.conditions[terms.condition] : '',
    ...{ vehicle: terms.vehicle, deposit: terms.deposit, special: terms.special },
  })
}
