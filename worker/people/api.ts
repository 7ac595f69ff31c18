import { LANGUAGES } from '../core/kinds'
import { documented, json, newApi, z } from '../platform/api'
import { mustBeSignedIn } from '../platform/context'
import { clustersOfActor } from './queries'

const Me = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    language: z.enum(LANGUAGES),
    isOperator: z.boolean(),
    organisations: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        memberId: z.string(),
        role: z.enum(['manager', 'member']),
        mayAnswer: z.boolean().openapi({ description: 'May answer requests for this organisation' }),
        clusters: z.array(z.string()).openapi({ description: 'Slugs of the clusters it is active in' }),
      }),
    ),
    clusters: z.array(
      z.object({
        id: z.string(),
        slug: z.string(),
        name: z.string(),
        timeZone: z.string(),
        currency: z.string(),
        role: z.enum(['coordinator', 'member']),
      }),
    ),
  })
  .openapi('Me')

export const peopleApi = newApi().openapi(
  documented({
    method: 'get',
    path: '/me',
    tags: ['people'],
    summary: 'Who this token is, with their organisations, clusters and roles',
    responses: { 200: json(Me, 'The person') },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const actor = mustBeSignedIn(ctx)
    const clusters = await clustersOfActor(ctx)
    const slugs = new Map(clusters.map((cluster) => [cluster.id, cluster.slug]))
    return c.json(
      {
        id: actor.personId,
        ...{ name: actor.name, email: actor.email, language: actor.language, isOperator: actor.isOperator },
        organisations: actor.organisations.map((m) => ({
          ...{ id: m.organisationId, name: m.organisationName, memberId: m.memberId },
          ...{ role: m.role, mayAnswer: m.mayAnswer },
          clusters: m.clusters.flatMap((id) => slugs.get(id) ?? []),
        })),
        clusters: clusters.map(({ coordinates, ...cluster }) => ({
          ...cluster,
          role: coordinates ? ('coordinator' as const) : ('member' as const),
        })),
      },
      200,
    )
  },
)
