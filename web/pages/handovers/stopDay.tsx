import { Hono } from 'hono'
import { stopDayMail } from '../../../worker/handovers/commands/stopDayMail'
import type { AppEnv } from '../../../worker/platform/http'
import { page, type View, viewOf } from '../../view'

/**
 * Reached from the list of the day, without signing in: the link is signed. GET asks, POST does, so that a scanner that opens
 * links changes nothing; mail programs POST by themselves (RFC 8058).
 */
export const stopDayPages = new Hono<AppEnv>()
  .get('/unsubscribe/day/:token', (c) => {
    const v = viewOf(c)
    const words = v.t.handovers.day.stop
    return shown(
      v,
      <>
        <p class="lead q">{words.ask}</p>
        <form method="post">
          <button class="b" type="submit">
            {words.act}
          </button>
        </form>
      </>,
    )
  })
  .post('/unsubscribe/day/:token', async (c) => {
    const v = viewOf(c)
    const words = v.t.handovers.day.stop
    const done = await stopDayMail(v.ctx, c.req.param('token'))
    if (!done) return shown(v, <p class="note late">{words.bad}</p>, 422)
    return shown(
      v,
      <p class="note free">
        <span>
          {words.done} {words.undo}
        </span>
      </p>,
    )
  })

function shown(v: View, body: unknown, status: 200 | 422 = 200) {
  const { title } = v.t.handovers.day.stop
  return page(
    v,
    { title, noIndex: true, status },
    <div class="w sec st narrow">
      <h1 class="h1s">{title}</h1>
      {body}
    </div>,
  )
}
