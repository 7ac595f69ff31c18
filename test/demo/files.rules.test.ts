import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { instantOf, wallOf } from '../../worker/core/time'
import { OfferRules } from '../../worker/bookings/inputOfRules'
import { problemsOfSetting } from '../../worker/bookings/rulesOfSetting'
import { rulesOn } from '../../worker/local/demo/rulesOn'
import { DemoPremises } from '../../worker/local/demo/premises'
import { DemoCluster, DemoListing, Past, Talk, Waiting } from '../../worker/local/demo/shape'
import { CheckedListing } from '../../worker/listings/input'
import { OrganisationInput } from '../../worker/organisations/input'
import { plan } from '../../worker/local/demo/plan'

// The files of demo/<slug>, which `npm start` plays: what one names is there, and every word is accepted.

const clusters = readdirSync('demo')
const read = <T>(slug: string, file: string): T =>
  JSON.parse(readFileSync(`demo/${slug}/${file}`, 'utf8')) as T

const filesOf = (slug: string) => {
  const named = readdirSync(`demo/${slug}`).filter((name) => /^(offers|needs)[\w-]*\.json$/.test(name))
  return {
    listings: named.sort().flatMap((name) => z.array(DemoListing).parse(read(slug, name))),
    history: z.array(Past).parse(read(slug, 'history.json')),
    talks: z.array(Talk).parse(read(slug, 'messages.json')),
    waiting: Waiting.parse(read(slug, 'waiting.json')),
    ...DemoCluster.parse({
      cluster: read(slug, 'cluster.json'),
      organisations: read(slug, 'organisations.json'),
      people: read(slug, 'people.json'),
    }),
  }
}

describe.each(clusters)('the demo of %s', (slug) => {
  const files = filesOf(slug)
  const keys = (direction: string) =>
    files.listings.filter((l) => l.direction === direction).map((l) => l.key)
  const organisations = files.organisations.map((one) => one.key)
  const missing = (named: readonly string[], known: readonly string[]) =>
    named.filter((key) => !known.includes(key))

  it('has listings that could be posted', () => {
    const refused = files.listings.flatMap(({ key, startsInDays, endsInDays, lots, ...said }) => {
      const rest = lots.map(({ availableInDays, untilInDays, ...lot }) => ({
        ...lot,
        floor: String(lot.floor),
      }))
      const result = CheckedListing.safeParse({
        ...said,
        lots: rest,
        organisationId: 'org_x',
        externalId: key,
      })
      return result.success ? [] : [{ key, issues: result.error.issues }]
    })
    expect(refused).toEqual([])
    const ruled = files.listings.flatMap(({ key, rules, ...l }) => {
      if (!rules) return []
      const result = OfferRules.safeParse(rulesOn(rules, '2026-11-21'))
      const offer = { listing: l as never, most: l.quantity }
      const problems = result.success ? problemsOfSetting(result.data, offer) : result.error.issues
      return problems.length > 0 ? [{ key, problems }] : []
    })
    expect(ruled).toEqual([])
    expect(new Set(files.listings.map((l) => l.key)).size).toBe(files.listings.length)
  })

  it('has organisations that could be registered', () => {
    const given = [...files.organisations, ...files.waiting.asks.map((one) => one.organisation)]
    expect(given.flatMap((one) => OrganisationInput.safeParse(one).error?.issues ?? [])).toEqual([])
    expect(
      missing(
        files.listings.map((l) => l.organisation),
        organisations,
      ),
    ).toEqual([])
  })

  // One of the two clusters has premises.
  if (existsSync(`demo/${slug}/premises.json`))
    it('calls for lots, people and organisations it has', () => {
      const { site, judged, open, agreement } = DemoPremises.parse(read(slug, 'premises.json'))
      const lots = [judged, open, ...judged.applications.map((a) => ({ lots: a.choices }))].flatMap(
        (c) => c.lots,
      )
      expect(
        missing(
          lots,
          site.lots.map((lot) => lot.name),
        ),
      ).toEqual([])
      const by = judged.applications.map((a) => a.by)
      expect(missing([site.organisation, ...by], organisations)).toEqual([])
      expect(by).toContain(agreement.by)
      const jurors = [...judged.jurors, ...open.jurors]
      expect(
        missing(
          jurors,
          files.people.map((person) => person.email ?? ''),
        ),
      ).toEqual([])
      for (const one of judged.applications) expect(one.points).toHaveLength(judged.jurors.length)
    })

  it('names only what there is', () => {
    const all = [...keys('offer'), ...keys('need')]
    expect(
      missing(
        files.history.map((one) => one.listing),
        all,
      ),
    ).toEqual([])
    expect(
      missing(
        files.history.flatMap((one) => one.metBy ?? []),
        keys('offer'),
      ),
    ).toEqual([])
    expect(
      missing(
        files.talks.map((one) => one.offer),
        keys('offer'),
      ),
    ).toEqual([])
    expect(
      missing(
        files.talks.flatMap((one) => one.need ?? []),
        keys('need'),
      ),
    ).toEqual([])
    expect(
      missing(
        files.waiting.reports.map((one) => one.listing),
        all,
      ),
    ).toEqual([])
    expect(
      missing(
        files.waiting.joins.map((one) => one.organisation),
        organisations,
      ),
    ).toEqual([])
    const { queues, outages, handOvers } = files.waiting
    expect(
      missing(
        [...queues, ...outages, ...handOvers].map((one) => one.offer),
        keys('offer'),
      ),
    ).toEqual([])
    expect(
      missing(
        queues.map((one) => one.by),
        organisations,
      ),
    ).toEqual([])
  })

  it('repeats no message', () => {
    const said = files.talks.flatMap((talk) => talk.says.map((one) => one.body))
    expect(new Set(said).size).toBe(said.length)
  })

  describe('as it is played', () => {
    const timeZone = String(files.cluster.timeZone)
    const midnight = instantOf('2026-11-21', '00:00', timeZone)
    const setting = { slug, timeZone, organisations, today: '2026-11-21', midnight }
    const morning = plan({ ...setting, now: '2026-11-21T06:00:00.000Z' }, files)
    const evening = plan({ ...setting, now: '2026-11-21T20:00:00.000Z' }, files)
    const done = (actions: typeof morning) => actions.filter((one) => one.do !== 'pass')

    it('is the same at any hour of a day', () => {
      expect(done(evening)).toEqual(done(morning))
    })

    it('happens before today', () => {
      expect(done(morning).filter((one) => one.at >= midnight)).toEqual([])
    })

    it('has nobody write at night', () => {
      const hours = done(morning).flatMap((one) =>
        one.do === 'say' ? [wallOf(one.at, timeZone).minute / 60] : [],
      )
      expect(hours.length).toBeGreaterThan(20)
      expect(hours.filter((hour) => hour < 7 || hour >= 22)).toEqual([])
    })

    it('meets half of the needs, and leaves most of the others new', () => {
      const met = files.history.filter((one) => one.metBy).map((one) => one.listing)
      const booked = morning.flatMap((one) => (one.do === 'book' && one.need ? [one.need] : []))
      expect(booked.sort()).toEqual(met.sort())
      const share =
        (met.length + files.history.filter((one) => one.outcome === 'met_elsewhere').length) /
        keys('need').length
      expect(share).toBeGreaterThan(0.4)
      expect(share).toBeLessThan(0.6)
      const open = files.history.filter(
        (one) => keys('need').includes(one.listing) && !one.metBy && !one.outcome,
      )
      expect(open.filter((one) => one.postedDaysAgo <= 21).length / open.length).toBeGreaterThan(0.7)
    })
  })
})
