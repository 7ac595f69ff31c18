import { Hono } from 'hono'
import { Script } from 'vite-ssr-components/hono'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { mustBeSignedIn } from '../../../worker/platform/context'
import { leaveOrganisation } from '../../../worker/organisations/commands/leaveOrganisation'
import { placesOf } from '../../../worker/organisations/departures'
import { erasePerson } from '../../../worker/people/commands/erasePerson'
import { updatePerson } from '../../../worker/people/commands/updatePerson'
import { exportMyData } from '../../../worker/people/exportMyData'
import { clustersOfActor, personById } from '../../../worker/people/queries'
import { endPresentSession, endSessions, sessionsOf } from '../../../worker/people/session'
import { createToken, revokeToken, tokensOf } from '../../../worker/people/tokens'
import { AppError, invalid } from '../../../worker/core/errors'
import { errorsIn } from '../../components/Field'
import { page, viewOf } from '../../view'
import { AccountPage } from './AccountPage'
import { ErasePage, LeavePage } from './CheckPages'
import { NewTokenPage } from './NewTokenPage'
import type { Account, Told } from './Panel'
import { statusOf, textsOf } from './signIn'

/** What a person sets, sees and ends about themselves. */
export const accountPages = new Hono<AppEnv>()

accountPages.use('/account/*', async (c, next) => {
  mustBeSignedIn(c.get('ctx'))
  await next()
  c.header('cache-control', 'no-store')
})

accountPages.get('/account', (c) => accountPage(c, { done: c.req.query('done') }))

accountPages.post('/account', async (c) => {
  const given = await textsOf(c)
  try {
    await updatePerson(c.get('ctx'), given as Parameters<typeof updatePerson>[1])
    return done(c, 'saved')
  } catch (error) {
    return accountPage(c, { given, errors: errorsIn(viewOf(c), error), status: statusOf(error) })
  }
})

accountPages.post('/account/sessions/end-all', async (c) => {
  const v = viewOf(c)
  await endSessions(v.ctx, mustBeSignedIn(v.ctx).personId)
  await endPresentSession(c)
  return c.redirect(v.at('/sign-in'), 303)
})

accountPages.post('/account/sessions/:id/end', async (c) => {
  const ctx = c.get('ctx')
  await endSessions(ctx, mustBeSignedIn(ctx).personId, c.req.param('id'))
  return done(c, 'ended')
})

accountPages.post('/account/tokens', async (c) => {
  const v = viewOf(c)
  const { tokenName = '' } = await textsOf(c)
  try {
    const { token } = await createToken(v.ctx, tokenName)
    const title = v.t.people.account.newToken
    return page(v, { title, noIndex: true }, <NewTokenPage v={v} name={tokenName} token={token} />)
  } catch (error) {
    const { name, ...fields } = errorsIn(v, error).fields
    const errors = { ...errorsIn(v, error), fields: { ...fields, ...(name && { tokenName: name }) } }
    return accountPage(c, { tokenName, errors, status: statusOf(error) })
  }
})

// A change of language on the page of a new token comes here: the token is not shown again.
accountPages.get('/account/tokens', (c) => c.redirect(viewOf(c).at('/account'), 303))

accountPages.post('/account/tokens/:id/revoke', async (c) => {
  await revokeToken(c.get('ctx'), c.req.param('id'))
  return done(c, 'revoked')
})

accountPages.get('/account/organisations/:id/leave', (c) => leavePage(c))
accountPages.post('/account/organisations/:id/leave', async (c) => {
  try {
    await leaveOrganisation(c.get('ctx'), c.req.param('id'))
    return done(c, 'left')
  } catch (error) {
    return leavePage(c, error)
  }
})

accountPages.get('/account/export', async (c) => {
  const data = await exportMyData(c.get('ctx'))
  c.header('content-type', 'application/json; charset=utf-8')
  c.header('content-disposition', 'attachment; filename="maillage.json"')
  return c.body(JSON.stringify(data, null, 2))
})

accountPages.get('/account/erase', async (c) => {
  const v = viewOf(c)
  return page(v, { title: v.t.people.erase.title, noIndex: true, scripts: leaving() }, <ErasePage v={v} />)
})
accountPages.post('/account/erase', async (c) => {
  const v = viewOf(c)
  try {
    const { sure } = await textsOf(c)
    if (sure !== 'yes') throw invalid({ path: 'sure', code: 'required' })
    await erasePerson(v.ctx)
    await endPresentSession(c)
    return c.redirect(`${v.at('/sign-in')}?erased`, 303)
  } catch (error) {
    const names = error instanceof AppError ? (error.details.names as string[] | undefined) : undefined
    const props = {
      title: v.t.people.erase.title,
      status: statusOf(error),
      noIndex: true,
      scripts: leaving(),
    }
    return page(v, props, <ErasePage v={v} errors={errorsIn(v, error)} names={names} />)
  }
})

const done = (c: AppContext, what: string) => c.redirect(`${viewOf(c).at('/account')}?done=${what}`, 303)

/** What a phone kept is forgotten with the session. */
const leaving = () => <Script src="/web/islands/leaving-phone.ts" />

async function accountPage(c: AppContext, told: Told) {
  const v = viewOf(c)
  const { personId } = mustBeSignedIn(v.ctx)
  const [person, places, clusters, sessions, tokens] = await Promise.all([
    personById(v.ctx, personId),
    placesOf(v.ctx, personId),
    clustersOfActor(v.ctx),
    sessionsOf(c, personId),
    tokensOf(v.ctx, personId),
  ])
  if (!person) throw new AppError('not_found')
  const account: Account = { person, places, clusters, sessions, tokens }
  const props = { title: v.t.people.account.title, status: told.status, noIndex: true, scripts: leaving() }
  return page(v, props, <AccountPage v={v} account={account} told={told} />)
}

async function leavePage(c: AppContext, error?: unknown) {
  const v = viewOf(c)
  const places = await placesOf(v.ctx, mustBeSignedIn(v.ctx).personId)
  const place = places.find((one) => one.organisationId === c.req.param('id'))
  if (!place) throw error instanceof AppError ? error : new AppError('not_found')
  const title = v.t.people.account.leaveWhat(place.name)
  const status = error === undefined ? 200 : statusOf(error)
  const errors = error === undefined ? undefined : errorsIn(v, error)
  return page(v, { title, status, noIndex: true }, <LeavePage v={v} place={place} errors={errors} />)
}
