import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pairsOf, type Told } from '../../scripts/recount/compare.ts'
import type { Factor } from '../../scripts/recount/arithmetic.ts'
import { type Fact, recount } from '../../scripts/recount/count.ts'
import { tokenOf } from '../dashboards/session'
import { ask } from '../support/ask'
import { reckoned } from './market'
import { halfAYear, WRITTEN, ZONE } from './halfAYear'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(WRITTEN) }))
afterEach(() => void vi.useRealTimers())

test('every figure of a published report is counted again from the feed and the factors, and equal', {
  timeout: 240_000,
}, async () => {
  const { cluster, coordinator, made } = await halfAYear()
  expect(made.length).toBeGreaterThan(60)
  await reckoned()
  const headers = await tokenOf(coordinator)
  const api = async <T>(path: string, init: RequestInit = {}) => {
    const answer = await ask(`/api/v1${path}`, { headers, ...init })
    expect(answer.status, `${path}: ${await answer.clone().text()}`).toBeLessThan(300)
    return (await answer.json()) as T
  }
  const post = (body: object) => ({ method: 'POST', body: JSON.stringify(body) })
  const draft = await api<{ id: string }>(
    `/clusters/${cluster.slug}/funder-reports`,
    post({ title: 'Ce que le partage a produit', fromMonth: '2026-02', toMonth: '2026-07' }),
  )
  await api(`/funder-reports/${draft.id}/publish`, post({}))
  const report = await api<{ figures: Told; asOf: number }>(`/funder-reports/${draft.id}`)
  const { items: factors } = await api<{ items: Factor[] }>(
    `/clusters/${cluster.slug}/impact/factors?versions=all`,
  )
  const feed: Fact[] = []
  for (let after = 0, more = true; more; ) {
    const page = await api<{ items: Fact[]; next: number; more: boolean }>(
      `/clusters/${cluster.slug}/events?after=${after}&limit=200`,
    )
    feed.push(...page.items)
    after = page.next
    more = page.more
  }
  const count = (facts: Fact[]) =>
    recount(facts, factors, ZONE, { from: '2026-02', to: '2026-07' }, report.asOf)
  const pairs = pairsOf(report.figures, count(feed))
  expect(pairs.filter((pair) => pair.told !== pair.counted)).toEqual([])
  expect(pairs.length).toBeGreaterThan(250)
  // Every measure has something to count, by every kind but one or two.
  const { total } = report.figures
  for (const [name, value] of Object.entries({
    ...{
      kg: total.kg.declared,
      weighed: total.kg.weighed,
      co2: total.co2Grams.low,
      vacancy: total.vacancyCents.low,
    },
    ...{ disposal: total.disposalCents.high, cash: total.cashSavedCents, paid: total.paidCents },
  }))
    expect(value, name).toBeGreaterThan(0)
  expect(report.figures.inclusion?.trainingMinutes).toBeGreaterThan(0)
  expect(report.figures.inclusion?.integrationMinutes).toBeGreaterThan(0)
  expect(total.vacancyCents.high).toBeGreaterThan(total.vacancyCents.low)
  expect(report.figures.needs.published).toBeGreaterThan(10)

  // The check can fail: one event fewer, and it does.
  const completed = feed.findLastIndex((fact) => fact.type === 'maillage.booking.completed')
  const without = pairsOf(
    report.figures,
    count(feed.filter((_, i) => i !== completed && feed[i]?.subject !== feed[completed]?.subject)),
  )
  expect(without.filter((pair) => pair.told !== pair.counted).length).toBeGreaterThan(0)
})
