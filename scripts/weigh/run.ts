import { Stop, say } from '../lib/project.ts'
import { complaints, type Weight } from './budgets.ts'
import type { Language, Screen } from './screens.ts'
import { compressingProxy, type Times, timesOf } from './times.ts'
import { type Watched, watchedPage, weigh } from './visit.ts'
import type { World } from './world.ts'

export type Weighed = {
  screen: string
  language: Language
  width: number
  path: string
  weight: Weight
  /** What is above budget or was found, in words. */
  wrong: string[]
}
export type Timed = { screen: string; path: string; times: Times }

type Job = { screen: Screen; language: Language; size: { width: number; height: number }; withAxe: boolean }

const narrow = { width: 360, height: 740 }
const wide = { width: 1280, height: 900 }
/** One more than the cores of a small machine: each waits a while for its page to settle. */
const AT_ONCE = 3

/** Every screen in these languages at both sizes; short: the wide one in French alone, and without axe. */
export async function weighAll(
  world: World,
  chosen: readonly Screen[],
  languages: readonly Language[],
  short: boolean,
): Promise<Weighed[]> {
  const jobs: Job[] = chosen.flatMap((screen) =>
    languages.flatMap((language) =>
      (short && language !== 'fr' ? [narrow] : [narrow, wide]).map((size) => ({
        ...{ screen, language, size },
        withAxe: !short || size === narrow,
      })),
    ),
  )
  const done: Weighed[] = new Array(jobs.length)
  let next = 0
  let told = Date.now()
  const work = async () => {
    for (let at = next++; at < jobs.length; at = next++) {
      const job = jobs[at]
      if (job) done[at] = await weighOne(world, job)
      if (Date.now() - told > 10_000) {
        told = Date.now()
        say(`  ${at} of ${jobs.length} weighed`)
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return done
}

async function weighOne(world: World, { screen, language, size, withAxe }: Job): Promise<Weighed> {
  const storageState = await world.signedIn(screen.as)
  const context = await world.browser.newContext({ viewport: size, storageState, baseURL: world.server.url })
  const about = { screen: screen.name, language, width: size.width }
  try {
    const watched = await watchedPage(context)
    const path = await pathOf(world, screen, language, watched)
    watched.forget()
    const sendTo = screen.sendTo ? await world.value(screen.sendTo) : undefined
    const fault = await open(watched, path, screen, sendTo)
    const weight = await weigh(watched, world.server.url, withAxe)
    if (fault) weight.faults.unshift(fault)
    return { ...about, path, weight, wrong: complaints(weight) }
  } catch (error) {
    const wrong = [
      `could not be weighed: ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}`,
    ]
    return { ...about, path: screen.route, weight: { ...nothing, faults: wrong }, wrong }
  } finally {
    await context.close()
  }
}

const nothing = { page: 0, html: 0, css: 0, js: 0, firstImages: 0, images: 0, requests: 0, shift: 0 }

/** Opens a screen, or what its form answers. Returns what is wrong with the answer itself. */
async function open(
  { page, forget }: Watched,
  path: string,
  screen: Screen,
  sendTo?: string,
): Promise<string | null> {
  const answer = await page.goto(path)
  const expected = screen.answers ?? 200
  if (!screen.send) return answer?.status() === expected ? null : `the page answers ${answer?.status()}`
  const form = page.locator(screen.form ?? 'main form[method=post]').first()
  const fill = { fields: screen.send, sendTo }
  await form.evaluate((element: HTMLFormElement, { fields, sendTo }: typeof fill) => {
    element.noValidate = true
    if (sendTo) element.action = element.action.split('?')[0] + sendTo
    for (const [name, value] of Object.entries(fields)) {
      const field = element.elements.namedItem(name)
      if (field && 'value' in field) field.value = value
    }
  }, fill)
  forget()
  const submitted = form.evaluate((element: HTMLFormElement) => element.requestSubmit())
  const [sent] = await Promise.all([page.waitForNavigation(), submitted])
  const status = screen.answers ?? 422
  return sent?.status() === status ? null : `the form answers ${sent?.status()}, and ${status} was expected`
}

/** Each screen in French. */
export async function timeAll(world: World, chosen: readonly Screen[]): Promise<Timed[]> {
  const proxy = await compressingProxy(world.server.url)
  const timed: Timed[] = []
  try {
    for (const screen of chosen.filter(({ send, reach }) => !send && !reach)) {
      say(`timing ${screen.name}…`)
      const path = await pathOf(world, screen, 'fr')
      const times = await timesOf(world.browser, proxy.url + path, await world.signedIn(screen.as))
      timed.push({ screen: screen.name, path, times })
    }
  } finally {
    proxy.close()
  }
  return timed
}

async function pathOf(world: World, screen: Screen, language: Language, watched?: Watched): Promise<string> {
  if (screen.reach && watched) return screen.reach(watched.page, world, language)
  const address = screen.route + (screen.query ?? '')
  let path = address.replace(':language', language).replace(':slug', screen.cluster ?? 'pole-seine')
  for (const [name, where] of Object.entries(screen.find ?? {})) {
    const value = where.startsWith('=') ? where.slice(1) : await world.value(where)
    if (!value) throw new Stop(`the demo has nothing for ${where}`)
    path = path.replace(`:${name}`, encodeURIComponent(value))
  }
  return path
}
