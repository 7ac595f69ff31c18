import { Hono } from 'hono'
import { createCluster } from '../../../worker/clusters/commands/createCluster'
import { inviteCoordinator } from '../../../worker/clusters/commands/inviteCoordinator'
import { type ClusterInput, NewCluster } from '../../../worker/clusters/input'
import { clusters } from '../../../worker/clusters/queries'
import { LANGUAGES, type Language } from '../../../worker/core/kinds'
import { MINUTE, later } from '../../../worker/core/time'
import { check } from '../../../worker/platform/input'
import { mustOperate } from '../../../worker/platform/context'
import { health } from '../../../worker/clusters/health'
import type { AppEnv } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, Field, type FormErrors, Select } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { page, type View, viewOf } from '../../view'
import { numeral, sent } from '../organisations/form'
import { byDefault, languageChoices } from '../running/settings'
import type { Typed } from '../organisations/OrganisationFields'

type Invited = { link: string; mailed: boolean }

/** The operator's page: what lags, the clusters, and opening another one. */
export const operatorPages = new Hono<AppEnv>()
  .get('/operator', (c) => operatorPage(viewOf(c)))
  .post('/operator', async (c) => {
    const v = viewOf(c)
    mustOperate(v.ctx)
    const typed = await sent(c)
    let invited: Invited
    try {
      const coordinatorEmail = (typed.coordinatorEmail ?? '').trim()
      // Everything that is wrong is told at once, the address included.
      check(NewCluster, { ...clusterIn(typed), coordinatorEmail })
      const id = await createCluster(v.ctx, clusterIn(typed))
      invited = await inviteCoordinator(v.ctx, id, coordinatorEmail)
    } catch (error) {
      return operatorPage(v, { typed, errors: errorsIn(v, error) })
    }
    c.header('cache-control', 'no-store')
    return operatorPage(v, { invited })
  })
  .post('/operator/:cluster/invite', async (c) => {
    const v = viewOf(c)
    mustOperate(v.ctx)
    const typed = await sent(c)
    try {
      const invited = await inviteCoordinator(v.ctx, c.req.param('cluster'), typed.coordinatorEmail ?? '')
      c.header('cache-control', 'no-store')
      return operatorPage(v, { invited })
    } catch (error) {
      return operatorPage(v, { errors: errorsIn(v, error) })
    }
  })

const clusterIn = (typed: Typed) =>
  ({
    ...{ slug: typed.slug, name: typed.name, territory: typed.territory },
    ...{ lat: numeral(typed.lat), lng: numeral(typed.lng), radiusKm: numeral(typed.radiusKm) },
    ...{ timeZone: typed.timeZone || undefined, currency: typed.currency || undefined },
    ...(typed.first && { languages: byDefault(typed.first as Language, LANGUAGES) }),
  }) as ClusterInput

async function operatorPage(
  v: View,
  { typed = {}, errors, invited }: { typed?: Typed; errors?: FormErrors; invited?: Invited } = {},
) {
  mustOperate(v.ctx)
  const t = v.t.organisations.operator
  const s = v.t.organisations.settings
  const after = v.c.req.query('after')
  const [{ oldest, dead }, { items, nextCursor }] = await Promise.all([
    health(v.ctx),
    clusters(v.ctx, { limit: 100, ...(after && { after }) }),
  ])
  const late = oldest !== null && oldest.occurredAt < later(v.ctx.now, -5 * MINUTE)
  const of = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  return page(
    v,
    { title: t.title, noIndex: true, status: errors ? 422 : 200 },
    <div class="w sec st">
      <h1 class="h1s">{t.title}</h1>
      <ErrorSummary v={v} errors={errors} />
      {invited && (
        <section class="note free" role="status">
          <Icon name="circle-check" />
          <div class="st">
            <h2>{t.link}</h2>
            <code class="token" dir="ltr">
              {invited.link}
            </code>
            <p>{invited.mailed ? t.linkOnce : t.notMailed}</p>
          </div>
        </section>
      )}
      <p class={late || dead.length > 0 ? 'note late' : 'note free'}>
        <Icon name={late || dead.length > 0 ? 'triangle-alert' : 'circle-check'} />
        <span>
          {late && oldest
            ? t.unrelayed(v.f.relative(oldest.occurredAt, v.ctx.now))
            : dead.length === 0 && t.healthy}{' '}
          {dead.length > 0 && t.deadLetters(dead.length)}
        </span>
      </p>
      {dead.length > 0 && (
        <section class="panel">
          <section class="sc" tabindex={0} aria-label={t.deadLetters(dead.length)}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t.event}</th>
                  <th scope="col">{t.consumer}</th>
                  <th scope="col">{t.error}</th>
                </tr>
              </thead>
              <tbody>
                {dead.map((one) => (
                  <tr>
                    <td>
                      {one.type} {one.eventSeq}
                    </td>
                    <td>{one.consumer}</td>
                    <td>
                      <bdi>{one.error.slice(0, 200)}</bdi>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </section>
      )}
      <div class="side">
        <section class="panel">
          <h2>{t.clusters}</h2>
          {items.length === 0 && <p class="q">{t.none}</p>}
          <ul class="lines">
            {items.map((one) => (
              <li>
                <span>
                  <a href={v.at(`/${one.slug}`)}>
                    <bdi>{one.name}</bdi>
                  </a>
                  <br />
                  <span class="q sm">
                    {v.t.organisations.deployment.organisations(one.organisations)} ·{' '}
                    {v.f.date(one.createdAt)}
                  </span>
                </span>
                <details class="acts-of">
                  <summary>{t.inviteAgain}</summary>
                  <form class="st" method="post" action={v.at(`/operator/${one.id}/invite`)}>
                    <label for={`e-${one.id}`}>{v.t.people.account.email}</label>
                    <input id={`e-${one.id}`} name="coordinatorEmail" type="email" required dir="ltr" />
                    <button class="b b2" type="submit">
                      {v.t.organisations.members.makeLink}
                    </button>
                  </form>
                </details>
              </li>
            ))}
          </ul>
          {nextCursor && (
            <p>
              <a class="b b2" href={`?after=${encodeURIComponent(nextCursor)}`}>
                {v.t.common.more}
              </a>
            </p>
          )}
        </section>
        <form class="panel st" method="post" action={v.at('/operator')} novalidate>
          <h2>{t.create}</h2>
          <Field {...of('name')} label={s.name} required maxlength={80} dir="auto" />
          <Field {...of('slug')} label={t.slug} hint={t.slugHint} required maxlength={40} dir="ltr" />
          <Field
            {...of('territory')}
            label={s.territory}
            hint={s.territoryHint}
            required
            maxlength={160}
            dir="auto"
          />
          <Field {...of('lat')} label={s.lat} inputmode="decimal" required dir="ltr" />
          <Field {...of('lng')} label={s.lng} inputmode="decimal" required dir="ltr" />
          <Field
            {...of('radiusKm')}
            label={s.radiusKm}
            value={typed.radiusKm ?? '40'}
            inputmode="numeric"
            dir="ltr"
          />
          <Field {...of('timeZone')} label={s.timeZone} value={typed.timeZone ?? 'Europe/Paris'} dir="ltr" />
          <Field
            {...of('currency')}
            label={s.currency}
            value={typed.currency ?? 'EUR'}
            maxlength={3}
            dir="ltr"
          />
          <Select
            {...of('first')}
            label={s.firstLanguage}
            value={typed.first ?? v.language}
            choices={languageChoices}
          />
          <Field
            {...of('coordinatorEmail')}
            label={t.coordinator}
            hint={t.coordinatorHint}
            type="email"
            required
            dir="ltr"
          />
          <button class="b" type="submit">
            {t.open}
          </button>
        </form>
      </div>
    </div>,
  )
}
