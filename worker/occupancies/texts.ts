import type { Ctx } from '../platform/context'
import { standardTexts } from '../text/fr/agreementTexts'
import { wordsOf } from '../text'
import { Format } from '../text/format'
import type { Occupancy } from './queries'
import type { Form } from './rulesOfForms'
import { type Blank, filledIn } from './rulesOfText'

export interface TextVersion {
  number: number
  body: string
  note: string
  createdAt: string | null
}

/** The text of a form that new agreements of a cluster are made with; number 0 is the standard one. */
export async function textInForce(ctx: Ctx, clusterId: string, form: Form): Promise<TextVersion> {
  const row = await ctx.db
    .selectFrom('agreementTexts')
    .select(['number', 'body', 'note', 'createdAt'])
    .where('clusterId', '=', clusterId)
    .where('form', '=', form)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? standardText(form)
}
export const standardText = (form: Form): TextVersion => ({
  ...{ number: 0, body: standardTexts[form], note: '', createdAt: null },
})

/** Every version of a form in a cluster, newest first; the standard text is the last. */
export async function versionsOf(ctx: Ctx, clusterId: string, form: Form): Promise<TextVersion[]> {
  const found = await ctx.db
    .selectFrom('agreementTexts')
    .select(['number', 'body', 'note', 'createdAt'])
    .where('clusterId', '=', clusterId)
    .where('form', '=', form)
    .orderBy('number', 'desc')
    .limit(50)
    .execute()
  return [...found, standardText(form)]
}

/** An agreement in words: the text with its blanks filled, in French, which is what is accepted. */
export async function textFor(
  ctx: Ctx,
  o: Occupancy,
  version: TextVersion,
  feeEstimate: number,
): Promise<string> {
  const parties = await ctx.db
    .selectFrom('organisations')
    .select(['id', 'name', 'siret', 'address', 'postcode', 'commune'])
    .where('id', 'in', [o.landlordId, o.occupantId])
    .execute()
  const party = (id: string) => {
    const found = parties.find((one) => one.id === id)
    const seat = [found?.address, [found?.postcode, found?.commune].filter(Boolean).join(' ')]
    return [found?.name, found?.siret && `SIRET ${found.siret}`, ...seat].filter(Boolean).join(', ')
  }
  return filledIn(version.body, blanksOf(o, party, feeEstimate))
}

function blanksOf(o: Occupancy, party: (id: string) => string, feeEstimate: number): Record<Blank, string> {
  const words = wordsOf('fr').occupancies.blanks
  const f = new Format('fr', o.timeZone, o.currency)
  const date = (day: string) => f.date(`${day}T12:00:00.000Z`)
  const { terms } = o
  return {
    propriétaire: party(o.landlordId),
    occupant: party(o.occupantId),
    lot: `${o.lotName} (${o.siteName})`,
    surface: f.quantity(o.surfaceM2, 'm2'),
    adresse: o.address || o.siteName,
    usage: terms.purpose || words.nothing,
    début: date(o.startsOn),
    fin: date(o.endsOn),
    durée: words.length(o.startsOn, o.endsOn),
    redevance:
      o.feeMode === 'free'
        ? words.free
        : o.feeMode === 'fixed'
          ? words.fixed(f.money(o.feeCents))
          : words.charges(f.money(feeEstimate)),
    motif: [words.reasons[o.reason], o.reasonWords].filter(Boolean).join(', à savoir : '),
    valeur:
      terms.declaredValueCents === null ? words.noValue : words.value(f.money(terms.declaredValueCents)),
    défauts: terms.knownFaults ? `${terms.knownFaults.replace(/[.\s]+$/, '')}.` : words.noFaults,
    titre: terms.title || words.nothing,
    base: terms.feeBasis,
    conditions: terms.conditions || words.nothing,
  }
}
