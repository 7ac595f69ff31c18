import { people, pole, site } from './demo.ts'
import type { Screen } from './screens.ts'
import type { World } from './world.ts'

// Searches one is told of. The demo has none: one is kept by the button of the search page.

const { borrower } = people

/** A search kept as a person keeps it: with one tap. */
async function kept(world: World): Promise<string> {
  const storageState = await world.signedIn(borrower)
  const context = await world.browser.newContext({ storageState, baseURL: world.server.url })
  try {
    const page = await context.newPage()
    await page.goto('/fr/pole-seine/search?q=salle&kind=space&radius=10')
    await Promise.all([page.waitForURL(/\/searches/), page.click('form[action$="/searches"] button')])
    const link = await page.locator('a[href*="/searches/sch_"]').first().getAttribute('href')
    return link ?? 'no search was kept'
  } finally {
    await context.close()
  }
}

let made: Promise<string> | undefined
const search = (world: World) => {
  made ??= kept(world)
  return made
}

export const alerts: readonly Screen[] = [
  { name: 'searches, none', route: `${pole}/searches`, as: people.landlord },
  {
    ...{ name: 'searches', route: `${pole}/searches`, as: borrower },
    reach: async (_, world, language) =>
      (await search(world)).replace(/^\/\w\w\//, `/${language}/`).replace(/\/sch_.*/, ''),
  },
  {
    ...{ name: 'search, change', route: `${pole}/searches/:id`, as: borrower },
    reach: async (_, world, language) => (await search(world)).replace(/^\/\w\w\//, `/${language}/`),
  },
  {
    ...{ name: 'search, changed badly', route: `${pole}/searches/:id`, as: borrower },
    reach: async (_, world, language) => (await search(world)).replace(/^\/\w\w\//, `/${language}/`),
    send: { radius: 'loin' },
  },
  { name: 'mails', route: `${site}/account/mails`, as: borrower },
  { name: 'mails, no time', route: `${site}/account/mails`, as: borrower, send: { from: '' } },
]
