import { versionAsked } from '../clusters/api'
import { clusterBySlug } from '../clusters/queries'
import { AppError } from '../core/errors'
import { Language } from '../core/kinds'
import { registerPerson } from '../people/commands/registerPerson'
import { body, documented, json, listOf, newApi, Paging, z } from '../platform/api'
import { type Ctx, mustBeSignedIn, mustCoordinate } from '../platform/context'
import { acceptAffiliation } from './commands/acceptAffiliation'
import { acceptMember } from './commands/acceptMember'
import { addMember } from './commands/addMember'
import { changeMember } from './commands/changeMember'
import { createInvitation } from './commands/createInvitation'
import { joinOrganisation } from './commands/joinOrganisation'
import { leaveCluster } from './commands/leaveCluster'
import { refuseAffiliation } from './commands/refuseAffiliation'
import { registerOrganisation } from './commands/registerOrganisation'
import { reinstateOrganisation } from './commands/reinstateOrganisation'
import { removeMember } from './commands/removeMember'
import { requestAffiliation } from './commands/requestAffiliation'
import { revokeInvitation } from './commands/revokeInvitation'
import { suspendOrganisation } from './commands/suspendOrganisation'
import { updateOrganisation } from './commands/updateOrganisation'
import { useInvitation } from './commands/useInvitation'
import { InvitationInput, LegalForm, MemberPatch, OrganisationInput, OrganisationPatch, Reason } from './input'
import { affiliationOf, memberById, membersOf, organisationIn, organisationsOf } from './queries'

const tags = ['organisations']
const ofCluster = z.object({ slug: z.string().max(60) })
const ofOrganisation = ofCluster.extend({ id: z.string().max(60) })
const Standing = z.enum(['requested', 'active', 'refused', 'suspended', 'left'])

const OrganisationJson = z
  .object({
    ...{ id: z.string(), name: z.string(), legalForm: LegalForm, siret: z.string().nullable() },
    ...{ foreignId: z.string().nullable(), country: z.string(), commune: z.string(), postcode: z.string() },
    place: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }).nullable(),
    ...{ standing: Standing, since: z.string() },
    ...{ description: z.string().optional(), website: z.string().nullish(), address: z.string().optional() },
    version: z.int().optional(),
  })
  .openapi('Organisation')

const point = (lat: number | null, lng: number | null) =>
  lat === null || lng === null ? null : { type: 'Point' as const, coordinates: [lng, lat] }

export const organisationsApi = newApi()

organisationsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/organisations', tags, anyone: true },
    summary: 'Organisations of a cluster, by name; other standings than active for its coordinators',
    request: { params: ofCluster, query: Paging.extend({ q: z.string().max(80).optional(), standing: Standing.optional() }) },
    responses: { 200: json(listOf(OrganisationJson), 'By name') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id } = await read(ctx, c.req.valid('param').slug)
    const wanted = c.req.valid('query')
    if (wanted.standing && wanted.standing !== 'active') mustCoordinate(ctx, id)
    const { items, nextCursor } = await organisationsOf(ctx, id, wanted)
    const shown = items.map(({ lat, lng, members: _, reason: _r, ...one }) => ({ ...one, place: point(lat, lng) }))
    return c.json({ items: shown, nextCursor }, 200)
  },
)

organisationsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/organisations/{id}', tags, anyone: true, summary: 'One organisation' },
    request: { params: ofOrganisation },
    responses: { 200: json(OrganisationJson, 'Its ETag is its version') },
  }),
  async (c) => {
    const { slug, id } = c.req.valid('param')
    const one = await shown(c.get('ctx'), slug, id)
    c.header('etag', `"${one.version}"`)
    return c.json(one, 200)
  },
)

organisationsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/organisations', tags },
    summary: 'Register an organisation: a coordinator’s is active at once, anyone else asks and will manage it',
    request: { params: ofCluster, ...body(OrganisationInput) },
    responses: { 201: json(OrganisationJson, 'Registered') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug } = c.req.valid('param')
    const { id } = await read(ctx, slug)
    const made = await registerOrganisation(ctx, id, c.req.valid('json'))
    const location = `/api/v1/clusters/${slug}/organisations/${made}`
    return c.json(await asKnown(ctx, id, made), 201, { location })
  },
)

organisationsApi.openapi(
  documented({
    ...{ method: 'patch', path: '/clusters/{slug}/organisations/{id}', tags },
    summary: 'Change what is told of an organisation (its managers, the coordinator); If-Match',
    request: { params: ofOrganisation, ...body(OrganisationPatch) },
    responses: { 200: json(OrganisationJson, 'As it is now'), 412: { description: 'Another change came first' } },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, id } = c.req.valid('param')
    const cluster = await read(ctx, slug)
    await updateOrganisation(ctx, cluster.id, id, c.req.valid('json'), versionAsked(c))
    return c.json(await asKnown(ctx, cluster.id, id), 200)
  },
)

const MOVES = {
  request: { run: requestAffiliation, told: 'A manager asks the cluster to take the organisation in', reason: false },
  accept: { run: acceptAffiliation, told: 'The coordinator takes it in', reason: false },
  refuse: { run: refuseAffiliation, told: 'The coordinator does not take it in, and says why', reason: true },
  suspend: { run: suspendOrganisation, told: 'The coordinator suspends it, and says why', reason: true },
  reinstate: { run: reinstateOrganisation, told: 'The coordinator ends a suspension', reason: false },
  leave: { run: leaveCluster, told: 'A manager takes it out of the cluster', reason: false },
} as const
for (const [verb, { run, told, reason }] of Object.entries(MOVES)) {
  organisationsApi.openapi(
    documented({
      ...{ method: 'post', path: `/clusters/{slug}/organisations/{id}/${verb}`, tags, summary: told },
      request: { params: ofOrganisation, ...body(reason ? z.object({ reason: Reason }) : z.object({})) },
      responses: { 200: json(z.object({ id: z.string(), standing: Standing }), 'Its standing now') },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      const { slug, id } = c.req.valid('param') as { slug: string; id: string }
      const given = c.req.valid('json') as { reason?: string }
      const cluster = await read(ctx, slug)
      await run(ctx, cluster.id, id, given.reason ?? '')
      const place = await affiliationOf(ctx, cluster.id, id)
      return c.json({ id, standing: place?.status ?? 'left' }, 200)
    },
  )
}

const MemberJson = z
  .object({
    ...{ id: z.string(), organisationId: z.string(), personId: z.string(), name: z.string() },
    ...{ role: z.enum(['manager', 'member']), mayAnswer: z.boolean(), status: z.enum(['requested', 'active', 'left']) },
  })
  .openapi('Member')
const asMember = (m: z.infer<typeof MemberJson>) => {
  const { id, organisationId, personId, name, role, mayAnswer, status } = m
  return { id, organisationId, personId, name, role, mayAnswer, status }
}

organisationsApi.openapi(
  documented({
    ...{ method: 'get', path: '/clusters/{slug}/organisations/{id}/members', tags },
    summary: 'The people of an organisation, to its own and to the coordinator',
    request: { params: ofOrganisation },
    responses: { 200: json(listOf(MemberJson), 'Managers first; those who ask to join to who may accept them') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, id } = c.req.valid('param')
    const { role } = await inside(ctx, slug, id)
    const rows = await membersOf(ctx, id, role === 'member' ? ['active'] : ['active', 'requested'])
    return c.json({ items: rows.map(asMember), nextCursor: null }, 200)
  },
)

organisationsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/organisations/{id}/members', tags },
    summary: 'Ask to act for an organisation; or, as coordinator, register a person without e-mail who does',
    request: {
      params: ofOrganisation,
      ...body(
        z.object({
          person: z
            .object({ name: z.string().trim().min(1).max(80), language: Language.default('fr'), phone: z.string().max(40).optional() })
            .optional(),
        }),
      ),
    },
    responses: { 201: json(MemberJson, 'Asked for, or a member at once') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, id } = c.req.valid('param')
    const cluster = await read(ctx, slug)
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
organisationsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/members/{memberId}/accept', tags },
    summary: 'Accept a person who asked (a manager of the organisation, the coordinator)',
    request: { params: ofMember, ...body(z.object({})) },
    responses: { 200: json(MemberJson, 'A member now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, memberId } = c.req.valid('param')
    await acceptMember(ctx, (await read(ctx, slug)).id, memberId)
    return c.json(await oneMember(ctx, null, memberId), 200)
  },
)
organisationsApi.openapi(
  documented({
    ...{ method: 'patch', path: '/clusters/{slug}/members/{memberId}', tags },
    summary: 'Change a role, or name a member to answer requests (a manager, the coordinator)',
    request: { params: ofMember, ...body(MemberPatch) },
    responses: { 200: json(MemberJson, 'As it is now') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, memberId } = c.req.valid('param')
    await changeMember(ctx, (await read(ctx, slug)).id, memberId, c.req.valid('json'))
    return c.json(await oneMember(ctx, null, memberId), 200)
  },
)
organisationsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/members/{memberId}/remove', tags },
    summary: 'End a membership, or decline one that was asked for; never the last manager’s',
    request: { params: ofMember, ...body(z.object({})) },
    responses: { 200: json(MemberJson, 'Left') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { slug, memberId } = c.req.valid('param')
    await removeMember(ctx, (await read(ctx, slug)).id, memberId)
    return c.json(await oneMember(ctx, null, memberId), 200)
  },
)

organisationsApi.openapi(
  documented({
    ...{ method: 'post', path: '/clusters/{slug}/invitations', tags, summary: 'Make an invitation link, for one person, once' },
    request: { params: ofCluster, ...body(z.object({ ...InvitationInput.shape }).omit({ clusterId: true })) },
    responses: { 201: json(z.object({ id: z.string(), token: z.string(), link: z.string() }), 'Shown this once') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const { id: clusterId } = await read(ctx, c.req.valid('param').slug)
    const made = await createInvitation(ctx, { ...c.req.valid('json'), clusterId })
    return c.json({ ...made, link: `${c.env.PUBLIC_URL}/${ctx.language}/invitations/${made.token}` }, 201)
  },
)
organisationsApi.openapi(
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
organisationsApi.openapi(
  documented({
    ...{ method: 'post', path: '/invitations/use', tags, summary: 'Take up an invitation' },
    request: body(
      z.object({
        token: z.string().min(20).max(100),
        organisationId: z.string().max(60).optional().openapi({ description: 'One you manage, where the link names none' }),
        organisation: OrganisationInput.optional().openapi({ description: 'A new one, where the link names none' }),
      }),
    ),
    responses: {
      200: json(z.object({ clusterId: z.string(), organisationId: z.string().nullable() }), 'Where you belong now'),
      410: { description: 'Used, revoked or too old' },
    },
  }),
  async (c) => {
    const { token, ...brought } = c.req.valid('json')
    return c.json(await useInvitation(c.get('ctx'), token, brought), 200)
  },
)

async function read(ctx: Ctx, slug: string) {
  const cluster = await clusterBySlug(ctx, slug)
  if (!cluster) throw new AppError('not_found')
  return cluster
}

/** What may be read: active ones by anyone; others by their own people and the coordinator. */
async function shown(ctx: Ctx, slug: string, id: string) {
  const cluster = await read(ctx, slug)
  const one = await asKnown(ctx, cluster.id, id)
  const mine = ctx.actor?.organisations.some((m) => m.organisationId === id)
  if (one.standing !== 'active' && !mine && !ctx.actor?.coordinates.includes(cluster.id)) throw new AppError('not_found')
  return one
}

async function asKnown(ctx: Ctx, clusterId: string, id: string) {
  const one = await organisationIn(ctx, clusterId, id)
  if (!one) throw new AppError('not_found')
  const { lat, lng, handEdited: _h, lastEventId: _l, createdAt: _c, reason: _r, ...rest } = one
  return { ...rest, place: point(lat, lng) }
}

/** Who reads the people of an organisation: its manager, its member, or the coordinator. */
async function inside(ctx: Ctx, slug: string, id: string): Promise<{ role: 'manager' | 'member' }> {
  const actor = mustBeSignedIn(ctx)
  const cluster = await read(ctx, slug)
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
