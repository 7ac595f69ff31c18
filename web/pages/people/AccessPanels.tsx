import { Field } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { LeavingPhone } from './LeavingPhone'
import { type AccountProps, Panel } from './Panel'

export function Sessions({ v, account: { sessions } }: AccountProps) {
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
      <LeavingPhone v={v}>
        <form method="post" action={v.at('/account/sessions/end-all')}>
          <button type="submit" class="b b2">
            {t.endAll}
          </button>
        </form>
      </LeavingPhone>
    </Panel>
  )
}

export function Tokens({ v, account: { tokens }, told }: AccountProps) {
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

export const Calendars = ({ v }: AccountProps) => (
  <Panel id="calendars" title={v.t.calendars.title}>
    <p class="q sm">{v.t.calendars.leads.person}</p>
    <p>
      <a class="b b2" href={v.at('/account/calendars')}>
        <Icon name="calendar-days" />
        {v.t.calendars.link}
      </a>
    </p>
  </Panel>
)

export function Data({ v }: AccountProps) {
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
