import { Hono } from 'hono'
import type { LocalEnv } from './env'
import { type KeptMail, mailsIn } from './mailbox'
import { Shell } from './Shell'

/** Where the mails of a local run land. */
export const mail = new Hono<{ Bindings: LocalEnv }>()

mail.get('/mail.json', async (c) => {
  const mails = await mailsIn(c.env.DB)
  return c.json(mails.map((one) => ({ ...one, links: linksIn(one.text) })))
})

mail.get('/mail', async (c) => {
  const mails = await mailsIn(c.env.DB)
  return c.html(
    <Shell title="Mailbox">
      <p class="q">Mails of a local run are kept here, newest first, and sent nowhere.</p>
      {mails.length === 0 && <p class="empty">No mail yet.</p>}
      {mails.map((one, i) => (
        <Letter mail={one} open={i === 0} />
      ))}
    </Shell>,
  )
})

const Letter = ({ mail, open }: { mail: KeptMail; open: boolean }) => (
  <details class="panel" open={open}>
    <summary>
      <bdi>{mail.subject}</bdi>
    </summary>
    <div class="st">
      <p class="q sm">
        To {mail.to}, {mail.at}
        {mail.attachments?.map((file) => ` · ${file.filename}`)}
      </p>
      <p dir="auto" class="letter">
        {mail.text.split(/(https?:\/\/\S+)/).map((part, i) => (i % 2 ? <a href={part}>{part}</a> : part))}
      </p>
      {mail.html && (
        <iframe
          title={`${mail.subject}, as HTML`}
          sandbox="allow-top-navigation-by-user-activation"
          srcdoc={mail.html.replace('<head>', '<head><base target="_top">')}
          width="100%"
          height="520"
        />
      )}
    </div>
  </details>
)

const linksIn = (text: string): string[] => text.match(/https?:\/\/\S+/g) ?? []
