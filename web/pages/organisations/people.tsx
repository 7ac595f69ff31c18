import { Hono } from 'hono'
import { AppError } from '../../../worker/core/errors'
import { acceptMember } from '../../../worker/organisations/commands/acceptMember'
import { changeMember } from '../../../worker/organisations/commands/changeMember'
import { createInvitation } from '../../../worker/organisations/commands/createInvitation'
import { leaveOrganisation } from '../../../worker/organisations/commands/leaveOrganisation'
import { removeMember } from '../../../worker/organisations/commands/removeMember'
import { revokeInvitation } from '../../../worker/organisations/commands/revokeInvitation'
import type { Member } from '../../../worker/organisations/queries'
import type { openInvitations } from '../../../worker/organisations/queriesOfInvitations'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { Select } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { sent } from './form'
import { showOrganisation } from './show'

const ACTS = ['accept', 'remove', 'mayAnswer', 'mayNotAnswer', 'makeManager', 'makeMember'] as const
type Act = (typeof ACTS)[number]

/** What is done with the people of an organisation, each by one button. */
export const organisationPeople = new Hono<AppEnv>()
  .post('/organisations/:id/members/:member', async (c) => {
    const { act = '' } = await sent(c)
    const clusterId = c.get('cluster').id
    const ctx = c.get('ctx')
    const member = c.req.param('member')
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
    await revokeInvitation(c.get('ctx'), c.req.param('invitation'))
    return back(c)
  })
  .post('/organisations/:id/leave', async (c) => {
    const v = viewOf(c)
    await leaveOrganisation(v.ctx, c.req.param('id'))
    return c.redirect(v.href('/me'), 303)
  })

const back = (c: AppContext) => c.redirect(viewOf(c).href(`/organisations/${c.req.param('id')}#people`), 303)

interface Props {
  v: View
  organisationId: string
  members: Member[]
  invitations: Awaited<ReturnType<typeof openInvitations>>
  mayRun: boolean
}

export function PeopleOf({ v, organisationId, members, invitations, mayRun }: Props) {
  const t = v.t.organisations.organisation
  const path = v.href(`/organisations/${organisationId}`)
  const asking = members.filter((m) => m.status === 'requested')
  const mine = v.actor?.organisations.some((m) => m.organisationId === organisationId)
  return (
    <section class="panel st" id="people">
      <h2>{t.people}</h2>
      {asking.length > 0 && (
        <>
          <h3>{t.asking}</h3>
          <ul class="lines">
            {asking.map((m) => (
              <li>
                <Name v={v} member={m} />
                <Acts v={v} path={path} member={m} acts={['accept', 'remove']} />
              </li>
            ))}
          </ul>
        </>
      )}
      <ul class="lines">
        {members
          .filter((m) => m.status === 'active')
          .map((m) => (
            <li>
              <Name v={v} member={m} />
              {mayRun && (
                <details class="acts-of">
                  <summary>{v.t.common.edit}</summary>
                  <Acts v={v} path={path} member={m} acts={actsFor(m)} />
                </details>
              )}
            </li>
          ))}
      </ul>
      {mayRun && (
        <form class="st" method="post" action={`${path}/invitations`}>
          <h3>{t.invite}</h3>
          <Select
            name="role"
            label={t.asRole}
            hint={t.inviteHint}
            value="member"
            choices={(['member', 'manager'] as const).map((r) => ({ value: r, label: v.t.organisations.roles[r] }))}
          />
          <button class="b b2" type="submit">
            {t.makeLink}
          </button>
        </form>
      )}
      {invitations.length > 0 && (
        <>
          <h3>{t.invitations}</h3>
          <ul class="lines">
            {invitations.map((one) => (
              <li>
                <span>
                  {v.t.organisations.roles[one.role]} <span class="q sm">{t.until(v.f.date(one.expiresAt))}</span>
                </span>
                <form method="post" action={`${path}/invitations/${one.id}/revoke`}>
                  <button class="b b3" type="submit">
                    {t.revoke}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </>
      )}
      {mine && (
        <form method="post" action={`${path}/leave`}>
          <button class="b b3" type="submit">
            {t.leave}
          </button>
        </form>
      )}
    </section>
  )
}

const actsFor = (m: Member): Act[] =>
  m.role === 'manager' ? ['makeMember', 'remove'] : [m.mayAnswer ? 'mayNotAnswer' : 'mayAnswer', 'makeManager', 'remove']

function Name({ v, member: m }: { v: View; member: Member }) {
  const t = v.t.organisations.organisation
  return (
    <span>
      <b>
        <bdi>{m.name}</bdi>
      </b>{' '}
      <span class="q sm">
        {[m.role === 'manager' ? t.manages : m.mayAnswer && t.answers, !m.email && t.noEmail].filter(Boolean).join(', ')}
      </span>
    </span>
  )
}

const Acts = ({ v, path, member, acts }: { v: View; path: string; member: Member; acts: Act[] }) => (
  <form class="row" method="post" action={`${path}/members/${member.id}`}>
    {acts.map((act) => (
      <button class={act === 'accept' ? 'b' : 'b b2'} type="submit" name="act" value={act}>
        {act === 'remove' && member.status === 'requested'
          ? v.t.organisations.organisation.decline
          : v.t.organisations.organisation[act]}
        <span class="vh"> {member.name}</span>
      </button>
    ))}
  </form>
)
