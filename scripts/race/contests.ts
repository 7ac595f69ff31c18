import { type Answer, api } from './client.ts'

export interface Racer {
  organisationId: string
  token: string
}
export interface Course {
  clusterId: string
  lender: Racer
  borrowers: Racer[]
  offers: Record<
    'room' | 'chairs' | 'projector' | 'caretaker' | 'series' | 'quota' | 'competing' | 'asked' | 'moved',
    string
  > & { lowered: string[] }
}

/** One try at something that others try at the same moment. */
export interface Attempt {
  answer: Answer
  /** Bookings that were there after it and not before, if it won. */
  made: number
}
/** One round of a contest: all that is tried at once over one slot, which no other round touches. */
export type Contest = (course: Course, url: string, round: number) => Promise<Attempt[]>

/** Two hours in the middle of a day of the next two years: eight slots a day would touch, so one a day is taken. */
const slot = (round: number, hour = 10, hours = 2) => {
  const day = new Date(
    Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth(), new Date().getUTCDate() + 3 + round),
  )
  const at = (h: number) => new Date(day.getTime() + h * 3_600_000).toISOString()
  return { startsAt: at(hour), endsAt: at(hour + hours) }
}
/** Weeks, for what takes several days. */
const FURTHEST = 690
const day = (round: number) => round % FURTHEST
const hourOf = (round: number) => 8 + 3 * (Math.floor(round / FURTHEST) % 3)

const post = (url: string, who: Racer, path: string, body: unknown) => api(url, who.token, 'POST', path, body)
const book = (url: string, who: Racer, offer: string, more: object) =>
  post(url, who, `/offers/${offer}/bookings`, { organisationId: who.organisationId, ...more })
const one = (answer: Answer): Attempt => ({ answer, made: answer.status === 201 ? 1 : 0 })
const changed = (answer: Answer): Attempt => ({ answer, made: 0 })

/** Date and time of the clocks in Paris, where the course is. */
function wallInParis(at: string): [string, string] {
  const text = new Date(at).toLocaleString('sv-SE', { timeZone: 'Europe/Paris' })
  return [text.slice(0, 10), text.slice(11, 16)]
}

/** The same clock time some days later, whatever the clocks did in between. */
function at(date: string, days: number, from: string, to: string) {
  const day = new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
  const instant = (time: string) => {
    const guess = Date.parse(`${day}T${time}:00Z`)
    const [, shown] = wallInParis(new Date(guess).toISOString())
    const ahead = (Number(shown.slice(0, 2)) - Number(time.slice(0, 2)) + 24) % 24
    return new Date(guess - ahead * 3_600_000).toISOString()
  }
  return { startsAt: instant(from), endsAt: instant(to) }
}

/** How many dates of a series were booked. */
const datesOf = ({ body }: Answer): number =>
  Array.isArray(body.dates)
    ? (body.dates as { booking: unknown }[]).filter((d) => d.booking !== null).length
    : 1

export const CONTESTS: Record<string, Contest> = {
  'a single thing': async ({ borrowers, offers }, url, round) => {
    const when = slot(day(round), hourOf(round))
    return (await Promise.all(borrowers.map((who) => book(url, who, offers.room, when)))).map(one)
  },

  'a capacity of five, two at a time': async ({ borrowers, offers }, url, round) => {
    const when = slot(day(round), hourOf(round))
    return (
      await Promise.all(borrowers.map((who) => book(url, who, offers.chairs, { ...when, quantity: 2 })))
    ).map(one)
  },

  'bundles in opposite orders': async ({ borrowers, offers }, url, round) => {
    const when = slot(day(round), hourOf(round))
    const items = [offers.projector, offers.caretaker].map((offerId) => ({ offerId, ...when }))
    const answers = await Promise.all(
      borrowers.map((who, i) =>
        post(url, who, '/baskets', {
          organisationId: who.organisationId,
          items: i % 2 ? items : [...items].reverse(),
        }),
      ),
    )
    return answers.map((answer) => ({ answer, made: answer.status === 201 ? 2 : 0 }))
  },

  'quotas from two windows': async ({ borrowers, offers }, url, round) => {
    // Three a week each; two organisations try four times each, at times that all have room.
    const week = (8 - new Date().getUTCDay()) % 7
    const first = week + 7 * (round % 90)
    const pair = borrowers.slice(2 * (Math.floor(round / 90) % 4), 2 * (Math.floor(round / 90) % 4) + 2)
    const tries = pair.flatMap((who) => [0, 1, 2, 3].map((n) => ({ who, when: slot(first + n, 9 + n, 1) })))
    return (await Promise.all(tries.map(({ who, when }) => book(url, who, offers.quota, when)))).map(one)
  },

  'series, with and without their busy dates': async ({ borrowers, offers }, url, round) => {
    // Four Tuesdays or so; half the racers want single ones of them.
    const first = 28 * (round % 20)
    const hour = 6 + 2 * (Math.floor(round / 20) % 8)
    const { startsAt } = slot(first, hour)
    const [startsOn, time] = wallInParis(startsAt)
    const [, endsTime] = wallInParis(slot(first, hour + 1).startsAt)
    const answers = await Promise.all(
      borrowers.map((who, i) =>
        i % 2
          ? book(url, who, offers.series, at(startsOn, 7 * (i >> 1), time, endsTime))
          : post(url, who, `/offers/${offers.series}/series`, {
              ...{ organisationId: who.organisationId, rrule: 'FREQ=WEEKLY;COUNT=4', startsOn },
              ...{ startsTime: time, endsTime, skipBusy: i > 3 },
            }),
      ),
    )
    return answers.map((answer) => ({ answer, made: answer.status === 201 ? datesOf(answer) : 0 }))
  },

  'two confirmations at once': async ({ borrowers, lender, offers }, url, round) => {
    // Requests that hold nothing compete for two things; and one request is confirmed twice.
    const when = slot(day(round), hourOf(round))
    const asked = await Promise.all(
      borrowers.slice(0, 6).map((who) => book(url, who, offers.competing, when)),
    )
    const single = await book(url, borrowers[7] as Racer, offers.asked, when)
    const twice = [single, single].map((a) => a.body.id)
    const ids = [...asked.map((a) => a.body.id), ...twice]
    const answers = await Promise.all(
      ids.map((id) => post(url, lender, `/bookings/${String(id)}/confirm`, {})),
    )
    return [...[...asked, single].map(one), ...answers.map(changed)]
  },

  'change against create': async ({ borrowers, offers }, url, round) => {
    const from = slot(day(round), 6)
    const to = slot(day(round), 12)
    const [mover, ...others] = borrowers as [Racer, ...Racer[]]
    const mine = await book(url, mover, offers.moved, from)
    const [move, ...rest] = await Promise.all([
      api(url, mover.token, 'PATCH', `/bookings/${String(mine.body.id)}`, to),
      ...others.map((who, i) => book(url, who, offers.moved, i % 3 === 0 ? from : to)),
    ])
    return [one(mine), changed(move as Answer), ...rest.map(one)]
  },

  'a lowered capacity': async ({ borrowers, lender, offers }, url, round) => {
    const offer = offers.lowered[round % offers.lowered.length] as string
    const when = slot(day(round), 9)
    const tries = borrowers.slice(0, 7).map((who) => () => book(url, who, offer, when))
    const lower = () =>
      api(url, lender.token, 'PATCH', `/offers/${offer}`, { quantity: 2 }, { 'if-match': '"1"' })
    const at = round % 8
    const all = [...tries.slice(0, at), lower, ...tries.slice(at)]
    const answers = await Promise.all(all.map((act) => act()))
    return answers.map((answer, i) => (i === at ? changed(answer) : one(answer)))
  },
}

/** An attempt that was refused as it should be; anything else is a defect, or a limit that spoils the race. */
export const isRefusal = ({ status }: Answer) => status === 409 || status === 412
