import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { placesOfMine } from '../../../worker/organisations/queriesOfPeople'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv } from '../../../worker/platform/http'
import { Icon } from '../../components/Icon'
import type { IconName } from '../../components/icons'
import { page, type View, viewOf } from '../../view'

/** A person's page in a cluster: for whom they act, and where everything of theirs is. */
export const myPage = new Hono<AppEnv>().get('/me', async (c) => {
  const v = viewOf(c)
  const { name } = mustBeSignedIn(v.ctx)
  if (!v.cluster) throw new AppError('not_found')
  const places = await placesOfMine(v.ctx, v.cluster.id)
  const t = v.t.organisations.me
  const asked = c.req.query('asked') !== undefined
  const active = places.some((place) => place.standing === 'active' && place.status === 'active')
  return page(
    v,
    { title: t.title, noIndex: true },
    <div class="w sec st">
      <h1 class="h1s">
        <bdi>{t.hello(name.split(' ')[0] ?? name)}</bdi>
      </h1>
      {asked && (
        <div class="note free" role="status">
          <Icon name="circle-check" />
          <p>
            <b>{v.t.organisations.join.sentTitle}</b> {v.t.organisations.join.sent}
          </p>
        </div>
      )}
      <div class="side">
        <ul class="doors">
          {active && (
            <Door v={v} path="/me/listings" icon="megaphone" name={t.listings} lead={t.listingsLead} />
          )}
          {active && (
            <Door
              v={v}
              path="/me/day"
              icon="clock"
              name={v.t.handovers.day.door}
              lead={v.t.handovers.day.doorLead}
            />
          )}
          {active && (
            <Door
              v={v}
              path="/premises"
              icon="building-2"
              name={v.t.premises.landing.mine}
              lead={v.t.premises.landing.door}
            />
          )}
          {active && (
            <Door
              v={v}
              path="/occupancies"
              icon="door-open"
              name={v.t.occupancies.title}
              lead={v.t.occupancies.lead}
            />
          )}
          <Door v={v} path="/agenda" icon="calendar-days" name={t.agenda} lead={t.agendaLead} />
          <Door v={v} path="/messages" icon="message-circle" name={t.messages} lead={t.messagesLead} />
          <Door v={v} path="/notices" icon="bell" name={t.notices} lead={t.noticesLead} />
          <Door
            v={v}
            href={v.at('/account')}
            icon="circle-user-round"
            name={t.account}
            lead={t.accountLead}
          />
          {v.isCoordinator && (
            <Door v={v} path="/coordination" icon="users-round" name={t.coordinate} lead={t.coordinateLead} />
          )}
          {v.actor?.isOperator && (
            <Door
              v={v}
              href={v.at('/operator')}
              icon="sliders-horizontal"
              name={t.operate}
              lead={t.operateLead}
            />
          )}
        </ul>
        <section class="panel st">
          <h2>{t.organisations}</h2>
          {places.length === 0 && <p class="q">{t.none}</p>}
          {places.length > 0 && (
            <ul class="lines">
              {places.map((place) => (
                <li>
                  <span>
                    <a href={v.href(`/organisations/${place.organisationId}`)}>
                      <bdi>{place.name}</bdi>
                    </a>
                    <br />
                    <State v={v} place={place} />
                  </span>
                </li>
              ))}
            </ul>
          )}
          <p>
            <a class={active ? 'b b2 wide' : 'b wide'} href={v.href('/join')}>
              {active ? t.other : t.join}
            </a>
          </p>
        </section>
      </div>
    </div>,
  )
})

function Door({
  v,
  path,
  href,
  icon,
  name,
  lead,
}: {
  v: View
  path?: string
  href?: string
  icon: IconName
  name: string
  lead: string
}) {
  return (
    <li>
      <a class="panel" href={href ?? v.href(path)}>
        <Icon name={icon} />
        <span>
          <b>{name}</b>
          <span class="q sm">{lead}</span>
        </span>
        <Icon name="chevron-right" mirrored />
      </a>
    </li>
  )
}

type Place = Awaited<ReturnType<typeof placesOfMine>>[number]
function State({ v, place }: { v: View; place: Place }) {
  const t = v.t.organisations
  if (place.standing === 'suspended') return <span class="s late">{t.me.suspended(place.reason ?? '')}</span>
  if (place.standing === 'requested' || place.status === 'requested')
    return <span class="s ask">{t.me.pending}</span>
  return <span class="q sm">{t.roles[place.role]}</span>
}
