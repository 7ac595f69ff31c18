import type { Ctx } from '../../worker/platform/context'
import { openDb } from '../../worker/platform/db'

/** A context that counts the rows its statements read and write, as D1 reports them. */
export function counting(ctx: Ctx) {
  const rows = { read: 0, written: 0 }
  const d1 = ctx.env.DB
  const add = <R extends D1Result<unknown>>(result: R): R => {
    rows.read += result.meta.rows_read
    rows.written += result.meta.rows_written
    return result
  }
  const batch = async (statements: D1PreparedStatement[]) => (await d1.batch(statements)).map(add)
  const prepare = (text: string) => {
    const statement = d1.prepare(text)
    return { bind: (...values: unknown[]) => counted(statement.bind(...values)) }
  }
  const counted = (bound: D1PreparedStatement) =>
    new Proxy(bound, {
      get: (target, name) =>
        name === 'all' ? async () => add(await target.all()) : Reflect.get(target, name),
    })
  const unwrapping = { batch, prepare } as unknown as D1Database
  return { rows, ctx: { ...ctx, env: { ...ctx.env, DB: unwrapping }, db: openDb(unwrapping) } }
}
