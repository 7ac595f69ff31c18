import type { Kind } from '../core/kinds'

// Pure: what an organisation said was not for it, and what that says of what it has not seen yet.

/** One thing that was dismissed: why, and what it was. */
export interface Dislike {
  reason: 'too_far' | 'wrong_dates' | 'wrong_thing' | 'price' | 'other'
  kind: Kind
  listingId: string
  /** The version it had then, and the listing of one's own that it was dismissed for. */
  content: number
  ownId: string
  km: number | null
  /** Stems of its title. */
  title: readonly string[]
  /** What it was about, in terms of the lexicon. */
  concepts: readonly string[]
  cents: number | null
  priceUnit: string | null
  /** Weekdays it was open; none: any. */
  days: readonly number[]
}

/** What is read of a listing to compare it. */
export interface Compared {
  id: string
  kind: Kind
  title: readonly string[]
  concepts?: readonly string[] | undefined
  tariffMode: 'free' | 'exchange' | 'price'
  referenceCents: number | null
  priceUnit: string | null
  windows: readonly { days: number[] }[]
}

export interface Feedback {
  /** 1: nothing said against it; towards 0: like what was dismissed. */
  share: number
  because: Dislike['reason'] | null
}

/** Distances under this part of the one that was too far are not held against it. */
const NEARER = 0.7
/** Two titles with less in common than this are of other things. */
const ALIKE = 0.34

/** Whether it was said of this very pair that it is the wrong thing, and the dismissed listing has not changed since. */
export const isDismissed = (
  own: { id: string },
  other: { id: string; contentVersion: number },
  dislikes: readonly Dislike[] = [],
): boolean =>
  dislikes.some(
    ({ reason, listingId, ownId, content }) =>
      (reason === 'wrong_thing' || reason === 'other') &&
      listingId === other.id &&
      ownId === own.id &&
      content === other.contentVersion,
  )

/** How far a listing, `km` away, is like what was dismissed: the worst of all that was said counts. */
export function feedbackOn(other: Compared, km: number | null, dislikes: readonly Dislike[] = []): Feedback {
  let worst: Feedback = { share: 1, because: null }
  for (const one of dislikes) {
    const share = against(one, other, km)
    if (share < worst.share) worst = { share: Math.round(share * 1000) / 1000, because: one.reason }
  }
  return worst
}

function against(one: Dislike, other: Compared, km: number | null): number {
  // Here again because one of the two was edited: it counts by what it is now, as any other would; a thing stays what it is.
  if (one.listingId === other.id && (one.reason === 'wrong_thing' || one.reason === 'other')) return 0
  if (one.kind !== other.kind) return 1
  switch (one.reason) {
    case 'too_far': {
      if (km === null || one.km === null || one.km === 0) return 1
      const part = km / one.km
      return part >= 1 ? 0 : part <= NEARER ? 1 : (1 - part) / (1 - NEARER)
    }
    case 'wrong_thing': {
      const alike = Math.max(shared(one.title, other.title), shared(one.concepts, other.concepts ?? []))
      return alike < ALIKE ? 1 : 1 - alike
    }
    case 'price':
      return other.tariffMode === 'price' &&
        other.referenceCents !== null &&
        one.cents !== null &&
        one.priceUnit === other.priceUnit &&
        other.referenceCents >= one.cents
        ? 0.1
        : 1
    case 'wrong_dates': {
      const open = new Set(other.windows.flatMap((w) => w.days))
      return open.size > 0 && one.days.length > 0 && [...open].every((day) => one.days.includes(day))
        ? 0.3
        : 1
    }
    case 'other':
      return 1
  }
}

/** The share of the shorter of two lists that the other has too. */
function shared(a: readonly string[], b: readonly string[]): number {
  const [few, many] = a.length <= b.length ? [new Set(a), new Set(b)] : [new Set(b), new Set(a)]
  return few.size === 0 ? 0 : [...few].filter((one) => many.has(one)).length / few.size
}

/** What it weighs against the rest where something was said: as much as the text; nothing where nothing was. */
const WEIGHT = 0.45

type Owned = Compared & { organisationId: string }

/** What either side dismissed counts for what it is shown: the worse of the two. */
export function feedbackBetween(
  offer: Owned,
  need: Owned,
  km: number | null,
  dislikes: ReadonlyMap<string, Dislike[]> | undefined,
): Feedback & { weight: number } {
  const ofNeed = feedbackOn(offer, km, dislikes?.get(need.organisationId))
  const ofOffer = feedbackOn(need, km, dislikes?.get(offer.organisationId))
  const worse = ofNeed.share <= ofOffer.share ? ofNeed : ofOffer
  return { ...worse, weight: worse.because === null ? 0 : WEIGHT }
}
