import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { dump, isEmpty, restore } from '../../worker/local/backup'
import { LEFT_OUT, SAVED } from '../../worker/local/saved'
import { bindings, db } from '../support/given'
import { givenAMarket } from './everyTable'
import { givenEvent, givenHold } from './rows'

const d1 = bindings.DB

describe('backup', () => {
  it('says of every table whether it is saved', async () => {
    const { results } = await d1
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'
         AND name NOT LIKE 'd1_%' AND name NOT LIKE 'search_index_%'
         AND name NOT LIKE 'meaning_index_%'`,
      )
      .all<{ name: string }>()
    const said = [...SAVED, ...Object.values(LEFT_OUT).flat()] as string[]
    expect(results.map((row) => row.name).sort()).toEqual([...said].sort())
  })

  it('makes the same rows, of every table, in an empty database', async () => {
    await givenAMarket()
    const before = await everyRow()
    expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([])
    const { statements, photos } = await dump(d1)
    expect(statements.filter((statement) => new TextEncoder().encode(statement).length > 100_000)).toEqual([])

    await emptyDatabase()
    expect(await isEmpty(d1)).toBe(true)
    await restore(d1, statements)

    expect(await everyRow()).toEqual(before)
    expect(await isEmpty(d1)).toBe(false)
    expect(photos).toEqual(['pho_1', 'pho_2', 'pho_plan', 'doc_1', 'pho_lead', 'apf_1', 'pho_room'])
  })

  it('leaves every trigger in force: facts stay uneditable, capacity stays guarded, the feed goes on', async () => {
    await givenAMarket()
    const triggers = await triggersOf()
    const { statements } = await dump(d1)
    await emptyDatabase()
    await restore(d1, statements)

    expect(await triggersOf()).toEqual(triggers)
    await expect(d1.prepare(`UPDATE events SET type = 'x.y'`).run()).rejects.toThrow('maillage:event_edited')
    const { id: capacityId } = await db
      .selectFrom('holds')
      .innerJoin('capacities', 'capacities.id', 'holds.capacityId')
      .select('capacities.id')
      .where('holds.quantity', '=', 2)
      .executeTakeFirstOrThrow()
    await expect(givenHold(capacityId, { busyFrom: 1_000, busyTo: 1_060, quantity: 1 })).rejects.toThrow(
      'maillage:capacity_taken',
    )
    await givenEvent('organisation.updated')
    const { seq } = await db
      .selectFrom('events')
      .select((eb) => eb.fn.max('seq').as('seq'))
      .executeTakeFirstOrThrow()
    expect(seq).toBe(42)
  })

  it('leaves nothing behind when a statement is refused', async () => {
    await givenAMarket()
    const { statements } = await dump(d1)
    await emptyDatabase()
    const triggers = await triggersOf()
    await expect(restore(d1, [...statements, 'INSERT INTO people (id) VALUES (NULL);'])).rejects.toThrow()
    expect(await isEmpty(d1)).toBe(true)
    expect(await triggersOf()).toEqual(triggers)
  })
})

async function emptyDatabase() {
  await reset()
  await applyD1Migrations(d1, env.MIGRATIONS)
}

async function everyRow(): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {}
  for (const table of SAVED)
    rows[table] = (await d1.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()).results
  return rows
}

async function triggersOf() {
  return (await d1.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name`).all())
    .results
}
