import type { Dictionary } from '../fr'

type Party = { name: string; siret: string | null; seat: string }
const party = (p: Party): string => [p.name, p.siret && `SIRET ${p.siret}`, p.seat].filter(Boolean).join(', ')
const quoted = (text: string): string => `“${text}”`

export const agreements: Dictionary['agreements'] = {
  title: 'Loan agreement',
  back: 'Back to the booking',
  lead: 'A free loan between two organisations, in plain words. It is filled in from the booking; each side accepts it.',
  forReading: 'Only the French text is accepted.',
  original: 'The text in French',
  translation: 'Translation, for reading only',
  status: {
    offered: 'Nobody has accepted it yet',
    open: 'One side has accepted it',
    accepted: 'Accepted by both sides',
  },
  lapsed: 'The booking has changed: the earlier agreement no longer holds. Both sides accept again.',
  closed: 'The booking is no longer running: the agreement can no longer be accepted.',
  acceptedBy: 'Acceptances',
  side: { lender: 'For the lender', borrower: 'For the borrower' },
  waiting: 'awaited',
  said: (name, when) => `${name}, ${when}`,
  saidFor: (name, member, when) => `${name}, for ${member}, ${when}`,
  gone: 'someone whose account is erased',
  act: { lender: 'I accept for the lender', borrower: 'I accept for the borrower' },
  onBehalf: 'Accept for a member',
  onBehalfHint: 'The journal will say that you did it for this person.',
  actOnBehalf: 'Accept for this member',
  recorded: 'The time, the person and the fingerprint of the text are recorded.',
  done: 'Accepted.',
  version: (version, hash) => `Text ${version}, fingerprint ${hash}`,
  print: 'To print, use the “Print” command of your browser.',
  conditions: { new: 'new', good: 'good condition', worn: 'worn' },
  texts: {
    '2026-11': (a) => ({
      title: 'Loan for use (prêt à usage)',
      lead: 'Articles 1875 to 1891 of the French Civil Code',
      parts: [
        ['The parties', `The lender: ${party(a.lender)}. The borrower: ${party(a.borrower)}.`],
        [
          a.isSpace ? 'The place lent' : 'The thing lent',
          [
            `The lender lends the borrower ${quoted([a.thing, a.lot].filter(Boolean).join(', '))}${a.quantity && `, ${a.quantity}`}.`,
            a.condition && `Condition stated by the lender: ${a.condition}.`,
            a.place && (a.isSpace ? `Address: ${a.place}.` : `Pick-up and return: ${a.place}.`),
            'The loan transfers no right of property (art. 1877).',
          ]
            .filter(Boolean)
            .join(' '),
        ],
        [
          'The period',
          `The loan is for this period: ${a.period} (time zone ${a.timeZone}). The borrower then gives back what is lent. Before that, the lender cannot take it back (art. 1888), except for a pressing and unforeseen need, of which a court judges (art. 1889).`,
        ],
        ['Free of charge', 'The loan is free (art. 1876). Nothing is owed for the use.'],
        [
          'Use and care',
          'The borrower takes reasonable care of what is lent. They use it only as its nature or this agreement says (art. 1880). They neither lend it nor hire it out to others. If they use it otherwise, or longer than agreed, they answer for its loss, even by accident (art. 1881).',
        ],
        [
          'Pick-up and return',
          'The parties note the pick-up and the return in Maillage, with the condition they find. What one of them notes there is seen by the other and is part of what passes between them.',
        ],
        [
          'Wear, damage, defects',
          'The borrower does not answer for wear that comes from the agreed use alone, without fault of theirs (art. 1884). They answer for damage they cause, and for a loss by accident that they could have averted by using their own thing (art. 1882). The lender warns the borrower of known defects that may do harm, and answers for them if they did not (art. 1891).',
        ],
        [
          'Expenses',
          'What is spent in order to use the thing is borne by the borrower (art. 1886). An extraordinary expense, necessary and so urgent that the lender could not be told, is paid back to them (art. 1890).',
        ],
        [
          'Deposit',
          a.deposit
            ? `What the lender says of it: ${quoted(a.deposit)}. What is deposited is given back on a return in order.`
            : 'This agreement asks for no deposit.',
        ],
        [
          'Insurance',
          [
            'Each party insures what is theirs. The borrower states that they have liability insurance that covers the agreed use, and shows its certificate if the lender asks.',
            a.vehicle &&
              'A motor vehicle is handed over only where an insurance contract covers its being driven by the borrower (art. L. 211-1 of the French Insurance Code); the parties make sure of it beforehand.',
          ]
            .filter(Boolean)
            .join(' '),
        ],
        ...(a.special ? ([['The lender’s conditions', quoted(a.special)]] as [string, string][]) : []),
        [
          'In case of disagreement',
          'The parties first seek an agreement between them, with the help of the coordinator if need be. French law applies.',
        ],
      ],
    }),
  },
}
