import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { NOW } from '../support/given'
import { askAs, askedBy } from './asking'
import { type Entry, TABLE } from './table'
import { givenWorld, type Role } from './world'
import { LAT, LNG } from './worldOfListings'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(NOW) }))
afterEach(() => void vi.useRealTimers())

/** Every kind of thing of A: wherever an address names one of a kind, all of that kind are tried. */
const THINGS: Record<string, string[]> = {
  ofr: ['public', 'quiet', 'cluster', 'draft', 'paused', 'hidden', 'closed', 'lots', 'bystander'],
  ned: ['public', 'quiet', 'cluster', 'draft'],
  bkg: ['requested', 'confirmed', 'begun', 'completed', 'cancelled'],
  mat: ['open', 'accepted'],
  org: ['lender', 'borrower', 'bystander', 'suspended', 'newcomer'],
  pho: ['public', 'draft', 'handover', 'site', 'plan', 'lead', 'room'],
  sit: ['draft', 'public', 'house'],
  occ: ['draft', 'proposed', 'lived'],
  doc: ['own', 'public'],
  lea: ['open', 'reported'],
}
/** What is asked of lists beside what the table asks. */
const QUERIES: Record<string, string[]> = {
  'GET /:language/:slug/search': ['?q=zebre', '?direction=need', '?direction=need&q=zebre', '?kind=premises'],
  'GET /api/v1/clusters/:slug/listings': [
    '?q=zebre',
    '?direction=need&limit=100',
    '?direction=offer&limit=100',
  ],
  'GET /api/v1/clusters/:slug/organisations': ['?standing=active', '?q=ZEBRE'],
  'GET /:language/:slug/join': ['?q=ZEBRE'],
  'GET /sitemap.xml': ['?after='],
}
const GETS = Object.entries(TABLE).filter(([route]) => route.startsWith('GET '))

/** What they may read: what is their own, and what the cluster's members share. */
const READERS: Partial<Record<Role, RegExp>> = {
  stranger: /^$/,
  bystander: /^(cluster|cluster-need|token|device)$/,
  newcomer: /^(asking|name-newcomer|email-newcomer|phone|token|device)$/,
  suspended: /^(name-suspended|email-suspended|phone|token|device|reason)$/,
  memberOfB: /^(token|device)$/,
  coordinatorOfB: /^(token|device)$/,
}

for (const [role, own] of Object.entries(READERS) as [Role, RegExp][])
  test(`${role} reads no private word of the cluster`, async () => {
    await givenWorld()
    const told: string[] = []
    for (const [route, entry] of GETS)
      for (const path of await pathsOf(route, entry)) {
        const { status, text } = await askAs(role, { ...(await askedBy(route, entry)), path })
        const plain = text.replaceAll(path, '').replace(/zebre(&quot;|")/gi, '') // what was asked is repeated
        for (const [, what = ''] of plain.matchAll(/ZEBRE-([\w-]*\w)/gi))
          if (!own.test(what.toLowerCase()) && !entry.sees?.[role]?.test(what))
            told.push(`${path}: ${status} ${what}`)
        const exact = text.includes(String(LAT)) || text.includes(String(LNG))
        if (exact && !entry.sees?.[role]?.test('place')) told.push(`${path}: ${status} the exact place`)
      }
    expect([...new Set(told)]).toEqual([])
  }, 240_000)

async function pathsOf(route: string, entry: Entry): Promise<string[]> {
  const path = typeof entry.path === 'string' ? entry.path : await entry.path()
  const [, prefix = '', name = ''] = /(\w{3})_(\w+)_a\b/.exec(path) ?? []
  const all = THINGS[prefix]?.map((one) => path.replace(`${prefix}_${name}_a`, `${prefix}_${one}_a`)) ?? [
    path,
  ]
  return [...all, ...(QUERIES[route] ?? []).map((query) => path.split('?')[0] + query)]
}
