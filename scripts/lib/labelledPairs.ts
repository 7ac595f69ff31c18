import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './project.ts'

// Which offers truly meet which needs, said by hand, so that the matching can be measured: the demo's own listings
// (demo/<slug>/labels.json), and further ones that the demo does not show (demo/<slug>/pairs*.jsonl, one listing a line).

type Kind = 'space' | 'equipment' | 'staff' | 'waste' | 'premises'
type Window = { days: number[]; from: string; to: string }

/** A listing as a file of the demo has it; what is not said has the default of its kind. */
export interface LabelledListing {
  key: string
  direction: 'offer' | 'need'
  organisation: string
  kind: Kind
  title: string
  description: string
  language: 'fr' | 'en' | 'ar'
  commune: string
  lat: number
  lng: number
  withinKm: number | null
  quantity: number
  unit: string
  grain: string
  windows: Window[]
  /** Days from today; absent: always. */
  startsInDays?: number
  endsInDays?: number
  tariffMode: 'free' | 'exchange' | 'price'
  solidarityCents: number | null
  referenceCents: number | null
  priceUnit: string | null
  details: Record<string, unknown>
}
export interface LabelledPool {
  name: string
  timeZone: string
  radiusKm: number
  listings: LabelledListing[]
  /** For each need: the offers that meet it (perhaps none), and those that only seem to, with what is wrong. */
  labels: { need: string; meets: string[]; near: Record<string, string> }[]
}

type Line = Partial<Record<'offer' | 'need', string>> & {
  kind: Kind
  org: string
  at: string
  lang: 'fr' | 'en' | 'ar'
  title: string
  text: string
} & Partial<{
    q: number
    u: string
    grain: string
    when: string
    days: [number, number]
    price: string
    within: number
    seats: number
    m2: number
    hours: number
    rome: string
    code: string
    hazardous: boolean
    cat: string
    has: string[]
    uses: string[]
    wheelchair: string
    meets: string[]
    near: Record<string, string>
  }>

/** What the demo's own files always say; the rest has a default. */
type Said =
  | 'key'
  | 'direction'
  | 'organisation'
  | 'kind'
  | 'title'
  | 'language'
  | 'quantity'
  | 'unit'
  | 'grain'
  | 'tariffMode'
type DemoLine = Pick<LabelledListing, Said> & Partial<LabelledListing>

const GRAIN: Record<Kind, string> = {
  ...{ space: 'hour', equipment: 'day', staff: 'hour', waste: 'window', premises: 'month' },
}
const UNIT: Partial<Record<Kind, string>> = { staff: 'minute', premises: 'm2' }

/** The four pools: two clusters, each with what its demo shows and what was written besides. */
export function labelledPools(): LabelledPool[] {
  return ['pole-seine', 'ben-msik'].flatMap((slug) => [demoPool(slug), furtherPool(slug)])
}

function demoPool(slug: string): LabelledPool {
  const homes = new Map(
    read<{ key: string; lat: number; lng: number; commune: string }[]>(slug, 'organisations.json').map(
      (o) => [o.key, o],
    ),
  )
  const listings = names(slug, /^(offers|needs)[\w-]*\.json$/)
    .flatMap((name) => read<DemoLine[]>(slug, name))
    .map((l) => {
      const { lat = 0, lng = 0, commune = '' } = homes.get(l.organisation) ?? {}
      const nothing = { withinKm: null, solidarityCents: null, referenceCents: null, priceUnit: null }
      return { ...nothing, description: '', windows: [], details: {}, lat, lng, commune, ...l }
    })
  const labels = existsSync(join(root, 'demo', slug, 'labels.json'))
    ? read<{ need: string; offers: string[]; near: { offer: string; why: string }[] }[]>(slug, 'labels.json')
    : []
  return {
    ...settingOf(slug, slug),
    listings,
    labels: labels.map((l) => ({
      need: l.need,
      meets: l.offers,
      near: Object.fromEntries(l.near.map((n) => [n.offer, n.why])),
    })),
  }
}

function furtherPool(slug: string): LabelledPool {
  const places = read<Record<string, [number, number]>>(slug, 'places.json')
  const lines = names(slug, /^pairs[\w-]*\.jsonl$/).flatMap((name) =>
    text(slug, name)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Line),
  )
  return {
    ...settingOf(slug, `${slug}+`),
    listings: lines.map((line) => listingOf(line, places)),
    labels: lines.flatMap((line) =>
      line.need ? [{ need: line.need, meets: line.meets ?? [], near: line.near ?? {} }] : [],
    ),
  }
}

function listingOf(line: Line, places: Record<string, [number, number]>): LabelledListing {
  const { kind } = line
  const place = places[line.at]
  const key = line.offer ?? line.need
  if (!place || !key) throw new Error(`A listing without place or key: ${JSON.stringify(line)}`)
  const price = priceOf(line.price)
  const quantity = kind === 'staff' ? Math.round((line.hours ?? 1) * 60) : (line.q ?? 1)
  const asked = {
    ...{ seats: line.seats, surfaceM2: line.m2, hoursPerWeek: line.hours, romeCode: line.rome },
    ...{ lowCode: line.code, hazardous: line.hazardous, category: line.cat, amenities: line.has },
    ...{ uses: line.uses, wheelchair: line.wheelchair },
  }
  return {
    ...{ key, direction: line.offer ? 'offer' : 'need', organisation: line.org, kind },
    ...{ title: line.title, description: line.text, language: line.lang, commune: line.at },
    ...{ lat: place[0], lng: place[1], withinKm: line.within ?? null, quantity },
    unit: line.u ?? UNIT[kind] ?? 'piece',
    grain: line.grain ?? (kind === 'waste' && !line.when ? 'stock' : GRAIN[kind]),
    windows: windowsOf(line.when ?? ''),
    ...(line.days && { startsInDays: line.days[0], endsInDays: line.days[1] }),
    ...price,
    details: Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
  }
}

/** "1-5 09:00-18:00; 7 10:00-12:00": weekdays (1 = Monday), from one local time to another. */
function windowsOf(when: string): Window[] {
  return when
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [days = '', hours = ''] = part.split(' ')
      const [first = 1, last = first] = days.split('-').map(Number)
      const [from = '', to = ''] = hours.split('-')
      return { days: Array.from({ length: last - first + 1 }, (_, i) => first + i), from, to }
    })
}

/** "1200/hour" in cents; nothing said: free, and of a need: what it would pay is not said. */
function priceOf(
  said?: string,
): Pick<LabelledListing, 'tariffMode' | 'solidarityCents' | 'referenceCents' | 'priceUnit'> {
  const [cents, unit] = said?.split('/') ?? []
  if (!cents || !unit)
    return { tariffMode: 'free', solidarityCents: null, referenceCents: null, priceUnit: null }
  return { tariffMode: 'price', solidarityCents: null, referenceCents: Number(cents), priceUnit: unit }
}

function settingOf(slug: string, name: string) {
  const { timeZone, radiusKm } = read<{ timeZone: string; radiusKm: number }>(slug, 'cluster.json')
  return { name, timeZone, radiusKm }
}

const text = (slug: string, file: string) => readFileSync(join(root, 'demo', slug, file), 'utf8')
const read = <T>(slug: string, file: string): T => JSON.parse(text(slug, file)) as T
const names = (slug: string, form: RegExp) =>
  readdirSync(join(root, 'demo', slug))
    .filter((name) => form.test(name))
    .sort()
