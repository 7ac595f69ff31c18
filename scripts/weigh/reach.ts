import type { Page } from 'playwright-core'
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
  const token = /\/unsubscribe\/([\w.-]+)/.exec(text ?? '')?.[1]
  return `/${language}/unsubscribe/${token ?? 'x.y'}`
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
