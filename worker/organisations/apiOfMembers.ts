import { AppError } from '../core/errors'
import { Language } from '../core/kinds'
import { registerPerson } from '../people/commands/registerPerson'
import { body, documented, json, listOf, z, newApi } from '../platform/api'
import { type Ctx, mustBeSignedIn, mustCoordinate } from '../platform/context'
import { acceptMember } from './commands/acceptMember'
import { addMember } from './commands/addMember'
import { changeMember } from './commands/changeMember'
import { createInvitation } from './commands/createInvitation'
import { joinOrganisation } from './commands/joinOrganisation'
import { removeMember } from './commands/removeMember'
import { revokeInvitation } from './commands/revokeInvitation'
import { useInvitation } from './commands/useInvitation'
import { InvitationInput, MemberPatch, OrganisationInput } from './input'
import { affiliationOf, memberById, membersOf } from './queries'
import { clusterNamed } from '../clusters/queries'
import { ofCluster, ofOrganisation, tags } from './paths'

export const membersApi = newApi()

const MemberJson = z
  .object({
    ...{ id: z.string(), organisationId: z.string(), personId: z.string(), name: z.string() },
    ...{
      role: z.enum(['manager', 'member']),
      mayAnswer: z.boolean(),
      status: z.enum(['requested', 'active', 'left']),
    },
  })
  .openapi('Member')
const asMember = (m: z.infer<typeof MemberJson>) => {
  const { id, organisationId, personId, name, role, mayAnswer, status } = m
  return { id, organisationId, personId, name, role, mayAnswer, status }
}

membersApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/organisations/{id}/members', tags },
    summary: 'The people of an organisation, to its own and to the coordinator',
    request: { params: ofOrganisation },
    responses: {
      200: json(listOf(MemberJson), 'Managers first; those who ask to join to who may accept them'),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, id } = c.req.valid('param')
    const { role } = await inside(ctx, slug, id)
    const rows = await membersOf(ctx, id, role === 'member' ? ['active'] : ['active', 'requested'])
    return c.json({ items: rows.map(asMember), nextCursor: null }, 200)
  },
)

membersApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/organisations/{id}/members', tags },
    summary: 'Ask to act for an organisation; or, as coordinator, register a person without e-mail who does',
    request: {
      params: ofOrganisation,
      ...body(
        z.object({
          person: z
            .object({
              name: z.string().trim().min(1).max(80),
              language: Language.default('fr'),
              phone: z.string().max(40).optional(),
            })
            .optional(),
        }),
      ),
    },
    responses: { 201: json(MemberJson, 'Asked for, or a member at once') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, id } = c.req.valid('param')
    const cluster = await clusterNamed(ctx, slug)
    const { person } = c.req.valid('json')
    let member: string
    if (person) {
      mustCoordinate(ctx, cluster.id)
      // Before anybody is made: a person without an organisation would be lost.
      if ((await affiliationOf(ctx, cluster.id, id))?.status !== 'active') throw new AppError('not_found')
      const personId = await registerPerson(ctx, { ...person, email: null })
      member = await addMember(ctx, cluster.id, id, personId)
    } else member = await joinOrganisation(ctx, cluster.id, id)
    return c.json(await oneMember(ctx, id, member), 201)
  },
)

const ofMember = ofCluster.extend({ memberId: z.string().max(60) })
membersApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/members/{memberId}/accept', tags },
    summary: 'Accept a person who asked (a manager of the organisation, the coordinator)',
    request: { params: ofMember, ...body(z.object({})) },
    responses: { 200: json(MemberJson, 'A member now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, memberId } = c.req.valid('param')
    await acceptMember(ctx, (await clusterNamed(ctx, slug)).id, memberId)
    return c.json(await oneMember(ctx, null, memberId), 200)
  },
)
membersApi.openapi(
  documented({
    ...{ method: 'patch', path: '/clusters/{slug}/members/{memberId}', tags },
    summary: 'Change a role, or name a member to answer requests (a manager, the coordinator)',
    request: { params: ofMember, ...body(MemberPatch) },
    responses: { 200: json(MemberJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, memberId } = c.req.valid('param')
    await changeMember(ctx, (await clusterNamed(ctx, slug)).id, memberId, c.req.valid('json'))
    return c.json(await oneMember(ctx, null, memberId), 200)
  },
)
membersApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/members/{memberId}/remove', tags },
    summary: 'End a membership, or decline one that was asked for; never the last manager’s',
    request: { params: ofMember, ...body(z.object({})) },
    responses: { 200: json(MemberJson, 'Left') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, memberId } = c.req.valid('param')
    await removeMember(ctx, (await clusterNamed(ctx, slug)).id, memberId)
    return c.json(await oneMember(ctx, null, memberId), 200)
  },
)

membersApi.openapi(
  documented({
    ...{
      method: 'post',
      path: '/clusters/{slug}/invitations',
      tags,
      summary: 'Make an invitation link, for one person, once',
    },
    request: { params: ofCluster, ...body(z.object({ ...InvitationInput.shape }).omit({ clusterId: true })) },
    responses: {
      201: json(z.object({ id: z.string(), token: z.string(), link: z.string() }), 'Shown this once'),
    },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id: clusterId } = await clusterNamed(ctx, c.req.valid('param').slug)
    const made = await createInvitation(ctx, { ...c.req.valid('json'), clusterId })
    return c.json({ ...made, link: `${c.env.PUBLIC_URL}/${ctx.language}/invitations/${made.token}` }, 201)
  },
)
membersApi.openapi(
  documented({
    ...{ method: 'post', path: '/invitations/{id}/revoke', tags, summary: 'Make a link stop working' },
    request: { params: z.object({ id: z.string().max(60) }), ...body(z.object({})) },
    responses: { 200: json(z.object({ id: z.string() }), 'Revoked') },
  }),
  async (c) => {
    const { id } = c.req.valid('param')
    await revokeInvitation(c.get('ctx'), id)
    return c.json({ id }, 200)
  },
)
membersApi.openapi(
  documented({
    ...{ method: 'post', path: '/invitations/use', tags, summary: 'Take up an invitation' },
    request: body(
      z.object({
        token: z.string().min(20).max(100),
        organisationId: z
          .string()
          .max(60)
          .optional()
          .openapi({ description: 'One you manage, where the link names none' }),
        organisation: OrganisationInput.optional().openapi({
          description: 'A new one, where the link names none',
        }),
      }),
    ),
    responses: {
      200: json(
        z.object({ clusterId: z.string(), organisationId: z.string().nullable() }),
        'Where you belong now',
      ),
      410: { description: 'Used, revoked or too old' },
    },
  }),
  async (c) => {
    const { token, ...brought } = c.req.valid('json')
    return c.json(await useInvitation(c.get('ctx'), token, brought), 200)
  },
)

/** Who reads the people of an organisation: its manager, its member, or the coordinator. */
async function inside(ctx: Ctx, slug: string, id: string): Promise<{ role: 'manager' | 'member' }> {
  const actor = mustBeSignedIn(ctx)
  const cluster = await clusterNamed(ctx, slug)
  if (!(await affiliationOf(ctx, cluster.id, id))) throw new AppError('not_found')
  const membership = actor.organisations.find((m) => m.organisationId === id)
  if (membership?.role === 'manager') return { role: 'manager' }
  if (actor.coordinates.includes(cluster.id)) {
    const place = await affiliationOf(ctx, cluster.id, id)
    if (place?.status === 'active' || place?.status === 'suspended') return { role: 'manager' }
  }
  if (!membership) throw new AppError('not_member')
  return { role: 'member' }
}

async function oneMember(ctx: Ctx, organisationId: string | null, memberId: string) {
  const place = organisationId ?? (await memberById(ctx, memberId))?.organisationId ?? ''
  const all = await membersOf(ctx, place, ['requested', 'active', 'left'])
  const member = all.find((m) => m.id === memberId)
  if (!member) throw new AppError('not_found')
  return asMember(member)
}
