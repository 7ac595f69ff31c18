import { describe, expect, test } from 'vitest'
import { completeBooking } from '../../worker/bookings/commands/completeBooking'
import { noteHandover } from '../../worker/handovers/commands/noteHandover'
import { correctLine } from '../../worker/register/commands/correctLine'
import { csvOfRegister } from '../../worker/register/csv'
import { linesOf, registerOf } from '../../worker/register/queries'
import { enterInRegister } from '../../worker/register/reactTo'
import { COLUMNS } from '../../worker/register/rulesOfColumns'
import { as, db } from '../support/given'
import { givenBooking, givenMarket } from '../handovers/lent'

import { delivered, taken, waste, YEAR } from './scene'

describe('the register is kept', () => {
  test('the database refuses to change or to delete a line, and a correction that would change its register', async () => {
    const { m, b } = await taken()
    await completeBooking(await as(m.member), b.id)
    await delivered()
    const [line] = await linesOf(await as(null), b.id)
    const id = line?.id ?? ''
    await expect(
      db.updateTable('wasteLines').set({ cells: '{}' }).where('id', '=', id).execute(),
    ).rejects.toThrow(/register_kept/)
    await expect(db.deleteFrom('wasteLines').where('id', '=', id).execute()).rejects.toThrow(/register_kept/)
    const row = await db.selectFrom('wasteLines').selectAll().executeTakeFirstOrThrow()
    const insert = (more: object) =>
      db
        .insertInto('wasteLines')
        .values({ ...row, id: 'wln_other', corrects: id, ...more })
        .execute()
    await expect(insert({ organisationId: m.borrower.id })).rejects.toThrow(/register_kept/)
  })

  test('also of an organisation that has left, for its members and the coordinator', async () => {
    const { m, b } = await taken()
    await completeBooking(await as(m.member), b.id)
    await delivered()
    await db
      .updateTable('affiliations')
      .set({ status: 'left' })
      .where('organisationId', '=', m.lender.id)
      .execute()
    for (const who of [m.answerer, m.coordinator])
      expect((await registerOf(await as(who), { organisationId: m.lender.id, ...YEAR })).items).toHaveLength(
        1,
      )
  })
})

describe('reading', () => {
  test('by period, a page at a time, for members and the coordinator of the cluster', async () => {
    const m = await waste()
    for (const day of ['2026-10-01', '2026-11-02', '2026-11-03'])
      await givenBooking(m, {
        ...{ status: 'completed', startsAt: `${day}T08:00:00.000Z`, endsAt: `${day}T09:00:00.000Z` },
        ...{ endedAt: `${day}T09:00:00.000Z`, quantity: 100, unit: 'kg' },
      })
    for (const { id } of await db
      .selectFrom('bookings')
      .select('id')
      .where('clusterId', '=', m.cluster.id)
      .execute())
      await enterInRegister(await as(null), { type: 'booking.completed', subjectId: id } as never)
    const asked = { organisationId: m.lender.id, from: '2026-11-02', to: '2026-11-03', limit: 1 }
    const first = await registerOf(await as(m.answerer), asked)
    const second = await registerOf(await as(m.coordinator), { ...asked, cursor: first.nextCursor })
    expect([first, second].map((p) => p.items.map((l) => l.shippedOn))).toEqual([
      ['2026-11-02'],
      ['2026-11-03'],
    ])
    expect(second.nextCursor).toBe(null)
    const stranger = await givenMarket()
    await expect(registerOf(await as(stranger.coordinator), asked)).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(registerOf(await as(m.member), asked)).rejects.toMatchObject({ code: 'not_found' })
    await expect(registerOf(await as(null), asked)).rejects.toMatchObject({ code: 'not_signed_in' })
  })

  test('as a file that a French spreadsheet opens: the columns of the order, then the marks', async () => {
    const { m, b } = await taken({})
    await noteHandover(await as(m.answerer), b.id, { step: 'pick_up' })
    await delivered()
    const [line] = await linesOf(await as(null), b.id)
    await correctLine(await as(m.answerer), line?.id ?? '', { carrierName: '=SOMME(A1)' })
    const file = await csvOfRegister(await as(m.answerer, { language: 'fr' }), {
      organisationId: m.lender.id,
      ...YEAR,
    })
    const rows = file
      .replace(/^\ufeff/, '')
      .trimEnd()
      .split('\r\n')
      .map((row) => row.split(';'))
    expect(file.startsWith('\ufeffDate de l’expédition;Dénomination usuelle;')).toBe(true)
    expect(rows.map((row) => row.length)).toEqual([
      COLUMNS.length + 5,
      COLUMNS.length + 5,
      COLUMNS.length + 5,
    ])
    expect(rows[1]?.slice(0, 8)).toEqual([
      '2026-11-21',
      'Chutes de bois',
      '03 01 05',
      '',
      '',
      '',
      '0,35',
      't',
    ])
    expect(rows.map((row) => row[COLUMNS.length + 1])).toEqual(['état de la ligne', 'corrigée', 'en vigueur'])
    expect(rows[2]).toContain("'=SOMME(A1)")
  })
})
