/** A screen to weigh, in each of its languages, at 360 × 740 and 1280 × 900. */
export type Screen = {
  name: string
  /** The route, as the application has it, without the patterns of its parameters. */
  route: string
  /** Who is signed in; absent: nobody. */
  as?: string
  /** Absent: pole-seine. */
  cluster?: 'pole-seine' | 'ben-msik'
  languages?: readonly ('fr' | 'en' | 'ar')[]
  /** Where a parameter comes from: SQL whose first value it is, or the value itself after `=`. */
  find?: Record<string, string>
  query?: string
  /** Typed into the page's form before it is sent: what it answers is weighed. */
  send?: Record<string, string>
  /** Which form, when the page has several. */
  form?: string
}

const member = 'member@pole-seine.example'
const borrower = 'borrower@pole-seine.example'
const landlord = 'landlord@pole-seine.example'
const coordinator = 'coordinator@pole-seine.example'
const operator = 'operator@maillage.example'

const deployment = '/:language'
const cluster = '/:language/:slug'

export const screens: readonly Screen[] = [
  { name: 'sign in', route: `${deployment}/sign-in` },
  { name: 'sign in, no address', route: `${deployment}/sign-in`, send: { email: 'nobody' } },
  { name: 'account', route: `${deployment}/account`, as: member },
  { name: 'erase my account', route: `${deployment}/account/erase`, as: member },
  { name: 'home', route: cluster },
  { name: 'home, member', route: cluster, as: member },
  { name: 'home, Casablanca', route: cluster, cluster: 'ben-msik' },
  { name: 'search', route: `${cluster}/search` },
  { name: 'search, words', route: `${cluster}/search`, query: '?q=salle&kind=space', as: borrower },
  { name: 'search, nothing', route: `${cluster}/search`, query: '?q=zzzzzz' },
  { name: 'search, needs', route: `${cluster}/search`, query: '?direction=need' },
  { name: 'search, Casablanca', route: `${cluster}/search`, cluster: 'ben-msik' },
  { name: 'notices', route: `${cluster}/notices`, as: member },
]

/** Pages with no screen to weigh, and why. */
export const withoutScreen: Record<string, string> = {
  '/': 'leads on to a language',
}

export const people = { member, borrower, landlord, coordinator, operator }
