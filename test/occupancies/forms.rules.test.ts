import { describe, expect, test } from 'vitest'
import {
  type AgreementFacts,
  ARTICLES,
  FORMS,
  type Form,
  findingsOf,
  formFor,
  type Lease,
  type Questions,
} from '../../worker/occupancies/rulesOfForms'

const asked: Questions = {
  ...{ owner: 'private', publicDomain: false, free: false, reason: 'none', activity: 'economic' },
  ...{ startsOn: '2027-02-01', endsOn: '2028-07-31' },
}
const facts = (form: Form, more: Partial<AgreementFacts> = {}): AgreementFacts => ({
  ...{ form, owner: 'private', publicDomain: false, reason: 'none', reasonWords: '', activity: 'economic' },
  ...{ startsOn: '2027-02-01', endsOn: '2028-07-31', feeMode: 'fixed', feeCents: 40_000 },
  ...{ rentalValueCents: 60_000, purpose: 'Un atelier', priorMonths: 0, declaredValueCents: null },
  ...{ knownFaults: '', noKnownFaults: false, title: '', feeBasis: '', fromCall: false, callException: '' },
  ...more,
})
const told = (a: AgreementFacts, earlier: Lease[] = []) =>
  findingsOf(a, earlier)
    .filter((f) => f.level !== 'note')
    .map((f) => `${f.level} ${f.code} (${f.article})`)

describe('a few questions choose the form', () => {
  test.each<[string, Partial<Questions>, Form | null]>([
    ['public domain, whatever else', { owner: 'public', publicDomain: true, free: true }, 'public_domain'],
    ['a public owner’s private domain is like any owner’s', { owner: 'public', free: true }, 'free_loan'],
    ['no price', { free: true }, 'free_loan'],
    ['a reason outside the parties’ will', { reason: 'demolition' }, 'precarious'],
    ['… also for long', { reason: 'sale', endsOn: '2035-01-31' }, 'precarious'],
    ['a fee, for less than three years', {}, 'short_lease'],
    ['three years to the day', { endsOn: '2030-01-31' }, 'short_lease'],
    ['a day more, and nothing obliges to it', { endsOn: '2030-02-01' }, null],
  ])('%s', (_, given, form) => {
    expect(formFor({ ...asked, ...given }).form).toBe(form)
  })
})

describe('precarious occupancy', () => {
  const precarious = (more: Partial<AgreementFacts> = {}) =>
    facts('precarious', { reason: 'works', reasonWords: 'Désamiantage en septembre 2028', ...more })

  test('with its reason passes', () => {
    expect(told(precarious())).toEqual([])
  })
  test('needs a reason outside the parties’ will, in words', () => {
    expect(told(precarious({ reason: 'none' }))).toEqual(['refusal reason_is_a_wish (C. com. L145-5-1)'])
    expect(told(precarious({ reasonWords: '  ' }))).toEqual(['refusal reason_in_words (C. com. L145-5-1)'])
  })
  test('warns where the fee reaches the rental value, or that is not known', () => {
    const warned = ['warning fee_reaches_rental_value (C. com. L145-5-1)']
    expect(told(precarious({ feeCents: 60_000 }))).toEqual(warned)
    expect(told(precarious({ feeCents: 59_999 }))).toEqual([])
    expect(told(precarious({ rentalValueCents: null }))).toEqual([
      'warning rental_value_unknown (C. com. L145-5-1)',
    ])
    expect(told(precarious({ feeMode: 'free', feeCents: 0, rentalValueCents: null }))).toEqual([])
  })
})

describe('a short commercial lease', () => {
  test('is three years at most, to the day', () => {
    expect(told(facts('short_lease', { endsOn: '2030-01-31' }))).toEqual([])
    expect(told(facts('short_lease', { endsOn: '2030-02-01' }))).toEqual([
      'refusal lease_too_long (C. com. L145-5)',
    ])
    // Across a 29 February too.
    expect(told(facts('short_lease', { startsOn: '2028-02-29', endsOn: '2031-02-27' }))).toEqual([])
    expect(told(facts('short_lease', { startsOn: '2028-02-29', endsOn: '2031-02-28' }))).toHaveLength(1)
  })
  test('counts earlier leases of the same occupant and lot, and what was before', () => {
    const earlier = [{ startsOn: '2025-02-01', endsOn: '2027-01-31' }]
    expect(told(facts('short_lease', { endsOn: '2028-01-31' }), earlier)).toEqual([
      'warning leases_add_up (C. com. L145-5)',
    ])
    expect(told(facts('short_lease', { endsOn: '2028-02-01' }), earlier)).toEqual([
      'refusal lease_too_long (C. com. L145-5)',
      'warning leases_add_up (C. com. L145-5)',
    ])
    expect(told(facts('short_lease', { priorMonths: 18 }))[0]).toBe('warning leases_add_up (C. com. L145-5)')
    expect(told(facts('short_lease', { priorMonths: 19 }))[0]).toBe('refusal lease_too_long (C. com. L145-5)')
  })
  test('has a price, and is no form for the public domain', () => {
    expect(told(facts('short_lease', { feeMode: 'free', feeCents: 0 }))).toEqual([
      'refusal lease_has_a_price (C. civ. 1709)',
    ])
    expect(told(facts('short_lease', { owner: 'public', publicDomain: true }))).toEqual([
      'refusal no_lease_on_domain (CG3P L2122-1)',
    ])
  })
  test('says what is due, and what it becomes', () => {
    const notes = findingsOf(facts('short_lease'), []).filter((f) => f.level === 'note')
    expect(notes.map((f) => [f.code, f.article])).toEqual([
      ['inventories_are_due', 'C. com. L145-40-1'],
      ['becomes_a_commercial_lease', 'C. com. L145-5'],
    ])
  })
})

describe('a free loan', () => {
  const loan = (more: Partial<AgreementFacts> = {}) =>
    facts('free_loan', { feeMode: 'free', feeCents: 0, noKnownFaults: true, ...more })

  test('has no price, not even a share of the charges', () => {
    expect(told(loan())).toEqual([])
    for (const feeMode of ['fixed', 'charges'] as const)
      expect(told(loan({ feeMode }))).toEqual(['refusal loan_is_free (C. civ. 1876)'])
  })
  test('says which faults are known, or that none is', () => {
    expect(told(loan({ noKnownFaults: false }))).toEqual(['refusal faults_not_said (C. civ. 1891)'])
    expect(told(loan({ noKnownFaults: false, knownFaults: 'Le toit fuit' }))).toEqual([])
  })
  test('with a declared value shifts the risk', () => {
    expect(told(loan({ declaredValueCents: 1 }))).toEqual(['warning value_shifts_risk (C. civ. 1883)'])
  })
})

describe('public domain', () => {
  const title = (more: Partial<AgreementFacts> = {}) =>
    facts('public_domain', {
      ...{ owner: 'public', publicDomain: true, activity: 'non_profit', title: 'Délibération 12-04' },
      ...{ feeBasis: 'Deux pour cent des recettes', ...more },
    })
  test('has a written title of a public owner', () => {
    expect(told(title())).toEqual([])
    expect(told(title({ title: '' }))).toEqual(['refusal title_missing (CG3P L2122-1)'])
    expect(told(title({ publicDomain: false }))).toEqual(['refusal not_public_domain (CG3P L2122-1)'])
    expect(told(title({ owner: 'private' }))).toEqual(['refusal not_public_domain (CG3P L2122-1)'])
  })
  test('has a fee that reflects the advantages, or is free for general interest without profit', () => {
    expect(told(title({ feeBasis: '' }))).toEqual(['refusal fee_reflects_advantages (CG3P L2125-3)'])
    expect(told(title({ feeMode: 'free', feeBasis: '' }))).toEqual([])
    expect(told(title({ feeMode: 'free', activity: 'economic', fromCall: true }))).toEqual([
      'refusal free_for_general_interest_only (CG3P L2125-1)',
    ])
  })
  test('for an economic use goes through a call, or says which exception', () => {
    expect(told(title({ activity: 'economic' }))).toEqual([
      'refusal economic_use_needs_a_call (CG3P L2122-1-1)',
    ])
    expect(told(title({ activity: 'economic', fromCall: true }))).toEqual([])
    expect(told(title({ activity: 'economic', callException: 'L2122-1-2, 4°' }))).toEqual([
      'warning exception_to_a_call (CG3P L2122-1-1)',
    ])
  })
})

test('every finding names an article', () => {
  const known = Object.values(ARTICLES) as string[]
  for (const form of FORMS)
    for (const owner of ['private', 'public'] as const)
      for (const feeMode of ['free', 'fixed', 'charges'] as const)
        for (const finding of findingsOf(facts(form, { owner, publicDomain: true, feeMode }), []))
          expect(known).toContain(finding.article)
})
