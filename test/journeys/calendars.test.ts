import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { calendarReader } from '../../scripts/lib/calendarReaders.ts'
import { useJourney } from '../support/browser.ts'
import { givenPole, PEOPLE, signedIn } from '../support/pole.ts'

interface ReadEvent {
  uid: string
  start: string
  end: string
  /** The hour on the wall, where it is no day. */
  wall: string | null
  allDay: boolean
  status: string
  sequence: number
  summary: string
  location: string
  description: string
  url: string
  stamp: string
}
interface ReadCalendar {
  method: string
  name: string
  errors: string[]
  events: ReadEvent[]
  occurrences: string[]
  zones: string[]
}

const script = fileURLToPath(new URL('../support/readCalendar.py', import.meta.url))

/** Days from now, at an hour in UTC. */
const at = (days: number, hour: number, minute = 0): string => {
  const day = new Date(Date.now() + days * 86_400_000)
  day.setUTCHours(hour, minute, 0, 0)
  return day.toISOString()
}
const seconds = (iso: string) => iso.replace('.000Z', 'Z')

describe('a calendar, read back by readers that others wrote', () => {
  const journey = useJourney()
  let python = ''
  let text = ''
  const rows = [
    {
      id: 'bkg_paris',
      zone: 'Europe/Paris',
      status: 'confirmed',
      from: at(3, 13),
      to: at(3, 15),
      version: 4,
    },
    {
      id: 'bkg_summer',
      zone: 'Europe/Paris',
      status: 'requested',
      from: at(200, 8, 30),
      to: at(200, 9),
      version: 1,
    },
    { id: 'bkg_gone', zone: 'Europe/Paris', status: 'cancelled', from: at(4, 9), to: at(4, 10), version: 7 },
    {
      id: 'bkg_past',
      zone: 'Europe/Paris',
      status: 'completed',
      from: at(-60, 9),
      to: at(-60, 10),
      version: 3,
    },
    {
      id: 'bkg_martinique',
      zone: 'America/Martinique',
      status: 'confirmed',
      from: at(5, 18),
      to: at(5, 20),
      version: 1,
    },
    {
      id: 'bkg_reunion',
      zone: 'Indian/Reunion',
      status: 'confirmed',
      from: at(6, 5),
      to: at(6, 6),
      version: 1,
    },
    {
      id: 'bkg_morocco',
      zone: 'Africa/Casablanca',
      status: 'confirmed',
      from: at(90, 9),
      to: at(90, 11),
      version: 1,
    },
    {
      id: 'bkg_morocco2',
      zone: 'Africa/Casablanca',
      status: 'completed',
      from: at(-80, 9),
      to: at(-80, 11),
      version: 1,
    },
    // Two days of the island, whose days begin at 20:00 in UTC.
    {
      id: 'bkg_days',
      zone: 'Indian/Reunion',
      status: 'confirmed',
      from: at(9, 20),
      to: at(11, 20),
      version: 1,
      grain: 'day',
    },
  ] as const

  beforeAll(async () => {
    python = calendarReader()
    await givenPole(journey)
    const db = await journey.server.worker.getD1Database('DB')
    const zones = [...new Set(rows.map((row) => row.zone))]
    const made = `'evt_given', '${new Date().toISOString()}'`
    await db.batch([
      ...zones.map((zone, i) =>
        db.prepare(`insert into clusters (id, slug, name, territory, lat, lng, radius_km, time_zone, currency, languages, last_event_id, created_at)
          values ('clu_${i}', 'pole-${'abcd'[i]}', 'Pôle ${zone}', 'ici', 0, 0, 10, '${zone}', 'EUR', '["fr"]', ${made})`),
      ),
      ...rows.flatMap((row, i) => {
        const clusterId = `clu_${zones.indexOf(row.zone)}`
        const grain = 'grain' in row ? row.grain : 'hour'
        return [
          db
            .prepare(`insert into listings (id, cluster_id, organisation_id, direction, kind, status, title, language, address, commune, postcode, quantity, unit, grain, tariff_mode, visibility, created_by, last_event_id, created_at)
            values ('ofr_${i}', '${clusterId}', 'org_lender', 'offer', 'space', 'published', ?, 'fr', '12, rue du Port; au fond', 'Rouen', '76000', 1, 'piece', '${grain}', 'free', 'public', 'per_lender', ${made})`)
            .bind(`Salle « du quai », grande; ${'très longue '.repeat(12)}قاعة`),
          db.prepare(
            `insert into capacities (id, cluster_id, organisation_id, shape, quantity, unit, last_event_id) values ('cap_${i}', '${clusterId}', 'org_lender', 'thing', 1, 'piece', 'evt_given')`,
          ),
          db
            .prepare(`insert into bookings (id, cluster_id, listing_id, capacity_id, lender_id, borrower_id, status, starts_at, ends_at, quantity, unit, currency, note, answer_by, requested_by, version, last_event_id, created_at)
            values ('${row.id}', '${clusterId}', 'ofr_${i}', 'cap_${i}', 'org_lender', 'org_borrower', '${row.status}', '${row.from}', '${row.to}', 1, 'piece', 'EUR', ?, '${at(2, 8)}', 'per_borrower', ${row.version}, ${made})`)
            .bind('Première ligne\nseconde, \\ fin'),
        ]
      }),
    ])
    const page = await signedIn(journey, PEOPLE.borrower)
    await page.goto('/fr/account')
    await page.getByRole('link', { name: 'Dans mon agenda' }).click()
    await page.getByRole('button', { name: 'Créer mon adresse' }).click()
    const address = (await page.locator('code.token').innerText()).trim()
    expect(address).toMatch(/^http:\/\/localhost:\d+\/calendars\/[\w-]{43}\.ics$/)
    const answer = await fetch(address)
    text = await answer.text()
    const again = await fetch(address, { headers: { 'if-none-match': answer.headers.get('etag') ?? '' } })
    expect([answer.status, again.status]).toEqual([200, 304])
  })

  const read = (...args: string[]): ReadCalendar => {
    const run = spawnSync(python, [script, ...args], { input: text, encoding: 'utf8' })
    if (run.status !== 0) throw new Error(run.stderr)
    return JSON.parse(run.stdout) as ReadCalendar
  }

  it.each([
    ['as they are', []],
    ['with nothing but the zones it carries', ['only']],
  ])('has the same instants, days, states and words: %s', (_, args) => {
    const { method, name, errors, events, occurrences } = read(...args)
    expect({ method, name, errors }).toEqual({
      method: 'PUBLISH',
      name: 'Maillage\u00a0: mon agenda',
      errors: [],
    })
    const order = [...rows].sort((a, b) => (a.from < b.from ? -1 : 1))
    expect(events.map((e) => [e.uid, e.sequence, e.status])).toEqual(
      order.map((row) => [`${row.id}@localhost`, row.version, STATUS[row.status]]),
    )
    for (const [i, row] of order.entries()) {
      const event = events[i]
      const isDays = 'grain' in row
      expect(event?.allDay).toBe(isDays)
      expect([event?.start, event?.end]).toEqual(
        isDays ? [at(10, 0).slice(0, 10), at(12, 0).slice(0, 10)] : [seconds(row.from), seconds(row.to)],
      )
      expect(event?.summary.replaceAll('\u00a0', ' ')).toContain(
        `Salle « du quai », grande; ${'très longue '.repeat(12)}قاعة`,
      )
      expect(event?.description).toContain('Première ligne\nseconde, \\ fin')
      expect(event?.url).toMatch(/^http:\/\/localhost:\d+\/fr\/pole-[a-d]\/bookings\/bkg_\w+$/)
    }
    expect(occurrences).toEqual(rows.map((row) => `${row.id}@localhost`).sort())
  })

  it('shows hours as they are on the wall, each in its zone', () => {
    const { events, zones } = read()
    const wall = (id: string) => events.find((e) => e.uid.startsWith(`${id}@`))?.wall
    expect(wall('bkg_martinique')).toBe('14:00')
    expect(wall('bkg_reunion')).toBe('09:00')
    expect(zones).toEqual(['Africa/Casablanca', 'America/Martinique', 'Europe/Paris', 'Indian/Reunion'])
  })

  it('tells the address only where it was agreed', () => {
    const places = new Map(read().events.map((e) => [e.uid.split('@')[0], e.location]))
    expect(places.get('bkg_paris')).toBe('12, rue du Port; au fond, 76000 Rouen')
    expect(places.get('bkg_summer')).toBe('76000 Rouen')
  })
})

const STATUS = {
  ...{ confirmed: 'CONFIRMED', completed: 'CONFIRMED', requested: 'TENTATIVE', cancelled: 'CANCELLED' },
}
