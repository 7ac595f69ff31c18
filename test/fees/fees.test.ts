import { beforeEach, describe, expect, test } from 'vitest'
import { drawUpMonth } from '../../worker/fees/commands/drawUpMonth'
import { correctLine, recordPayment } from '../../worker/fees/commands/recordPayment'
import { setFeeRule } from '../../worker/fees/commands/setFeeRule'
import { computedYear, statementOf } from '../../worker/fees/queries'
import { landlordFigures, premisesFigures } from '../../worker/landlords/queries'
import { endOccupancy } from '../../worker/occupancies/commands/endOccupancy'
import { occupancyById } from '../../worker/occupancies/queries'
import { setCharges } from '../../worker/premises/commands/setParts'
import { siteById } from '../../worker/premises/queries'
import { as, db, eventsOf, eventTypes, givenMember, givenOrganisation } from '../support/given'
import { givenAccepted, givenHouse, type House, refusal } from '../occupancies/house'

let m: House
/** 100, 200 and 100 m²; 10,000 € a year. */
beforeEach(async () => {
  m = await givenHouse()
  for (const [i, surfaceM2] of [100, 200, 100].entries())
    await db.updateTable('lots').set({ surfaceM2 }).where('id', '=', m.lots[i]!.id).execute()
  await setCharges(await as(m.manager), m.site.id, [
    { item: 'property_tax', label: '', centsPerYear: 700_000 },
    { item: 'energy', label: '', centsPerYear: 300_000 },
  ])
})
const shares = (which: number, solidarityPercent: number, more: object = {}) =>
  givenAccepted(m, {
    ...{ lotId: m.lots[which]!.id, solidarityPercent, feeMode: 'charges', feeCents: 0 },
    ...{ startsOn: '2027-01-01', endsOn: '2028-12-31', ...more },
  })
const year = async (n = 2027) => computedYear(await as(null), (await siteById(await as(null), m.site.id))!, n)
const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0)
const MARCH = '2027-03-15T10:00:00.000Z'
const manager = (now = MARCH) => as(m.manager, { now })

describe('a year of charges', () => {
  test('gives each lot its share, to the cent, when all are there all year', async () => {
    for (const [i, solidarity] of [60, 100, 130].entries()) await shares(i, solidarity)
    const { months, chargesCents } = await year()
    expect(chargesCents).toBe(1_000_000)
    const of = (lot: number) =>
      sum(
        months.flatMap((month) =>
          month.lines.filter((l) => l.lotId === m.lots[lot]!.id).map((l) => l.dueCents),
        ),
      )
    expect([0, 1, 2].map(of)).toEqual([153_846, 512_821, 333_333])
    expect(sum(months.map((month) => month.chargesCents))).toBe(1_000_000)
    expect(sum(months.map((month) => month.ownerCents))).toBe(0)
  })

  test('counts days, bears what is empty by the rule in force, and fixed fees by the day', async () => {
    await shares(0, 100, { startsOn: '2027-02-15', endsOn: '2027-03-31' })
    await givenAccepted(m, {
      lotId: m.lots[1]!.id,
      feeCents: 31_000,
      startsOn: '2027-03-01',
      endsOn: '2027-03-10',
    })
    await setFeeRule(await as(m.manager), m.site.id, { empty: 'spread', fromMonth: '2027-03' })
    const { months } = await year()
    const [january, february, march] = months
    expect(january?.rule).toEqual({ number: 0, empty: 'owner' })
    expect(january?.ownerCents).toBe(january?.chargesCents)
    const first = february?.lines.find((l) => l.occupancyId !== null)
    expect(first).toMatchObject({ days: 14, occupantName: 'Zébulon 1', dueCents: 10_417 })
    expect(sum(february?.lines.map((l) => l.cents) ?? [])).toBe(83_334)
    expect(march?.rule).toEqual({ number: 1, empty: 'spread' })
    // Ten days of a fixed fee; what they weigh of the charges is the owner's.
    expect(march?.lines.map((l) => [l.lotName, l.days, l.shares, l.dueCents])).toEqual([
      ['A1', 31, true, 50_654],
      ['A2', 10, false, 10_000],
    ])
    expect(march?.ownerCents).toBe(83_334 - 50_654)
  })
})

describe('a month', () => {
  test('is drawn up once, and stays as it was', async () => {
    const o = await shares(0, 100)
    const ctx = await manager()
    const drawn = await drawUpMonth(ctx, m.site.id, { month: '2027-02' })
    expect(drawn).toEqual({ month: '2027-02', lines: 1, cents: 20_833 })
    expect(await refusal(drawUpMonth(ctx, m.site.id, { month: '2027-02' }))).toBe('already_exists')
    expect(await refusal(drawUpMonth(ctx, m.site.id, { month: '2027-04' }))).toBe(
      'invalid, month in_the_future_month',
    )
    expect(await refusal(drawUpMonth(ctx, m.site.id, { month: '2027-13' }))).toBe('invalid, month not_month')
    await setCharges(await as(m.manager), m.site.id, [])
    expect((await statementOf(ctx, (await occupancyById(ctx, o.id))!)).dueCents).toBe(20_833)
    expect(
      await db
        .selectFrom('feeMonths')
        .select(['month', 'ruleNumber', 'chargesCents', 'ownerCents'])
        .execute(),
    ).toEqual([{ month: '2027-02', ruleNumber: 0, chargesCents: 1_000_000, ownerCents: 62_501 }])
    expect(await refusal(setFeeRule(ctx, m.site.id, { empty: 'spread', fromMonth: '2027-02' }))).toBe(
      'invalid, fromMonth month_drawn_up',
    )
    const two = await Promise.all(
      [0, 1].map(async () => refusal(drawUpMonth(await manager(), m.site.id, { month: '2027-03' }))),
    )
    expect(two.sort()).toEqual(['already_exists', 'done'])
    expect((await eventTypes()).filter((type) => type === 'fee_month.drawn_up')).toHaveLength(2)
  })

  test('is the landlord’s who answer and the coordinators’; other landlords see nothing', async () => {
    const theirs = await givenOrganisation(m.cluster, { name: 'Autre bailleur' })
    const landlord = await givenMember(theirs, { role: 'manager' })
    const draw = async (who: { id: string } | null) =>
      refusal(as(who, { now: MARCH }).then((c) => drawUpMonth(c, m.site.id, { month: '2027-01' })))
    expect(await draw(landlord)).toBe('not_found')
    expect(await draw(m.occupant.person)).toBe('not_found')
    expect(await draw(m.plain)).toBe('not_manager')
    expect(await draw(null)).toBe('not_signed_in')
    expect(await draw(m.coordinator)).toBe('done')
  })
})

describe('a statement', () => {
  test('says what is due, what was paid by hand, and corrections as lines of their own', async () => {
    const o = await shares(0, 100)
    const ctx = await manager()
    await drawUpMonth(ctx, m.site.id, { month: '2027-01' })
    await drawUpMonth(ctx, m.site.id, { month: '2027-02' })
    const paid = await recordPayment(ctx, o.id, { cents: 21_000, paidOn: '2027-02-20', words: 'Virement' })
    await correctLine(ctx, paid.id, { cents: 20_000, words: 'Faute de frappe' })
    await correctLine(ctx, paid.id, { cents: 20_500, words: 'Encore une' })
    const { lines, dueCents, paidCents, balanceCents } = await statementOf(
      ctx,
      (await occupancyById(ctx, o.id))!,
    )
    expect({ dueCents, paidCents, balanceCents }).toEqual({
      dueCents: 41_667,
      paidCents: 20_500,
      balanceCents: 21_167,
    })
    expect(lines.map((l) => [l.kind, l.cents, l.balanceCents, l.corrected])).toEqual([
      ['due', 20_834, 20_834, false],
      ['due', 20_833, 41_667, false],
      ['paid', 21_000, 20_667, true],
      ['paid', -1_000, 21_667, false],
      ['paid', 500, 21_167, false],
    ])
    const told = await eventsOf(paid.id)
    expect(told.map((e) => e.type)).toEqual(['fee_line.recorded'])
    expect(JSON.stringify(told)).not.toContain('Virement')
    // A line is never changed.
    await expect(db.updateTable('feeLines').set({ cents: 1 }).execute()).rejects.toThrow(
      'transition_not_allowed',
    )
  })

  test('refuses what is wrong, and others', async () => {
    const o = await shares(0, 100)
    const ctx = await manager()
    const pay = (given: object) =>
      refusal(recordPayment(ctx, o.id, { cents: 100, paidOn: '2027-03-01', ...given }))
    expect(await pay({ cents: 0 })).toBe('invalid, cents too_small')
    expect(await pay({ paidOn: '2027-03-16' })).toBe('invalid, paidOn in_the_future')
    const line = await recordPayment(ctx, o.id, { cents: 100, paidOn: '2027-03-01' })
    const correct = async (who: { id: string }, given: object = {}) =>
      refusal(
        as(who, { now: MARCH }).then((c) => correctLine(c, line.id, { cents: 90, words: 'Non', ...given })),
      )
    expect(await correct(m.manager, { words: '' })).toBe('invalid, words required')
    expect(await correct(m.manager, { cents: 100 })).toBe('invalid, cents nothing_changes')
    expect(await correct(m.other.person)).toBe('not_found')
    expect(await correct(m.occupant.person)).toBe('forbidden')
    expect(await correct(m.plain)).toBe('not_manager')
    const two = await Promise.all([correct(m.manager), correct(m.coordinator)])
    expect(two.sort()[0]).toBe('done')
    expect((await statementOf(ctx, o)).paidCents).toBe(90)
  })
})

describe('figures', () => {
  test('a landlord sees occupation by lot and month, fees, terms, and cost avoided apart', async () => {
    const o = await shares(0, 100, { startsOn: '2027-02-15', endsOn: '2027-12-31' })
    const ctx = await manager('2027-04-20T10:00:00.000Z')
    await drawUpMonth(ctx, m.site.id, { month: '2027-03' })
    await recordPayment(ctx, o.id, { cents: 5_000, paidOn: '2027-04-01' })
    await endOccupancy(ctx, o.id, { leftOn: '2027-04-10' })
    const place = { id: m.cluster.id, timeZone: 'Europe/Paris' }
    const found = await landlordFigures(ctx, place, 2027, [m.landlord.id])
    const lot = found.sites[0]?.lots.find((l) => l.id === m.lots[0]!.id)
    expect(lot?.cells.slice(0, 5).map((c) => Math.round(c.occupied * 100))).toEqual([0, 50, 100, 33, 0])
    expect(found.totals).toMatchObject({ floorM2: 400, dueCents: 20_834, paidCents: 5_000, applications: 0 })
    expect(found.avoided?.lowCents).toBeGreaterThan(0)
    expect(found.terms).toEqual([])
    expect((await landlordFigures(ctx, place, 2027, [])).sites).toEqual([])
    expect(await refusal(landlordFigures(ctx, place, 2027, null))).toBe('not_coordinator')
  })

  test('a coordinator sees m² vacant, kept and occupied, who is housed, months given', async () => {
    await shares(0, 100, { startsOn: '2027-01-01', endsOn: '2027-12-31' })
    const place = { id: m.cluster.id, timeZone: 'Europe/Paris' }
    const ctx = await as(m.coordinator, { now: '2027-03-31T22:00:00.000Z' })
    expect(await premisesFigures(ctx, place)).toEqual({
      ...{ sites: 1, lots: 3, vacantM2: 300, underCallM2: 0, occupiedM2: 100 },
      ...{ housed: 1, housedEver: 1, monthsGiven: 3 },
    })
    expect(await refusal(manager().then((c) => premisesFigures(c, place)))).toBe('not_coordinator')
  })
})
