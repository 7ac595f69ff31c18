import { describe, expect, test } from 'vitest'
import { publishListing } from '../../worker/listings/commands/publishListing'
import { editListing } from '../../worker/listings/commands/editListing'
import { closeListing } from '../../worker/listings/commands/closeListing'
import { acceptJob, refuseJob } from '../../worker/jobs/commands/answerJob'
import { passJobs } from '../../worker/jobs/commands/passJobs'
import { proposeJob } from '../../worker/jobs/commands/proposeJob'
import { suggestJobs } from '../../worker/jobs/commands/suggestJobs'
import { withdrawJob } from '../../worker/jobs/commands/withdrawJob'
import { jobById, jobsFor, visibleJob } from '../../worker/jobs/queries'
import { as, db, eventTypes, givenCluster, givenMember, givenOrganisation } from '../support/given'
import { type Employers, givenEmployer, givenEmployers, heard } from './market'

const refused = (code: string) => expect.objectContaining({ code })
const ids = (m: Employers) => [m.a, m.b, m.c].map((e) => e.need.id)
const proposed = async (m: Employers, more: object = {}) =>
  proposeJob(await as(m.coordinator), m.cluster.id, { needIds: ids(m), ...more })
const count = async (table: 'sharedJobs') =>
  Number((await db.selectFrom(table).select(db.fn.countAll().as('n')).executeTakeFirstOrThrow()).n)

describe('a job is proposed', () => {
  test('to the employers whose needs make it, with its week, its shares and who could carry it', async () => {
    const m = await givenEmployers()
    const job = await proposed(m, { hourCents: 2350, note: 'Voyons-nous.' })
    expect(job).toMatchObject({
      ...{ status: 'proposed', origin: 'coordinator', minutes: 1800, hourCents: 2350, weeks: 12 },
      ...{ carrierId: m.a.organisation.id, startsOn: '2026-12-21', answerBy: '2026-12-05T08:00:00.000Z' },
      ...{ romeCode: 'M1203', travelMinutes: 17, offerId: null },
    })
    expect(job.parts.map((p) => [p.organisationName, p.minutes, p.answer])).toEqual([
      ['Alpha', 840, 'waiting'],
      ['Bravo', 540, 'waiting'],
      ['Charlie', 420, 'waiting'],
    ])
    // Ten hours are open on Thursday: seven are asked for, five in the morning.
    expect(job.parts[2]?.halfDays).toEqual([
      { day: 4, half: 'am', from: '08:00', to: '13:00' },
      { day: 4, half: 'pm', from: '13:00', to: '15:00' },
    ])
    expect(await eventTypes(job.id)).toEqual(['job.proposed'])
  })

  test('an employers’ group within reach would carry it', async () => {
    const m = await givenEmployers()
    const group = await givenOrganisation(m.cluster, {
      name: 'Groupement d’employeurs du Val',
      lat: 49.5,
      lng: 1.09,
    })
    expect((await proposed(m)).carrierId).toBe(group.id)
  })

  test('only by the coordinator, of needs of this cluster that make a job and stand in none', async () => {
    const m = await givenEmployers()
    const other = await givenEmployers()
    await expect(proposeJob(await as(m.a.manager), m.cluster.id, { needIds: ids(m) })).rejects.toEqual(
      refused('not_coordinator'),
    )
    await expect(proposed(m, { needIds: [m.a.need.id, other.b.need.id] })).rejects.toMatchObject({
      details: { fields: [{ path: 'needIds', code: 'not_a_choice' }] },
    })
    await expect(proposed(m, { needIds: [m.b.need.id, m.c.need.id] })).rejects.toMatchObject({
      details: { fields: [{ path: 'needIds', code: 'no_shared_job' }] },
    })
    await expect(proposed(m, { carrierId: other.a.organisation.id })).rejects.toEqual(refused('invalid'))
    await expect(proposed(m, { startsOn: '2026-11-10' })).rejects.toEqual(refused('invalid'))
    expect(await count('sharedJobs')).toBe(0)
    await proposed(m)
    await expect(proposed(m)).rejects.toEqual(refused('invalid'))
    expect(await count('sharedJobs')).toBe(1)
  })

  test('twice at once only once: a need stands in one job', async () => {
    const m = await givenEmployers()
    const both = await Promise.allSettled([proposed(m), proposed(m)])
    expect(both.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await count('sharedJobs')).toBe(1)
  })
})

describe('the employers answer', () => {
  test('the last yes makes the job, and all at once does as well', async () => {
    const m = await givenEmployers()
    const job = await proposed(m)
    await Promise.all([m.a, m.b, m.c].map(async ({ manager }) => acceptJob(await as(manager), job.id)))
    const now = await jobById(await as(null), job.id)
    expect(now?.status).toBe('accepted')
    expect(now?.parts.map((p) => p.answer)).toEqual(['accepted', 'accepted', 'accepted'])
    expect((await eventTypes(job.id)).sort()).toEqual([
      'job.accepted',
      'job.answered',
      'job.answered',
      'job.proposed',
    ])
  })

  test('one no ends it and sets the needs free', async () => {
    const m = await givenEmployers()
    const job = await proposed(m)
    await acceptJob(await as(m.a.manager), job.id)
    expect((await refuseJob(await as(m.b.manager), job.id)).status).toBe('refused')
    await expect(acceptJob(await as(m.c.manager), job.id)).rejects.toEqual(refused('transition_not_allowed'))
    expect((await proposed(m)).status).toBe('proposed')
  })

  test('who may: those who answer for an employer, and the coordinator for one of its members', async () => {
    const m = await givenEmployers()
    const job = await proposed(m)
    const plain = await givenMember(m.a.organisation)
    const stranger = await givenMember(await givenOrganisation(m.cluster, { name: 'Delta' }))
    await expect(acceptJob(await as(plain), job.id)).rejects.toEqual(refused('not_manager'))
    await expect(acceptJob(await as(stranger), job.id)).rejects.toEqual(refused('not_found'))
    await expect(acceptJob(await as(m.coordinator), job.id)).rejects.toEqual(refused('not_member'))
    const by = { organisationId: m.a.organisation.id, onBehalfOf: m.a.manager.memberId }
    const after = await acceptJob(await as(m.coordinator), job.id, by)
    expect(after.parts[0]).toMatchObject({
      answer: 'accepted',
      onBehalfOf: m.a.manager.id,
      answeredBy: m.coordinator.id,
    })
    await expect(acceptJob(await as(m.a.manager), job.id)).rejects.toEqual(refused('transition_not_allowed'))
    await expect(visibleJob(await as(stranger), job.id)).rejects.toEqual(refused('not_found'))
    expect((await jobsFor(await as(m.b.manager), {})).items.map((j) => j.id)).toEqual([job.id])
    expect((await jobsFor(await as(stranger), {})).items).toEqual([])
  })

  test('no code path makes a job of employers who did not all say yes', async () => {
    const m = await givenEmployers()
    const job = await proposed(m)
    await expect(
      db.updateTable('sharedJobs').set({ status: 'accepted' }).where('id', '=', job.id).execute(),
    ).rejects.toThrow('maillage:stale')
  })

  test('too late is too late, and the clock says it', async () => {
    const m = await givenEmployers()
    const job = await proposed(m, { answerDays: 3 })
    const late = { now: '2026-11-24T08:00:00.000Z' }
    await expect(acceptJob(await as(m.a.manager, late), job.id)).rejects.toEqual(
      refused('transition_not_allowed'),
    )
    expect(await passJobs(await as(null))).toBe(0)
    expect(await passJobs(await as(null, late))).toBe(1)
    expect(await passJobs(await as(null, late))).toBe(0)
    expect(await eventTypes(job.id)).toEqual(['job.proposed', 'job.lapsed'])
  })

  test('the coordinator takes it back; nobody else', async () => {
    const m = await givenEmployers()
    const job = await proposed(m)
    await expect(withdrawJob(await as(m.a.manager), job.id)).rejects.toEqual(refused('not_coordinator'))
    expect((await withdrawJob(await as(m.coordinator), job.id)).status).toBe('withdrawn')
    await expect(withdrawJob(await as(m.coordinator), job.id)).rejects.toEqual(
      refused('transition_not_allowed'),
    )
  })
})

describe('by itself', () => {
  test('a published need makes a job with others, once, however often the message comes', async () => {
    const m = await givenEmployers()
    await db.updateTable('listings').set({ status: 'draft' }).where('id', '=', m.c.need.id).execute()
    await publishListing(await as(m.c.manager), m.c.need.id)
    await heard(['jobs.suggest'])
    const rows = await db.selectFrom('sharedJobs').selectAll().execute()
    expect(rows).toMatchObject([{ origin: 'suggested', proposedBy: null, minutes: 1800, status: 'proposed' }])
    expect(await suggestJobs(await as(null), m.cluster.id, 'M1203')).toBe(0)
  })

  test('who refused is not asked again; an edit makes it another need, after a while', async () => {
    const m = await givenEmployers()
    expect(await suggestJobs(await as(null), m.cluster.id, 'M1203')).toBe(1)
    const [job] = await db.selectFrom('sharedJobs').select('id').execute()
    await refuseJob(await as(m.b.manager), job?.id ?? '')
    expect(await suggestJobs(await as(null), m.cluster.id, 'M1203')).toBe(0)
    await editListing(await as(m.b.manager), m.b.need.id, { title: 'Comptable, encore' })
    expect(await suggestJobs(await as(null), m.cluster.id, 'M1203')).toBe(0)
    const later = { now: '2026-12-28T08:00:00.000Z' }
    expect(await suggestJobs(await as(null, later), m.cluster.id, 'M1203')).toBe(1)
  })

  test('a need that closes takes its job along; another cluster’s needs are never in it', async () => {
    const m = await givenEmployers()
    await givenEmployers()
    await suggestJobs(await as(null), m.cluster.id, 'M1203')
    const rows = await db.selectFrom('sharedJobParts').select('needId').execute()
    expect(rows.map((r) => r.needId).sort()).toEqual(ids(m).sort())
    await closeListing(await as(m.a.manager), m.a.need.id, 'no_longer_needed')
    await heard(['jobs.suggest'])
    expect(await db.selectFrom('sharedJobs').select('status').execute()).toEqual([{ status: 'withdrawn' }])
  })

  test('paused, hidden, suspended and incomplete needs make none', async () => {
    const cluster = await givenCluster()
    const whole = (name: string, more: object = {}) =>
      givenEmployer(cluster, name, { hours: 12, days: [1], ...more })
    await whole('Alpha', { days: [1, 2] })
    await whole('Bravo', { days: [3, 4], status: 'paused' })
    await whole('Charlie', { days: [3, 4], hiddenReason: 'faux' })
    await whole('Delta', { days: [3, 4], details: {} })
    await whole('Echo', { days: [3, 4], windows: [] })
    const suspended = await whole('Foxtrot', { days: [3, 4] })
    await db
      .updateTable('affiliations')
      .set({ status: 'suspended' })
      .where('organisationId', '=', suspended.organisation.id)
      .execute()
    await whole('Golf', { days: [3, 4], expiresAt: '2026-11-20T08:00:00.000Z' })
    expect(await suggestJobs(await as(null), cluster.id, 'M1203')).toBe(0)
  })
})
