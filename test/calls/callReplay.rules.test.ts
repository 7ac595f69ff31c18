import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { digest, type Inputs, resultOf } from '../../worker/calls/rulesOfReplay'

const folder = mkdtempSync(join(tmpdir(), 'maillage-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

const features = {
  ...{ surfaceM2: 40, floorLoadKgM2: null, powerKva: null, power: null, water: null, stepFree: null },
  ...{ publicType: null, publicCategory: null, uses: [], availableFrom: null, availableUntil: null },
}
const inputs = async (): Promise<Inputs> => ({
  ...{ format: 'maillage-call/1', call: 'cll_1', startsOn: '2027-02-01', endsOn: '2028-07-31' },
  ...{ seed: 'graine', seedHash: await digest('graine'), quotas: [] },
  criteria: [{ id: 'c1', weight: 100 }],
  lots: [{ id: 'lot_1', name: 'A1', features }],
  applications: [1, 2].map((n) => ({
    ...{ id: `apl_${n}`, number: n, sector: 'food', choices: ['lot_1'], needs: {} },
    scores: [{ juror: '1', points: { c1: n * 3 } }],
  })),
})
const replay = (value: unknown) => {
  const file = join(folder, 'export.json')
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value))
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/call-replay.ts', file], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test('says EQUAL of what was published, without a server', async () => {
  const given = await inputs()
  const { status, stdout } = replay({ ...given, result: await resultOf(given) })
  expect(stdout).toMatch(/1\. application 2, score 1000000: A1 \(choice 1\)/)
  expect([stdout.trim().split('\n').at(-1), status]).toEqual(['EQUAL', 0])
})

test('says NOT EQUAL where the result, a score or the seed was touched', async () => {
  const given = await inputs()
  const result = await resultOf(given)
  const lines = result.lines.map((l) => ({ ...l, lot: l.lot ? null : 'lot_1' }))
  for (const touched of [
    { ...given, result: { ...result, lines } },
    { ...given, seed: 'autre', result },
    { ...given, applications: given.applications.map((a) => ({ ...a, scores: [] })), result },
  ]) {
    const { status, stdout } = replay(touched)
    expect([stdout.trim().split('\n').at(-1), status]).toEqual(['NOT EQUAL', 1])
  }
})

test('says what is wrong with a file that is no export', () => {
  expect(replay('{').stderr).toMatch(/cannot be read/)
  const { status, stderr } = replay({ format: 'other' })
  expect([status, /no export of a call/.test(stderr)]).toEqual([1, true])
  expect(() => execFileSync(process.execPath, ['scripts/call-replay.ts'], { stdio: 'pipe' })).toThrow(/Usage/)
})
