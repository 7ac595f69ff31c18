import { Hono } from 'hono'
import { stopMails, stopOf } from '../../../worker/notifications/commands/stopMails'
import type { AppEnv } from '../../../worker/platform/http'
import { type View, viewOf } from '../../view'
import { shown } from './stopping'

/**
 * Reached from a mail, without signing in: the link is signed, and stops what the mail was about. GET asks, POST does, so
 * that a scanner that opens links changes nothing; mail programs POST by themselves (RFC 8058).
 */
export const unsubscribePages = new Hono<AppEnv>()
  .get('/unsubscribe/:token', async (c) => {
    const v = viewOf(c)
    const words = v.t.notices.unsubscribe
    const about = await aboutOf(v, c.req.param('token'))
    return shown(
      v,
      v.t.notices.unsubscribe.title,
      <>
        <p class="lead q">{about ? words.askAbout(about) : words.ask}</p>
        <form method="post" class="st">
          <button class="b" type="submit">
            {about ? words.actAbout : words.act}
          </button>
          {about && (
            <button class="b b3" type="submit" name="all" value="1">
              {words.all}
            </button>
          )}
        </form>
        <p>
          <a href={v.at('/account/mails')}>{v.t.notices.mails.title}</a>
        </p>
      </>,
    )
  })
  .post('/unsubscribe/:token', async (c) => {
    const v = viewOf(c)
    const words = v.t.notices.unsubscribe
    const all = (await c.req.formData()).get('all') === '1'
    const about = all ? '' : await aboutOf(v, c.req.param('token'))
    const done = await stopMails(v.ctx, c.req.param('token'), { all })
    if (!done) return shown(v, v.t.notices.unsubscribe.title, <p class="note late">{words.bad}</p>, 422)
    return shown(
      v,
      v.t.notices.unsubscribe.title,
      <p class="note free">
        <span>
          {about ? words.doneAbout(about) : words.done} {words.undo}
        </span>
      </p>,
    )
  })

/** "les correspondances, les messages"; empty: the link is about every mail, or not ours. */
async function aboutOf(v: View, token: string): Promise<string> {
  const stop = await stopOf(v.ctx, token)
  return (stop?.topics ?? []).map((topic) => v.t.notices.topics[topic].name).join(', ')
}
