import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { LANGUAGES } from '../../../worker/core/kinds'
import type { AppEnv } from '../../../worker/platform/http'
import { registerPerson } from '../../../worker/people/commands/registerPerson'
import { personByEmail } from '../../../worker/people/queries'
import { ownPath } from '../../../worker/people/rules'
import { sessionEmail, startSession } from '../../../worker/people/session'
import { LANGUAGE_NAMES } from '../../../worker/text'
import { ErrorSummary, errorsIn, Field, type FormErrors, Tiles } from '../../components/Field'
import { page, type View, viewOf } from '../../view'
import { Frame } from './SignInPages'
import { statusOf, textsOf } from './signIn'

/** Who has proved an address for the first time tells their name and language, once. */
export const welcomePages = new Hono<AppEnv>()

welcomePages.get('/sign-in/welcome', async (c) => {
  const v = viewOf(c)
  const email = await sessionEmail(c)
  if (!email) return c.redirect(v.at('/sign-in'), 303)
  const given = { language: v.language, next: c.req.query('next') }
  return page(
    v,
    { title: v.t.people.welcome.title, noIndex: true },
    <Welcome v={v} email={email} given={given} />,
  )
})

welcomePages.post('/sign-in/welcome', async (c) => {
  const v = viewOf(c)
  const email = await sessionEmail(c)
  if (!email) return c.redirect(v.at('/sign-in'), 303)
  const given = await textsOf(c)
  try {
    const input = { name: given.name ?? '', email, language: (given.language ?? v.language) as 'fr' }
    await startSession(c, { personId: await registered(v, input) })
    return c.redirect(ownPath(given.next) ?? v.at(), 303)
  } catch (error) {
    const errors = errorsIn(v, error)
    const props = { title: v.t.people.welcome.title, status: statusOf(error), noIndex: true }
    return page(v, props, <Welcome v={v} email={email} given={given} errors={errors} />)
  }
})

/** The form sent twice makes one person. */
async function registered(v: View, input: Parameters<typeof registerPerson>[1] & { email: string }) {
  try {
    return await registerPerson(v.ctx, input)
  } catch (error) {
    const other =
      error instanceof AppError &&
      error.code === 'already_exists' &&
      (await personByEmail(v.ctx, input.email))
    if (other) return other.id
    throw error
  }
}

type Given = Record<string, string | undefined>
function Welcome({ v, email, given, errors }: { v: View; email: string; given: Given; errors?: FormErrors }) {
  const t = v.t.people.welcome
  return (
    <Frame v={v}>
      <h1 class="h1s">{t.title}</h1>
      <p class="lead q">
        {t.lead[0]}
        <bdi>{email}</bdi>
        {t.lead[1]}
      </p>
      <ErrorSummary v={v} errors={errors} />
      <form method="post" class="panel st" novalidate>
        {given.next && <input type="hidden" name="next" value={given.next} />}
        <Field
          name="name"
          label={t.name}
          hint={t.nameHint}
          value={given.name}
          error={errors?.fields.name}
          autocomplete="name"
          maxlength={80}
          required
          dir="auto"
        />
        <div class="langs">
          <Tiles
            name="language"
            legend={t.language}
            hint={t.languageHint}
            value={given.language ?? v.language}
            error={errors?.fields.language}
            columns={3}
            choices={LANGUAGES.map((l) => ({ value: l, label: LANGUAGE_NAMES[l], lang: l }))}
          />
        </div>
        <button type="submit" class="b">
          {t.create}
        </button>
      </form>
    </Frame>
  )
}
