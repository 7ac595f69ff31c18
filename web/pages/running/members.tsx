import { Hono } from 'hono'
import { appointCoordinator } from '../../../worker/clusters/commands/appointCoordinator'
import { endCoordinator } from '../../../worker/clusters/commands/endCoordinator'
import { coordinatorsOf } from '../../../worker/clusters/queries'
import { csvFile, separatorFor } from '../../../worker/core/csv'
import { AppError } from '../../../worker/core/errors'
import { Language } from '../../../worker/core/kinds'
import { acceptAffiliation } from '../../../worker/organisations/commands/acceptAffiliation'
import { acceptMember } from '../../../worker/organisations/commands/acceptMember'
import { addMember } from '../../../worker/organisations/commands/addMember'
import { createInvitation } from '../../../worker/organisations/commands/createInvitation'
import { refuseAffiliation } from '../../../worker/organisations/commands/refuseAffiliation'
import { registerOrganisation } from '../../../worker/organisations/commands/registerOrganisation'
import { reinstateOrganisation } from '../../../worker/organisations/commands/reinstateOrganisation'
import { removeMember } from '../../../worker/organisations/commands/removeMember'
import { revokeInvitation } from '../../../worker/organisations/commands/revokeInvitation'
import { suspendOrganisation } from '../../../worker/organisations/commands/suspendOrganisation'
import { affiliationOf, namesOf, organisationsOf, standingsOf } from '../../../worker/organisations/queries'
import { openInvitations } from '../../../worker/organisations/queriesOfInvitations'
import { foundersAsking, peopleAsking } from '../../../worker/organisations/queriesOfPeople'
import { registerPerson } from '../../../worker/people/commands/registerPerson'
import type { AppEnv } from '../../../worker/platform/http'
import { type FormErrors, errorsIn } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { sent } from '../organisations/form'
import { organisationIn, type Typed } from '../organisations/OrganisationFields'
import { runBy, runningPage } from './frame'
import { MembersBody } from './MembersBody'

/** Who is in the cluster, who asks to be, and who helps to run it. */
export const membersPages = new Hono<AppEnv>()
  .get('/coordination/members', (c) => membersPage(viewOf(c)))
  .get('/coordination/members.csv', async (c) => {
    const v = viewOf(c)
    const { id, slug } = runBy(v)
    const rows: (string | number | null)[][] = [
      [
        'siret',
        'foreign_id',
        'country',
        'name',
        'legal_form',
        'commune',
        'postcode',
        'latitude',
        'longitude',
        'people',
      ],
    ]
    let cursor: string | null = null
    do {
      const next: Awaited<ReturnType<typeof organisationsOf>> = await organisationsOf(v.ctx, id, {
        limit: 200,
        cursor,
      })
      for (const o of next.items)
        rows.push([
          o.siret,
          o.foreignId,
          o.country,
          o.name,
          o.legalForm,
          o.commune,
          o.postcode,
          o.lat,
          o.lng,
          o.members,
        ])
      cursor = next.nextCursor
    } while (cursor)
    c.header('content-type', 'text/csv; charset=utf-8')
    c.header('content-disposition', `attachment; filename="${slug}-organisations.csv"`)
    return c.body(csvFile(rows, separatorFor(v.language)))
  })
  .post('/coordination/members', async (c) => {
    const v = viewOf(c)
    const { id } = runBy(v)
    const typed = await sent(c)
    try {
      const link = await done(v, id, typed)
      if (!link) return c.redirect(v.href(`/coordination/members?done=1`), 303)
      c.header('cache-control', 'no-store')
      return membersPage(v, { link: `${c.env.PUBLIC_URL}${v.at(`/invitations/${link}`)}` })
    } catch (error) {
      return membersPage(v, { typed, errors: errorsIn(v, error) })
    }
  })

/** Does what a button of the page asks; returns the token of an invitation where one was made. */
async function done(v: View, clusterId: string, typed: Typed): Promise<string | undefined> {
  const { ctx } = v
  const { act = '', organisation = '', reason = '', member = '', person = '', invitation = '' } = typed
  switch (act) {
    case 'accept':
      await acceptAffiliation(ctx, clusterId, organisation)
      return
    case 'refuse':
      await refuseAffiliation(ctx, clusterId, organisation, reason)
      return
    case 'suspend':
      await suspendOrganisation(ctx, clusterId, organisation, reason)
      return
    case 'reinstate':
      await reinstateOrganisation(ctx, clusterId, organisation)
      return
    case 'acceptMember':
      await acceptMember(ctx, clusterId, member)
      return
    case 'removeMember':
      await removeMember(ctx, clusterId, member)
      return
    case 'revoke':
      await revokeInvitation(ctx, invitation)
      return
    case 'invite': {
      const role = typed.role === 'coordinator' ? 'coordinator' : 'manager'
      return (await createInvitation(ctx, { clusterId, role })).token
    }
    case 'help': {
      const language = Language.catch(v.language).parse(typed.language)
      const phone = typed.phone || undefined
      // Before anybody is made: a person without an organisation would be lost.
      if ((await affiliationOf(ctx, clusterId, organisation))?.status !== 'active')
        throw new AppError('not_found')
      const personId = await registerPerson(ctx, {
        name: typed.personName ?? '',
        email: null,
        language,
        phone,
      })
      await addMember(ctx, clusterId, organisation, personId)
      return
    }
    case 'register':
      await registerOrganisation(ctx, clusterId, organisationIn(typed))
      return
    case 'appoint':
      await appointCoordinator(ctx, clusterId, person)
      return
    case 'end':
      await endCoordinator(ctx, clusterId, person)
      return
    default:
      throw new AppError('malformed')
  }
}

async function membersPage(v: View, given: { typed?: Typed; errors?: FormErrors; link?: string } = {}) {
  const { id } = runBy(v)
  const { ctx } = v
  const q = v.c.req.query('q')
  const cursor = v.c.req.query('cursor')
  const [counts, asking, active, suspended, names, founders, people, invitations, coordinators] =
    await Promise.all([
      standingsOf(ctx, id),
      organisationsOf(ctx, id, { standing: 'requested', limit: 50 }),
      organisationsOf(ctx, id, { q, cursor, limit: 25 }),
      organisationsOf(ctx, id, { standing: 'suspended', limit: 50 }),
      namesOf(ctx, id),
      foundersAsking(ctx, id),
      peopleAsking(ctx, id),
      openInvitations(ctx, id),
      coordinatorsOf(ctx, id),
    ])
  const t = v.t.organisations.members
  const waiting = counts.requested + people.length
  return runningPage(
    v,
    'members',
    { title: t.title, finding: t.finding(counts.active, waiting), errors: given.errors },
    <MembersBody
      v={v}
      {...{ counts, names, founders, people, invitations, coordinators, q }}
      asking={asking.items}
      active={active}
      suspended={suspended.items}
      {...given}
    />,
  )
}
