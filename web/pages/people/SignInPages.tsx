import type { Child } from 'hono/jsx'
import { ErrorSummary, Field, type FormErrors } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { Told } from '../../components/Told'
import type { View } from '../../view'

interface Asking {
  v: View
  next?: string
  email?: string
  errors?: FormErrors
  /** An account was just erased here. */
  erased?: boolean
}

export function SignInPage({ v, next, email, errors, erased }: Asking) {
  const t = v.t.people.signIn
  return (
    <Frame
      v={v}
      aside={
        <section class="cloth patch st">
          <h2>{t.why}</h2>
          <ul class="st ticks">
            {t.whyList.map((line) => (
              <li>
                <Icon name="check" />
                {line}
              </li>
            ))}
          </ul>
        </section>
      }
    >
      <h1 class="h1s">{t.title}</h1>
      <p class="lead q">{t.lead}</p>
      {erased && <Told words={v.t.people.account.erased} />}
      <ErrorSummary v={v} errors={errors} />
      <form method="post" action={v.at('/sign-in')} class="panel st" novalidate>
        {next && <input type="hidden" name="next" value={next} />}
        <Field
          name="email"
          label={t.email}
          hint={t.emailHint}
          value={email}
          error={errors?.fields.email}
          type="email"
          autocomplete="email"
          required
          dir="ltr"
        />
        <button type="submit" class="b">
          {t.send}
        </button>
      </form>
      <p>
        <b>{t.newHere}</b> {t.newHereLead}
      </p>
    </Frame>
  )
}

interface Coding {
  v: View
  id: string
  email: string
  next: string | null
  code?: string
  errors?: FormErrors
}

export function CodePage({ v, id, email, next, code, errors }: Coding) {
  const t = v.t.people.code
  return (
    <Frame
      v={v}
      aside={
        <section class="panel st">
          <h2>{t.nothing}</h2>
          <p>{t.nothingLead}</p>
          <form method="post" action={v.at('/sign-in')} class="row">
            <input type="hidden" name="email" value={email} />
            {next && <input type="hidden" name="next" value={next} />}
            <button type="submit" class="b b2">
              {t.again}
            </button>
            <a class="b b3" href={v.at('/sign-in')}>
              {t.otherAddress}
            </a>
          </form>
        </section>
      }
    >
      <h1 class="h1s">{t.title}</h1>
      <p class="lead">
        {t.sent[0]}
        <bdi>
          <b>{email}</b>
        </bdi>
        {t.sent[1]}
      </p>
      <ErrorSummary v={v} errors={errors} />
      <form method="post" action={v.at(`/sign-in/code/${id}`)} class="panel st code" novalidate>
        <Field
          name="code"
          label={t.label}
          hint={t.hint}
          value={code}
          error={errors?.fields.code}
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={12}
          required
          dir="ltr"
        />
        <button type="submit" class="b">
          {t.enter}
        </button>
        <p class="q sm">{t.orLink}</p>
      </form>
    </Frame>
  )
}

export function LinkPage({ v, email }: { v: View; email: string }) {
  const t = v.t.people.link
  return (
    <Frame v={v}>
      <h1 class="h1s">{t.title}</h1>
      <p class="lead">
        {t.lead[0]}
        <bdi>
          <b>{email}</b>
        </bdi>
        {t.lead[1]}
      </p>
      <form method="post" class="row">
        <button type="submit" class="b">
          {t.enter}
        </button>
      </form>
      <p class="q">{t.notYou}</p>
    </Frame>
  )
}

export function ExpiredLinkPage({ v }: { v: View }) {
  const t = v.t.people.link
  return (
    <Frame v={v}>
      <h1 class="h1s">{t.expired}</h1>
      <p class="note ask">
        <Icon name="hourglass" />
        <span>{v.t.errors.codes.link_expired}</span>
      </p>
      <p>
        <a class="b" href={v.at('/sign-in')}>
          {t.again}
        </a>
      </p>
    </Frame>
  )
}

/** One thing to do, and beside it (below, on a phone) what helps doing it. */
export const Frame = ({ aside, children }: { v: View; aside?: Child; children?: Child }) => (
  <div class="w sec">
    <div class={aside ? 'side' : 'narrow'}>
      <div class="st">{children}</div>
      {aside}
    </div>
  </div>
)
