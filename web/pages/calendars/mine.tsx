import { Hono } from 'hono'
import { addressesOf, addressOf, createAddress, revokeAddress } from '../../../worker/calendars/addresses'
import { AppError } from '../../../worker/core/errors'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { page, type View, viewOf } from '../../view'
import { Told } from '../../components/Told'
import { AddressPanel, CopyScript, How, Life, NewAddress } from './Address'

/** One's own calendar, and every address one has made. */
export const myCalendars = new Hono<AppEnv>()

myCalendars.get('/account/calendars', (c) => show(c))
myCalendars.post('/account/calendars', async (c) => {
  const { address } = await createAddress(c.get('ctx'), { scope: 'person' })
  return show(c, address)
})
myCalendars.post('/account/calendars/revoke', async (c) => {
  const { ctx } = viewOf(c)
  const { personId } = mustBeSignedIn(ctx)
  const known = await addressOf(ctx, 'person', personId, null)
  if (!known) throw new AppError('not_found')
  return revoked(c, known.id)
})
myCalendars.post('/account/calendars/:id/revoke', (c) => revoked(c, c.req.param('id')))

async function revoked(c: AppContext, id: string) {
  const v = viewOf(c)
  await revokeAddress(v.ctx, id)
  return c.redirect(v.at('/account/calendars?done=revoked'), 303)
}

async function show(c: AppContext, address?: string) {
  const v = viewOf(c)
  const { personId } = mustBeSignedIn(v.ctx)
  const all = await addressesOf(v.ctx, personId)
  const t = v.t.calendars
  c.header('cache-control', 'no-store')
  return page(
    v,
    { title: t.title, noIndex: true, scripts: address && <CopyScript /> },
    <div class="w sec st">
      <p>
        <a href={v.at('/account')}>{v.t.common.account}</a>
      </p>
      <h1 class="h1s">{t.title}</h1>
      <Told words={c.req.query('done') === 'revoked' ? t.revoked : undefined} />
      <p class="lead q">{t.leads.person}</p>
      {address && <NewAddress v={v} address={address} />}
      <div class="side">
        <div class="st">
          <AddressPanel
            v={v}
            known={all.find((one) => one.scope === 'person')}
            path={v.at('/account/calendars')}
          />
          <Others v={v} all={all.filter((one) => one.scope !== 'person')} />
        </div>
        <How v={v} />
      </div>
    </div>,
  )
}

type Mine = Awaited<ReturnType<typeof addressesOf>>

/** Those of organisations and offers, each with the page it was made on. */
function Others({ v, all }: { v: View; all: Mine }) {
  const t = v.t.calendars
  return (
    <section class="panel st" aria-labelledby="mine">
      <h2 id="mine">{t.mine}</h2>
      {all.length > 0 && (
        <ul class="lines">
          {all.map((one) => {
            const isOffer = one.scope === 'offer'
            const name = isOffer ? t.of.offer(one.title ?? '') : t.of.organisation(one.organisation ?? '')
            const path = `${isOffer ? '/offers' : '/organisations'}/${one.subjectId}/calendars`
            return (
              <li>
                <span>
                  <a href={`/${v.language}/${one.slug}${path}`}>
                    <bdi>{name}</bdi>
                  </a>
                  <span class="hint">
                    <Life v={v} known={one} />
                  </span>
                </span>
                <form method="post" action={v.at(`/account/calendars/${one.id}/revoke`)}>
                  <button type="submit" class="b b3" aria-label={t.revokeThat(name)}>
                    {t.revoke}
                  </button>
                </form>
              </li>
            )
          })}
        </ul>
      )}
      <p class="q sm">{t.other}</p>
    </section>
  )
}
