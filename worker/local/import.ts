import { Hono } from 'hono'
import * as z from 'zod'
import { clusterBySlug, coordinatorsOf } from '../clusters/queries'
import { AppError } from '../core/errors'
import { acceptRows } from '../imports/commands/acceptRows'
import { ImportKind } from '../imports/input'
import { remarkWords } from '../imports/remarks'
import { importById, stageImport } from '../imports/staging'
import { actorOf } from '../platform/context'
import type { AppEnv } from '../platform/http'
import { readJson } from '../platform/http'
import { check } from '../platform/input'

const Import = z.object({
  cluster: z.string(),
  kind: ImportKind,
  /** The file's bytes in base64, so that its encoding is found here; or its text. */
  file: z.base64().optional(),
  csv: z.string().optional(),
  publish: z.boolean().optional(),
})

/** `npm run import`: a file taken in whole, in the name of the cluster's first coordinator. */
export const importFile = new Hono<AppEnv>().post('/import', async (c) => {
  const ctx = c.get('ctx')
  const {
    cluster: slug,
    kind,
    file,
    csv,
    publish,
  } = check(Import, await c.req.json().catch(() => readJson(c)))
  const cluster = await clusterBySlug(ctx, slug)
  if (!cluster) throw new AppError('not_found', { detail: `There is no cluster named ${slug}` })
  const [coordinator] = await coordinatorsOf(ctx, cluster.id)
  if (!coordinator)
    throw new AppError('not_found', {
      detail: `Nobody coordinates ${slug} yet: its invitation waits to be taken up`,
    })
  ctx.actor = await actorOf(ctx, coordinator.personId, 'token')
  const bytes = file
    ? Uint8Array.from(atob(file), (b) => b.charCodeAt(0))
    : new TextEncoder().encode(csv ?? '')
  const id = await stageImport(
    ctx,
    cluster.id,
    { kind, publish: publish ?? false },
    bytes.buffer as ArrayBuffer,
  )
  let one = await importById(ctx, id)
  while (one.status !== 'accepted') one = await acceptRows(ctx, id)
  const told = one.remarks.map((remark) => ({ line: remark.line, reason: remarkWords('en', remark) }))
  return c.json({
    ...{ created: one.added, updated: one.updated, unchanged: one.unchanged, leftAlone: one.leftAlone },
    refused: told.filter((_, i) => one.remarks[i]?.outcome === 'refused'),
    left: told.filter((_, i) => one.remarks[i]?.outcome === 'left'),
    refusedCount: one.refused,
  })
})
