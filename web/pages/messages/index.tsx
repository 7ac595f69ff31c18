import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { sendMessage } from '../../../worker/messages/commands/sendMessage'
import {
  type Conversation,
  conversation,
  conversationsOf,
  type Message,
  markRead,
} from '../../../worker/messages/queries'
import type { AppEnv } from '../../../worker/platform/http'
import { Contacts } from '../../components/Contacts'
import { ErrorSummary, errorsIn, type FormErrors, TextArea } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { page, type View, viewOf } from '../../view'
import { once } from '../bookings/once'

/** The conversations of the reader's organisations, and each of them. */
export const messagesPages = new Hono<AppEnv>()

messagesPages.get('/messages', async (c) => {
  const v = viewOf(c)
  if (!v.actor) throw new AppError('not_signed_in')
  const words = v.t.messages
  const lines = await conversationsOf(v.ctx, c.get('cluster').id)
  return page(
    v,
    { title: words.title, door: 'messages', noIndex: true },
    <div class="w sec st narrow">
      <h1 class="h1s">{words.title}</h1>
      {lines.length === 0 ? (
        <div class="empty">
          <p>
            <b>{words.none}</b>
          </p>
          <p class="q">{words.noneHint}</p>
          <a class="b b2" href={v.href('/search')}>
            {words.search}
          </a>
        </div>
      ) : (
        <ul class="talks">
          {lines.map((line) => (
            <li class={line.unread ? 'new' : undefined}>
              <a href={v.href(`/messages/${line.aboutId}`)}>
                <b>
                  <bdi>{line.theirName}</bdi>
                </b>
                <span class="q sm">
                  <bdi>{line.title}</bdi>
                </span>
                <span class="sm cut">
                  {line.lastIsMine && words.you}
                  <bdi>{line.last}</bdi>
                </span>
                <span class="q xs">
                  {line.unread && <span class="tag free">{words.unread}</span>}{' '}
                  <time datetime={line.lastAt}>{v.f.relative(line.lastAt, v.ctx.now)}</time>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>,
  )
})

messagesPages.get('/messages/:aboutId', async (c) => {
  const v = viewOf(c)
  if (!v.actor) throw new AppError('not_signed_in')
  const found = await inCluster(v, await conversation(v.ctx, c.req.param('aboutId'), c.req.query('before')))
  const { id } = found.about
  v.ctx.after(() => markRead(v.ctx, id))
  return talkPage(v, found)
})

messagesPages.post('/messages/:aboutId', async (c) => {
  const v = viewOf(c)
  if (!v.actor) throw new AppError('not_signed_in')
  const form = await c.req.formData()
  const aboutId = c.req.param('aboutId')
  const found = await inCluster(v, await conversation(v.ctx, aboutId))
  const text = String(form.get('body') ?? '')
  try {
    const location = await once(v.ctx, form.get('once'), async () => {
      await sendMessage(v.ctx, aboutId, text)
      return `${v.href(`/messages/${aboutId}`)}#last`
    })
    return c.redirect(location, 303)
  } catch (error) {
    v.ctx.once = undefined
    return talkPage(v, found, { errors: errorsIn(v, error), text })
  }
})

/** A conversation belongs to the cluster in the address. */
async function inCluster(v: View, found: Conversation): Promise<Conversation> {
  if (found.about.clusterId !== v.cluster?.id) throw new AppError('not_found')
  return found
}

function talkPage(v: View, found: Conversation, refused?: { errors: FormErrors; text: string }) {
  const words = v.t.messages
  const { about, messages, older, contacts } = found
  const booking = about.id.startsWith('bkg_')
  return page(
    v,
    { title: words.with(about.theirs.name), door: 'messages', noIndex: true, status: refused ? 422 : 200 },
    <div class="w sec side">
      <div class="st">
        <div class="st g2">
          <h1 class="h1s">
            <bdi>{about.theirs.name}</bdi>
          </h1>
          <p class="q">
            {words.about}{' '}
            <a href={v.href(booking ? `/bookings/${about.id}` : `/matches/${about.id}`)}>
              <bdi>{about.title}</bdi>
            </a>
          </p>
        </div>
        {older && (
          <p>
            <a class="b b2" href={`${v.href(`/messages/${about.id}`)}?before=${older}`}>
              {words.older}
            </a>
          </p>
        )}
        {messages.length === 0 ? (
          <p class="q">{words.first}</p>
        ) : (
          <ol class="talk">
            {messages.map((message, i) => (
              <Said v={v} message={message} last={i === messages.length - 1} />
            ))}
          </ol>
        )}
        <ErrorSummary v={v} errors={refused?.errors} />
        {about.closed ? (
          <p class="note">
            <Icon name="info" />
            <span>{words.closed}</span>
          </p>
        ) : (
          <form class="st" method="post" action={v.href(`/messages/${about.id}`)}>
            <input type="hidden" name="once" value={crypto.randomUUID()} />
            <TextArea
              name="body"
              label={words.write}
              hint={words.hint}
              error={refused?.errors.fields.body}
              value={refused?.text}
              required
              maxlength={5000}
            />
            <p>
              <button class="b" type="submit">
                <Icon name="message-circle" />
                {words.send}
              </button>
            </p>
          </form>
        )}
      </div>
      <aside class="panel st stick">
        <h2 class="t3">{words.contacts}</h2>
        {contacts ? <Contacts contacts={contacts} /> : <p class="q sm">{words.noContacts}</p>}
        <a class="b b2" href={v.href(booking ? `/bookings/${about.id}` : `/matches/${about.id}`)}>
          {booking ? words.seeBooking : words.seeMatch}
        </a>
      </aside>
    </div>,
  )
}

function Said({ v, message, last }: { v: View; message: Message; last: boolean }) {
  return (
    <li class={message.mine ? 'mine' : undefined} id={last ? 'last' : undefined}>
      <p class="q xs">
        <bdi>{message.personName ?? v.t.messages.erased}</bdi>, <bdi>{message.organisationName}</bdi>{' '}
        <time datetime={message.createdAt}>
          {v.f.dayShort(message.createdAt)} {v.f.time(message.createdAt)}
        </time>
      </p>
      <div dir="auto">
        {message.body.split(/\n+/).map((part) => (
          <p>{part}</p>
        ))}
      </div>
    </li>
  )
}
