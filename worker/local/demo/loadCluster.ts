import { createCluster } from '../../clusters/commands/createCluster'
import { appointCoordinator } from '../../clusters/commands/appointCoordinator'
import type { ClusterInput } from '../../clusters/input'
import { DAY, later } from '../../core/time'
import { addMember } from '../../organisations/commands/addMember'
import { registerOrganisation } from '../../organisations/commands/registerOrganisation'
import type { OrganisationInput } from '../../organisations/input'
import { registerPerson } from '../../people/commands/registerPerson'
import { actorOf, type Ctx } from '../../platform/context'
import { check } from '../../platform/input'
import { DemoCluster, type DemoPerson } from './shape'

/** Months ago, in the order in which a cluster comes to life. */
const OPENED = 200
const JOINED = 190

/** A cluster with its organisations and people, as the operator and the coordinator made them half a year ago. */
export async function loadCluster(ctx: Ctx, given: unknown): Promise<void> {
  const { cluster, organisations, people } = check(DemoCluster, given)
  const opening = later(ctx.now, -OPENED * DAY)
  const ids = new Map<string, string>()
  for (const person of people) ids.set(keyOf(person), await personOf({ ...ctx, now: opening }, person))
  const operator = await ctx.db
    .selectFrom('people')
    .select('id')
    .where('isOperator', '=', 1)
    .executeTakeFirstOrThrow()
  const as = async (id: string, now: string): Promise<Ctx> => {
    const acting = { ...ctx, now, actor: null }
    return { ...acting, actor: await actorOf(acting, id, 'session') }
  }
  const byOperator = await as(operator.id, opening)
  const { pages: _, ...settings } = cluster
  const clusterId = await createCluster(byOperator, settings as unknown as ClusterInput)
  const coordinators = people.filter((person) => person.coordinator)
  for (const person of coordinators)
    await appointCoordinator(byOperator, clusterId, ids.get(keyOf(person)) ?? '')
  const coordinator = ids.get(keyOf(coordinators[0] as DemoPerson)) ?? ''

  const places = new Map<string, string>()
  for (const [i, { key, ...organisation }] of organisations.entries()) {
    const byCoordinator = await as(coordinator, later(opening, (OPENED - JOINED) * DAY + i * 0.3 * DAY))
    places.set(
      key,
      await registerOrganisation(byCoordinator, clusterId, organisation as unknown as OrganisationInput),
    )
    for (const person of people.filter((one) => one.organisation === key))
      await addMember(byCoordinator, clusterId, places.get(key) ?? '', ids.get(keyOf(person)) ?? '', person)
  }
}

const keyOf = (person: DemoPerson) => person.email ?? person.name

async function personOf(ctx: Ctx, person: DemoPerson): Promise<string> {
  const { name, email, language } = person
  const known =
    email && (await ctx.db.selectFrom('people').select('id').where('email', '=', email).executeTakeFirst())
  if (known) return known.id
  const id = await registerPerson(ctx, { name, email, language })
  // Nobody can make an operator from inside: on a deployment it is done on the database, see the README.
  if (person.operator)
    await ctx.db.updateTable('people').set({ isOperator: 1 }).where('id', '=', id).execute()
  return id
}
