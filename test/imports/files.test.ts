import { describe, expect, it } from 'vitest'
import { AppError } from '../../worker/core/errors'
import { acceptRows, ROWS_AT_ONCE } from '../../worker/imports/commands/acceptRows'
import { previewOf } from '../../worker/imports/queries'
import { chooseColumns, type Import, importById, stageImport } from '../../worker/imports/staging'
import type { Ctx } from '../../worker/platform/context'
import {
  as,
  db,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
} from '../support/given'

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) =>
      error instanceof AppError ? (error.details.fields?.[0]?.code ?? error.code) : String(error),
  )
const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer

async function setting() {
  const cluster = await givenCluster()
  return { cluster, ctx: await as(await givenCoordinator(cluster)) }
}
async function imported(
  ctx: Ctx,
  clusterId: string,
  kind: Import['kind'],
  csv: string | ArrayBuffer,
  publish = false,
) {
  const file = typeof csv === 'string' ? bytes(csv) : csv
  const id = await stageImport(ctx, clusterId, { kind, publish }, file)
  let one = await importById(ctx, id)
  while (one.status !== 'accepted') one = await acceptRows(ctx, id)
  const { total, added, updated, unchanged, leftAlone, refused } = one
  return { total, added, updated, unchanged, leftAlone, refused, remarks: one.remarks }
}

const READING = { slug: 'pole', timeZone: 'Europe/Paris', lat: 49.44, lng: 1.1 }

describe('a file', () => {
  it('that is none is refused with the reason, and nothing is kept', async () => {
    const { cluster, ctx } = await setting()
    const stage = (file: ArrayBuffer) => code(stageImport(ctx, cluster.id, { kind: 'organisations' }, file))
    expect(await stage(bytes(''))).toBe('empty_file')
    expect(await stage(bytes('\n\n'))).toBe('empty_file')
    expect(await stage(bytes('siret,name\n\n , \n'))).toBe('empty_file')
    expect(await stage(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]).buffer)).toBe('not_csv')
    expect(await stage(bytes(`siret,name\n${'1,a\n'.repeat(5001)}`))).toBe('too_many_rows')
    expect(await stage(new ArrayBuffer(1_500_001))).toBe('file_too_large')
    expect(await stage(bytes('siret,name\n73282932000074,"A\n1,b\n'))).toBe('open_quote')
    expect(await stage(bytes('siret,name\n"73282932000074,"Ate"lier\n1,b\n'))).toBe('open_quote')
    expect(await db.selectFrom('imports').select('id').execute()).toEqual([])
  })

  it.each([
    [
      'UTF-8 with its mark',
      new TextEncoder().encode('\ufeffsiret;nom\n73282932000074;Bébé Éco\n').buffer as ArrayBuffer,
    ],
    [
      'Windows-1252',
      Uint8Array.from([...'siret;nom\n73282932000074;Bébé Éco\n'].map((c) => c.charCodeAt(0))).buffer,
    ],
    ['carriage returns', bytes('siret,nom\r\n73282932000074,"Bébé\r\nÉco"\r\n')],
  ])('in %s is read', async (_what, file) => {
    const { cluster, ctx } = await setting()
    expect(await imported(ctx, cluster.id, 'organisations', file)).toMatchObject({ added: 1 })
    const { name } = await db.selectFrom('organisations').select('name').executeTakeFirstOrThrow()
    expect(name.replace(/\s+/g, ' ')).toBe('Bébé Éco')
  })

  it('with unknown columns says which is missing, and can be told', async () => {
    const { cluster, ctx } = await setting()
    const id = await stageImport(
      ctx,
      cluster.id,
      { kind: 'organisations' },
      bytes('a,b\n73282932000074,Atelier\n'),
    )
    expect(previewOf(await importById(ctx, id), READING)).toMatchObject({
      missing: ['name'],
      good: 0,
    })
    expect(await code(acceptRows(ctx, id))).toBe('missing_columns')
    expect((await importById(ctx, id)).status).toBe('preview')
    await chooseColumns(ctx, await importById(ctx, id), { siret: 'a', name: 'b' }, false)
    expect(previewOf(await importById(ctx, id), READING)).toMatchObject({
      missing: [],
      good: 1,
      refused: [],
    })
    await acceptRows(ctx, id)
    expect(await db.selectFrom('organisations').select('name').execute()).toEqual([{ name: 'Atelier' }])
  })

  it('is taken in some rows at a time; two tabs never take the same rows, and the end is told once', async () => {
    const { cluster, ctx } = await setting()
    const rows = Array.from({ length: ROWS_AT_ONCE + 5 }, (_, i) => `X${i},Structure ${i}`)
    const id = await stageImport(
      ctx,
      cluster.id,
      { kind: 'organisations' },
      bytes(['id,nom', ...rows].join('\n')),
    )
    await Promise.all([acceptRows(ctx, id), acceptRows({ ...ctx }, id), acceptRows({ ...ctx }, id)])
    const one = await importById(ctx, id)
    expect(one).toMatchObject({ status: 'accepted', added: ROWS_AT_ONCE + 5, refused: 0, csv: '' })
    expect((await eventTypes()).filter((type) => type === 'import.accepted')).toHaveLength(1)
    expect(await acceptRows(ctx, id)).toMatchObject({ status: 'accepted', added: ROWS_AT_ONCE + 5 })
  })

  it('is the coordinator’s of this cluster only', async () => {
    const { cluster, ctx } = await setting()
    const file = bytes('siret,nom\n73282932000074,Atelier\n')
    const id = await stageImport(ctx, cluster.id, { kind: 'organisations' }, file)
    const other = await as(await givenCoordinator(await givenCluster()))
    const manager = await as(await givenMember(await givenOrganisation(cluster), { role: 'manager' }))
    for (const stranger of [other, manager]) {
      expect(await code(stageImport(stranger, cluster.id, { kind: 'organisations' }, file))).toBe(
        'not_coordinator',
      )
      expect(await code(acceptRows(stranger, id))).toBe('not_found')
      expect(await code(importById(stranger, id))).toBe('not_found')
    }
    expect(await eventTypes()).toEqual([])
  })
})
