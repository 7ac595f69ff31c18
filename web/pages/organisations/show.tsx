import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { type Listing, listingsOfOrganisation } from '../../../worker/listings/queries'
import { membersOf, organisationIn } from '../../../worker/organisations/queries'
import { openInvitations } from '../../../worker/organisations/queriesOfInvitations'
import { spacedSiret } from '../../../worker/organisations/rules'
import type { AppEnv } from '../../../worker/platform/http'
import { Icon, KIND_ICON } from '../../components/Icon'
import { Prose } from '../../components/Prose'
import { page, type View, viewOf } from '../../view'
import { HoursGiven } from '../inclusion/Given'
import { PeopleOf } from './PeopleOf'

/** What an organisation says of itself and shares; its managers, and the coordinator, run it from here. */
export const organisationPage = new Hono<AppEnv>().get('/organisations/:id', async (c) =>
  showOrganisation(viewOf(c), c.req.param('id')),
)

/** Whether the reader runs this organisation here. */
export const runs = (v: View, organisationId: string): boolean =>
  v.isCoordinator ||
  (v.actor?.organisations.some((m) => m.organisationId === organisationId && m.role === 'manager') ?? false)

export async function showOrganisation(v: View, id: string, link?: string) {
  if (!v.cluster) throw new AppError('not_found')
  const one = await organisationIn(v.ctx, v.cluster.id, id)
  const inside = runs(v, id) || (v.actor?.organisations.some((m) => m.organisationId === id) ?? false)
  // Whoever is not in, or no longer, is nobody's business but their own.
  if (!one || (one.standing !== 'active' && !inside)) throw new AppError('not_found')
  const mayRun = runs(v, id) && (one.standing === 'active' || one.standing === 'suspended')
  const [{ items }, members, invitations] = await Promise.all([
    listingsOfOrganisation(v.ctx, v.cluster.id, id),
    inside ? membersOf(v.ctx, id, mayRun ? ['active', 'requested'] : ['active']) : [],
    mayRun ? openInvitations(v.ctx, v.cluster.id, id) : [],
  ])
  const t = v.t.organisations.organisation
  return page(
    v,
    { title: one.name, description: one.description.slice(0, 160) || undefined },
    <div class="w sec side">
      <div class="st">
        <div class="st">
          <p class="q">
            {v.t.organisations.forms[one.legalForm]}
            {one.commune && (
              <>
                {' · '}
                <bdi>{one.commune}</bdi>
              </>
            )}
          </p>
          <h1 class="h1s">
            <bdi>{one.name}</bdi>
          </h1>
          {one.standing === 'suspended' && (
            <p class="note late">
              <Icon name="triangle-alert" />
              <span>
                <b>{t.suspended}</b>
                {one.reason && ` : ${one.reason}`}
              </span>
            </p>
          )}
          {one.standing === 'requested' && <p class="s ask">{t.requested}</p>}
          {one.description && <Prose text={one.description} />}
        </div>
        {link && <NewLink v={v} link={link} />}
        {(['offer', 'need'] as const).map((direction) => (
          <Shown v={v} direction={direction} listings={items.filter((l) => l.direction === direction)} />
        ))}
        {items.length === 0 && <p class="empty">{t.noListings}</p>}
        <HoursGiven v={v} organisationId={id} />
        {inside && (
          <PeopleOf v={v} organisationId={id} members={members} invitations={invitations} mayRun={mayRun} />
        )}
      </div>
      <aside class="panel st">
        <h2>{t.about}</h2>
        <dl class="kv">
          {one.siret && <Fact name={t.siret} value={spacedSiret(one.siret)} />}
          {one.foreignId && !one.siret && (
            <Fact name={t.identifier} value={`${one.foreignId} (${one.country})`} />
          )}
          {one.address && (
            <Fact
              name={v.t.organisations.field.address}
              value={`${one.address}, ${one.postcode} ${one.commune}`}
            />
          )}
        </dl>
        {one.website && (
          <p>
            <a href={one.website} rel="nofollow noopener">
              <bdi>{new URL(one.website).hostname}</bdi>
            </a>
          </p>
        )}
        {one.standing === 'active' && <p class="q sm">{t.inCluster(v.f.date(one.since))}</p>}
        {items.some((l) => l.direction === 'offer') && (
          <p>
            <a class="b b2 wide" href={v.href(`/organisations/${id}/calendar`)}>
              <Icon name="calendar-days" />
              {v.t.views.link}
            </a>
          </p>
        )}
        {inside && (
          <p>
            <a class="b b3 wide" href={v.href(`/organisations/${id}/calendars`)}>
              <Icon name="calendar-days" />
              {v.t.calendars.link}
            </a>
          </p>
        )}
        {mayRun && (
          <p>
            <a class="b b2 wide" href={v.href(`/organisations/${id}/edit`)}>
              {t.edit}
            </a>
          </p>
        )}
      </aside>
    </div>,
  )
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <bdi>{value}</bdi>
    </dd>
  </div>
)

/** A link made just now: shown this once, because only its hash is kept. */
export const NewLink = ({ v, link }: { v: View; link: string }) => (
  <section class="note free" role="status">
    <Icon name="circle-check" />
    <div class="st">
      <h2>{v.t.organisations.organisation.link}</h2>
      <code class="token" dir="ltr">
        {link}
      </code>
      <p>{v.t.organisations.organisation.linkOnce}</p>
    </div>
  </section>
)

function Shown({ v, direction, listings }: { v: View; direction: 'offer' | 'need'; listings: Listing[] }) {
  if (listings.length === 0) return null
  const t = v.t.organisations.organisation
  return (
    <section class="panel">
      <h2>{direction === 'offer' ? t.offers : t.needs}</h2>
      <ul class="lines">
        {listings.map((l) => (
          <li class={l.kind}>
            <span>
              <span class="kind">
                <Icon name={KIND_ICON[l.kind]} />
                {v.t.common.kinds[l.kind]}
              </span>
              <br />
              <a href={v.href(`/${direction === 'offer' ? 'offers' : 'needs'}/${l.id}`)}>
                <bdi lang={l.language === v.language ? undefined : l.language}>{l.title}</bdi>
              </a>
            </span>
            <Icon name="chevron-right" mirrored />
          </li>
        ))}
      </ul>
    </section>
  )
}
