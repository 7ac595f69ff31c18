import { describe, expect, it } from 'vitest'
import { addDocument, MOST_DOCUMENT_BYTES, removeDocument } from '../../worker/premises/commands/documents'
import { addPlan, removePlan } from '../../worker/premises/commands/plans'
import { addLot, changeLot } from '../../worker/premises/commands/changeLots'
import { putOnline } from '../../worker/premises/commands/showSite'
import { documentsOf, lotsOf, plansOf } from '../../worker/premises/queries'
import { readableDocument, visiblePlan } from '../../worker/premises/queriesOfFiles'
import { JPEG } from '../rights/worldOfBookings'
import { as, bindings, db } from '../support/given'
import { givenSite } from '../support/givenSite'

const codes = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (e) => e,
  )
  if (!error) return 'no refusal'
  return error.details?.fields?.map((f: { path: string; code: string }) => [f.path, f.code]) ?? error.code
}
const PDF = new TextEncoder().encode('%PDF-1.7\n…')

describe('a document', () => {
  it('is kept by its content, and read by those inside alone unless it is meant for members', async () => {
    const { ctx, id, stranger, coordinator } = await givenSite()
    const own = await addDocument(ctx, id, { name: 'Diagnostic', kind: 'diagnosis' }, PDF)
    const shared = await addDocument(ctx, id, { name: 'Plan', audience: 'cluster' }, new Uint8Array(JPEG))
    expect(await documentsOf(ctx, id)).toMatchObject([
      { name: 'Diagnostic', contentType: 'application/pdf', audience: 'owner', bytes: PDF.length },
      { name: 'Plan', contentType: 'image/jpeg' },
    ])
    expect(await bindings.PHOTOS.head(own)).not.toBeNull()
    const them = await as(stranger)
    expect(await codes(readableDocument(them, own))).toBe('not_found')
    // A draft shows its documents to nobody else, whoever they are meant for.
    expect(await codes(readableDocument(them, shared))).toBe('not_found')
    await putOnline(ctx, id)
    expect((await readableDocument(them, shared)).name).toBe('Plan')
    expect(await codes(readableDocument(them, own))).toBe('not_found')
    expect(await codes(readableDocument(await as(null), shared))).toBe('not_signed_in')
    expect((await readableDocument(await as(coordinator), own)).name).toBe('Diagnostic')
    expect(await codes(removeDocument(them, shared))).toBe('not_found')
    await removeDocument(ctx, own)
    expect(await bindings.PHOTOS.head(own)).toBeNull()
  })

  it('that is too heavy, of another kind or empty is refused beside its field, and nothing is kept', async () => {
    const { ctx, id } = await givenSite()
    const heavy = new Uint8Array(MOST_DOCUMENT_BYTES + 1)
    heavy.set(PDF)
    expect(await codes(addDocument(ctx, id, { name: 'x' }, heavy))).toEqual([['file', 'document_size']])
    expect(await codes(addDocument(ctx, id, { name: 'x' }, new TextEncoder().encode('<html>')))).toEqual([
      ['file', 'document_type'],
    ])
    expect(await codes(addDocument(ctx, id, { name: 'x' }, new Uint8Array(0)))).toEqual([
      ['file', 'required'],
    ])
    expect(await codes(addDocument(ctx, id, { name: '' }, PDF))).toEqual([['name', 'required']])
    expect(await db.selectFrom('siteDocuments').select('id').execute()).toEqual([])
  })
})

describe('a plan', () => {
  it('has lots drawn on it, within it, and goes with what is drawn', async () => {
    const { ctx, id, lots } = await givenSite()
    const plan = await addPlan(ctx, id, { name: '2e étage' })
    const [lot] = lots
    const outline = [
      [0, 0],
      [100, 0],
      [100, 80],
      [0, 80],
    ] as [number, number][]
    await changeLot(ctx, lot!.id, { planId: plan, outline })
    expect((await lotsOf(ctx, id))[0]).toMatchObject({ planId: plan, outline })
    for (const [wrong, code] of [
      [
        [
          [0, 0],
          [100, 80],
          [100, 0],
          [0, 80],
        ],
        'crosses_itself',
      ],
      [
        [
          [0, 0],
          [9000, 0],
          [0, 80],
        ],
        'off_plan',
      ],
      [
        [
          [0, 0],
          [1, 0],
        ],
        'few_points',
      ],
      [
        [
          [0, 0],
          [10, 10],
          [20, 20],
        ],
        'no_area',
      ],
    ] as [[number, number][], string][])
      expect(await codes(changeLot(ctx, lot!.id, { planId: plan, outline: wrong }))).toEqual([
        ['outline', code],
      ])
    expect(await codes(changeLot(ctx, lot!.id, { planId: 'pln_other', outline }))).toEqual([
      ['outline', 'plan_needed'],
    ])
    // Beside it, not over it: two at once neither.
    const over = { planId: plan, outline: outline.map(([x, y]) => [x + 99, y]) }
    const [, other] = lots
    expect(await codes(changeLot(ctx, other!.id, over))).toEqual([['outline', 'lots_overlap']])
    const more = { name: 'C3', surfaceM2: 12 }
    expect(await codes(addLot(ctx, id, { ...more, ...over }))).toEqual([['outline', 'lots_overlap']])
    const beside = { planId: plan, outline: outline.map(([x, y]) => [x + 100, y]) }
    const both = await Promise.all([
      codes(changeLot(ctx, other!.id, beside)),
      codes(addLot(ctx, id, { ...more, ...beside })),
    ])
    expect(both.sort()).toEqual([expect.stringMatching(/no refusal/), expect.stringMatching(/stale/)])
    const drawn = (await lotsOf(ctx, id)).filter((one) => one.outline)
    expect(drawn).toHaveLength(2)
    // On another plan, of another floor, it may lie above.
    const above = await addPlan(ctx, id, { name: '3e étage' })
    await changeLot(ctx, drawn[1]!.id, { planId: above, outline })
    await removePlan(ctx, above)
    await removePlan(ctx, plan)
    expect((await lotsOf(ctx, id))[0]).toMatchObject({ planId: null, outline: null, version: 3 })
    expect(await plansOf(ctx, id)).toEqual([])
  })

  it('takes the size of its picture, which those see who may see the offer', async () => {
    const { ctx, id, stranger } = await givenSite()
    const plan = await addPlan(ctx, id, { name: 'RdC' }, new Uint8Array(JPEG))
    const [kept] = await plansOf(ctx, id)
    expect(kept?.pictureType).toBe('image/jpeg')
    const them = await as(stranger)
    expect(await codes(visiblePlan(them, plan))).toBe('not_found')
    await putOnline(ctx, id)
    expect((await visiblePlan(await as(null), plan)).forAll).toBe(true)
    expect(await codes(removePlan(them, plan))).toBe('not_found')
    expect(await codes(addPlan(ctx, id, { name: 'x' }, new Uint8Array(3_000_000)))).toEqual([
      ['picture', 'photo_size'],
    ])
    expect(await codes(addPlan(ctx, id, { name: 'x' }, PDF))).toEqual([['picture', 'photo_type']])
  })
})
