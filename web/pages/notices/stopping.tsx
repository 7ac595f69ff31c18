import { Hono } from 'hono'
import type { Ctx } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { page, type View, viewOf } from '../../view'

interface Words {
  title: string
  ask: string
  act: string
  done: string
  undo: string
  bad: string
}

/**
 * A page that stops some mails, reached from one of them without signing in: the link is signed. GET asks, POST does, so that a
 * scanner that opens links changes nothing; mail programs POST by themselves (RFC 8058).
 */
export const stoppingPages = (
  path: `/unsubscribe/${string}:token`,
  wordsOf: (v: View) => Words,
  stop: (ctx: Ctx, token: string) => Promise<boolean>,
) =>
  new Hono<AppEnv>()
    .get(path, (c) => {
      const v = viewOf(c)
      const { title, ask, act } = wordsOf(v)
      return shown(
        v,
        title,
        <>
          <p class="lead q">{ask}</p>
          <form method="post">
            <button class="b" type="submit">
              {act}
            </button>
          </form>
        </>,
      )
    })
    .post(path, async (c) => {
      const v = viewOf(c)
      const { title, done, undo, bad } = wordsOf(v)
      const stopped = await stop(v.ctx, c.req.param('token') ?? '')
      if (!stopped) return shown(v, title, <p class="note late">{bad}</p>, 422)
      return shown(
        v,
        title,
        <p class="note free">
          <span>
            {done} {undo}
          </span>
        </p>,
      )
    })

/** What these pages show. */
export function shown(v: View, title: string, body: unknown, status: 200 | 422 = 200) {
  return page(
    v,
    { title, noIndex: true, status },
    <div class="w sec st narrow">
      <h1 class="h1s">{title}</h1>
      {body}
    </div>,
  )
}
