import { newId } from '../../worker/core/ids'
import { amendCall } from '../../worker/calls/commands/amendCall'
import { draftCall } from '../../worker/calls/commands/draftCall'
import { finishJury, showNames } from '../../worker/calls/commands/stepCall'
import { giveScore } from '../../worker/calls/commands/giveScore'
import { passCalls } from '../../worker/calls/commands/passCalls'
import { publishCall } from '../../worker/calls/commands/publishCall'
import { saveApplication } from '../../worker/calls/commands/saveApplication'
import { saveProfile } from '../../worker/calls/commands/saveProfile'
import { startApplication } from '../../worker/calls/commands/startApplication'
import { submitApplication } from '../../worker/calls/commands/submitApplication'
import type { CallInput } from '../../worker/calls/input'
import type { Call } from '../../worker/calls/queries'
import type { Application } from '../../worker/calls/queriesOfApplications'
import {
  as,
  db,
  givenCapacity,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
  NOW,
} from '../support/given'

export { amendCall }

export const BEFORE = '2026-12-10T09:00:00.000Z'
export const DEADLINE = '2026-12-18T17:00:00.000Z'
export const AFTER = '2026-12-18T17:01:00.000Z'
export const OCCUPATION = { startsOn: '2027-02-01', endsOn: '2028-07-31' }

/** A landlord with a site of three lots, three jurors and three organisations that look for room. */
export async function givenMarket(lots = 3, applicants = 3) {
  const cluster = await givenCluster()
  const landlord = await givenOrganisation(cluster, { name: 'Foncière du Puchot' })
  const manager = await givenMember(landlord, { role: 'manager' }, { name: 'Maud Puchot' })
  const plain = await givenMember(landlord, {}, { name: 'Paul Simple' })
  const coordinator = await givenCoordinator(cluster, { name: 'Awa Diallo' })
  const jurors = []
  for (const name of ['Jeanne Une', 'Jules Deux', 'Joëlle Trois']) {
    const own = await givenOrganisation(cluster, { name: `Jury ${name}` })
    jurors.push(await givenMember(own, {}, { name }))
  }
  const offer = await givenListing(cluster, landlord, {
    ...{ kind: 'premises', grain: 'month', title: 'Manufacture du Puchot' },
  })
  await db.deleteFrom('listingCapacities').where('listingId', '=', offer.id).execute()
  const site = { id: newId('site'), name: 'Manufacture du Puchot' }
  await db
    .insertInto('sites')
    .values({
      ...{
        ...site,
        clusterId: cluster.id,
        organisationId: landlord.id,
        listingId: offer.id,
        commune: 'Elbeuf',
      },
      ...{ leadId: null, lat: null, lng: null, surfaceM2: null, vacantSince: null, endsOn: null },
      ...{ lastEventId: 'evt_given', createdBy: manager.id, createdAt: NOW },
    })
    .execute()
  const all = []
  for (let i = 0; i < lots; i++) all.push(await givenLot(cluster, landlord, offer, site, `A${i + 1}`, i + 1))
  const others = []
  for (let i = 0; i < applicants; i++) {
    const organisation = await givenOrganisation(cluster, { name: `Zébulon ${i + 1}` })
    others.push({
      organisation,
      person: await givenMember(organisation, { role: 'manager' }, { name: `Zoé Zébu${i + 1}` }),
    })
  }
  return {
    cluster,
    landlord,
    manager,
    plain,
    coordinator,
    jurors,
    offer,
    site,
    lots: all,
    applicants: others,
  }
}
export type Market = Awaited<ReturnType<typeof givenMarket>>

export async function givenLot(
  cluster: { id: string },
  landlord: { id: string },
  offer: { id: string; quantity: number; unit: string },
  site: { id: string },
  name: string,
  position: number,
  more: object = {},
) {
  const capacity = await givenCapacity(cluster, landlord, offer, {
    shape: 'lot',
    quantity: 1,
    label: name,
    position,
  })
  const row = { id: newId('lot'), name, capacityId: capacity.id, surfaceM2: 40 + position * 10 }
  await db
    .insertInto('lots')
    .values({
      ...{
        ...row,
        clusterId: cluster.id,
        siteId: site.id,
        position,
        createdAt: NOW,
        lastEventId: 'evt_given',
      },
      ...more,
    } as never)
    .execute()
  return row
}

export const inputFor = (m: Market, more: Partial<CallInput> = {}): CallInput => ({
  ...{
    siteId: m.site.id,
    title: 'Un étage de filature à partager',
    description: 'Neuf lots, dix-huit mois.',
  },
  ...{ lotIds: m.lots.map((l) => l.id), ...OCCUPATION, deadline: DEADLINE, answerOn: '2027-01-08' },
  ...{ form: 'Occupation précaire, motif : démolition', jurors: m.jurors.map((j) => j.id) },
  ...more,
})

export const zoneOf = (m: Market) => ({ id: m.cluster.id, timeZone: 'Europe/Paris' })

export const givenDraft = async (m: Market, more: Partial<CallInput> = {}): Promise<Call> =>
  draftCall(await as(m.manager), zoneOf(m), inputFor(m, more))

export async function givenCall(m: Market, more: Partial<CallInput> = {}): Promise<Call> {
  const call = await givenDraft(m, more)
  return publishCall(await as(m.manager), call.id)
}

/** An application that is ready, and sent unless told. */
export async function givenApplication(
  m: Market,
  call: { id: string },
  which: number,
  {
    choices,
    sector = 'craft',
    sent = true,
    needs,
  }: { choices?: string[]; sector?: string; sent?: boolean; needs?: object } = {},
): Promise<Application> {
  const { organisation, person } = m.applicants[which] as Market['applicants'][number]
  const ctx = await as(person, { now: BEFORE })
  await saveProfile(ctx, organisation.id, {
    sector: sector as 'craft',
    activity: `Nous sommes ${organisation.name} et réparons des vélos.`,
    team: `${person.name} et deux autres`,
  })
  const { id } = await startApplication(ctx, call.id, { organisationId: organisation.id })
  const said = await saveApplication(ctx, id, {
    answers: [
      `Chez ${organisation.name}, un atelier.`,
      `Des ateliers ouverts ${which + 1}.`,
      `Établis ${which + 1}, en février.`,
    ],
    choices: choices ?? m.lots.slice(0, 3).map((l) => l.id),
    ...(needs && { needs }),
  })
  return sent ? submitApplication(await as(person, { now: BEFORE }), id) : said
}

/** The clock passes the deadline. */
export const closeCall = async () => passCalls(await as(null, { now: AFTER }))

/** Each juror gives each application the points that `given` says, by its number and the juror's place. */
export async function scoreAll(
  m: Market,
  applications: readonly Application[],
  given: (number: number, juror: number) => number,
): Promise<void> {
  for (const [j, juror] of m.jurors.entries())
    for (const a of applications) {
      const p = given(a.number ?? 0, j)
      await giveScore(await as(juror, { now: AFTER }), a.id, {
        points: { c1: p, c2: p, c3: p, c4: p, c5: p },
      })
    }
}

/** A call that is judged: three applications, the first sent has the best marks. */
export async function givenJudged(m: Market, choices?: (which: number) => string[]) {
  const call = await givenCall(m)
  const applications: Application[] = []
  for (let i = 0; i < m.applicants.length; i++)
    applications.push(await givenApplication(m, call, i, { ...(choices && { choices: choices(i) }) }))
  await closeCall()
  await scoreAll(m, applications, (n) => Math.max(0, 10 - n))
  await showNames(await as(m.manager, { now: AFTER }), call.id)
  await finishJury(await as(m.manager, { now: AFTER }), call.id)
  return { call, applications }
}
