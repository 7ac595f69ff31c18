import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { markRead, noticesOf } from '../../../worker/notifications/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { Icon } from '../../components/Icon'
import type { IconName } from '../../components/icons'
import { page, viewOf } from '../../view'

const ICONS: Record<string, IconName> = {
  booking: 'calendar-days',
  match: 'hand-helping',
  message: 'message-circle',
  report: 'triangle-alert',
  affiliation: 'users-round',
  member: 'users-round',
}
const iconOf = (type: string): IconName => ICONS[type.split('.')[0] ?? ''] ?? 'megaphone'

/** What the reader was told in this cluster. Opening the page marks it read. */
export const noticesPages = new Hono<AppEnv>().get('/notices', async (c) => {
  const v = viewOf(c)
  if (!v.actor || !v.cluster) throw new AppError('not_signed_in')
  const words = v.t.notices
  const { items, nextCursor } = await noticesOf(
    v.ctx,
    v.cluster,
    v.actor.personId,
    v.language,
    c.req.query('cursor'),
  )
  const { personId } = v.actor
  const { id } = v.cluster
  v.ctx.after(() => markRead(v.ctx, personId, id))
  return page(
    v,
    { title: words.title, noIndex: true },
    <div class="w sec st narrow">
      <div class="hd">
        <h1 class="h1s">{words.title}</h1>
        <a href={v.at('/account/mails')}>{words.settings}</a>
      </div>
      {items.length === 0 ? (
        <div class="empty">
          <p>{words.empty}</p>
          <a class="b b2" href={v.href('/search')}>
            {words.emptyAct}
          </a>
        </div>
      ) : (
        <ol class="told">
          {items.map((notice) => (
            <li class={notice.unread ? 'new' : undefined}>
              <Icon name={iconOf(notice.type)} />
              <p>{notice.path ? <a href={v.href(notice.path)}>{notice.text}</a> : notice.text}</p>
              <p class="q sm">
                {notice.unread && <span class="tag free s">{words.unread}</span>}{' '}
                <time datetime={notice.at}>{v.f.relative(notice.at, v.ctx.now)}</time>
              </p>
            </li>
          ))}
        </ol>
      )}
      {nextCursor && (
        <p>
          <a class="b b2" href={`${v.href('/notices')}?cursor=${encodeURIComponent(nextCursor)}`}>
            {words.older}
          </a>
        </p>
      )}
    </div>,
  )
})
