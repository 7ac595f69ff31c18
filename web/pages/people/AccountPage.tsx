import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { LANGUAGES } from '../../../worker/core/kinds'
import type { placesOf } from '../../../worker/organisations/departures'
import { MAIL_RHYTHMS } from '../../../worker/people/input'
import type { clustersOfActor, personById } from '../../../worker/people/queries'
import type { sessionsOf } from '../../../worker/people/session'
import type { tokensOf } from '../../../worker/people/tokens'
import { LANGUAGE_NAMES } from '../../../worker/text'
import { ErrorSummary, Field, type FormErrors, Tiles } from '../../components/Field'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'

export interface Account {
  person: NonNullable<Awaited<ReturnType<typeof personById>>>
  places: Awaited<ReturnType<typeof placesOf>>
  clusters: Awaited<ReturnType<typeof clustersOfActor>>
  sessions: Awaited<ReturnType<typeof sessionsOf>>
  tokens: Awaited<ReturnType<typeof tokensOf>>
}
/** What the page answers to: an act done, or a form refused with what was typed. */
export interface Told {
  done?: string
  given?: Record<string, string | undefined>
  tokenName?: string
  errors?: FormErrors
  status?: ContentfulStatusCode
}
interface Props {
  v: View
  account: Account
  told: Told
}

export function AccountPage(props: Props) {
  const { v, told } = props
  const t = v.t.people.account
  const done = told.done && Object.hasOwn(t.done, told.done) ? t.done[told.done] : undefined
  return (
    <div class="w sec st">
      <div class="hd">
        <h1 class="h1s">{t.title}</h1>
        <form method="post" action={v.at('/sign-out')}>
          <button type="submit" class="b b2">
            {v.t.common.signOut}
          </button>
        </form>
      </div>
      {done && (
        <p class="note free" role="status">
          <Icon name="circle-check" />
          <span>{done}</span>
        </p>
      )}
      <ErrorSummary v={v} errors={told.errors} />
      <div class="side">
        <div class="st">
          <You {...props} />
          <Organisations {...props} />
        </div>
        <div class="st">
          <Sessions {...props} />
          <Tokens {...props} />
          <Data {...props} />
        </div>
      </div>
    </div>
  )
}

const Panel = ({ id, title, children }: { id: string; title: string; children?: Child }) => (
  <section class="panel st" aria-labelledby={id} id={`p-${id}`}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
)

function You({ v, account: { person }, told: { given, errors } }: Props) {
  const t = v.t.people.account
  const value = (key: 'name' | 'phone' | 'language' | 'mailRhythm') => given?.[key] ?? person[key]
  return (
    <Panel id="you" title={t.you}>
      <form method="post" action={v.at('/account')} class="st" novalidate>
        <dl class="kv">
          <div>
            <dt>{t.email}</dt>
            <dd>
              <bdi>{person.email}</bdi>
            </dd>
          </div>
        </dl>
        <Field
          name="name"
          label={v.t.people.welcome.name}
          value={value('name')}
          error={errors?.fields.name}
          autocomplete="name"
          maxlength={80}
          required
          dir="auto"
        />
        <Field
          name="phone"
          type="tel"
          label={
            <>
              {t.phone} <span class="q">({v.t.common.optional})</span>
            </>
          }
          hint={t.phoneHint}
          value={value('phone')}
          error={errors?.fields.phone}
          autocomplete="tel"
          maxlength={30}
          dir="ltr"
        />
        <div class="langs">
          <Tiles
            name="language"
            legend={v.t.people.welcome.language}
            hint={v.t.people.welcome.languageHint}
            value={value('language')}
            error={errors?.fields.language}
            columns={3}
            choices={LANGUAGES.map((l) => ({ value: l, label: LANGUAGE_NAMES[l], lang: l }))}
          />
        </div>
        <Tiles
          name="mailRhythm"
          legend={t.rhythm}
          value={value('mailRhythm')}
          error={errors?.fields.mailRhythm}
          choices={MAIL_RHYTHMS.map((r) => ({ value: r, label: t.rhythms[r], hint: t.rhythmHints[r] }))}
        />
        <p>
          <button type="submit" class="b">
            {v.t.common.save}
          </button>
        </p>
      </form>
    </Panel>
  )
}

function Organisations({ v, account: { places, clusters } }: Props) {
  const t = v.t.people.account
  return (
    <Panel id="organisations" title={t.organisations}>
      {places.length === 0 && <p class="q">{t.noOrganisation}</p>}
      <ul class="lines">
        {places.map((place) => (
          <li>
            <span>
              <b>
                <bdi>{place.name}</bdi>
              </b>
              <span class="hint">{place.status === 'requested' ? t.requested : t.roles[place.role]}</span>
            </span>
            <a
              class="b b3"
              href={v.at(`/account/organisations/${place.organisationId}/leave`)}
              aria-label={t.leaveWhat(place.name)}
            >
              {t.leave}
            </a>
          </li>
        ))}
        {clusters.map((cluster) => (
          <li>
            <span>
              <a href={`/${v.language}/${cluster.slug}`}>
                <b>
                  <bdi>{cluster.name}</bdi>
                </b>
              </a>
              <span class="hint">{cluster.coordinates ? t.coordinator : t.cluster}</span>
            </span>
          </li>
        ))}
      </ul>
      {clusters[0] && (
        <p>
          <a href={`/${v.language}/${clusters[0].slug}/join`}>{t.join}</a>
        </p>
      )}
    </Panel>
  )
}

function Sessions({ v, account: { sessions } }: Props) {
  const t = v.t.people.account
  return (
    <Panel id="sessions" title={t.sessions}>
      <ul class="lines">
        {sessions.map((session) => (
          <li>
            <span>
              <b>
                <bdi>{session.device || t.unknownDevice}</bdi>
              </b>
              <span class="hint">
                {session.isThisOne ? t.thisDevice : t.lastUsed(v.f.relative(session.lastUsedAt, v.ctx.now))}
              </span>
            </span>
            {!session.isThisOne && (
              <form method="post" action={v.at(`/account/sessions/${session.id}/end`)}>
                <button type="submit" class="b b3" aria-label={t.endWhat(session.device || t.unknownDevice)}>
                  {t.end}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <form method="post" action={v.at('/account/sessions/end-all')}>
        <button type="submit" class="b b2">
          {t.endAll}
        </button>
      </form>
    </Panel>
  )
}

function Tokens({ v, account: { tokens }, told }: Props) {
  const t = v.t.people.account
  const refused = told.tokenName !== undefined
  return (
    <Panel id="tokens" title={t.tokens}>
      <p class="q sm">{t.tokensLead}</p>
      {tokens.length > 0 && (
        <ul class="lines">
          {tokens.map((token) => (
            <li>
              <span>
                <b>
                  <bdi>{token.name}</bdi>
                </b>
                <span class="hint">
                  {t.created(v.f.date(token.createdAt))}
                  {' · '}
                  {token.lastUsedAt ? t.lastUsed(v.f.relative(token.lastUsedAt, v.ctx.now)) : t.neverUsed}
                </span>
              </span>
              <form method="post" action={v.at(`/account/tokens/${token.id}/revoke`)}>
                <button type="submit" class="b b3" aria-label={t.revokeWhat(token.name)}>
                  {t.revoke}
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <details open={refused}>
        <summary>{t.createToken}</summary>
        <form method="post" action={v.at('/account/tokens')} class="st" novalidate>
          <Field
            name="tokenName"
            label={t.tokenName}
            hint={t.tokenNameHint}
            value={told.tokenName}
            error={told.errors?.fields.tokenName}
            maxlength={60}
            required
            dir="auto"
          />
          <p>
            <button type="submit" class="b b2">
              {t.createToken}
            </button>
          </p>
        </form>
      </details>
    </Panel>
  )
}

function Data({ v }: Props) {
  const t = v.t.people.account
  return (
    <Panel id="data" title={t.data}>
      <p class="q sm">{t.dataLead}</p>
      <p class="row">
        <a class="b b2" href={v.at('/account/export')} download="maillage.json">
          <Icon name="download" />
          {t.export}
        </a>
        <a class="b b3" href={v.at('/account/erase')}>
          {t.erase}
        </a>
      </p>
    </Panel>
  )
}
