import { describe, expect, test } from 'vitest'
import {
  type Compared,
  type Dislike,
  feedbackBetween,
  feedbackOn,
} from '../../worker/matching/rulesOfFeedback'

const van: Compared = {
  ...{
    id: 'ofr_van',
    kind: 'equipment',
    title: ['camion', 'hayon'],
    tariffMode: 'price',
    referenceCents: 4000,
  },
  ...{ priceUnit: 'day', windows: [{ days: [1, 2] }] },
}
const disliked = (more: Partial<Dislike>): Dislike => ({
  ...{
    reason: 'other',
    kind: 'equipment',
    ...{ listingId: 'ofr_before', content: 1, ownId: 'ned_before' },
    km: 10,
    title: ['camion', 'benn'],
    concepts: [],
  },
  ...{ cents: 3000, priceUnit: 'day', days: [1, 2, 3] },
  ...more,
})
const share = (dislike: Dislike, km = 1, other = van) => feedbackOn(other, km, [dislike]).share

describe('what was not for me', () => {
  test('too far: what is as far counts for nothing, what is much nearer is not held against it', () => {
    const far = disliked({ reason: 'too_far' })
    expect([share(far, 10), share(far, 12), share(far, 7), share(far, 2)]).toEqual([0, 0, 1, 1])
    expect(share(far, 8.5)).toBeCloseTo(0.5, 5)
    expect(share(far, 12, { ...van, kind: 'waste' })).toBe(1)
    expect(share(disliked({ reason: 'too_far', km: null }), 12)).toBe(1)
  })

  test('wrong thing: what shares its words, or what it is about, weighs less', () => {
    const wrong = disliked({ reason: 'wrong_thing' })
    expect(share(wrong)).toBe(0.5)
    expect(share(wrong, 1, { ...van, title: ['chais'] })).toBe(1)
    expect(
      share(disliked({ reason: 'wrong_thing', concepts: ['van'] }), 1, {
        ...van,
        title: [],
        concepts: ['van'],
      }),
    ).toBe(0)
    expect(share(disliked({ reason: 'wrong_thing', listingId: 'ofr_van', title: [] }))).toBe(0)
  })

  test('price: what is as dear, in the same unit', () => {
    const dear = disliked({ reason: 'price' })
    expect(share(dear)).toBe(0.1)
    expect(share(dear, 1, { ...van, referenceCents: 2999 })).toBe(1)
    expect(share(dear, 1, { ...van, priceUnit: 'hour' })).toBe(1)
    expect(share(dear, 1, { ...van, tariffMode: 'free', referenceCents: null })).toBe(1)
  })

  test('wrong dates: what is open on no other day', () => {
    const dates = disliked({ reason: 'wrong_dates' })
    expect(share(dates)).toBe(0.3)
    expect(share(dates, 1, { ...van, windows: [{ days: [2, 6] }] })).toBe(1)
    expect(share(dates, 1, { ...van, windows: [] })).toBe(1)
  })

  test('the worst of what either side said weighs; where nothing was said, nothing does', () => {
    const offer = { ...van, organisationId: 'org_lender' }
    const need = { ...van, id: 'ned_1', organisationId: 'org_borrower' }
    const said = new Map([
      ['org_borrower', [disliked({ reason: 'price' }), disliked({ reason: 'wrong_dates' })]],
    ])
    expect(feedbackBetween(offer, need, 1, said)).toEqual({ share: 0.1, because: 'price', weight: 0.45 })
    expect(feedbackBetween(offer, need, 1, new Map())).toEqual({ share: 1, because: null, weight: 0 })
    expect(feedbackBetween(offer, need, 1, undefined).weight).toBe(0)
  })
})
