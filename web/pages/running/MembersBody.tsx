import type { Child } from 'hono/jsx'
import type { ListedOrganisation } from '../../../worker/organisations/queries'
import { ErrorSummary, type FormErrors } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { Told } from '../../components/Told'
import type { View } from '../../view'
import type { Typed } from '../organisations/OrganisationFields'
import { NewLink } from '../organisations/show'
import { LettingIn } from './LettingIn'
import { Act, type MembersProps } from './MembersParts'

/** What waits for an answer first, then who is in, then who may be let in. */
export function MembersBody(props: MembersProps) {
  const { v, asking, active, suspended, people, typed, errors, link } = props
  const t = v.t.organisations.members
  return (
    <>
      <ErrorSummary v={v} errors={errors} />
      {v.c.req.query('done') && <Told words={t.done} />}
      {link && <NewLink v={v} link={link} />}
      {(asking.length > 0 || people.length > 0) && <Waiting {...props} />}
      <div class="side">
        <div class="st">
          <section class="panel st">
            <h2>{t.active(props.counts.active)}</h2>
            <form class="go" method="get">
              <label class="vh" for="q">
                {t.search}
              </label>
              <input id="q" name="q" type="search" value={props.q ?? ''} placeholder={t.search} dir="auto" />
              <button class="b b2" type="submit">
                {t.go}
              </button>
            </form>
            <ul class="lines">
              {active.items.map((one) => (
                <Line v={v} one={one}>
                  <details class="acts-of">
                    <summary>{t.suspend}</summary>
                    <Act v={v} act="suspend" organisation={one.id}>
                      <p class="q sm">{t.suspendLead}</p>
                      <Reason v={v} id={one.id} typed={typed} errors={errors} />
                      <button class="b b2" type="submit">
                        {t.suspend}
                        <span class="vh"> {one.name}</span>
                      </button>
                    </Act>
                  </details>
                </Line>
              ))}
            </ul>
            <p class="row">
              {active.nextCursor && (
                <a
                  class="b b2"
                  href={`?${new URLSearchParams({ q: props.q ?? '', cursor: active.nextCursor })}`}
                >
                  {t.more}
                </a>
              )}
              <a class="b b3" href={v.href('/coordination/members.csv')}>
                <Icon name="download" />
                {t.download}
              </a>
            </p>
          </section>
          {suspended.length > 0 && (
            <section class="panel st">
              <h2>{t.suspendedList}</h2>
              <ul class="lines">
                {suspended.map((one) => (
                  <Line v={v} one={one} state={one.reason ?? ''}>
                    <Act v={v} act="reinstate" organisation={one.id}>
                      <button class="b b2" type="submit">
                        {t.reinstate}
                        <span class="vh"> {one.name}</span>
                      </button>
                    </Act>
                  </Line>
                ))}
              </ul>
            </section>
          )}
        </div>
        <LettingIn {...props} />
      </div>
    </>
  )
}

function Waiting({ v, asking, people, founders, typed, errors }: MembersProps) {
  const t = v.t.organisations.members
  return (
    <section class="panel">
      <h2 class="vh">{t.asking}</h2>
      <ul class="do">
        {asking.map((one) => {
          const founder = founders.find((f) => f.organisationId === one.id)
          return (
            <li>
              <span>
                <span class="s ask">{t.asking}</span>
                <br />
                <b>
                  <a href={v.href(`/organisations/${one.id}`)}>
                    <bdi>{one.name}</bdi>
                  </a>
                </b>
                <br />
                <span class="q sm">
                  {[
                    one.commune,
                    one.siret ?? one.foreignId,
                    founder && t.askedBy(founder.name),
                    founder?.email,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              <span class="st">
                <Act v={v} act="accept" organisation={one.id}>
                  <button class="b wide" type="submit">
                    {t.accept}
                    <span class="vh"> {one.name}</span>
                  </button>
                </Act>
                <details>
                  <summary>{t.refuse}</summary>
                  <Act v={v} act="refuse" organisation={one.id}>
                    <Reason v={v} id={one.id} typed={typed} errors={errors} />
                    <button class="b b2" type="submit">
                      {t.refuse}
                    </button>
                  </Act>
                </details>
              </span>
            </li>
          )
        })}
        {people.map((one) => (
          <li>
            <span>
              <span class="s ask">{t.peopleAsking}</span>
              <br />
              <b>
                <bdi>{one.name}</bdi>
              </b>
              {', '}
              <a href={v.href(`/organisations/${one.organisationId}`)}>
                <bdi>{one.organisationName}</bdi>
              </a>
              <br />
              <span class="q sm">{one.email}</span>
            </span>
            <form class="row" method="post" action={v.href('/coordination/members')}>
              <input type="hidden" name="member" value={one.id} />
              <button class="b" type="submit" name="act" value="acceptMember">
                {t.accept}
                <span class="vh"> {one.name}</span>
              </button>
              <button class="b b2" type="submit" name="act" value="removeMember">
                {t.refuse}
                <span class="vh"> {one.name}</span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Each organisation's reason has an id of its own: several are on the page. */
function Reason({ v, id, typed, errors }: { v: View; id: string; typed?: Typed; errors?: FormErrors }) {
  const mine = typed?.organisation === id
  return (
    <div class={mine && errors ? 'err' : undefined}>
      <label for={`r-${id}`}>{v.t.organisations.members.reason}</label>
      <input
        id={`r-${id}`}
        name="reason"
        maxlength={500}
        required
        dir="auto"
        value={mine ? typed?.reason : ''}
      />
    </div>
  )
}

function Line({
  v,
  one,
  state,
  children,
}: {
  v: View
  one: ListedOrganisation
  state?: string
  children: Child
}) {
  return (
    <li>
      <span>
        <a href={v.href(`/organisations/${one.id}`)}>
          <bdi>{one.name}</bdi>
        </a>
        <br />
        <span class="q sm">
          <bdi>{one.commune}</bdi>
          {one.commune && ' · '}
          {state ?? v.t.organisations.members.members(one.members)}
        </span>
      </span>
      {children}
    </li>
  )
}
