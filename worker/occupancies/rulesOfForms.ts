import { addMonths, leaseDays } from './rulesOfTerms'

// Four forms of agreement, and what the law asks of each. French law as it stands; it is no legal advice, and every page that
// shows a finding says so. Each finding names its article. Pure.

export const FORMS = ['precarious', 'short_lease', 'free_loan', 'public_domain'] as const
export type Form = (typeof FORMS)[number]
export const OWNERS = ['private', 'public'] as const
/** Why an occupation can not last. 'none': nothing outside the parties' will obliges to it. */
export const REASONS = ['none', 'works', 'sale', 'demolition', 'project', 'other'] as const
/** Of who comes in: for the general interest and without profit, or to trade, make or sell. */
export const ACTIVITIES = ['non_profit', 'economic'] as const
/** A share of the real charges by the rule in force, an amount a month, or nothing. */
export const FEE_MODES = ['charges', 'fixed', 'free'] as const

/** Articles, as they are quoted in every language. */
export const ARTICLES = {
  precarious: 'C. com. L145-5-1',
  shortLease: 'C. com. L145-5',
  inventories: 'C. com. L145-40-1',
  price: 'C. civ. 1709',
  loan: 'C. civ. 1875',
  gratuitous: 'C. civ. 1876',
  valued: 'C. civ. 1883',
  takenBack: 'C. civ. 1889',
  faults: 'C. civ. 1891',
  title: 'CG3P L2122-1',
  selection: 'CG3P L2122-1-1',
  revocable: 'CG3P L2122-3',
  fee: 'CG3P L2125-1',
  advantages: 'CG3P L2125-3',
} as const

/** What is asked before a form is proposed. */
export interface Questions {
  owner: (typeof OWNERS)[number]
  /** Of a public owner: open to the public, or set aside for a public service. */
  publicDomain: boolean
  free: boolean
  reason: (typeof REASONS)[number]
  activity: (typeof ACTIVITIES)[number]
  startsOn: string
  /** The last day, local. */
  endsOn: string
}
export type Because = 'public_domain' | 'no_price' | 'reason' | 'short' | 'too_long'

/** The form that fits, and why; none where a fee is asked for more than three years and nothing outside obliges to it to end. */
export function formFor(q: Questions): { form: Form | null; because: Because } {
  if (q.owner === 'public' && q.publicDomain) return { form: 'public_domain', because: 'public_domain' }
  if (q.free) return { form: 'free_loan', because: 'no_price' }
  if (q.reason !== 'none') return { form: 'precarious', because: 'reason' }
  if (q.endsOn < addMonths(q.startsOn, MOST_MONTHS)) return { form: 'short_lease', because: 'short' }
  return { form: null, because: 'too_long' }
}

/** C. com. L145-5: the whole of one or of successive leases. */
export const MOST_MONTHS = 36

export interface Lease {
  startsOn: string
  endsOn: string
}
export interface AgreementFacts extends Omit<Questions, 'free'> {
  form: Form
  feeMode: (typeof FEE_MODES)[number]
  /** A month; of a share of the charges, what it comes to today. */
  feeCents: number
  /** What the place would be let for, a month; null: not said. */
  rentalValueCents: number | null
  reasonWords: string
  /** What it is occupied for. */
  purpose: string
  /** Months spent there under such leases before this market knew of it. */
  priorMonths: number
  declaredValueCents: number | null
  knownFaults: string
  noKnownFaults: boolean
  /** Who decided and when: the deliberation or decision that grants the title. */
  title: string
  /** How the fee reflects the advantages. */
  feeBasis: string
  fromCall: boolean
  /** Why no call was needed, with its article. */
  callException: string
}

export interface Finding {
  level: 'refusal' | 'warning' | 'note'
  code: string
  article: string
  /** The field to look at. */
  path: string
  params?: Record<string, number | string>
}

/**
 * What the law refuses of an agreement, what it warns about, and what one has to know. `earlier`: short leases of the same
 * occupant on the same lot. With a refusal it can not be proposed.
 */
export function findingsOf(a: AgreementFacts, earlier: readonly Lease[]): Finding[] {
  return CHECKS[a.form](a, earlier)
}
export const refusalsOf = (findings: readonly Finding[]) => findings.filter((f) => f.level === 'refusal')

type Params = Record<string, number | string>
const make =
  (level: Finding['level']) =>
  (code: string, article: keyof typeof ARTICLES, path: string, params?: Params): Finding => ({
    ...{ level, code, article: ARTICLES[article], path },
    ...(params && { params }),
  })
const refusal = make('refusal')
const warning = make('warning')
const note = make('note')

const CHECKS: Record<Form, (a: AgreementFacts, earlier: readonly Lease[]) => Finding[]> = {
  precarious: (a) => [
    // "Circonstances particulières indépendantes de la seule volonté des parties", whatever its length.
    ...(a.reason === 'none' ? [refusal('reason_is_a_wish', 'precarious', 'reason')] : []),
    ...(a.reason !== 'none' && a.reasonWords.trim() === ''
      ? [refusal('reason_in_words', 'precarious', 'reasonWords')]
      : []),
    ...(a.rentalValueCents === null && a.feeMode !== 'free'
      ? [warning('rental_value_unknown', 'precarious', 'rentalValueCents')]
      : []),
    ...(a.rentalValueCents !== null && a.feeMode !== 'free' && a.feeCents >= a.rentalValueCents
      ? [warning('fee_reaches_rental_value', 'precarious', 'feeCents')]
      : []),
    ...(a.owner === 'public' && a.publicDomain
      ? [warning('domain_needs_a_title', 'title', 'publicDomain')]
      : []),
    note('ends_with_its_reason', 'precarious', 'reasonWords'),
  ],

  short_lease: (a, earlier) => {
    const { used, left } = leaseDays(a, earlier, a.priorMonths, MOST_MONTHS)
    return [
      ...(used > left ? [refusal('lease_too_long', 'shortLease', 'endsOn', { days: used - left })] : []),
      ...(a.feeMode === 'free' ? [refusal('lease_has_a_price', 'price', 'feeMode')] : []),
      ...(a.owner === 'public' && a.publicDomain
        ? [refusal('no_lease_on_domain', 'title', 'publicDomain')]
        : []),
      ...(earlier.length > 0 || a.priorMonths > 0
        ? [warning('leases_add_up', 'shortLease', 'endsOn', { left: Math.max(0, left - used) })]
        : []),
      ...(a.activity === 'non_profit' ? [warning('not_a_trade', 'shortLease', 'activity')] : []),
      note('inventories_are_due', 'inventories', 'startsOn'),
      note('becomes_a_commercial_lease', 'shortLease', 'endsOn'),
    ]
  },

  free_loan: (a) => [
    ...(a.feeMode !== 'free' ? [refusal('loan_is_free', 'gratuitous', 'feeMode')] : []),
    ...(a.knownFaults.trim() === '' && !a.noKnownFaults
      ? [refusal('faults_not_said', 'faults', 'knownFaults')]
      : []),
    ...(a.declaredValueCents !== null ? [warning('value_shifts_risk', 'valued', 'declaredValueCents')] : []),
    ...(a.owner === 'public' && a.publicDomain
      ? [warning('domain_needs_a_title', 'title', 'publicDomain')]
      : []),
    note('lent_until_its_end', 'takenBack', 'endsOn'),
  ],

  public_domain: (a) => [
    ...(a.owner !== 'public' || !a.publicDomain ? [refusal('not_public_domain', 'title', 'owner')] : []),
    ...(a.title.trim() === '' ? [refusal('title_missing', 'title', 'title')] : []),
    ...(a.feeMode === 'free' && a.activity === 'economic'
      ? [refusal('free_for_general_interest_only', 'fee', 'feeMode')]
      : []),
    ...(a.feeMode !== 'free' && a.feeBasis.trim() === ''
      ? [refusal('fee_reflects_advantages', 'advantages', 'feeBasis')]
      : []),
    ...(a.activity === 'economic' && !a.fromCall && a.callException.trim() === ''
      ? [refusal('economic_use_needs_a_call', 'selection', 'callException')]
      : []),
    ...(a.activity === 'economic' && !a.fromCall && a.callException.trim() !== ''
      ? [warning('exception_to_a_call', 'selection', 'callException')]
      : []),
    ...(a.feeMode === 'free' && a.activity === 'non_profit'
      ? [note('free_for_non_profit', 'fee', 'feeMode')]
      : []),
    note('title_is_revocable', 'revocable', 'title'),
  ],
}
