import { expect, test } from 'vitest'
import { instantOf, wallOf } from '../../worker/core/time'
import { browsing } from '../bookings/browsing'
import { givenBooking, givenMarket, type Market } from '../bookings/market'
import { ALWAYS, soon } from '../bookings/pagesTime'
import { db, givenListing, givenMember, givenOrganisation } from '../support/given'

const minutes = (at: string) => Date.parse(at) / 60_000
const ticked = (from: string) => `${minutes(from)}-${minutes(from) + 60}`
const formAt = (m: Market) => `/fr/${m.cluster.slug}/offers/${m.offer.id}`
const weekly = (m: Market) => ({
  ...{ organisationId: m.borrower.id, h: [ticked(soon(3, 13)), ticked(soon(3, 14))], quantity: '1' },
  ...{ repeat: 'weekly', times: '4', note: 'Chorale', once: 'une-fois' },
})
/** What a form holds, as a browser would send it back. */
const fieldsOf = (text: string): Record<string, string> => ({
  ...Object.fromEntries(
    [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  ),
  ...Object.fromEntries(
    [...text.matchAll(/<select[^>]* name="(do\.[^"]+)"[\s\S]*?<option value="([^"]*)" selected/g)].map(
      ([, name, value]) => [name, value],
    ),
  ),
})

test('from the form of a booking to every date, and to the series, without a script', async () => {
  const m = await givenMarket({ ...ALWAYS })
  await givenListing(m.cluster, m.lender, { ...ALWAYS, title: 'Salle voisine' })
  // A week later in wall time, whatever the clocks do in between.
  const next = wallOf(soon(10, 13), 'Europe/Paris').date
  const hour = wallOf(soon(3, 13), 'Europe/Paris').time
  const taken = instantOf(next, hour, 'Europe/Paris')
  const rival = await givenBooking(m, {
    startsAt: taken,
    endsAt: new Date(Date.parse(taken) + 3_600_000).toISOString(),
  })
  const browser = await browsing(m.member)
  const onward = await browser.post(`${formAt(m)}/book`, weekly(m))
  expect([onward.status, onward.location]).toEqual([307, `${formAt(m)}/series/preview`])
  const preview = await browser.post(onward.location, weekly(m))
  expect(preview.status).toBe(200)
  expect(preview.text).toContain('3 dates sont possibles sur 4.')
  expect(preview.text.match(/<tr>/g)).toHaveLength(5)
  expect(preview.text).toContain('déjà prise')
  expect(preview.text).toContain('Salle voisine')
  expect((await db.selectFrom('series').selectAll().execute()).length).toBe(0)

  const fields = fieldsOf(preview.text)
  expect(fields[`do.${next}`]).toBe('skip')
  const sent = await browser.post(`${formAt(m)}/series`, fields)
  expect(sent.status).toBe(303)
  const again = await browser.post(`${formAt(m)}/series`, fields)
  expect(again.location).toBe(sent.location)
  const [series] = await db.selectFrom('series').selectAll().execute()
  expect(series).toMatchObject({ rrule: 'FREQ=WEEKLY;COUNT=4', startsTime: hour, note: 'Chorale' })
  const page = await browser.get(sent.location)
  expect([page.status, page.text.match(/<tr>/g)?.length]).toEqual([200, 5])
  expect(page.text).toContain('Votre demande est envoyée')
  expect(page.text).toContain('laissée de côté')

  // Its bookings and the agenda lead to it; what is answered together is listed once.
  const [booking] = await db.selectFrom('bookings').selectAll().where('seriesId', 'is not', null).execute()
  expect((await browser.get(`/fr/${m.cluster.slug}/bookings/${booking?.id}`)).text).toContain(
    `/series/${series?.id}`,
  )
  const agenda = (await browser.get(`/fr/${m.cluster.slug}/agenda`)).text
  expect(agenda.match(/class="rowlink"/g)).toHaveLength(2)
  expect(agenda).toContain(`/series/${series?.id}`)
  expect(
    (await db.selectFrom('bookings').selectAll().where('id', '=', rival.id).executeTakeFirstOrThrow())
      .version,
  ).toBe(1)
})

test('a date taken while one was choosing: nothing is booked, and the choices are there again', async () => {
  const m = await givenMarket({ ...ALWAYS })
  const browser = await browsing(m.member)
  const preview = await browser.post(`${formAt(m)}/series/preview`, weekly(m))
  const fields = fieldsOf(preview.text)
  const last =
    Object.keys(fields)
      .filter((name) => name.startsWith('do.'))
      .at(-1) ?? ''
  await givenBooking(m, { startsAt: soon(3, 13), endsAt: soon(3, 14) })
  const refused = await browser.post(`${formAt(m)}/series`, { ...fields, [last]: 'skip' })
  expect([refused.status, refused.text.includes('Rien n’est réservé')]).toEqual([409, true])
  expect(fieldsOf(refused.text)[last]).toBe('skip')
  expect((await db.selectFrom('bookings').selectAll().execute()).length).toBe(1)
  const elsewhere = /<option value="(\d+-\d+-1-cap_\w+-ofr_\w+)"/.exec(refused.text)?.[1] ?? ''
  const first = Object.keys(fields).find((name) => name.startsWith('do.')) ?? ''
  const sent = await browser.post(`${formAt(m)}/series`, { ...fieldsOf(refused.text), [first]: elsewhere })
  expect(sent.status).toBe(303)
})

test('what the form does not say is asked where it is missing', async () => {
  const m = await givenMarket({ ...ALWAYS })
  const browser = await browsing(m.member)
  for (const [wrong, words] of [
    [{ times: undefined }, 'Dites quand la série s’arrête'],
    [{ times: '500' }, '104 dates au plus'],
    [{ times: 'x' }, 'href="#f-times"'],
    [{ until: '2026-02-30', times: undefined }, 'href="#f-until"'],
    [{ h: [] }, 'href="#f-when"'],
    [{ repeat: 'sometimes' }, 'href="#f-repeat"'],
    [{ quantity: '-2' }, 'errors'],
  ] as const) {
    const answer = await browser.post(`${formAt(m)}/series/preview`, { ...weekly(m), ...(wrong as object) })
    expect([answer.status, answer.text.replaceAll('\u00a0', ' ').includes(words)]).toEqual([422, true])
    expect(answer.text).toContain('Chorale')
  }
  for (const path of ['series', 'series/preview'])
    expect((await browser.get(`${formAt(m)}/${path}`)).location).toBe(`${formAt(m)}/book`)
  expect((await (await browsing(null)).post(`${formAt(m)}/series`, {})).location).toContain('/sign-in')
})

async function asked() {
  const m = await givenMarket({ ...ALWAYS })
  const browser = await browsing(m.member)
  const preview = await browser.post(`${formAt(m)}/series/preview`, weekly(m))
  const { location } = await browser.post(`${formAt(m)}/series`, fieldsOf(preview.text))
  const dates = (await db.selectFrom('seriesDates').selectAll().orderBy('date').execute()).map(
    (row) => row.date,
  )
  return { m, browser, at: location.replace(/\?.*/, ''), dates }
}
const states = async () =>
  (await db.selectFrom('bookings').select(['status', 'startsAt']).orderBy('startsAt').execute()).map(
    (b) => b.status,
  )

test('the lender answers single dates and the rest; strangers and other lenders know of nothing', async () => {
  const { m, at, dates } = await asked()
  const lender = await browsing(m.answerer)
  const none = await lender.post(`${at}/confirm`, {})
  expect([none.status, none.text.includes('Cochez au moins une date.')]).toEqual([422, true])
  expect((await lender.post(`${at}/decline`, { dates: dates.slice(0, 2) })).location).toBe(
    `${at}?told=declined`,
  )
  expect((await lender.post(`${at}/confirm`, { all: '1' })).location).toBe(`${at}?told=confirmed`)
  expect(await states()).toEqual(['declined', 'declined', 'confirmed', 'confirmed'])
  expect((await lender.post(`${at}/confirm`, { all: '1' })).status).toBe(422)
  const stranger = await browsing(await givenMember(await givenOrganisation(m.cluster)))
  expect((await stranger.get(at)).status).toBe(404)
  expect((await stranger.post(`${at}/confirm`, { all: '1' })).status).toBe(404)
  for (const language of ['en', 'ar']) {
    const page = await lender.get(at.replace('/fr/', `/${language}/`))
    expect([page.status, page.text.includes('undefined')]).toEqual([200, false])
  }
})

test('the borrower changes, gives up and adds back', async () => {
  const { m, browser, at, dates } = await asked()
  const change = { scope: 'following', date: dates[2] ?? '', startsTime: '18:00', endsTime: '19:00' }
  expect((await browser.post(`${at}/change`, change)).location).toBe(`${at}?told=changed`)
  const cancelled = await browser.post(`${at}/cancel`, {
    scope: 'this',
    date: dates[0] ?? '',
    reason: 'Vacances',
  })
  expect(cancelled.location).toBe(`${at}?told=cancelled`)
  expect(await states()).toEqual(['cancelled', 'requested', 'requested', 'requested'])
  expect((await browser.get(at)).text).toContain(`value="${dates[0]}"`)
  expect((await browser.post(`${at}/dates`, { date: dates[0] ?? '' })).location).toBe(`${at}?told=added`)
  expect((await states()).length).toBe(5)

  await givenBooking(m, {
    ...{ startsAt: instantOf(dates[3] ?? '', '08:00', 'Europe/Paris') },
    endsAt: instantOf(dates[3] ?? '', '09:00', 'Europe/Paris'),
  })
  const all = { scope: 'all', date: dates[1] ?? '', startsTime: '08:00', endsTime: '10:00' }
  const refused = await browser.post(`${at}/change`, all)
  expect([
    refused.status,
    refused.text.includes('déjà prise'),
    refused.text.includes('value="08:00"'),
  ]).toEqual([...[422, true, true]])
  for (const wrong of [{ startsTime: '8h' }, { scope: 'this', date: '2026-01-01' }, { scope: 'x' }])
    expect((await browser.post(`${at}/change`, { ...all, ...wrong })).status).toBe(422)
})
