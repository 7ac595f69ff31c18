import { describe, expect, test } from 'vitest'
import { requestBooking } from '../../worker/bookings/commands/requestBooking'
import { confirmBooking } from '../../worker/bookings/commands/confirmBooking'
import { declineBooking } from '../../worker/bookings/commands/declineBooking'
import { DAY, HOUR, later } from '../../worker/core/time'
import { projectBookings } from '../../worker/dashboards/projectBookings'
import { closeListing } from '../../worker/listings/commands/closeListing'
import { draftListing } from '../../worker/listings/commands/draftListing'
import { publishListing } from '../../worker/listings/commands/publishListing'
import { ask } from '../support/ask'
import { as, db, givenCluster, givenCoordinator, givenMember, givenOrganisation, NOW } from '../support/given'
import { DAYTIME, givenBooking, givenMarket, TUESDAY } from '../bookings/market'
import { signedIn, tokenOf } from './session'
import { delivered, projected, suggested } from './support'

const PERIOD = 'from=2026-11-16&to=2026-12-13'

/** Bookings in several states of two kinds, between three organisations, and needs that ended in different ways. */
async function busyMarket() {
  const m = await givenMarket()
  const third = await givenOrganisation(m.cluster, { name: '=SOMME(A1)' })
  const carrier = await givenMember(third, { role: 'manager' })
  const lend = async (input: object) => {
    const ctx = await as(carrier)
    const id = await draftListing(ctx, m.cluster.id, {
      direction: 'offer',
      organisationId: third.id,
      ...input,
    } as never)
    await publishListing(ctx, id)
    return id
  }
  const van = await lend({ kind: 'equipment', title: 'Fourgon', instantFor: 'everyone', quantity: 2 })
  const sawdust = await lend({
    ...{ kind: 'waste', title: 'Sciure', instantFor: 'everyone', grain: 'stock', quantity: 500 },
    details: { materialStatus: 'product_reuse' },
  })
  const room = await lend({ kind: 'space', title: 'Atelier', windows: DAYTIME })
  const ctx = await as(m.member)
  const book = (offer: string, input: object) =>
    requestBooking(ctx, offer, { organisationId: m.borrower.id, ...TUESDAY, ...input })
  const first = await book(m.offer.id, {})
  await confirmBooking(await as(m.answerer), first.id)
  const second = await book(room, {})
  await declineBooking(await as(carrier), second.id)
  await book(room, { startsAt: later(TUESDAY.startsAt, DAY), endsAt: later(TUESDAY.endsAt, DAY) })
  await book(van, { startsAt: '2026-12-04T23:00:00.000Z', endsAt: '2026-12-08T23:00:00.000Z', quantity: 2 })
  await book(sawdust, { startsAt: later(NOW, DAY), endsAt: later(NOW, DAY + HOUR), quantity: 120 })
  await book(sawdust, { startsAt: later(NOW, 8 * DAY), endsAt: later(NOW, 8 * DAY + HOUR), quantity: 30 })
  const ends = ['met_elsewhere', 'expired', 'no_longer_needed', null] as const
  for (const [i, outcome] of ends.entries()) {
    const need = await draftListing(ctx, m.cluster.id, {
      ...{
        direction: 'need',
        organisationId: m.borrower.id,
        kind: i % 2 ? 'waste' : 'space',
        title: `Besoin ${i}`,
      },
    })
    await publishListing(ctx, need)
    if (i > 0) await suggested(await as(m.member, { now: later(NOW, i * HOUR) }), m.cluster.id, room, need)
    if (outcome) await closeListing(ctx, need, outcome)
  }
  await delivered()
  return { ...m, third, carrier, van, room }
}

const path = (m: { cluster: { slug: string } }, rest: string) => `/fr/${m.cluster.slug}/coordination${rest}`
const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, '')
    .replace(/&amp;/g, '&')
    .trim()

describe('the dashboard', () => {
  test('has no number that does not open the list it was counted from', { timeout: 60_000 }, async () => {
    const m = await busyMarket()
    const browser = await signedIn(m.coordinator)
    const views = await Promise.all(
      ['', '&view=needs', '&view=sharing'].map((view) => browser.get(path(m, `/dashboard?${PERIOD}${view}`))),
    )
    expect(views.map((view) => view.status)).toEqual([200, 200, 200])
    const text = views.map((view) => view.text).join('')
    const tables = [...text.matchAll(/<table(?![^>]*heat)[\s\S]*?<\/table>/g)].map((t) => t[0])
    expect(tables).toHaveLength(7)
    const heat = [...text.matchAll(/<table class="heat[\s\S]*?<\/table>/g)].map((t) => t[0])
    const links = [...tables, ...heat].flatMap((table) => [
      ...table.matchAll(/<a [^>]*href="([^"]*counted[^"]*)"[^>]*>([\s\S]*?)<\/a>/g),
    ])
    expect(links.length).toBeGreaterThan(40)
    const seen = new Set<string>()
    for (const [, href = '', words = ''] of links) {
      const address = href.replaceAll('&amp;', '&')
      if (seen.has(`${address} ${words}`)) continue
      seen.add(`${address} ${words}`)
      const list = await browser.get(address)
      expect(list.status, address).toBe(200)
      const [, sum, count] =
        /<p class="cnt"><b>([\s\S]*?)<\/b>(?:<span class="q">([\s\S]*?)<\/span>)?/.exec(list.text) ?? []
      const numbers = [plain(sum ?? ''), plain(count ?? '').replace(' en tout', '')]
      expect(numbers, address).toContain(plain(words))
      const rows = (list.text.match(/<tr>/g)?.length ?? 1) - 1
      expect(rows, address).toBe(Number(plain(count ? count.replace(' en tout', '') : (sum ?? '0'))))
    }
    // Numbers in tables without a link are shares and gaps, which are worked out from the others.
    const unlinked = tables
      .flatMap((table) => [...table.matchAll(/<td class="n"><bdi>([^<]*)<\/bdi>/g)])
      .map((cell) => cell[1])
    expect(unlinked.filter((words) => !/%|^[+−]|^0$|^–$/.test(words ?? ''))).toEqual([])
  })

  test('says the finding in words, and every number of the four figures', async () => {
    const m = await busyMarket()
    const { text } = await (await signedIn(m.coordinator)).get(path(m, `/dashboard?${PERIOD}`))
    expect(text).toContain('structures actives sur 3')
    expect(plain(/<b>1 sur 3<\/b>[^<]*/.exec(text)?.[0] ?? '')).toContain('besoins satisfaits')
    expect(text).toContain('2\u00a0h') // the median of one, two and three hours
    const sharing = await (await signedIn(m.answerer)).get(path(m, `/dashboard?${PERIOD}&view=sharing`))
    expect(sharing.status).toBe(403)
    expect(text).not.toMatch(/\sstyle="/)
  })

  test('is for the coordinator of this cluster', async () => {
    const m = await busyMarket()
    const elsewhere = await givenCoordinator(await givenCluster())
    for (const person of [m.member, elsewhere]) {
      const browser = await signedIn(person)
      for (const page of ['', '/dashboard', '/counted?what=organisations', '/dashboard/use.csv'])
        expect((await browser.get(path(m, page))).status, page).toBe(403)
    }
    expect((await ask(path(m, '/dashboard'))).status).not.toBe(200)
  })

  test('refuses what cannot be, and takes dates in any order', async () => {
    const m = await busyMarket()
    const browser = await signedIn(m.coordinator)
    expect((await browser.get(path(m, '/dashboard?from=2026-02-31'))).status).toBe(422)
    expect((await browser.get(path(m, '/counted?what=nonsense'))).status).toBe(422)
    expect((await browser.get(path(m, '/dashboard/nothing.csv'))).status).toBe(404)
    const { status, text } = await browser.get(path(m, '/dashboard?to=2026-11-16&from=2026-12-13'))
    expect(status).toBe(200)
    expect(text).toContain('value="2026-11-16"')
    expect((await browser.get(path(m, '/dashboard?from=1900-01-01&to=2999-01-01'))).status).toBe(200)
  })

  test('gives each chart as a CSV in which no name is a formula', async () => {
    const m = await busyMarket()
    const browser = await signedIn(m.coordinator)
    for (const chart of ['use', 'supply', 'weeks', 'offers', 'ends', 'needs', 'quantities', 'pairs']) {
      const { status, headers, text } = await browser.get(path(m, `/dashboard/${chart}.csv?${PERIOD}`))
      expect(status, chart).toBe(200)
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(headers.get('content-disposition')).toContain(`${m.cluster.slug}-${chart}-2026-11-16.csv`)
      expect(text.split('\r\n').length, chart).toBeGreaterThan(2)
      expect(text).not.toMatch(/(^|,)"?[=@]/m)
    }
    const { text } = await browser.get(path(m, `/dashboard/pairs.csv?${PERIOD}`))
    expect(text).toContain("'=SOMME(A1)")
  })
})

describe('the list behind a number', () => {
  test('goes on page by page until the count is reached', async () => {
    const m = await givenMarket({ quantity: 80 })
    const made: string[] = []
    for (let i = 0; i < 71; i++) made.push((await givenBooking(m, { status: 'confirmed' })).id)
    await projectBookings(await as(null), made)
    const browser = await signedIn(m.coordinator)
    let address: string | undefined = path(m, `/counted?what=bookings&${PERIOD}`)
    const seen: string[] = []
    const sizes: number[] = []
    while (address) {
      const { text }: { text: string } = await browser.get(address)
      expect(text).toContain('<p class="cnt"><b>71</b>')
      const ids = [...text.matchAll(/\/bookings\/(bkg_\w+)/g)].map((link) => link[1] ?? '')
      seen.push(...ids)
      sizes.push(ids.length)
      const next = /href="(\?[^"]*after=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
      address = next && path(m, `/counted${next}`)
    }
    expect(sizes).toEqual([30, 30, 11])
    expect(new Set(seen).size).toBe(71)
  })
})

describe('the API', () => {
  test('gives members the sums, the coordinator all, strangers nothing', async () => {
    const m = await busyMarket()
    const address = `/api/v1/clusters/${m.cluster.slug}/usage?${PERIOD}`
    const get = async (person: { id: string }) => {
      const answer = await ask(address, { headers: await tokenOf(person) })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    }
    const member = await get(m.member)
    expect(member.status).toBe(200)
    expect(member.body).toMatchObject({
      ...{
        from: '2026-11-16',
        to: '2026-12-13',
        activeOrganisations: 3,
        organisations: 3,
        medianMinutesToFirstMatch: 120,
      },
      total: {
        bookings: { kept: 4, requested: 1, declined: 1 },
        needs: { published: 4, met: 1, open: 1, unmet: 1, withdrawn: 1 },
      },
      quantities: [{ unit: 'kg', quantity: 150, bookings: 2 }],
    })
    expect(member.body).not.toHaveProperty('pairs')
    const all = await get(m.coordinator)
    expect(all.body).toMatchObject({
      offers: [{ title: 'Fourgon', bookings: 1, minutesBooked: 4 * 1440 }, { minutesBooked: 120 }],
    })
    expect((all.body.pairs as unknown[]).length).toBe(2)
    expect((await get(await givenCoordinator(await givenCluster()))).status).toBe(403)
    expect((await ask(address)).status).toBe(401)
  })

  test('rebuilds for the operator, a few steps at a time', async () => {
    const m = await busyMarket()
    const before = await projected()
    await db.deleteFrom('bookingWeeks').execute()
    const post = async (person: { id: string }, body: object) =>
      ask('/api/v1/operator/rebuild', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: await tokenOf(person),
      })
    expect((await post(m.coordinator, {})).status).toBe(403)
    const operator = await givenMember(m.lender, {}, { isOperator: 1 })
    const headers = await tokenOf(operator)
    let cursor: string | null = null
    let requests = 0
    do {
      const answer = await ask('/api/v1/operator/rebuild', {
        method: 'POST',
        body: JSON.stringify({ cursor }),
        headers,
      })
      expect(answer.status).toBe(200)
      cursor = ((await answer.json()) as { next: string | null }).next
      requests++
    } while (cursor && requests < 20)
    expect(cursor).toBeNull()
    expect(requests).toBeGreaterThan(1)
    expect((await projected()).bookingWeeks).toEqual(before.bookingWeeks)
  })
})
