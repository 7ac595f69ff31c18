import type { PartTime } from '../../worker/jobs/rules'
import { halfDaysOf } from '../../worker/jobs/rulesOfWeek'
import { random } from '../support/random'

interface Given extends Partial<PartTime> {
  days: number[]
  from: string
  to: string
}

export const needOf = (id: string, { days, from, to, ...given }: Given): PartTime => ({
  ...{ id, organisationId: `org_${id}`, rome: 'M1203', minutes: 600, point: { lat: 49.44, lng: 1.09 } },
  ...{ startsOn: null, endsOn: null, halfDays: halfDaysOf([{ days, from, to }]) },
  ...given,
})

/** Part-time needs of one or two trades around one town, with half-days to choose from or just enough. */
export function drawnNeeds(seed: number, n: number): PartTime[] {
  const { next, whole, one } = random(seed)
  return Array.from({ length: n }, (_, i) => {
    const windows = Array.from({ length: whole(1, 3) }, () => {
      const [from, to] = one([
        ['08:00', '12:00'],
        ['09:00', '13:00'],
        ['14:00', '17:30'],
        ['09:00', '17:00'],
      ]) as [string, string]
      return { days: [whole(1, 5)], from, to }
    })
    return {
      ...{ id: `n${i}`, organisationId: next() < 0.15 ? 'org_same' : `org_${i}` },
      ...{ rome: one(['M1203', 'M1203', 'M1204', 'K2204']), minutes: whole(6, 16) * 60 },
      ...{ point: { lat: 49.3 + next() * 0.25, lng: 1.09 }, startsOn: null, endsOn: null },
      halfDays: halfDaysOf(windows),
    }
  })
}
