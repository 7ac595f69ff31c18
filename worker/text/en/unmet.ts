import type { Dictionary } from '../fr'

export const unmet: Dictionary['unmet'] = {
  title: 'Unmet needs',
  finding: (n: number, shown: string) =>
    n === 0 ? 'No unmet need' : n > 1 ? `${shown} needs that nothing meets` : '1 need that nothing meets',
  lead: 'What organisations look for and neither an accepted match nor a booking covers. Under each, what almost fits, and the one thing that is missing.',
  empty: 'Nothing here. Every need online is met, or none is published.',
  by: { kind: 'By kind', commune: 'By commune', concept: 'By thing' },
  everything: 'Everything',
  csv: 'Download (CSV)',
  more: 'See more',
  since: (when: string) => `published ${when}`,
  almost: 'Almost fits',
  nothing: 'Nothing comes near in the cluster.',
  later: 'Not looked at yet: it will be within the hour.',
  ask: 'Ask organisations',
  asked: (n: number) => (n > 1 ? `${n} organisations already asked` : '1 organisation already asked'),
  obstacle: {
    distance: (have: string, want: string) => `${have} instead of ${want}`,
    quantity: (have: string, want: string) => `${have} instead of ${want}`,
    price: (have: string, want: string) => `${have} instead of ${want}`,
    days: (have: string, want: string) => `${have} instead of ${want}`,
    everyDay: 'every day',
    hours: 'the same days, at other hours',
    period: (have: string, want: string) => `${have}; wanted ${want}`,
    from: (day: string) => `from ${day}`,
    until: (day: string) => `until ${day}`,
    between: (from: string, to: string) => `from ${from} to ${to}`,
    always: 'at any time',
    taken: 'taken at the dates wanted',
    access: 'no wheelchair access',
  },
  what: {
    recipe: 'Recipe',
    ...{ distance: 'Distance', dates: 'Dates', quantity: 'Quantity', price: 'Price', taken: 'Taken' },
    access: 'Access',
  },
  need: {
    back: 'Unmet needs',
    seek: 'looks for',
    see: 'See the need',
    likely: 'Who might have it?',
    likelyLead:
      'Organisations that offer, or have offered, something like it. Each is asked only once about a need.',
    has: 'offers',
    had: 'has offered',
    askedOn: (day: string) => `already asked on ${day}`,
    nobody: 'No organisation has ever offered anything like it.',
    act: 'Ask them',
    done: (n: number) =>
      n === 0
        ? 'They had been asked before.'
        : n > 1
          ? `${n} organisations are told.`
          : '1 organisation is told.',
    choose: 'Choose at least one organisation.',
  },
  answer: {
    title: 'Would you have it?',
    lead: (organisation: string) => `The cluster asks you on behalf of ${organisation}.`,
    offer: 'Yes: publish an offer',
    talk: 'See the whole need',
    no: 'If not, there is nothing to do.',
  },
  reasons: {
    title: 'What is dismissed, and why',
    lead: 'Over ninety days, the reasons given with “Not for us”.',
    none: 'Nothing was dismissed.',
    names: {
      ...{ too_far: 'too far', wrong_dates: 'wrong dates', wrong_thing: 'another thing', price: 'price' },
      other: 'another reason',
    },
  },
}
