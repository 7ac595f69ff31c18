import { Hono } from 'hono'
import { clustersOfActor } from '../../../worker/people/queries'
import { MailSettings } from '../../../worker/notifications/input'
import { chooseMails, mailSettings } from '../../../worker/notifications/settings'
import { TOPICS } from '../../../worker/notifications/topics'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { check } from '../../../worker/platform/input'
import { ErrorSummary, errorsIn, Field, type FormErrors, Tiles } from '../../components/Field'
import { Told } from '../../components/Told'
import { page, type View, viewOf } from '../../view'

interface Shown {
  topics: readonly string[]
  from: string
  to: string
}

/** Of what one is written to, and in which hours not. */
export const mailsPages = new Hono<AppEnv>()
  .get('/account/mails', async (c) => {
    const v = viewOf(c)
    mustBeSignedIn(v.ctx)
    const { topics, quiet } = await mailSettings(v.ctx)
    return mailsPage(v, { topics, ...quiet }, { done: c.req.query('done') !== undefined })
  })
  .post('/account/mails', async (c) => {
    const v = viewOf(c)
    mustBeSignedIn(v.ctx)
    const form = await c.req.formData()
    const one = (name: string) => String(form.get(name) ?? '')
    const shown = { topics: form.getAll('topics').map(String), from: one('from'), to: one('to') }
    try {
      const { topics, from, to } = shown
      await chooseMails(v.ctx, check(MailSettings, { topics, quiet: { from, to } } as MailSettings))
      return c.redirect(v.at('/account/mails?done'), 303)
    } catch (error) {
      const { fields, ...rest } = errorsIn(v, error)
      const { 'quiet.from': from, 'quiet.to': to, ...others } = fields
      const errors = { ...rest, fields: { ...others, ...(from && { from }), ...(to && { to }) } }
      return mailsPage(v, shown, { errors })
    }
  })

async function mailsPage(v: View, shown: Shown, told: { done?: boolean; errors?: FormErrors }) {
  const words = v.t.notices.mails
  const { errors } = told
  const clusters = await clustersOfActor(v.ctx)
  return page(
    v,
    { title: words.title, noIndex: true, status: errors ? 422 : 200 },
    <div class="w sec narrow st">
      <p class="back sm">
        <a href={v.at('/account')}>{v.t.people.account.title}</a>
      </p>
      <h1 class="h1s">{words.title}</h1>
      <p class="lead q">{words.lead}</p>
      {told.done && <Told words={words.saved} />}
      <form method="post" class="panel st" novalidate>
        <ErrorSummary v={v} errors={errors} />
        <Tiles
          name="topics"
          legend={words.topics}
          value={shown.topics}
          error={errors?.fields.topics}
          choices={TOPICS.map((topic) => ({
            ...{ value: topic, label: v.t.notices.topics[topic].name, hint: v.t.notices.topics[topic].about },
          }))}
        />
        <fieldset aria-describedby="quiet-hint">
          <legend>{words.quiet}</legend>
          <span class="hint" id="quiet-hint">
            {words.quietHint}
          </span>
          <div class="row">
            <Field
              name="from"
              type="time"
              label={words.from}
              value={shown.from}
              error={errors?.fields.from}
            />
            <Field name="to" type="time" label={words.to} value={shown.to} error={errors?.fields.to} />
          </div>
        </fieldset>
        <p>
          <button class="b" type="submit">
            {words.save}
          </button>
        </p>
        <p class="q sm">{words.rhythm}</p>
      </form>
      <ul class="lines">
        {clusters.map((cluster) => (
          <li>
            <a href={`/${v.language}/${cluster.slug}/searches`}>{words.searches(cluster.name)}</a>
          </li>
        ))}
      </ul>
    </div>,
  )
}
