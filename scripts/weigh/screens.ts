import type { Page } from 'playwright-core'
import { askedForCode, followedLink, provedAddress, unsubscribing } from './reach.ts'
import type { World } from './world.ts'

export type Language = 'fr' | 'en' | 'ar'

/** A screen to weigh, in each of its languages, at 360 × 740 and 1280 × 900. */
export type Screen = {
  name: string
  /** The route, as the application has it, without the patterns of its parameters. */
  route: string
  /** Who is signed in; absent: nobody. */
  as?: string
  /** Absent: pole-seine. */
  cluster?: 'pole-seine' | 'ben-msik'
  languages?: readonly Language[]
  /** Where a parameter comes from: SQL whose first value it is, or the value itself after `=`. */
  find?: Record<string, string>
  query?: string
  /** What must be done first; returns the path it led to. */
  reach?: (page: Page, world: World, language: Language) => Promise<string>
  /** Typed into the page's form before it is sent: what it answers is weighed. */
  send?: Record<string, string>
  /** Which form, when it is not the first one that posts. */
  form?: string
  /** The status it answers with: 200, and 422 for a form that was filled badly. */
  answers?: number
}

const member = 'member@pole-seine.example'
const borrower = 'borrower@pole-seine.example'
const landlord = 'landlord@pole-seine.example'
const coordinator = 'coordinator@pole-seine.example'
const operator = 'operator@maillage.example'

const site = '/:language'
const pole = '/:language/:slug'

const listing = (where: string) =>
  `SELECT l.id FROM listings l JOIN clusters c ON c.id = l.cluster_id AND c.slug = 'pole-seine'
   WHERE l.status = 'published' AND l.hidden_reason IS NULL AND ${where} ORDER BY length(l.description) DESC, l.id LIMIT 1`
const offer = (kind: string) =>
  listing(`l.direction = 'offer' AND l.visibility = 'public' AND l.kind = '${kind}'`)
const need = listing(`l.direction = 'need' AND l.visibility = 'public'`)
const organisationOf = (email: string) =>
  `SELECT m.organisation_id FROM members m JOIN people p ON p.id = m.person_id WHERE p.email = '${email}'`
const ownListing = listing(`l.organisation_id = (${organisationOf(member)})`)

export const screens: readonly Screen[] = [
  // anyone
  { name: 'home', route: pole },
  { name: 'home, Casablanca', route: pole, cluster: 'ben-msik' },
  { name: 'search', route: `${pole}/search` },
  { name: 'search, words', route: `${pole}/search`, query: '?q=salle&kind=space', as: borrower },
  { name: 'search, nothing found', route: `${pole}/search`, query: '?q=zzzzzz' },
  { name: 'search, needs', route: `${pole}/search`, query: '?direction=need' },
  { name: 'search, Casablanca', route: `${pole}/search`, cluster: 'ben-msik' },
  { name: 'offer, space', route: `${pole}/offers/:id`, find: { id: offer('space') } },
  {
    name: 'offer, equipment, member',
    route: `${pole}/offers/:id`,
    find: { id: offer('equipment') },
    as: borrower,
  },
  { name: 'offer, staff', route: `${pole}/offers/:id`, find: { id: offer('staff') } },
  { name: 'offer, waste', route: `${pole}/offers/:id`, find: { id: offer('waste') } },
  { name: 'offer, premises', route: `${pole}/offers/:id`, find: { id: offer('premises') } },
  { name: 'need', route: `${pole}/needs/:id`, find: { id: need } },
  { name: 'report an offer', route: `${pole}/offers/:id/report`, find: { id: offer('space') } },
  { name: 'report a need, no reason', route: `${pole}/needs/:id/report`, find: { id: need }, send: {} },
  { name: 'no such page', route: `${pole}/offers/:id`, find: { id: '=ofr_none' }, answers: 404 },

  // signing in
  { name: 'sign in', route: `${site}/sign-in` },
  { name: 'sign in, no address', route: `${site}/sign-in`, send: { email: 'nobody' } },
  { name: 'code', route: `${site}/sign-in/code/:id`, reach: askedForCode },
  { name: 'code, wrong', route: `${site}/sign-in/code/:id`, reach: askedForCode, send: { code: '12' } },
  { name: 'link', route: `${site}/sign-in/link/:link`, reach: followedLink },
  { name: 'link, expired', route: `${site}/sign-in/link/:link`, find: { link: '=none' }, answers: 410 },
  { name: 'welcome', route: `${site}/sign-in/welcome`, reach: provedAddress },
  { name: 'welcome, no name', route: `${site}/sign-in/welcome`, reach: provedAddress, send: { name: '' } },
  { name: 'no more mails', route: `${site}/unsubscribe/:token`, reach: unsubscribing },

  // one's account
  { name: 'account', route: `${site}/account`, as: member },
  {
    name: 'account, bad name',
    route: `${site}/account`,
    as: member,
    form: 'form[action$="/account"]',
    send: { name: '' },
  },
  {
    name: 'leave an organisation',
    route: `${site}/account/organisations/:id/leave`,
    as: member,
    find: { id: organisationOf(member) },
  },
  { name: 'erase my account', route: `${site}/account/erase`, as: member },

  // a member's work
  { name: 'home, member', route: pole, as: member },
  { name: 'post', route: `${pole}/post`, as: member },
  { name: 'post an offer', route: `${pole}/post/:direction`, as: member, find: { direction: '=offer' } },
  { name: 'post a need', route: `${pole}/post/:direction`, as: member, find: { direction: '=need' } },
  { name: 'my listings', route: `${pole}/me/listings`, as: member },
  { name: 'my listing', route: `${pole}/me/listings/:id`, as: member, find: { id: ownListing } },
  { name: 'notices', route: `${pole}/notices`, as: member },
]

/** Pages with no screen to weigh, and why. */
export const withoutScreen: Record<string, string> = {
  '/': 'leads on to a language',
  '/photos/:id': 'a picture',
  '/robots.txt': 'for machines',
  '/sitemap.xml': 'for machines',
  [`${site}/account/export`]: 'a file: one’s data as JSON',
  [`${pole}/low-codes`]: 'the choices a form offers while one types',
  [`${pole}/rome`]: 'the choices a form offers while one types',
  [`${pole}/geocode`]: 'the choices a form offers while one types',
}

export const people = { member, borrower, landlord, coordinator, operator }
