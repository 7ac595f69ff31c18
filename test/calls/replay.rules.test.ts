import { describe, expect, test } from 'vitest'
import { Export } from '../../worker/calls/published'
import {
  digest,
  type Export as Published,
  type Inputs,
  replayed,
  resultOf,
  tieOf,
} from '../../worker/calls/rulesOfReplay'
import { seeded } from './seeded'

const features = {
  ...{ surfaceM2: 40, floorLoadKgM2: 250, powerKva: null, power: null, water: null, stepFree: null },
  ...{ publicType: null, publicCategory: null, uses: [], availableFrom: null, availableUntil: null },
}

async function drawn(seed: number, applications = 12, lots = 5, jurors = 3): Promise<Inputs> {
  const { below, shuffled } = seeded(seed)
  const names = Array.from({ length: lots }, (_, i) => `lot_${i}`)
  return {
    ...{ format: 'maillage-call/1', call: 'cll_1', startsOn: '2027-02-01', endsOn: '2028-07-31' },
    ...{ seed: `seed-${seed}`, seedHash: await digest(`seed-${seed}`) },
    criteria: [
      { id: 'a', weight: 70 },
      { id: 'b', weight: 30 },
    ],
    quotas: [{ sector: 'food', unit: 'lots', min: 1, max: 2 }],
    lots: names.map((id) => ({ id, name: id, features })),
    applications: Array.from({ length: applications }, (_, i) => ({
      ...{ id: `apl_${i}`, number: i + 1, sector: ['food', 'craft'][below(2)] as string },
      choices: shuffled(names).slice(0, 1 + below(3)),
      needs: below(4) === 0 ? { floorLoadKgM2: 400 } : {},
      scores: Array.from({ length: jurors }, (_, j) => ({
        juror: `${j + 1}`,
        points: { a: below(4), b: below(4) },
      })),
    })),
  }
}
const published = async (seed: number, ...size: number[]): Promise<Published> => {
  const inputs = await drawn(seed, ...size)
  return { ...inputs, result: await resultOf(inputs) }
}

describe('an allocation done again from what was published', () => {
  test('comes out the same, also after a journey as JSON, in another order', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const out = await published(seed)
      const { shuffled } = seeded(seed)
      const back = Export.parse(JSON.parse(JSON.stringify(out)))
      const other = {
        ...back,
        lots: shuffled(back.lots),
        applications: shuffled(back.applications).map((a) => ({ ...a, scores: shuffled(a.scores) })),
      }
      expect(await replayed(other), `seed ${seed}`).toMatchObject({
        same: true,
        differences: [],
        blocking: [],
        seedIsKept: true,
      })
    }
  })

  test('says where a published result was touched', async () => {
    const out = await published(7)
    const winner = out.result.lines.find((l) => l.lot)!
    const touched = {
      ...out,
      result: { ...out.result, lines: out.result.lines.map((l) => (l === winner ? { ...l, lot: null } : l)) },
    }
    expect(await replayed(touched)).toMatchObject({ same: false, differences: [winner.application] })
    const scored = { ...out, result: { ...out.result, scores: { ...out.result.scores, apl_0: 999 } } }
    expect(await replayed(scored)).toMatchObject({ same: false, differences: ['apl_0'] })
    const more = {
      ...out,
      result: { ...out.result, lines: [...out.result.lines, { ...winner, application: 'apl_none' }] },
    }
    expect(await replayed(more)).toMatchObject({ same: false, differences: ['apl_none'] })
    const least = { ...out, result: { ...out.result, least: { food: 2 } } }
    expect((await replayed(least)).same).toBe(false)
  })

  test('says where the seed is another than the one that was promised', async () => {
    const out = await published(3)
    expect(await replayed({ ...out, seedHash: await digest('another') })).toMatchObject({
      seedIsKept: false,
      same: false,
    })
  })

  test('equal scores are decided by SHA-256 of "seed:application"', async () => {
    expect(await tieOf('s', 'apl_1')).toBe(await digest('s:apl_1'))
    expect(await digest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    const inputs = await drawn(1, 2, 1, 1)
    const equal = {
      ...inputs,
      quotas: [],
      applications: inputs.applications.map((a) => ({
        ...a,
        needs: {},
        choices: ['lot_0'],
        scores: [{ juror: '1', points: { a: 2, b: 2 } }],
      })),
    }
    const [first] = (await resultOf(equal)).lines
    const ties = await Promise.all(['apl_0', 'apl_1'].map((id) => tieOf(inputs.seed, id)))
    expect(first?.application).toBe(ties[0]! < ties[1]! ? 'apl_0' : 'apl_1')
  })

  test('500 applications on 60 lots come out, and again', async () => {
    const out = await published(42, 500, 60, 5)
    expect((await replayed(out)).same).toBe(true)
    expect(out.result.lines.filter((l) => l.lot).length).toBeGreaterThan(50)
  })
})
