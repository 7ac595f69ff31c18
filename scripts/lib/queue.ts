import type { Miniflare } from 'miniflare'
import { Stop } from './project.ts'

type Database = Awaited<ReturnType<Miniflare['getD1Database']>>

/** Fires the cron once: nothing else does on a local run. */
export async function tick(worker: Miniflare): Promise<void> {
  try {
    const scheduled = await worker.getWorker()
    await scheduled.scheduled({ cron: '* * * * *', scheduledTime: new Date() })
  } catch {
    // The server is stopping, or the handler has already told its own error.
  }
}

/**
 * Waits until the consumers have finished what was caused so far: every event relayed, nothing in the queue, and no
 * new event for longer than the queue waits to fill a batch. The local queue lives in memory, and would lose the rest.
 */
export async function settle(worker: Miniflare, seconds = 120): Promise<void> {
  const db = await worker.getD1Database('DB')
  const queue = await worker.getQueueProducer('EVENTS')
  const end = Date.now() + seconds * 1_000
  let last = -1
  let quietSince = Date.now()
  while (Date.now() < end) {
    const { newest, waiting } = await progress(db)
    if (waiting > 0) await tick(worker)
    const { backlogCount } = await queue.metrics()
    if (waiting > 0 || backlogCount > 0 || newest !== last) quietSince = Date.now()
    last = newest
    if (Date.now() - quietSince > 1_500) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Stop(
    'The consumers had not finished after two minutes: npm start carries on from where they are.',
  )
}

/** Sends the latest events again: those the last run had queued are gone with its memory, and consumers bear twice. */
export async function sendLatestAgain(db: Database): Promise<void> {
  await db
    .prepare(
      'UPDATE events SET relayed_at = NULL WHERE seq > (SELECT coalesce(max(seq), 0) - 100 FROM events)',
    )
    .run()
}

async function progress(db: Database): Promise<{ newest: number; waiting: number }> {
  const row = await db
    .prepare(
      `SELECT (SELECT coalesce(max(seq), 0) FROM events) AS newest,
              (SELECT count(*) FROM events WHERE relayed_at IS NULL) AS waiting`,
    )
    .first<{ newest: number; waiting: number }>()
  return row ?? { newest: 0, waiting: 0 }
}
