import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { addFactor } from '../../worker/impact/commands/addFactor'
import { changeReport } from '../../worker/impact/commands/changeReport'
import { draftReport } from '../../worker/impact/commands/draftReport'
import { publishReport } from '../../worker/impact/commands/publishReport'
import { portrait } from '../../worker/impact/portrait'
import { visibleReport } from '../../worker/impact/reports'
import { DAY, later } from '../../worker/core/time'
import { signedIn, tokenOf } from '../dashboards/session'
import { ask } from '../support/ask'
import { as, db, eventsOf, givenOrganisation, NOW } from '../support/given'
import { givenBooking } from '../bookings/market'
import { chairs, choose, given, givenChairs, reckoned } from './market'
import { projectImpact } from '../../worker/impact/project'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

const summer = { title: 'L’été du pôle', fromMonth: '2026-07', toMonth: '2026-09' }
const inAugust = (day: number) => ({
  startsAt: `2026-08-${String(day).padStart(2, '0')}T08:00:00.000Z`,
  endsAt: `2026-08-${String(day).padStart(2, '0')}T09:00:00.000Z`,
})

/** Chairs given away in August, to one organisation or several. */
async function summerOfChairs(borrowers = 1) {
  const m = await givenChairs({ marketCents: 2000, marketUnit: 'piece', quantity: 400 })
  await choose(m, chairs)
  const ids: string[] = []
  for (let i = 0; i < borrowers; i++) {
    const borrower = i === 0 ? m.borrower : await givenOrganisation(m.cluster, { name: `Preneur ${i}` })
    const of = { ...m, borrower }
    ids.push(
      (await given(of, { ...inAugust(i + 1), quantity: 4, priceCents: 100, borrowerId: borrower.id })).id,
    )
  }
  await reckoned()
  await projectImpact(await as(null), ids)
  return m
}

describe('a report to funders', () => {
  test('is drafted, changed and published, and then frozen with its data', async () => {
    const m = await summerOfChairs()
    const ctx = async () => as(m.coordinator)
    const id = await draftReport(await ctx(), m.cluster.id, summer)
    await changeReport(await ctx(), id, {
      quotes: [{ text: 'On s’est assis dessus.', by: 'Une voisine', organisation: '', language: 'fr' }],
    })
    await expect(visibleReport(await as(m.answerer), id)).rejects.toThrow('not_found')
    await publishReport(await ctx(), id)
    const { report, data } = await visibleReport(await as(null), id)
    expect(report).toMatchObject({ status: 'published', title: 'L’été du pôle', asOf: data.figures.asOf })
    expect(data.figures.total).toMatchObject({
      ...{ exchanges: 1, marketCents: 8000, paidCents: 100 },
      co2: { low: 4 * 5589 - 1511 },
    })
    expect(data.factors.map((f) => f.id)).toEqual(['fct_car-2030_1', 'fct_ico2-chaiseenbois_1'])
    expect((await eventsOf(id)).map((e) => e.type)).toEqual([
      'funder_report.drafted',
      'funder_report.changed',
      'funder_report.published',
    ])

    // Another version, another choice and another exchange change nothing of it.
    const version = await addFactor(await ctx(), m.cluster, {
      ...{
        key: 'ico2-chaiseenbois',
        measure: 'new_thing',
        labelFr: 'Chaise',
        labelEn: 'Chair',
        unit: 'kgCO2e/item',
      },
      ...{ value: 99, basis: 'neuve', source: 'Une autre étude', sourceRef: 'page 3', licence: 'citation' },
      confidence: 'low',
    })
    await choose(m, { ...chairs, thingFactor: version, appliesFrom: '2026-08-01' })
    await given(m, { ...inAugust(20), quantity: 1 })
    await reckoned()
    expect((await visibleReport(await as(null), id)).data).toEqual(data)
    const now = await draftReport(await ctx(), m.cluster.id, summer)
    expect((await visibleReport(await ctx(), now)).data.figures.total.co2.low).not.toBe(
      data.figures.total.co2.low,
    )

    await expect(changeReport(await ctx(), id, { title: 'Autrement' })).rejects.toThrow('report_published')
    await expect(publishReport(await ctx(), id)).rejects.toThrow('report_published')
    await expect(
      db.updateTable('funderReports').set({ title: 'Autrement' }).where('id', '=', id).execute(),
    ).rejects.toThrow('report_published')
  })

  test('is refused before its months are over, with wrong months, and to those who do not coordinate', async () => {
    const m = await summerOfChairs()
    const ctx = await as(m.coordinator)
    const early = await draftReport(ctx, m.cluster.id, { ...summer, toMonth: '2026-11' })
    await expect(publishReport(ctx, early)).rejects.toThrow('period_not_over')
    const wrong = (more: object) => draftReport(ctx, m.cluster.id, { ...summer, ...more })
    for (const more of [
      { fromMonth: '2026-13' },
      { fromMonth: '2026-10' },
      { title: ' ' },
      { fromMonth: '2020-01' },
    ])
      await expect(wrong(more)).rejects.toThrow('invalid')
    await expect(draftReport(await as(m.answerer), m.cluster.id, summer)).rejects.toThrow('not_coordinator')
    await expect(publishReport(await as(m.answerer), early)).rejects.toThrow('not_found')
    expect((await eventsOf()).filter((e) => e.type.startsWith('funder_report')).length).toBe(1)
  })

  test('catches up with what its consumer has not seen yet', async () => {
    const m = await summerOfChairs()
    const ctx = await as(m.coordinator)
    const b = await given(m, { ...inAugust(9), quantity: 2 })
    const { noteHandover } = await import('../../worker/handovers/commands/noteHandover')
    await db
      .updateTable('bookings')
      .set({ endedAt: later(NOW, -DAY) })
      .where('id', '=', b.id)
      .execute()
    await noteHandover(ctx, b.id, { step: 'pick_up', quantity: 3 })
    const id = await draftReport(ctx, m.cluster.id, summer)
    await publishReport(ctx, id)
    expect((await visibleReport(ctx, id)).data.figures.total).toMatchObject({
      exchanges: 2,
      kg: { weighed: 13, declared: 17 },
    })
  })

  test('is a public page in French and English, with its figures as CSV', async () => {
    const m = await summerOfChairs()
    const id = await draftReport(await as(m.coordinator), m.cluster.id, summer)
    const at = (language: string, rest = '') => `/${language}/${m.cluster.slug}/impact/${id}${rest}`
    expect((await ask(at('fr'))).status).toBe(404)
    await publishReport(await as(m.coordinator), id)
    const [fr, en] = await Promise.all([ask(at('fr')), ask(at('en'))])
    expect([fr.status, en.status]).toEqual([200, 200])
    const text = await fr.text()
    for (const said of [
      'L’été du pôle',
      'Chaise En bois',
      '17 kg',
      'Comment ces chiffres sont comptés',
      'rapport',
    ])
      expect(text.replace(/[\u00a0\u202f]/g, ' ').toLowerCase()).toContain(said.toLowerCase())
    expect(await en.text()).toContain('wooden chair')
    const csv = await (await ask(at('fr', '/figures.csv'))).text()
    const [head = '', total = ''] = csv.replace('\ufeff', '').split('\r\n')
    const of = (name: string) => total.split(',')[head.split(',').indexOf(name)]
    expect([of('exchanges'), of('co2e_avoided_kg_low'), of('cash_saved')]).toEqual(['1', '20.845', '79'])
    expect(head).not.toMatch(/total_(cost|money)|sum/)
  })
})

test('every figure of the page opens a list that adds up to it', async () => {
  const m = await summerOfChairs(3)
  const browser = await signedIn(m.coordinator)
  const { text, status } = await browser.get(
    `/fr/${m.cluster.slug}/coordination/impact?from=2026-07&to=2026-09`,
  )
  expect(status).toBe(200)
  const links = [...text.matchAll(/<a [^>]*href="([^"]*impact\/counted[^"]*)"[^>]*>([\s\S]*?)<\/a>/g)]
  expect(links.length).toBeGreaterThan(15)
  const headers = await tokenOf(m.coordinator)
  for (const figure of ['exchanges', 'kg', 'co2', 'cash'] as const) {
    const query = `figure=${figure}&from=2026-07&to=2026-09`
    const answer = await ask(`/api/v1/clusters/${m.cluster.slug}/impact/counted?${query}`, { headers })
    const list = (await answer.json()) as { low: number; items: { low: number }[] }
    expect(list.items.reduce((n, one) => n + one.low, 0)).toBe(list.low)
    expect(list.low).toBe({ exchanges: 3, kg: 51, co2: 3 * (4 * 5589 - 1511), cash: 3 * 7900 }[figure])
  }
  const plain = (html: string) =>
    html
      .replace(/<[^>]+>/g, '')
      .replace(/\s/g, ' ')
      .trim()
  for (const [, href = '', shown = ''] of links.slice(0, 12)) {
    const list = await browser.get(href.replaceAll('&amp;', '&'))
    expect(list.status).toBe(200)
    const title = plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(list.text)?.[1] ?? '')
    const value = plain(/<b>([\s\S]*?)<\/b>/.exec(shown)?.[1] ?? shown)
    expect(title.startsWith(value) || href.includes('figure=needs'), `${href}: ${value} / ${title}`).toBe(
      true,
    )
  }
})

test('open data holds no line of fewer than five organisations, as CSV and GeoJSON under its licence', async () => {
  const few = await summerOfChairs(2)
  const get = async (slug: string, format: string) =>
    (await ask(`/api/v1/clusters/${slug}/open-data?format=${format}`)).text()
  expect(JSON.parse(await get(few.cluster.slug, 'json')).items).toEqual([])
  const many = await summerOfChairs(6)
  const { items, licence } = JSON.parse(await get(many.cluster.slug, 'json'))
  expect(licence.name).toContain('ODbL')
  expect(
    items.map((one: { by: string; key: string; organisations: number }) => [
      one.by,
      one.key,
      one.organisations,
    ]),
  ).toEqual([
    ['kind', 'waste', 7],
    ['commune', 'Rouen', 7],
  ])
  const csv = await get(many.cluster.slug, 'csv')
  expect(csv.split('\r\n')[1]).toMatch(/^2026-Q3,kind,waste,7,EUR,6,/)
  const geo = JSON.parse(await get(many.cluster.slug, 'geojson'))
  expect(geo.features).toMatchObject([
    {
      geometry: { type: 'Point', coordinates: [1.09, 49.44] },
      properties: { commune: 'Rouen', exchanges: 6 },
    },
  ])
  expect(csv + JSON.stringify(geo)).not.toContain(many.lender.name)
})

test('the portrait says who shares and with whom, by quarter', async () => {
  const m = await summerOfChairs(3)
  const again = await givenBooking(m, {
    status: 'completed',
    startsAt: later(NOW, -9 * DAY),
    endsAt: later(NOW, -8 * DAY),
  })
  await projectImpact(await as(null), [again.id])
  const quarters = await portrait(
    await as(m.coordinator),
    { ...m.cluster, timeZone: 'Europe/Paris' },
    '2026-Q4',
    2,
  )
  expect(quarters).toMatchObject([
    {
      ...{ quarter: '2026-Q3', exchanges: 3, ties: 3, newTies: 3 },
      actors: { association: 4 },
      dependence: { organisationId: m.lender.id, part: 1 },
      exchanged: { sorts: 1, shannon: 0, simpson: 0 },
    },
    { quarter: '2026-Q4', exchanges: 1, ties: 1, newTies: 0, members: 4, density: 1 / 6 },
  ])
})
