import { describe, expect, it } from 'vitest'
import type { AppError } from '../../worker/core/errors'
import { dismissReports } from '../../worker/listings/commands/dismissReports'
import { hideListing } from '../../worker/listings/commands/hideListing'
import { reportListing } from '../../worker/listings/commands/reportListing'
import { restoreListing } from '../../worker/listings/commands/restoreListing'
import { visibleListing } from '../../worker/listings/queries'
import { suggestRome } from '../../worker/staff/queries'
import { lowCode, suggestLowCodes } from '../../worker/waste/queries'
import { ask } from '../support/ask'
import {
  as,
  db,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenListing,
  givenMember,
  givenOrganisation,
} from '../support/given'

async function scene() {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const member = await as(await givenMember(organisation))
  const neighbour = await givenOrganisation(cluster, { name: 'Voisins' })
  const colleague = await as(await givenMember(neighbour))
  const coordinator = await as(await givenCoordinator(cluster))
  const far = await as(await givenMember(await givenOrganisation(await givenCluster(), { name: 'Loin' })))
  return { cluster, organisation, member, neighbour, colleague, coordinator, far, nobody: await as(null) }
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (e) => (e as AppError).code,
  )

describe('moderation', () => {
  it('takes reports from anyone, one each, and settles them when the listing is hidden', async () => {
    const s = await scene()
    const l = await givenListing(s.cluster, s.organisation)
    await reportListing(s.nobody, l.id, { reason: 'wrong' }, '192.0.2.1')
    await reportListing(
      s.colleague,
      l.id,
      { reason: 'other', note: 'La photo n’est pas la leur' },
      '192.0.2.2',
    )
    await reportListing(s.colleague, l.id, { reason: 'other' }, '192.0.2.2')
    const rows = await db.selectFrom('reports').selectAll().orderBy('createdAt').execute()
    expect(rows.map((r) => [r.reason, r.status, r.reportedBy]).sort()).toEqual([
      ['other', 'open', s.colleague.actor?.personId],
      ['wrong', 'open', null],
    ])
    expect(await codeOf(hideListing(s.member, l.id, 'non'))).toBe('not_coordinator')
    expect(await codeOf(hideListing(s.coordinator, l.id, ' '))).toBe('invalid')
    await hideListing(s.coordinator, l.id, 'La photo est celle d’une autre structure')
    expect(await codeOf(visibleListing(s.nobody, l.id))).toBe('not_found')
    expect(await eventTypes()).toEqual([
      'report.opened',
      'report.opened',
      'listing.hidden',
      'report.upheld',
      'report.upheld',
    ])
    await restoreListing(s.coordinator, l.id)
    expect(await codeOf(visibleListing(s.nobody, l.id))).toBe('done')
    await reportListing(s.nobody, l.id, { reason: 'wrong' }, '192.0.2.1')
    await dismissReports(s.coordinator, l.id)
    expect((await eventTypes()).slice(-2)).toEqual(['report.opened', 'report.dismissed'])
  })

  it('bounds reports by their sender and by their listing', async () => {
    const s = await scene()
    const l = await givenListing(s.cluster, s.organisation)
    for (let i = 0; i < 10; i++) await reportListing(s.nobody, l.id, { reason: 'wrong' }, '192.0.2.1')
    expect(await codeOf(reportListing(s.nobody, l.id, { reason: 'wrong' }, '192.0.2.1'))).toBe(
      'too_many_requests',
    )
    for (let i = 0; i < 15; i++) await reportListing(s.nobody, l.id, { reason: 'wrong' }, `192.0.2.${10 + i}`)
    expect(await db.selectFrom('reports').select('id').execute()).toHaveLength(20)
    expect(await codeOf(reportListing(s.nobody, l.id, { reason: 'bored' }, '192.0.2.99'))).toBe('invalid')
  })

  it('is reached by a form without an account', async () => {
    const s = await scene()
    const l = await givenListing(s.cluster, s.organisation)
    const path = `/fr/${s.cluster.slug}/offers/${l.id}/report`
    const post = (body: string) =>
      ask(path, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:8787' },
      })
    const refused = await post('note=rien')
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('rien')
    expect((await post('reason=wrong&note=')).status).toBe(303)
    expect(await db.selectFrom('reports').select('reason').execute()).toEqual([{ reason: 'wrong' }])
  })
})

describe('nomenclatures', () => {
  it('propose five codes by words in both languages, and by how the code begins', async () => {
    const ctx = await as(null)
    const codes = async (text: string) => (await suggestLowCodes(ctx, text)).map((c) => c.code)
    expect(await codes('sciure de bois')).toContain('030105')
    expect(await codes('sawdust')).toContain('030105')
    expect((await codes('palettes'))[0]).toBe('150103')
    expect(await codes('carton')).toContain('150101')
    expect(await codes('15 01')).toEqual(['150101', '150102', '150103', '150104', '150105'])
    expect(await codes('')).toEqual([])
    expect(await lowCode(ctx, '030105')).toMatchObject({ hazardous: false, mirrors: ['030104'] })
  })

  it('find job families by a word', async () => {
    const ctx = await as(null)
    expect((await suggestRome(ctx, 'comptable')).map((f) => f.code)).toContain('M1203')
    expect((await suggestRome(ctx, 'M120'))[0]?.code).toBe('M1201')
  })

  it('are a page and a fragment', async () => {
    const s = await scene()
    const page = await ask(`/fr/${s.cluster.slug}/low-codes?q=sciure`)
    expect(await page.text()).toContain('03 01 05')
    const fragment = await (await ask(`/en/${s.cluster.slug}/low-codes?q=sawdust&fragment=1`)).text()
    expect(fragment).toContain('03 01 05')
    expect(fragment).not.toContain('<html')
  })
})
