import { AppError } from '../../core/errors'
import type { Language } from '../../core/kinds'
import { membersOf, organisationNamed } from '../../organisations/queries'
import { registerPerson } from '../../people/commands/registerPerson'
import { type Actor, actorOf, type Ctx } from '../../platform/context'

export interface Place {
  id: string
  slug: string
  timeZone: string
  /** Names of organisations by the keys that the files use. */
  names: Record<string, string>
}

/** Who plays whom, read once for the actions of a request. */
export class Cast {
  readonly ctx: Ctx
  private readonly place: Place
  private readonly ids = new Map<string, string>()
  private readonly actors = new Map<string, Actor | null>()
  constructor(ctx: Ctx, place: Place) {
    this.ctx = ctx
    this.place = place
  }

  async organisation(key: string): Promise<string> {
    return this.known(`organisation ${key}`, () =>
      organisationNamed(this.ctx, this.place.id, this.place.names[key] ?? ''),
    )
  }
  async listing(key: string): Promise<string> {
    return this.known(`listing ${key}`, async () => {
      const row = await this.ctx.db
        .selectFrom('listings')
        .select('id')
        .where('clusterId', '=', this.place.id)
        .where('source', '=', 'demo')
        .where('externalId', '=', key)
        .executeTakeFirst()
      return row?.id ?? null
    })
  }
  async as(key: string, at: string, role?: 'manager'): Promise<Ctx> {
    return this.asMember(await this.organisation(key), at, role)
  }
  /** Somebody of the organisation: a manager where only they may, else whoever was named first. */
  async asMember(organisationId: string, at: string, role?: 'manager'): Promise<Ctx> {
    const key = `${organisationId} ${role ?? ''}`
    if (!this.actors.has(key)) {
      const members = await membersOf(this.ctx, organisationId)
      const member = members.find((m) => m.role === (role ?? 'member')) ?? members[0]
      this.actors.set(key, member ? await actorOf(this.ctx, member.personId, 'session') : null)
    }
    return { ...this.ctx, now: at, actor: this.actors.get(key) ?? null }
  }
  /** Somebody of the organisation that posted a listing. */
  async asPoster(key: string, at: string, role?: 'manager'): Promise<Ctx> {
    const id = await this.listing(key)
    const row = await this.ctx.db
      .selectFrom('listings')
      .select('organisationId')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return this.asMember(row.organisationId, at, role)
  }
  /** The match of a need with an offer, if one was found. */
  async match(need: string, offer: string): Promise<string | undefined> {
    const row = await this.ctx.db
      .selectFrom('matches')
      .select('id')
      .where('needId', '=', await this.listing(need))
      .where('offerId', '=', await this.listing(offer))
      .executeTakeFirst()
    return row?.id
  }
  /** A person whom nobody knows yet, as they sign up. */
  async newcomer(person: { name: string; email: string; language: Language }, at: string): Promise<Ctx> {
    const now = { ...this.ctx, now: at, actor: null }
    return { ...now, actor: await actorOf(now, await registerPerson(now, person), 'session') }
  }
  private async known(key: string, find: () => Promise<string | null>): Promise<string> {
    const id = this.ids.get(key) ?? (await find())
    if (!id) throw new AppError('not_found', { detail: key })
    this.ids.set(key, id)
    return id
  }
}
