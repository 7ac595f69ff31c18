import { expect, test } from 'vitest'
import { COLUMNS, isTreatmentCode, KEYS, missingOf, type Cells } from '../../worker/register/rulesOfColumns'
import { isSame, originOf, registerQuantity } from '../../worker/register/rules'
import { thresholdOf, thresholdsOfLoad } from '../../worker/register/rulesOfThresholds'

/** Article 2 of the order of 31 May 2021, outgoing waste, item by item as it lists them. */
const ARTICLE_2: [part: string, item: string, columns: string[]][] = [
  ['a', 'date de l’expédition du déchet', ['shippedOn']],
  ['b', 'dénomination usuelle du déchet', ['wasteName']],
  ['b', 'code du déchet sortant au regard de l’article R541-7', ['wasteCode']],
  ['b', 's’il s’agit de déchets POP au sens de l’article R541-8', ['pop']],
  ['b', 'le cas échéant, code des annexes VIII et IX de la convention de Bâle', ['baselCode']],
  ['b', 'le cas échéant, numéro du ou des bordereaux de suivi', ['slipNumber']],
  ['b', 'quantité de déchet sortant, en tonne ou en m3', ['quantity', 'quantityUnit']],
  ['c', 'adresse de l’établissement', ['siteAddress']],
  ['c', 'adresse de prise en charge lorsqu’elle s’en distingue', ['pickUpAddress']],
  [
    'c',
    'raison sociale, SIRET et adresse du producteur initial',
    ['producerName', 'producerSiret', 'producerAddress'],
  ],
  ['c', 'ou, s’ils sont plusieurs, communes de collecte', ['collectionCommunes']],
  ['c', 'raison sociale et SIREN de l’éco-organisme', ['ecoName', 'ecoSiren']],
  ['c', 'raison sociale, SIRET et récépissé du négociant', ['traderName', 'traderSiret', 'traderReceipt']],
  ['c', 'raison sociale, SIRET et récépissé du courtier', ['brokerName', 'brokerSiret', 'brokerReceipt']],
  [
    'c',
    'raison sociale, SIRET, récépissé et adresse du transporteur',
    ['carrierName', 'carrierSiret', 'carrierReceipt', 'carrierAddress'],
  ],
  ['c', 'le cas échéant, numéro de notification ou de document du règlement 1013/2006', ['transferNumber']],
  [
    'd',
    'raison sociale, SIRET et adresse de l’établissement de destination',
    ['destinationName', 'destinationSiret', 'destinationAddress'],
  ],
  ['d', 'code du traitement, annexes I et II de la directive 2008/98/CE', ['treatmentCode']],
  ['d', 'qualification du traitement final au regard de l’article L541-1', ['treatmentRank']],
]

test('the columns are those of the order, in its order', () => {
  expect(COLUMNS.map(({ part, key }) => [part, key])).toEqual(
    ARTICLE_2.flatMap(([part, , columns]) => columns.map((key) => [part, key])),
  )
})

const NOTHING = Object.fromEntries(KEYS.map((key) => [key, null])) as Cells

test('what is needed and not told', () => {
  const all = Object.fromEntries(KEYS.map((key) => [key, 'x'])) as Cells
  expect(missingOf(all, true)).toEqual([])
  expect(missingOf({ ...all, slipNumber: null, ecoName: null }, false)).toEqual([])
  expect(missingOf({ ...all, slipNumber: null }, true)).toEqual(['slipNumber'])
  expect(missingOf({ ...all, producerName: null, collectionCommunes: null }, false)).toEqual(['producerName'])
  expect(missingOf({ ...all, producerName: null, collectionCommunes: '76000, 76100' }, false)).toEqual([])
  expect(missingOf(NOTHING, false)).toContain('treatmentCode')
})

test('codes of treatment', () => {
  for (const good of ['D1', 'D15', 'R1', 'R13']) expect([good, isTreatmentCode(good)]).toEqual([good, true])
  for (const bad of ['', 'D0', 'D16', 'R14', 'R', 'X3', 'R03', 'r3 '])
    expect([bad, isTreatmentCode(bad)]).toEqual([bad, false])
})

test('tonnes and cubic metres', () => {
  expect(registerQuantity(350, 'kg')).toEqual({ quantity: '0.35', quantityUnit: 't' })
  expect(registerQuantity(1, 'kg')).toEqual({ quantity: '0.001', quantityUnit: 't' })
  expect(registerQuantity(2, 'm3')).toEqual({ quantity: '2', quantityUnit: 'm3' })
  expect(registerQuantity(200, 'litre')).toEqual({ quantity: '0.2', quantityUnit: 'm3' })
  expect(registerQuantity(40, 'pallet')).toEqual({ quantity: null, quantityUnit: null })
  // What the scales said of them at the hand-over is what the register wants.
  expect(registerQuantity(40, 'pallet', 812)).toEqual({ quantity: '0.812', quantityUnit: 't' })
})

test('what left: as noted, else as completed; nothing where nobody came or nothing was fetched', () => {
  const b = {
    ...{ status: 'completed', quantity: 20, unit: 'kg' as const, slip: null },
    ...{ startsAt: '2026-11-20T23:30:00.000Z', endedAt: '2026-11-21T01:00:00.000Z' },
  }
  const line = {
    ...{
      id: 'hnd_1',
      step: 'pick_up' as const,
      side: 'lender' as const,
      happened: 1,
      condition: 'ok' as const,
    },
    ...{
      at: '2026-11-21T08:00:00.000Z',
      quantity: 17,
      lateMinutes: 0,
      corrects: null,
      createdAt: '2026-11-21T08:00:00.000Z',
    },
  }
  const of = (given: object, lines: (typeof line)[] = []) =>
    originOf({ ...b, ...given }, lines, 'Europe/Paris')
  expect(of({})).toEqual({ shippedOn: '2026-11-21', quantity: 20, unit: 'kg', slip: null, happened: 1 })
  expect(of({ status: 'in_use' })).toMatchObject({ happened: 0 })
  expect(of({ status: 'in_use' }, [line])).toMatchObject({ happened: 1, quantity: 17 })
  expect(of({ status: 'no_show' }, [line])).toMatchObject({ happened: 0 })
  expect(of({}, [{ ...line, quantity: 0 }])).toMatchObject({ happened: 0 })
  expect(isSame(of({}), of({}))).toBe(true)
  expect(isSame(of({}), of({ slip: 'BSD-20261121-ABC123XYZ' }))).toBe(false)
})

test('thresholds are passed above 0.1 t of hazardous waste and 0.5 t of other waste, not at them', () => {
  expect(thresholdOf(100_000, true)).toBe(null)
  expect(thresholdOf(100_001, true)).toBe('hazardous')
  expect(thresholdOf(500_000, false)).toBe(null)
  expect(thresholdOf(500_001, false)).toBe('other')
  expect(thresholdOf(null, true)).toBe(null)
  const kg = (quantity: number, hazardous: boolean) => ({ quantity, hazardous, unit: 'kg' as const })
  expect(thresholdsOfLoad([kg(300, false), kg(201, false), kg(100, true)])).toEqual(['other'])
  expect(thresholdsOfLoad([kg(60, true), kg(60, true)])).toEqual(['hazardous'])
  expect(thresholdsOfLoad([])).toEqual([])
})
