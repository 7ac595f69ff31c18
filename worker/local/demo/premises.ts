import * as z from 'zod'
import { CallInput, ApplicationPatch, ProfileInput } from '../../calls/input'
import { addDays, type Instant, instantOf, later, wallOf, DAY, HOUR } from '../../core/time'
import { openLead } from '../../leads/commands/openLead'
import { moveLead } from '../../leads/commands/changeLead'
import { LeadInput, STAGES } from '../../leads/input'
import { Time } from '../../listings/input'
import { InventoryInput } from '../../occupancies/input'
import { REASONS } from '../../occupancies/rulesOfForms'
import { addMonths } from '../../occupancies/rulesOfTerms'
import { actorOf, type Ctx } from '../../platform/context'
import { addPlan } from '../../premises/commands/plans'
import { changeLot } from '../../premises/commands/changeLots'
import { openSite } from '../../premises/commands/openSite'
import { putOnline } from '../../premises/commands/showSite'
import { BuildingInput, ChargeInput, LotInput, PlanInput, SiteInput } from '../../premises/input'
import { lotsOf } from '../../premises/queries'
import { Cast, type Place } from './cast'
import { follow, newestEvent } from './follow'
import { callForOthers, judgeCall } from './calls'
import { occupy } from './occupy'

const Called = z.object({
  title: z.string(),
  description: z.string(),
  /** By name. */
  lots: z.array(z.string()).min(1),
  /** By e-mail address. */
  jurors: z.array(z.string()).min(3),
})
/** An empty building and what becomes of it: premises.json. What is over began two months before this one. */
export const DemoPremises = z.object({
  site: SiteInput.omit({ organisationId: true, endsOn: true, vacantSince: true }).extend({
    organisation: z.string(),
    vacantSinceMonths: z.int(),
    lastsMonths: z.int(),
    lots: z.array(LotInput),
    buildings: z.array(BuildingInput),
    charges: z.array(ChargeInput),
  }),
  plan: PlanInput,
  judged: Called.extend({
    quotas: z.array(CallInput.shape.quotas.unwrap().element),
    applications: z.array(
      z.object({
        by: z.string(),
        profile: ProfileInput,
        answers: ApplicationPatch.shape.answers.unwrap(),
        /** Lots by name, in order. */
        choices: z.array(z.string()),
        needs: ApplicationPatch.shape.needs.unwrap(),
        /** What each juror gives, in their order. */
        points: z.array(z.int()),
      }),
    ),
    comments: z.array(z.string()),
  }),
  agreement: z.object({
    by: z.string(),
    purpose: z.string(),
    reason: z.enum(REASONS),
    reasonWords: z.string(),
  }),
  inventory: InventoryInput.omit({ madeOn: true }),
  open: Called.extend({ visits: z.array(z.object({ inDays: z.int(), from: Time, to: Time })) }),
  leads: z.array(
    LeadInput.omit({ nextOn: true }).extend({
      ...{ daysAgo: z.int(), nextInDays: z.int(), to: z.array(z.enum(STAGES)) },
    }),
  ),
})
export type DemoPremises = z.infer<typeof DemoPremises>

/** What the parts of the story share: who does it, where, and by the calendar of the cluster. */
export interface Scene {
  cast: Cast
  place: Place
  landlord: string
  siteId: string
  /** Lots by name. */
  lots: Map<string, string>
  /** The local date on which the occupation began: the first day of a month, two months ago. */
  began: string
  today: string
  /** An instant of a local day. */
  on: (date: string, time: string) => Instant
  as: (email: string, at: Instant) => Promise<Ctx>
}

/** Plays it: a site with its lots, a call that is over, one that is open, an agreement with its fees, and leads. */
export async function loadPremises(ctx: Ctx, place: Place, given: DemoPremises): Promise<void> {
  const before = await newestEvent(ctx)
  const cast = new Cast(ctx, place)
  const today = wallOf(ctx.now, place.timeZone).date
  const began = addMonths(`${today.slice(0, 7)}-01`, -2)
  const on = (date: string, time: string) => instantOf(date, time, place.timeZone)
  const as = async (email: string, at: Instant): Promise<Ctx> => {
    const { id } = await ctx.db
      .selectFrom('people')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow()
    return { ...ctx, now: at, actor: await actorOf(ctx, id, 'session') }
  }
  const { organisation, vacantSinceMonths, lastsMonths, lots, ...site } = given.site
  const owner = await cast.as(organisation, on(addDays(began, -62), '10:00'), 'manager')
  const landlord = await cast.organisation(organisation)
  const siteId = await openSite(owner, place.id, {
    ...{ ...site, organisationId: landlord, lots: lots.map((lot) => ({ ...lot, outline: null })) },
    ...{
      vacantSince: addMonths(began, -vacantSinceMonths),
      endsOn: addDays(addMonths(began, lastsMonths), -1),
    },
  })
  const planId = await addPlan(owner, siteId, given.plan)
  const made = new Map((await lotsOf(ctx, siteId)).map((lot) => [lot.name, lot.id]))
  for (const { name, outline } of lots) await changeLot(owner, made.get(name) ?? '', { planId, outline })
  await putOnline(owner, siteId)
  const scene: Scene = { cast, place, landlord, siteId, lots: made, began, today, on, as }
  const offers = await judgeCall(scene, given.judged)
  await occupy(scene, given, offers)
  await callForOthers(scene, given.open)
  for (const lead of given.leads) await look(scene, lead)
  await follow(ctx, before)
}

async function look(scene: Scene, given: DemoPremises['leads'][number]): Promise<void> {
  const { daysAgo, nextInDays, to, ...lead } = given
  const [coordinator] = await scene.cast.ctx.db
    .selectFrom('coordinators')
    .select('personId')
    .where('clusterId', '=', scene.place.id)
    .execute()
  const nextBy = coordinator?.personId ?? ''
  const now = later(scene.cast.ctx.now, -daysAgo * DAY)
  const ctx = { ...scene.cast.ctx, now, actor: await actorOf(scene.cast.ctx, nextBy, 'session') }
  const nextOn = addDays(scene.today, nextInDays)
  const id = await openLead(ctx, scene.place.id, { ...lead, nextOn, nextBy })
  for (const [i, stage] of to.entries())
    await moveLead({ ...ctx, now: later(now, (i + 1) * 20 * HOUR) }, id, { to: stage })
}
