import { describe, expect, test } from 'vitest'
import { correctHours, countHours, withdrawHours } from '../../worker/inclusion/commands/countHours'
import type { InclusionInput } from '../../worker/inclusion/input'
import { hoursOfBooking, sumsOfCluster, sumsOfOrganisation, totalOf } from '../../worker/inclusion/queries'
import { rowsOf } from '../../worker/inclusion/table'
import { givenBooking, givenMarket } from '../bookings/market'
import { as, db, eventsOf, eventTypes, givenCluster, givenCoordinator, givenMember } from '../support/given'

const YEAR = { from: '2026-01-01', to: '2026-12-31' }
async function givenExchange(booking: object = {}) {
  const m = await givenMarket()
  const b = await givenBooking(m, {
    status: 'in_use',
    answerBy: null,
    startsAt: '2026-11-20T13:00:00.000Z',
    ...booking,
  })
  const hours = (more: Partial<InclusionInput> = {}): InclusionInput => ({
    ...{
      organisationId: m.borrower.id,
      purpose: 'training',
      family: 'wood',
      people: 3,
      minutes: 360,
      ...more,
    },
  })
  return { m, b, hours }
}
const count = () => db.selectFrom('inclusionHours').selectAll().execute()

describe('hours of training and integration', () => {
  test('are counted by either side once the exchange has begun, in numbers alone', async () => {
    const { m, b, hours } = await givenExchange()
    const id = await countHours(await as(m.member), b.id, hours())
    await countHours(
      await as(m.answerer),
      b.id,
      hours({ organisationId: m.lender.id, family: 'sales', purpose: 'integration' }),
    )
    expect((await count())[0]).toMatchObject({
      id,
      people: 3,
      minutes: 360,
      day: '2026-11-20',
      family: 'wood',
    })
    expect((await eventsOf(id))[0]).toMatchObject({
      type: 'inclusion.recorded',
      payload: { people: 3, minutes: 360 },
    })
    const named = { ...hours(), note: 'Camille' } as InclusionInput
    await expect(countHours(await as(m.member), b.id, named)).rejects.toMatchObject({ code: 'invalid' })
    expect(await hoursOfBooking(await as(m.coordinator), b.id)).toHaveLength(2)
  })

  test('are refused before it began, to others, of others, and where they can not be', async () => {
    const { m, b, hours } = await givenExchange()
    const wrong = async (who: { id: string }, more: Partial<InclusionInput> = {}) =>
      countHours(await as(who), b.id, hours(more)).then(
        () => 'done',
        (error) =>
          (error as { details: { fields?: { code: string }[] }; code: string }).details.fields?.[0]?.code ??
          error.code,
      )
    expect(await wrong(await givenMember(m.lender))).toBe('not_manager')
    expect(await wrong(await givenCoordinator(await givenCluster()))).toBe('not_found')
    expect(await wrong(m.member, { organisationId: 'org_other' })).toBe('not_a_choice')
    expect(await wrong(m.member, { people: 0 })).toBe('too_small')
    expect(await wrong(m.member, { minutes: -60 })).toBe('too_small')
    expect(await wrong(m.member, { people: 1, minutes: 400 * 60 + 1 })).toBe('too_many_hours')
    expect(await wrong(m.member, { family: 'sorcery' as 'wood' })).toBe('not_a_choice')
    for (const status of ['confirmed', 'cancelled', 'no_show']) {
      const startsAt = '2026-12-08T13:00:00.000Z'
      await db
        .updateTable('bookings')
        .set({ status: status as 'confirmed', startsAt })
        .where('id', '=', b.id)
        .execute()
      expect(await wrong(m.member)).toBe('transition_not_allowed')
    }
    expect([await count(), await eventTypes()]).toEqual([[], []])
  })

  test('are put right, each time as an event, and withdrawn', async () => {
    const { m, b, hours } = await givenExchange({ status: 'completed' })
    const ctx = await as(m.member)
    const id = await countHours(ctx, b.id, hours())
    await correctHours(await as(m.answerer), id, hours({ minutes: 300 }), 1)
    await expect(correctHours(ctx, id, hours(), 1)).rejects.toMatchObject({ code: 'version_mismatch' })
    expect((await eventsOf(id)).map((e) => (e.payload as { minutes: number }).minutes)).toEqual([360, 300])
    await withdrawHours(ctx, id)
    expect(await hoursOfBooking(ctx, b.id)).toEqual([])
    await expect(correctHours(ctx, id, hours())).rejects.toMatchObject({ code: 'gone' })
    expect(await eventTypes(id)).toEqual(['inclusion.recorded', 'inclusion.corrected', 'inclusion.withdrawn'])
  })

  test('are summed by organisation, family and purpose over days, for the coordinator and on the organisation’s page', async () => {
    const { m, b, hours } = await givenExchange()
    const ctx = await as(m.member)
    await countHours(ctx, b.id, hours())
    await countHours(ctx, b.id, hours({ minutes: 90, people: 1 }))
    await countHours(ctx, b.id, hours({ organisationId: m.lender.id, purpose: 'integration' }))
    const run = await as(m.coordinator)
    const sums = await sumsOfCluster(run, m.cluster.id, YEAR)
    expect(sums.map((s) => [s.organisationId, s.purpose, s.people, s.minutes])).toEqual([
      [m.lender.id, 'integration', 3, 360],
      [m.borrower.id, 'training', 4, 450],
    ])
    expect(rowsOf(YEAR, sums)[2]).toEqual([
      ...[
        '2026-01-01',
        '2026-12-31',
        m.borrower.id,
        'Les Jardins des Aulnes',
        'wood',
        'training',
        4,
        450,
        7.5,
      ],
    ])
    expect(await sumsOfCluster(run, m.cluster.id, { from: '2026-11-21', to: '2026-12-31' })).toEqual([])
    expect(totalOf(await sumsOfOrganisation(ctx, m.cluster.id, m.borrower.id, YEAR))).toEqual({
      people: 4,
      minutes: 450,
    })
    expect(() => sumsOfCluster(ctx, m.cluster.id, YEAR)).toThrow('not_coordinator')
  })
})
