import type { placesOf } from '../../../worker/organisations/departures'
import { ErrorSummary, type FormErrors, idOf } from '../../components/Field'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'
import { LeavingPhone } from './LeavingPhone'
import { Frame } from './SignInPages'

interface Leaving {
  v: View
  place: Awaited<ReturnType<typeof placesOf>>[number]
  errors?: FormErrors
}

/** Before leaving an organisation: what it means. */
export function LeavePage({ v, place, errors }: Leaving) {
  const t = v.t.people.account
  return (
    <Frame v={v}>
      <h1 class="h1s">
        {t.leaveTitle[0]}
        <bdi>{place.name}</bdi>
        {t.leaveTitle[1]}
      </h1>
      <ErrorSummary v={v} errors={errors} />
      <p class="lead">{t.leaveLead}</p>
      <form method="post" class="row">
        <button type="submit" class="b">
          {t.leave}
        </button>
        <a class="b b3" href={v.at('/account')}>
          {v.t.common.cancel}
        </a>
      </form>
    </Frame>
  )
}

/** Before erasing an account: what goes, what stays. */
export function ErasePage({ v, errors, names }: { v: View; errors?: FormErrors; names?: string[] }) {
  const t = v.t.people.erase
  const unsure = errors?.fields.sure && t.surePlease
  const shown = unsure ? { ...errors, fields: { sure: unsure } } : errors
  return (
    <Frame v={v}>
      <h1 class="h1s">{t.title}</h1>
      <ErrorSummary v={v} errors={shown} />
      {names && (
        <ul class="lines">
          {names.map((name) => (
            <li>
              <b>
                <bdi>{name}</bdi>
              </b>
            </li>
          ))}
        </ul>
      )}
      <div class="panel st">
        <h2>{t.goes}</h2>
        <List items={t.goesList} icon="x" />
        <h2>{t.stays}</h2>
        <List items={t.staysList} icon="check" />
      </div>
      <LeavingPhone v={v}>
        <form method="post" class="st" novalidate>
          <div class={unsure ? 'err' : undefined}>
            {unsure && (
              <span class="msg" id="f-sure-e">
                <Icon name="circle-alert" />
                {unsure}
              </span>
            )}
            <label class="o">
              <input
                type="checkbox"
                name="sure"
                value="yes"
                id={idOf('sure')}
                aria-invalid={unsure ? 'true' : undefined}
                aria-describedby={unsure ? 'f-sure-e' : undefined}
              />
              <span>{t.sure}</span>
            </label>
          </div>
          <p class="row">
            <button type="submit" class="b">
              {t.erase}
            </button>
            <a class="b b2" href={v.at('/account')}>
              {t.keep}
            </a>
          </p>
        </form>
      </LeavingPhone>
    </Frame>
  )
}

const List = ({ items, icon }: { items: readonly string[]; icon: 'x' | 'check' }) => (
  <ul class="st ticks">
    {items.map((item) => (
      <li>
        <Icon name={icon} />
        {item}
      </li>
    ))}
  </ul>
)
