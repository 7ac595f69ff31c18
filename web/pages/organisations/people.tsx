import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { acceptMember } from '../../../worker/organisations/commands/acceptMember'
import { changeMember } from '../../../worker/organisations/commands/changeMember'
import { createInvitation } from '../../../worker/organisations/commands/createInvitation'
import { leaveOrganisation } from '../../../worker/organisations/commands/leaveOrganisation'
import { removeMember } from '../../../worker/organisations/commands/removeMember'
import { revokeInvitation } from '../../../worker/organisations/commands/revokeInvitation'
import { memberById } from '../../../worker/organisations/queries'
import { invitationById } from '../../../worker/organisations/queriesOfInvitations'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { viewOf } from '../../view'
import { sent } from './form'
import { showOrganisation } from './show'

/** What is done with the people of an organisation, each by one button. */
export const organisationPeople = new Hono<AppEnv>()
  .post('/organisations/:id/members/:member', async (c) => {
    const { act = '' } = await sent(c)
    const clusterId = c.get('cluster').id
    const ctx = c.get('ctx')
    const member = c.req.param('member')
    if ((await memberById(ctx, member))?.organisationId !== c.req.param('id')) throw new AppError('not_found')
    if (act === 'accept') await acceptMember(ctx, clusterId, member)
    else if (act === 'remove') await removeMember(ctx, clusterId, member)
    else if (act === 'mayAnswer' || act === 'mayNotAnswer')
      await changeMember(ctx, clusterId, member, { mayAnswer: act === 'mayAnswer' })
    else if (act === 'makeManager' || act === 'makeMember')
      await changeMember(ctx, clusterId, member, { role: act === 'makeManager' ? 'manager' : 'member' })
    else throw new AppError('malformed')
    return back(c)
  })
  .post('/organisations/:id/invitations', async (c) => {
    const v = viewOf(c)
    const { role } = await sent(c)
    const { token } = await createInvitation(v.ctx, {
      clusterId: c.get('cluster').id,
      organisationId: c.req.param('id'),
      role: role === 'manager' ? 'manager' : 'member',
    })
    c.header('cache-control', 'no-store')
    return showOrganisation(v, c.req.param('id'), `${c.env.PUBLIC_URL}${v.at(`/invitations/${token}`)}`)
  })
  .post('/organisations/:id/invitations/:invitation/revoke', async (c) => {
    const known = await invitationById(c.get('ctx'), c.req.param('invitation'))
    const isTheirs = known?.organisationId === c.req.param('id') && known.clusterId === c.get('cluster').id
    if (!isTheirs) throw new AppError('not_found')
    await revokeInvitation(c.get('ctx'), known.id)
    return back(c)
  })
  .post('/organisations/:id/leave', async (c) => {
    const v = viewOf(c)
    await leaveOrganisation(v.ctx, c.req.param('id'))
    return c.redirect(v.href('/me'), 303)
  })

const back = (c: AppContext) => c.redirect(viewOf(c).href(`/organisations/${c.req.param('id')}#people`), 303)
