import { DAY, type Instant, instantOf, later, addDays } from '../../core/time'
import { seeded, workingHour } from './draw'
import { bookingsOf, PAST_DAYS } from './market'
import type { Action, DemoListing, Past, Setting, Talk, Waiting } from './shape'
import { shifted, storyOf } from './stories'
import { talkAbout } from './talk'
import { waitingActions } from './waiting'

/** What the files of a cluster say, beside its organisations and people. */
export interface Given {
  listings: readonly DemoListing[]
  history: readonly Past[]
  talks: readonly Talk[]
  waiting: Waiting
}

/**
 * Everything that happened and what is asked for the days to come, in the order of time. The same day gives the same
 * months: nothing but the clock's last look happens after its midnight.
 */
export function plan(setting: Setting, given: Given): Action[] {
  const actions: Action[] = []
  const past = new Map(given.history.map((one) => [one.listing, one]))
  const listings = new Map(given.listings.map((one) => [one.key, one]))
  let n = 0
  for (const listing of given.listings) {
    const story = past.get(listing.key)
    const published = publishedAt(listing, story, setting)
    actions.push({ do: 'list', at: published, listing: story ? shifted(listing, story) : listing })
    if (story) {
      const offer = story.metBy === undefined ? undefined : listings.get(story.metBy)
      const offered = offer && publishedAt(offer, past.get(offer.key), setting)
      const both = offered && offered > published ? offered : published
      actions.push(...storyOf(listing, offer, story, both, setting, () => ++n))
    }
    if (listing.direction === 'offer' && listing.demand > 0)
      actions.push(...bookingsOf(listing, published, setting, () => ++n))
  }
  actions.push(...waitingActions(given.waiting, setting, listings, () => ++n))
  actions.push(...talkAbout(given.talks, actions, setting))
  actions.push(...passing(setting))
  return actions.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** Within working hours; offers in demand long enough ago to have a history. */
function publishedAt(
  l: DemoListing,
  past: Past | undefined,
  { slug, today, midnight, timeZone }: Setting,
): Instant {
  const draw = seeded(`${slug} ${today} ${l.key}`)
  const drawn =
    l.direction === 'need' ? draw.whole(1, 20) : l.demand > 0 ? draw.whole(96, 168) : draw.whole(4, 120)
  return workingHour(later(midnight, -(past?.postedDaysAgo ?? drawn) * DAY), timeZone, draw)
}

/** The clock, three times a day, and once at the end. */
function passing({ now, today, timeZone }: Setting): Action[] {
  const actions: Action[] = []
  for (let day = -PAST_DAYS - 8; day <= 0; day++) {
    const date = addDays(today, day)
    for (const time of ['00:01', '12:31', '18:01']) {
      const at = instantOf(date, time, timeZone)
      if (at < now) actions.push({ do: 'pass', at })
    }
  }
  actions.push({ do: 'pass', at: now })
  return actions
}
