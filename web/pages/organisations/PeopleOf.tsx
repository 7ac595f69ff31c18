import type { Member } from '../../../worker/organisations/queries'
import type { openInvitations } from '../../../worker/organisations/queriesOfInvitations'
import { Select } from '../../components/Field'
import type { View } from '../../view'

type Act = 'accept' | 'remove' | 'mayAnswer' | 'mayNotAnswer' | 'makeManager' | 'makeMember'

interface Props {
  v: View
  organisationId: string
  members: Member[]
  invitations: Awaited<ReturnType<typeof openInvitations>>
  mayRun: boolean
}

/** The people of an organisation; who runs it also finds there what may be done with each. */
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
            choices={(['member', 'manager'] as const).map((r) => ({
              value: r,
              label: v.t.organisations.roles[r],
            }))}
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
                  {v.t.organisations.roles[one.role]}{' '}
                  <span class="q sm">{t.until(v.f.date(one.expiresAt))}</span>
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
  m.role === 'manager'
    ? ['makeMember', 'remove']
    : [m.mayAnswer ? 'mayNotAnswer' : 'mayAnswer', 'makeManager', 'remove']

function Name({ v, member: m }: { v: View; member: Member }) {
  const t = v.t.organisations.organisation
  return (
    <span>
      <b>
        <bdi>{m.name}</bdi>
      </b>{' '}
      <span class="q sm">
        {[m.role === 'manager' ? t.manages : m.mayAnswer && t.answers, !m.email && t.noEmail]
          .filter(Boolean)
          .join(', ')}
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
