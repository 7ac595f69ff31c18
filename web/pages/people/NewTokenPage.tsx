import { Icon } from '../../components/Icon'
import type { View } from '../../view'
import { Frame } from './SignInPages'

/** The only time a token is told. */
export function NewTokenPage({ v, name, token }: { v: View; name: string; token: string }) {
  const t = v.t.people.account
  return (
    <Frame v={v}>
      <h1 class="h1s">{t.newToken}</h1>
      <p class="note ask">
        <Icon name="triangle-alert" />
        <span>{t.newTokenLead}</span>
      </p>
      <div class="panel st">
        <h2>
          <bdi>{name.trim()}</bdi>
        </h2>
        <p>
          <code class="token" dir="ltr">
            {token}
          </code>
        </p>
      </div>
      <p>
        <a class="b b2" href={v.at('/account')}>
          {v.t.common.back}
        </a>
      </p>
    </Frame>
  )
}
