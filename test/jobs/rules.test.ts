import { describe, expect, test } from 'vitest'
import { distanceKm } from '../../worker/core/geo'
import { sharesOf } from '../../worker/core/shares'
import { type Job, jobsOf, keyOf, MOST_NEEDS } from '../../worker/jobs/rules'
import { greedy, pack, type Weighted } from '../../worker/jobs/rulesOfPacking'
import {
  carriersOf,
  hourCentsOf,
  isEmployersGroup,
  plan,
  sharesOfWeek,
  worthOf,
} from '../../worker/jobs/rulesOfSharing'
import { halfDaysOf, minutesOf, placeOf } from '../../worker/jobs/rulesOfWeek'
import { random } from '../support/random'
import { drawnNeeds, needOf } from './needs'

/** Written apart from the rules: every set of needs, every choice of half-days of each of its members. */
function everyJob(needs: ReturnType<typeof drawnNeeds>): string[] {
  const found: string[] = []
  const choices = needs.map((need) => {
    const all = need.halfDays
    const total = all.reduce((sum, h) => sum + minutesOf(h), 0)
    const sets = Array.from({ length: (1 << all.length) - 1 }, (_, i) =>
      all.filter((_, j) => (i + 1) & (1 << j)),
    )
    return total <= need.minutes
      ? [all]
      : sets.filter((set) => set.reduce((sum, h) => sum + minutesOf(h), 0) >= need.minutes)
  })
  const clashFree = (set: number[], at: number, taken: Set<number>): boolean => {
    const i = set[at]
    if (i === undefined) return true
    return (choices[i] ?? []).some((halfDays) => {
      const places = halfDays.map(placeOf)
      return !places.some((p) => taken.has(p)) && clashFree(set, at + 1, new Set([...taken, ...places]))
    })
  }
  for (let bits = 1; bits < 1 << needs.length; bits++) {
    const set = needs.flatMap((_, i) => (bits & (1 << i) ? [i] : []))
    const some = set.flatMap((i) => needs[i] ?? [])
    if (set.length < 2 || set.length > 4) continue
    if (new Set(some.map((n) => n.organisationId)).size < set.length) continue
    if (new Set(some.map((n) => n.rome.slice(0, 3))).size > 1) continue
    const minutes = some.reduce((sum, n) => sum + n.minutes, 0)
    if (minutes < 24 * 60 || minutes > 35 * 60) continue
    if (some.some((a) => some.some((b) => (distanceKm(a.point, b.point) / 40) * 60 > 45))) continue
    if (clashFree(set, 0, new Set()))
      found.push(
        some
          .map((n) => n.id)
          .sort()
          .join(' '),
      )
  }
  return found.sort()
}

/** Written apart from the rules: every choice of jobs without a common need. */
function bestPlan(jobs: Job[]): number {
  const look = (at: number, used: Set<string>): number => {
    const job = jobs[at]
    if (!job) return 0
    const without = look(at + 1, used)
    const ids = job.parts.map((p) => p.need.id)
    if (ids.some((id) => used.has(id))) return without
    return Math.max(without, worthOf(job) + look(at + 1, new Set([...used, ...ids])))
  }
  return look(0, new Set())
}

describe('shared jobs', () => {
  test('are all those that every set of needs would show, and no other', { timeout: 60_000 }, () => {
    let jobs = 0
    for (let seed = 1; seed <= 80; seed++) {
      const needs = drawnNeeds(seed, 4 + (seed % 4))
      const found = jobsOf(needs)
      expect(found.map(keyOf).sort(), `seed ${seed}`).toEqual(everyJob(needs))
      jobs += found.length
      for (const job of found) {
        const places = job.parts.flatMap((p) => p.halfDays.map(placeOf))
        expect(new Set(places).size).toBe(places.length)
        for (const part of job.parts) {
          const worked = part.halfDays.reduce((sum, h) => sum + minutesOf(h), 0)
          expect(worked).toBeLessThanOrEqual(part.need.minutes)
          const there = part.need.halfDays.reduce((sum, h) => sum + minutesOf(h), 0)
          expect(worked).toBe(Math.min(there, part.need.minutes))
        }
      }
      expect(found.map((j) => j.score)).toEqual(found.map((j) => j.score).sort((a, b) => b - a))
    }
    expect(jobs).toBeGreaterThan(100)
  })

  test('are planned together as no other choice of them could place more hours', () => {
    let planned = 0
    for (let seed = 1; seed <= 60; seed++) {
      const jobs = jobsOf(drawnNeeds(seed, 7)).slice(0, 18)
      const { jobs: chosen, exact } = plan(jobs)
      expect(exact).toBe(true)
      expect(
        chosen.reduce((sum, j) => sum + worthOf(j), 0),
        `seed ${seed}`,
      ).toBe(bestPlan(jobs))
      const ids = chosen.flatMap((j) => j.parts.map((p) => p.need.id))
      expect(new Set(ids).size).toBe(ids.length)
      planned += chosen.length
    }
    expect(planned).toBeGreaterThan(30)
  })

  test('keep the rules one by one: the half-days, the way, the hours, the trade, the employers, the time of year', () => {
    const base = () => [
      needOf('a', { minutes: 14 * 60, days: [1, 2], from: '08:00', to: '17:00' }),
      needOf('b', { minutes: 14 * 60, days: [3, 4], from: '08:00', to: '17:00' }),
    ]
    const [a, b] = base() as [ReturnType<typeof needOf>, ReturnType<typeof needOf>]
    expect(jobsOf([a, b])).toHaveLength(1)
    expect(jobsOf([a, needOf('b', { minutes: 18 * 60, days: [2, 3], from: '08:00', to: '17:00' })])).toEqual(
      [],
    )
    expect(jobsOf([a, { ...b, point: { lat: 49.44 + 29 / 111.195, lng: 1.09 } }])).toHaveLength(1)
    expect(jobsOf([a, { ...b, point: { lat: 49.44 + 31 / 111.195, lng: 1.09 } }])).toEqual([])
    expect(jobsOf([a, { ...b, minutes: 9 * 60 }])).toEqual([])
    expect(jobsOf([a, { ...b, minutes: 21 * 60 }])).toHaveLength(1)
    expect(jobsOf([a, { ...b, minutes: 22 * 60 }])).toEqual([])
    expect(jobsOf([a, { ...b, rome: 'M1204' }])).toHaveLength(1)
    expect(jobsOf([a, { ...b, rome: 'K2204' }])).toEqual([])
    expect(jobsOf([a, { ...b, organisationId: a.organisationId }])).toEqual([])
    expect(
      jobsOf([
        { ...a, endsOn: '2027-01-20' },
        { ...b, startsOn: '2027-01-10' },
      ]),
    ).toEqual([])
    expect(
      jobsOf([
        { ...a, endsOn: '2027-02-20' },
        { ...b, startsOn: '2027-01-10' },
      ]),
    ).toHaveLength(1)
  })

  test('of the same trade, nearer and nearer to a whole week come first', () => {
    const part = (id: string, hours: number, days: number[], more: object = {}) =>
      needOf(id, { minutes: hours * 60, days, from: '08:00', to: '18:00', ...more })
    const a = part('a', 17, [1, 2])
    const [same] = jobsOf([a, part('b', 17, [3, 4])])
    const [other] = jobsOf([a, { ...part('b', 17, [3, 4]), rome: 'M1204' }])
    const [less] = jobsOf([a, part('b', 8, [3, 4])])
    const [far] = jobsOf([a, { ...part('b', 17, [3, 4]), point: { lat: 49.6, lng: 1.09 } }])
    for (const worse of [other, less, far]) expect(same?.score).toBeGreaterThan(worse?.score ?? 1)
  })

  test('of forty needs are looked at in all sets', { timeout: 60_000 }, () => {
    const { whole } = random(3)
    const needs = Array.from({ length: MOST_NEEDS }, (_, i) =>
      needOf(`n${String(i).padStart(2, '0')}`, {
        ...{ minutes: 7 * 60, days: [1 + (i % 5)], from: '09:00', to: '17:00' },
        point: { lat: 49.4 + whole(0, 9) / 100, lng: 1.09 },
      }),
    )
    const jobs = jobsOf(needs)
    // Four of different days, of eight needs for each of five days.
    expect(jobs).toHaveLength(5 * 8 ** 4)
    const { jobs: chosen } = plan(jobs)
    expect(chosen.flatMap((j) => j.parts)).toHaveLength(MOST_NEEDS)
  })
})

describe('packing', () => {
  test('is never worse than taking the best first', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { whole } = random(seed)
      const sets: Weighted[] = Array.from({ length: 40 }, () => ({
        members: [...new Set(Array.from({ length: whole(2, 4) }, () => whole(0, 15)))],
        worth: whole(10, 90),
      }))
      const worth = greedy(sets).reduce((sum, i) => sum + (sets[i]?.worth ?? 0), 0)
      expect(pack(sets).worth).toBeGreaterThanOrEqual(worth)
      expect(pack(sets, 1).worth).toBeLessThanOrEqual(pack(sets).worth)
    }
  })
})

describe('half-days', () => {
  test('are cut at one o’clock; what only just reaches over belongs to its own half', () => {
    const of = (from: string, to: string) =>
      halfDaysOf([{ days: [2], from, to }]).map((h) => `${h.half} ${h.from}-${h.to}`)
    expect(of('09:00', '12:00')).toEqual(['am 09:00-12:00'])
    expect(of('09:00', '17:00')).toEqual(['am 09:00-13:00', 'pm 13:00-17:00'])
    expect(of('09:00', '13:30')).toEqual(['am 09:00-13:30'])
    expect(of('12:30', '17:00')).toEqual(['pm 12:30-17:00'])
    expect(of('18:00', '21:00')).toEqual(['pm 18:00-21:00'])
    expect(of('12:15', '13:45')).toEqual(['am 12:15-13:45'])
  })
})

describe('shares', () => {
  test('add up to the whole, each within one unit of its part', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { whole } = random(seed)
      const weights = Array.from({ length: whole(1, 6) }, () => whole(0, 999))
      const total = whole(0, 100_000)
      const shares = sharesOf(total, weights)
      const sum = weights.reduce((a, b) => a + b, 0)
      expect(shares.reduce((a, b) => a + b, 0)).toBe(total)
      if (sum > 0)
        shares.forEach((share, i) => {
          expect(Math.abs(share - (total * (weights[i] ?? 0)) / sum)).toBeLessThan(1)
        })
    }
    expect(sharesOf(100, [1, 1, 1])).toEqual([34, 33, 33])
  })

  test('of a week: hours, hundredths, cents; no cost is none', () => {
    const shares = sharesOfWeek([700, 840, 500], 2350)
    expect(shares.reduce((sum, s) => sum + (s.cents ?? 0), 0)).toBe(79_900)
    expect(shares.reduce((sum, s) => sum + s.percent, 0)).toBe(100)
    expect(sharesOfWeek([60], null)[0]?.cents).toBe(null)
    expect(
      hourCentsOf([
        { minutes: 60, cents: 2000 },
        { minutes: 180, cents: 2400 },
        { minutes: 600, cents: null },
      ]),
    ).toBe(2300)
    expect(hourCentsOf([{ minutes: 60, cents: null }])).toBe(null)
  })
})

describe('who could carry the contract', () => {
  const point = { lat: 49.44, lng: 1.09 }
  const employers = [
    { organisationId: 'org_b', name: 'B', minutes: 600, point },
    { organisationId: 'org_a', name: 'A', minutes: 900, point },
  ]
  const group = (id: string, name: string, km: number) => ({
    ...{ id, name, description: '', point: { lat: 49.44 + km / 111.195, lng: 1.09 } },
  })
  test('is an employers’ group within reach, the nearest first; else who employs the most', () => {
    const others = [
      ...[group('org_far', 'GEIQ des Falaises', 40), group('org_g2', 'Groupement d’employeurs du Val', 20)],
      ...[group('org_g1', "Groupement d'Employeurs des Quais", 5), group('org_x', 'Le Fournil', 1)],
    ]
    expect(carriersOf(employers, others).map((c) => [c.organisationId, c.why])).toEqual([
      ['org_g1', 'employers_group'],
      ['org_g2', 'employers_group'],
      ['org_a', 'largest_employer'],
    ])
    expect(carriersOf(employers, []).map((c) => c.organisationId)).toEqual(['org_a'])
  })

  test('is known by its name or how it begins', () => {
    const is = (name: string, description = '') => isEmployersGroup({ name, description })
    expect(is('Groupement d’Employeurs associatifs')).toBe(true)
    expect(is('GEIQ BTP')).toBe(true)
    expect(is('GE 76')).toBe(true)
    expect(is('Seine Emplois', 'Groupement d’employeurs de l’économie sociale, depuis 2011.')).toBe(true)
    expect(is('تجمع المشغلين')).toBe(true)
    expect(is('Le Fournil', 'Adhérent d’un groupement d’employeurs.')).toBe(false)
    expect(is('Géothermie Seine')).toBe(false)
  })
})
