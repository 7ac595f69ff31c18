import type { Ctx } from '../platform/context'

export interface DemoPerson {
  email: string
  name: string
  roles: string[]
}

/** Those who can be tried out: people with an address, and who they are; or the one of an address. */
export async function demoPeople(ctx: Ctx, email?: string): Promise<DemoPerson[]> {
  let query = ctx.db
    .selectFrom('people')
    .leftJoin('coordinators', 'coordinators.personId', 'people.id')
    .leftJoin('clusters as coordinated', 'coordinated.id', 'coordinators.clusterId')
    .leftJoin('members', (on) =>
      on.onRef('members.personId', '=', 'people.id').on('members.status', '=', 'active'),
    )
    .leftJoin('organisations', 'organisations.id', 'members.organisationId')
    .select(['people.email', 'people.name', 'people.isOperator', 'members.role'])
    .select(['coordinated.name as cluster', 'organisations.name as organisation'])
    .where('people.email', 'is not', null)
    .orderBy('people.isOperator')
    .orderBy('coordinated.name', (o) => o.desc())
    .orderBy('people.id')
    .limit(500)
  if (email) query = query.where('people.email', '=', email.toLowerCase())
  const people = new Map<string, DemoPerson>()
  for (const row of await query.execute()) {
    const address = row.email ?? ''
    const person = people.get(address) ?? { email: address, name: row.name, roles: [] }
    const roles = [
      row.isOperator === 1 && 'operator',
      row.cluster && `coordinator of ${row.cluster}`,
      row.organisation && `${row.role} of ${row.organisation}`,
    ]
    for (const role of roles) if (role && !person.roles.includes(role)) person.roles.push(role)
    people.set(address, person)
  }
  return [...people.values()]
}
