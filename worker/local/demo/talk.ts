import { DAY, HOUR, type Instant, later, MINUTE, wallOf } from '../../core/time'
import type { Action, Setting, Talk } from './shape'

type Book = Extract<Action, { do: 'book' }>

/** What the parties wrote to one another: about a match, or about a booking that was confirmed. */
export function talkAbout(
  talks: readonly Talk[],
  planned: readonly Action[],
  { midnight, timeZone }: Setting,
): Action[] {
  const taken = new Set<number>()
  return talks.flatMap((talk): Action[] => {
    const about = subjectOf(talk)
    if (!about) return []
    let at = about.at
    const said = talk.says.map(({ from, hours, body }): Action => {
      at = awake(later(at, hours * HOUR), timeZone)
      return about.n === undefined
        ? { do: 'say', at, from, body, need: talk.need, offer: talk.offer }
        : { do: 'say', at, from, body, n: about.n }
    })
    return said.filter((one) => one.at < midnight)
  })

  function subjectOf(talk: Talk): { at: Instant; n?: number } | undefined {
    if (talk.need && !talk.booking) {
      const posted = planned.find((one) => one.do === 'list' && one.listing.key === talk.need)
      return posted && { at: posted.at }
    }
    const latest = later(midnight, -(talk.daysAgo ?? 3) * DAY)
    const book = planned
      .filter((one): one is Book => one.do === 'book' && one.offer === talk.offer && one.need === talk.need)
      .filter((one) => !taken.has(one.n) && (talk.need !== undefined || (one.at < latest && wasKept(one.n))))
      .sort((a, b) => (a.at < b.at ? 1 : -1))[0]
    if (book) taken.add(book.n)
    return book && { at: book.at, n: book.n }
  }
  function wasKept(n: number): boolean {
    return !planned.some((one) => (one.do === 'decline' || one.do === 'cancel') && one.n === n)
  }
}

const [UP, ABED] = [7 * 60 + 30, 22 * 60]

/** Nobody writes at night: in the morning, instead. */
function awake(at: Instant, zone: string): Instant {
  const { minute } = wallOf(at, zone)
  if (minute >= UP && minute < ABED) return at
  const wait = (UP - minute + 1440) % 1440
  return later(at, (wait + (minute % 60)) * MINUTE)
}
