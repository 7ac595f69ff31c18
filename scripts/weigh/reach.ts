import type { Page } from 'playwright-core'
import { organisationOf, people } from './demo.ts'
import type { Language } from './screens.ts'
import type { World } from './world.ts'

// Screens that one only comes to by doing something first: each returns the path it led to.

type Reach = (page: Page, world: World, language: Language) => Promise<string>

let addresses = 0

/** The page that asks for the code which was sent to a new address. */
export const askedForCode: Reach = async (page, _, language) => {
  await askFor(page, language, newAddress())
  return pathOf(page)
}

/** The page behind the link of that mail. */
export const followedLink: Reach = async (page, world, language) => {
  const address = newAddress()
  await askFor(page, language, address)
  const [link] = await linksTo(world, address, '/sign-in/link/')
  return link ?? 'no link in the mail'
}

/** The page that asks someone new for their name. */
export const provedAddress: Reach = async (page, world, language) => {
  await page.goto(await followedLink(page, world, language))
  await Promise.all([page.waitForURL(/welcome/), page.click('main form button')])
  return pathOf(page)
}

/** The page behind the link at the foot of a mail. */
export const unsubscribing: Reach = async (_, world, language) => {
  const text = await world.value(
    `SELECT mail FROM dev_mails WHERE mail LIKE '%/unsubscribe/%' ORDER BY id DESC LIMIT 1`,
  )
  const token = /\/unsubscribe\/([\w.~-]+)/.exec(text ?? '')?.[1]
  return `/${language}/unsubscribe/${token ?? 'x.y'}`
}

/** The list behind the first figure of the dashboard. */
export const firstFigure: Reach = async (page, _, language) => {
  await page.goto(`/${language}/pole-seine/coordination/dashboard`)
  return (
    (await page.locator('a[href*="/coordination/counted"]').first().getAttribute('href')) ??
    'no figure has a link'
  )
}

/** The page behind an invitation that a manager has just made. */
export const invited: Reach = async (page, world, language) => {
  const organisation = await world.value(organisationOf(people.landlord))
  await page.goto(`/${language}/pole-seine/organisations/${organisation}`)
  const form = page.locator('form[action$="/invitations"]')
  await Promise.all([
    page.waitForNavigation(),
    form.evaluate((element: HTMLFormElement) => element.requestSubmit()),
  ])
  const link = /\/invitations\/([\w-]{20,})/.exec(await page.content())?.[1]
  return `/${language}/invitations/${link ?? 'none-shown'}`
}

/** The second question of a need, under which what fits is shown. */
export const newDraft: Reach = async (page, _, language) => {
  await page.goto(`/${language}/pole-seine/post/need/space`)
  await page.fill('[name=title]', 'Une salle pour vingt personnes')
  await Promise.all([
    page.waitForURL(/me\/listings/),
    page.locator('main form button[type=submit]').first().click(),
  ])
  return pathOf(page)
}

/** What an uploaded file would do. */
export const stagedImport: Reach = async (page, _, language) => {
  await page.goto(`/${language}/pole-seine/coordination/import`)
  const kind = page.locator('[name=kind]').first()
  if ((await kind.evaluate((element) => element.tagName)) === 'SELECT')
    await kind.selectOption('organisations')
  else await page.locator('[name=kind][value=organisations]').check()
  const csv = 'nom;siret;commune\nAtelier des Deux Rives;73282932000074;Rouen\nSans numéro;12;Elbeuf\n'
  await page.setInputFiles('[name=file]', {
    name: 'structures.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csv),
  })
  await Promise.all([
    page.waitForURL(/import\/imp_/),
    page.locator('main form button[type=submit]').first().click(),
  ])
  return pathOf(page)
}

async function askFor(page: Page, language: Language, address: string): Promise<void> {
  await page.goto(`/${language}/sign-in`)
  await page.fill('main input[type=email]', address)
  await Promise.all([page.waitForURL(/\/code\//), page.click('main form button')])
}

async function linksTo(world: World, address: string, part: string): Promise<string[]> {
  const mail = await world.value(
    `SELECT mail FROM dev_mails WHERE mail LIKE '%${address}%' ORDER BY id DESC LIMIT 1`,
  )
  const { text } = JSON.parse(mail ?? '{"text":""}') as { text: string }
  return [...text.matchAll(/https?:\/\/\S+/g)]
    .map(([link]) => new URL(link).pathname)
    .filter((path) => path.includes(part))
}

const newAddress = () => `weigh-${Date.now()}-${addresses++}@example.org`

const pathOf = (page: Page) => new URL(page.url()).pathname
