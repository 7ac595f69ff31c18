import { LANGUAGES } from '../../../worker/core/kinds'
import { MAIL_RHYTHMS } from '../../../worker/people/input'
import { LANGUAGE_NAMES } from '../../../worker/text'
import { ErrorSummary, Field, Tiles } from '../../components/Field'
import { Told } from '../../components/Told'
import { Calendars, Data, Sessions, Tokens } from './AccessPanels'
import { LeavingPhone } from './LeavingPhone'
import { type AccountProps, Panel } from './Panel'

export function AccountPage(props: AccountProps) {
  const { v, told } = props
  const t = v.t.people.account
  const done = told.done && Object.hasOwn(t.done, told.done) ? t.done[told.done] : undefined
  return (
    <div class="w sec st">
      <div class="hd">
        <h1 class="h1s">{t.title}</h1>
        <LeavingPhone v={v} signsOut>
          <form method="post" action={v.at('/sign-out')}>
            <button type="submit" class="b b2">
              {v.t.common.signOut}
            </button>
          </form>
        </LeavingPhone>
      </div>
      <Told words={done} />
      <ErrorSummary v={v} errors={told.errors} />
      <div class="side">
        <div class="st">
          <You {...props} />
          <Organisations {...props} />
        </div>
        <div class="st">
          <Sessions {...props} />
          <Calendars {...props} />
          <Tokens {...props} />
          <Data {...props} />
        </div>
      </div>
    </div>
  )
}

function You({ v, account: { person }, told: { given, errors } }: AccountProps) {
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
          <a href={v.at('/account/mails')}>{v.t.notices.mails.title}</a>
        </p>
        <p>
          <button type="submit" class="b">
            {v.t.common.save}
          </button>
        </p>
      </form>
    </Panel>
  )
}

function Organisations({ v, account: { places, clusters } }: AccountProps) {
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
