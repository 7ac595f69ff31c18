import { Script } from 'vite-ssr-components/hono'
import type { CalendarAddress } from '../../../worker/calendars/addresses'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'

export type Known = Pick<CalendarAddress, 'id' | 'createdAt' | 'lastReadAt'>

/** The small script that copies a new address. */
export const CopyScript = () => <Script src="/web/islands/copy-text.ts" />

/** The only time an address is told. */
export function NewAddress({ v, address }: { v: View; address: string }) {
  const t = v.t.calendars
  return (
    <section class="note free" role="status">
      <Icon name="circle-check" />
      <div class="st">
        <h2>{t.newTitle}</h2>
        <p>{t.once}</p>
        <copy-text class="st" data-copy={t.copy} data-copied={t.copied}>
          <code class="token" dir="ltr">
            {address}
          </code>
          <p class="row">
            <a class="b b2" href={address.replace(/^https?:/, 'webcal:')}>
              {t.open}
            </a>
          </p>
        </copy-text>
      </div>
    </section>
  )
}

/** The address of one calendar: made, made anew, revoked, by forms that stay at `path`. */
export function AddressPanel({ v, known, path }: { v: View; known: Known | undefined; path: string }) {
  const t = v.t.calendars
  return (
    <section class="panel st" aria-labelledby="address">
      <h2 id="address">{t.address}</h2>
      <p class="q">{known ? <Life v={v} known={known} /> : t.none}</p>
      <div class="row">
        <form method="post" action={path}>
          <button type="submit" class={known ? 'b b2' : 'b'}>
            {known ? t.again : t.make}
          </button>
        </form>
        {known && (
          <form method="post" action={`${path}/revoke`}>
            <button type="submit" class="b b3">
              {t.revoke}
            </button>
          </form>
        )}
      </div>
      {known && <p class="hint">{t.againHint}</p>}
    </section>
  )
}

/** When it was made, and whether anything reads it. */
export const Life = ({ v, known }: { v: View; known: Known }) => {
  const t = v.t.calendars
  const read = known.lastReadAt ? t.read(v.f.relative(known.lastReadAt, v.ctx.now)) : t.neverRead
  return (
    <>
      {t.made(v.f.date(known.createdAt))}
      {' · '}
      {read}
    </>
  )
}

/** In a few steps, for the three programs that most people have. */
export function How({ v }: { v: View }) {
  const t = v.t.calendars
  return (
    <section class="panel st" aria-labelledby="how">
      <h2 id="how">{t.how}</h2>
      <dl class="st">
        {Object.values(t.steps).map(([name, step]) => (
          <div>
            <dt>
              <b>
                <bdi>{name}</bdi>
              </b>
            </dt>
            <dd>{step}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{t.slow}</p>
    </section>
  )
}
