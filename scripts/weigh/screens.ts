import type { Page } from 'playwright-core'
import { alerts } from './alerts.ts'
import { atWork } from './atWork.ts'
import { baskets } from './baskets.ts'
import { impactFiles, impacts } from './impact.ts'
import { calendars } from './calendars.ts'
import { calls, filesOfCalls } from './calls.ts'
import { member, memberOrganisation, need, offer, people, pole, site } from './demo.ts'
import { filesOfOccupancies, occupancies } from './occupancies.ts'
import { filesOfPremises, premises } from './premises.ts'
import { pickupFiles, pickups } from './pickups.ts'
import { queues } from './queues.ts'
import { registerFiles, registers } from './register.ts'
import { askedForCode, followedLink, provedAddress, unsubscribing } from './reach.ts'
import { streams } from './streams.ts'
import { together } from './together.ts'
import { views } from './views.ts'
import { unmetNeeds } from './unmet.ts'
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
  /** Where a parameter comes from: SQL whose first value it is, or the value itself after `=`. */
  find?: Record<string, string>
  query?: string
  /** What must be done first; returns the path it led to. */
  reach?: (page: Page, world: World, language: Language) => Promise<string>
  /** SQL for the query of the address the form is sent to. */
  sendTo?: string
  /** Typed into the page's form before it is sent: what it answers is weighed. */
  send?: Record<string, string>
  /** Which form, when it is not the first one that posts. */
  form?: string
  /** The status it answers with: 200, and 422 for a form that was filled badly. */
  answers?: number
}

export const screens: readonly Screen[] = [
  // anyone
  { name: 'clusters', route: site },
  { name: 'home', route: pole },
  { name: 'home, Casablanca', route: pole, cluster: 'ben-msik' },
  { name: 'the last month', route: `${pole}/month` },
  { name: 'search', route: `${pole}/search` },
  { name: 'search, words', route: `${pole}/search`, query: '?q=salle&kind=space', as: people.borrower },
  { name: 'search, nothing found', route: `${pole}/search`, query: '?q=zzzzzz' },
  { name: 'search, needs', route: `${pole}/search`, query: '?direction=need' },
  { name: 'search, Casablanca', route: `${pole}/search`, cluster: 'ben-msik' },
  { name: 'offer, space', route: `${pole}/offers/:id`, find: { id: offer('space') } },
  {
    name: 'offer, equipment, member',
    route: `${pole}/offers/:id`,
    find: { id: offer('equipment') },
    as: people.borrower,
  },
  { name: 'offer, staff', route: `${pole}/offers/:id`, find: { id: offer('staff') } },
  { name: 'offer, waste', route: `${pole}/offers/:id`, find: { id: offer('waste') } },
  { name: 'offer, premises', route: `${pole}/offers/:id`, find: { id: offer('premises') } },
  { name: 'need', route: `${pole}/needs/:id`, find: { id: need } },
  { name: 'report an offer', route: `${pole}/offers/:id/report`, find: { id: offer('space') } },
  { name: 'report a need, no reason', route: `${pole}/needs/:id/report`, find: { id: need }, send: {} },
  { name: 'organisation', route: `${pole}/organisations/:id`, find: { id: memberOrganisation } },
  { name: 'join', route: `${pole}/join` },
  ...(['ranking', 'help', 'legal', 'privacy', 'terms', 'accessibility', 'api'] as const).map((page) => ({
    ...{ name: `page, ${page}`, route: `${pole}/pages/:name`, find: { name: `=${page}` } },
  })),
  { name: 'list of waste', route: `${pole}/low-codes`, query: '?q=bois', as: member },
  { name: 'job families', route: `${pole}/rome`, query: '?q=compta', as: member },
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
  { name: 'no more list of the day', route: `${site}/unsubscribe/day/:token`, find: { token: '=day:x.y' } },

  // one's account
  { name: 'account', route: `${site}/account`, as: member },
  {
    name: 'account, no name',
    route: `${site}/account`,
    as: member,
    form: 'form[action$="/account"]',
    send: { name: '' },
  },
  {
    ...{ name: 'leave an organisation', route: `${site}/account/organisations/:id/leave`, as: member },
    find: { id: memberOrganisation },
  },
  { name: 'erase my account', route: `${site}/account/erase`, as: member },

  ...atWork,
  ...alerts,
  ...unmetNeeds,
  ...baskets,
  ...queues,
  ...together,
  ...streams,
  ...pickups,
  ...calendars,
  ...views,
  ...premises,
  ...calls,
  ...occupancies,
  ...impacts,
  ...registers,
]

/** Pages with no screen to weigh, and why. */
export const withoutScreen: Record<string, string> = {
  '/': 'leads on to a language',
  '/photos/:id': 'a picture',
  '/handover-photos/:id': 'a picture',
  '/calendars/:token': 'for calendar programs',
  ...filesOfPremises,
  ...filesOfCalls,
  ...filesOfOccupancies,
  '/robots.txt': 'for machines',
  '/sitemap.xml': 'for machines',
  [`${site}/account/tokens`]: 'leads back to the account when a page is loaded again',
  [`${pole}/offers/:id/series`]: 'leads back to the form of the booking when a page is loaded again',
  [`${pole}/offers/:id/series/preview`]: 'the same',
  [`${site}/account/export`]: 'a file: one’s data as JSON',
  [`${pole}/geocode`]: 'the choices a form offers while one types',
  [`${pole}/matching/preview`]: 'the part of a form that is fetched while one types; weighed with the form',
  [`${pole}/coordination/dashboard/:chart`]: 'a file',
  ...impactFiles,
  ...registerFiles,
  ...pickupFiles,
  [`${pole}/coordination/members.csv`]: 'a file',
  [`${pole}/coordination/unmet.csv`]: 'a file',
  [`${pole}/coordination/import/:id/remarks.csv`]: 'a file',
}
