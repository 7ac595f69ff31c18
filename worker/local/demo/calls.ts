import { acceptCallOffer } from '../../calls/commands/answerCallOffer'
import { closeCall } from '../../calls/commands/closeCall'
import { draftCall } from '../../calls/commands/draftCall'
import { giveScore } from '../../calls/commands/giveScore'
import { publishAllocation } from '../../calls/commands/publishAllocation'
import { publishCall } from '../../calls/commands/publishCall'
import { saveApplication } from '../../calls/commands/saveApplication'
import { saveProfile } from '../../calls/commands/saveProfile'
import { startApplication } from '../../calls/commands/startApplication'
import { endCall, finishJury, showNames } from '../../calls/commands/stepCall'
import { submitApplication } from '../../calls/commands/submitApplication'
import type { Call } from '../../calls/queries'
import { offersOfCall } from '../../calls/queriesOfOffers'
import { addDays, type Instant } from '../../core/time'
import { addMonths } from '../../occupancies/rulesOfTerms'
import type { DemoPremises, Scene } from './premises'

const lotIds = (scene: Scene, names: readonly string[]) => names.map((name) => scene.lots.get(name) ?? '')

/** The landlord at some instant: who answers for it. */
export const ownerAt = (scene: Scene, at: Instant) => scene.cast.asMember(scene.landlord, at, 'manager')

/** A call from its draft to the answers of those who were given a lot. Returns the offers accepted, by organisation. */
export async function judgeCall(scene: Scene, given: DemoPremises['judged']): Promise<Map<string, string>> {
  const { began, on } = scene
  const day = (before: number, time: string) => on(addDays(began, -before), time)
  const call = await published(scene, await ownerAt(scene, day(55, '09:00')), {
    ...{ title: given.title, description: given.description, jurors: given.jurors, quotas: given.quotas },
    ...{ lotIds: lotIds(scene, given.lots), deadline: day(25, '18:00'), answerOn: addDays(began, -15) },
    ...{ startsOn: began, endsOn: addDays(addMonths(began, 24), -1) },
  })
  const applications: string[] = []
  for (const [i, one] of given.applications.entries()) {
    const ctx = await scene.cast.as(one.by, day(40 - 4 * i, '14:00'))
    const organisationId = await scene.cast.organisation(one.by)
    await saveProfile(ctx, organisationId, one.profile)
    const { id } = await startApplication(ctx, call.id, { organisationId })
    const { answers, needs } = one
    await saveApplication(ctx, id, { answers, needs, choices: lotIds(scene, one.choices) })
    await submitApplication(ctx, id)
    applications.push(id)
  }
  await closeCall({ ...scene.cast.ctx, now: day(25, '18:01') }, call.id)
  for (const [j, email] of given.jurors.entries())
    for (const [i, { points }] of given.applications.entries()) {
      const ctx = await scene.as(email, day(23 - j, '11:00'))
      // Each criterion is judged by itself: a point more or less from one to the next.
      const each = call.criteria.map((c, k) => [c.id, (points[j] ?? 5) + ((i + j + k) % 3) - 1] as const)
      const comments = { [call.criteria[0]?.id ?? '']: given.comments[i] ?? '' }
      await giveScore(ctx, applications[i] ?? '', { points: Object.fromEntries(each), comments })
    }
  await showNames(await ownerAt(scene, day(19, '10:00')), call.id)
  await finishJury(await ownerAt(scene, day(17, '16:00')), call.id)
  await publishAllocation(await ownerAt(scene, day(16, '09:30')), call.id)
  const accepted = new Map<string, string>()
  for (const offer of await offersOfCall(scene.cast.ctx, call.id)) {
    await acceptCallOffer(await scene.cast.asMember(offer.organisationId, day(12, '12:00')), offer.id)
    accepted.set(offer.organisationId, offer.id)
  }
  await endCall(await ownerAt(scene, day(10, '09:00')), call.id)
  return accepted
}

/** A call that takes applications today. */
export async function callForOthers(scene: Scene, given: DemoPremises['open']): Promise<void> {
  const { today, on } = scene
  const startsOn = addMonths(`${today.slice(0, 7)}-01`, 2)
  await published(scene, await ownerAt(scene, on(addDays(today, -6), '09:00')), {
    ...{ title: given.title, description: given.description, jurors: given.jurors },
    ...{ lotIds: lotIds(scene, given.lots), deadline: on(addDays(today, 20), '18:00') },
    ...{ answerOn: addDays(today, 28), startsOn, endsOn: addDays(addMonths(startsOn, 12), -1) },
    visits: given.visits.map(({ inDays, ...hours }) => ({ date: addDays(today, inDays), ...hours })),
  })
}

async function published(
  scene: Scene,
  ctx: Awaited<ReturnType<typeof ownerAt>>,
  input: Omit<Parameters<typeof draftCall>[2], 'siteId'>,
): Promise<Call> {
  const call = await draftCall(ctx, scene.place, { ...input, siteId: scene.siteId } as Parameters<
    typeof draftCall
  >[2])
  return publishCall(ctx, call.id)
}
