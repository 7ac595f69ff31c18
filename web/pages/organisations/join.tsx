import { Hono } from 'hono'
import { clusterById } from '../../../worker/clusters/queries'
import { AppError } from '../../../worker/core/errors'
import { joinOrganisation } from '../../../worker/organisations/commands/joinOrganisation'
import { registerOrganisation } from '../../../worker/organisations/commands/registerOrganisation'
import { requestAffiliation } from '../../../worker/organisations/commands/requestAffiliation'
import {
  affiliationOf,
  organisationBySiret,
  organisationsOf,
  peopleBehind,
} from '../../../worker/organisations/queries'
import { placesOfMine } from '../../../worker/organisations/queriesOfPeople'
import { isSiret, siretDigits } from '../../../worker/organisations/rules'
import { mustBeSignedIn } from '../../../worker/platform/context'
import type { AppEnv, ClusterInView } from '../../../worker/platform/http'
import { ErrorSummary, errorsIn, Field, type FormErrors } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { Prose } from '../../components/Prose'
import { page, type View, viewOf } from '../../view'
import { sent } from './form'
import { OrganisationFields, organisationIn, type Typed } from './OrganisationFields'

/** Joining a cluster: find your organisation by SIRET or name, else register it; somebody accepts. */
export const joinPages = new Hono<AppEnv>()
  .get('/join', async (c) => joinPage(viewOf(c), c.req.query('q') ?? ''))
  .post('/join/ask', async (c) => {
    const v = viewOf(c)
    const { organisation = '' } = await sent(c)
    await joinOrganisation(v.ctx, cluster(v).id, organisation)
    return c.redirect(v.href('/me?asked=1'), 303)
  })
  .post('/join/place', async (c) => {
    const v = viewOf(c)
    const { organisation = '' } = await sent(c)
    await requestAffiliation(v.ctx, cluster(v).id, organisation)
    return c.redirect(v.href('/me?asked=1'), 303)
  })
  .post('/join', async (c) => {
    const v = viewOf(c)
    mustBeSignedIn(v.ctx)
    const typed = await sent(c)
    // Sent twice: a name alone is no key, so that nothing in the database would refuse the second one.
    const asked = (await placesOfMine(v.ctx, cluster(v).id)).filter(waits)
    if (asked.some(({ name }) => fold(name) === fold(typed.name ?? '')))
      return c.redirect(v.href('/me?asked=1'), 303)
    try {
      await registerOrganisation(v.ctx, cluster(v).id, organisationIn(typed), { asFounder: true })
    } catch (error) {
      // Known already: show it, so that they ask to join it instead.
      if (error instanceof AppError && error.code === 'already_exists' && typed.siret)
        return joinPage(v, typed.siret, typed, errorsIn(v, error), 409)
      return joinPage(v, '', typed, errorsIn(v, error), 422)
    }
    return c.redirect(v.href('/me?asked=1'), 303)
  })

function cluster(v: View): ClusterInView {
  if (!v.cluster) throw new AppError('not_found')
  return v.cluster
}

const fold = (name: string) => name.trim().toLowerCase()
const waits = ({ status, standing }: { status: string; standing: string }) =>
  status === 'requested' || standing === 'requested'

async function joinPage(
  v: View,
  q: string,
  typed?: Typed,
  errors?: FormErrors,
  status: 200 | 409 | 422 = 200,
) {
  const t = v.t.organisations.join
  const { id, name } = cluster(v)
  const charter = (await clusterById(v.ctx, id))?.charter
  const found = v.actor && q ? await find(v, id, q) : []
  const waiting = v.actor ? (await placesOfMine(v.ctx, id)).filter(waits) : []
  return page(
    v,
    { title: t.title, noIndex: q !== '', status },
    <div class="w sec side">
      <div class="st">
        <h1 class="h1s">{t.title}</h1>
        <p class="lead q">{t.lead(name)}</p>
        {!v.actor ? (
          <section class="cloth patch st">
            <p>{t.signInLead}</p>
            <p>
              <a class="b" href={`${v.at('/sign-in')}?next=${encodeURIComponent(v.href('/join'))}`}>
                {t.signIn}
              </a>
            </p>
          </section>
        ) : (
          <>
            <ErrorSummary v={v} errors={errors} />
            {waiting.map(({ name }) => (
              <p class="note ask">
                <Icon name="clock" />
                <bdi>{t.waiting(name)}</bdi>
              </p>
            ))}
            <form class="panel st" method="get">
              <h2>{t.find}</h2>
              <Field
                name="q"
                label={t.findLabel}
                hint={t.findHint}
                value={q}
                required
                maxlength={80}
                dir="auto"
              />
              <button class="b" type="submit">
                <Icon name="search" />
                {t.search}
              </button>
            </form>
            {q !== '' && <Results v={v} found={found} q={q} />}
            <details class="panel" open={typed !== undefined || (q !== '' && found.length === 0)}>
              <summary>{t.create}</summary>
              <form class="st" method="post" novalidate>
                <p class="q">{t.createLead}</p>
                <OrganisationFields v={v} typed={typed ?? fromSearch(q)} errors={errors} identified />
                <button class="b" type="submit">
                  {t.send}
                </button>
              </form>
            </details>
          </>
        )}
      </div>
      {charter && (
        <aside class="panel st">
          <h2>{t.charter}</h2>
          <Prose text={charter} />
        </aside>
      )}
    </div>,
  )
}

/** A number is no name: with a wrong digit in it, it still belongs beside the words that say how to find the right one. */
const isNumber = (q: string) => /^\d{5,}$/.test(siretDigits(q))
const fromSearch = (q: string): Typed => (isNumber(q) ? { siret: q } : { name: q })

type FoundOne = {
  id: string
  name: string
  commune: string
  state: 'active' | 'elsewhere' | 'mine' | 'asked' | 'manage' | 'requested' | 'suspended'
}

/** By SIRET anywhere, because organisations are global; by name only in this cluster. */
async function find(v: View, clusterId: string, q: string): Promise<FoundOne[]> {
  const siret = siretDigits(q)
  const rows = /^\d{14}$/.test(siret)
    ? [await organisationBySiret(v.ctx, siret)].filter((one) => one !== null)
    : (await organisationsOf(v.ctx, clusterId, { q, limit: 10 })).items
  return Promise.all(
    rows.map(async ({ id, name, commune }) => {
      const [place, { mine }] = await Promise.all([
        affiliationOf(v.ctx, clusterId, id),
        peopleBehind(v.ctx, id),
      ])
      const here = place?.status === 'active'
      const manages = mine?.status === 'active' && mine.role === 'manager'
      const state =
        place?.status === 'suspended'
          ? 'suspended'
          : mine?.status === 'requested'
            ? 'asked'
            : here
              ? mine?.status === 'active'
                ? 'mine'
                : 'active'
              : place?.status === 'requested'
                ? 'requested'
                : manages
                  ? 'manage'
                  : 'elsewhere'
      return { id, name, commune, state } as FoundOne
    }),
  )
}

function Results({ v, found, q }: { v: View; found: FoundOne[]; q: string }) {
  const t = v.t.organisations.join
  if (found.length === 0)
    return <p class="empty">{isNumber(q) && !isSiret(siretDigits(q)) ? t.noSiret : t.none}</p>
  return (
    <section class="panel">
      <h2>{t.results(found.length)}</h2>
      <ul class="lines">
        {found.map((one) => (
          <li>
            <span>
              <b>
                <bdi>{one.name}</bdi>
              </b>
              <br />
              <span class="q sm">
                <bdi>{one.commune}</bdi>
              </span>
            </span>
            <State v={v} one={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function State({ v, one }: { v: View; one: FoundOne }) {
  const t = v.t.organisations.join
  if (one.state === 'active' || one.state === 'manage')
    return (
      <form method="post" action={v.href(one.state === 'active' ? '/join/ask' : '/join/place')}>
        <input type="hidden" name="organisation" value={one.id} />
        <button class="b b2" type="submit">
          {one.state === 'active' ? t.ask : t.askPlace}
        </button>
      </form>
    )
  if (one.state === 'mine') return <span class="s free">{t.yours}</span>
  if (one.state === 'asked') return <span class="s ask">{t.asked}</span>
  if (one.state === 'requested') return <span class="s ask sm">{t.placeAsked}</span>
  if (one.state === 'suspended') return <span class="s late">{t.suspended}</span>
  return <span class="q sm">{t.elsewhere}</span>
}
