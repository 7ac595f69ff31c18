import { readArgs } from './lib/args.ts'
import { command, Stop, say } from './lib/project.ts'
import { budgets, complaints, type Weight } from './weigh/budgets.ts'
import { unlisted } from './weigh/routes.ts'
import { type Screen, screens } from './weigh/screens.ts'
import { compressingProxy, slowProfile, type Times, timesOf } from './weigh/times.ts'
import { compressed, type Watched, watchedPage, weigh } from './weigh/visit.ts'
import { makeWorld, type World } from './weigh/world.ts'

const usage =
  'Usage: npm run weigh -- [--short] [--json] [part of a screen’s name]   (bytes, requests, layout, accessibility; --short: no times)'
const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 900 },
]
const AT_ONCE = 2

type Weighed = {
  screen: string
  language: string
  width: number
  path: string
  weight: Weight
  wrong: string[]
}
type Timed = { screen: string; path: string; times: Times }

await command(async (args) => {
  const { values, positionals } = readArgs(args, usage, {
    short: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  const [part, ...more] = positionals
  if (more.length > 0) throw new Stop(usage, 2)
  const chosen = screens.filter(({ name }) => name.includes(part ?? ''))
  const world = await makeWorld()
  try {
    const missing = part ? [] : await unlisted(world.server, screens)
    const weighed = await weighAll(world, chosen)
    const timed = values.short ? [] : await timeAll(world, chosen)
    report(weighed, timed, missing)
    const above = weighed.filter(({ wrong }) => wrong.length > 0).length + missing.length
    if (values.json)
      process.stdout.write(
        `${JSON.stringify({ budgets, compressed, slowProfile, weighed, timed, missing })}\n`,
      )
    process.exitCode = above > 0 ? 1 : 0
  } finally {
    await world.end()
  }
})

async function weighAll(world: World, chosen: readonly Screen[]): Promise<Weighed[]> {
  const jobs = chosen.flatMap((screen) =>
    (screen.languages ?? ['fr', 'en', 'ar']).flatMap((language) =>
      sizes.map((size) => ({ screen, language, size })),
    ),
  )
  const done: Weighed[] = []
  let next = 0
  const work = async () => {
    for (let job = jobs[next++]; job; job = jobs[next++]) {
      const { screen, language, size } = job
      const path = await pathOf(world, screen, language)
      const context = await world.browser.newContext({
        viewport: size,
        storageState: await world.signedIn(screen.as),
      })
      try {
        const watched = await watchedPage(context)
        const fault = await open(watched, world.server.url + path, screen)
        const weight = await weigh(watched, world.server.url)
        if (fault) weight.faults.unshift(fault)
        const wrong = complaints(weight)
        done.push({ ...{ screen: screen.name, language, width: size.width, path }, weight, wrong })
      } catch (error) {
        throw new Error(`${screen.name} (${path}): ${error instanceof Error ? error.message : String(error)}`)
      } finally {
        await context.close()
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const order = (one: Weighed) =>
    jobs.findIndex(
      ({ screen, language, size }) =>
        screen.name === one.screen && language === one.language && size.width === one.width,
    )
  return done.sort((a, b) => order(a) - order(b))
}

/** Opens a screen, or what its form answers. Returns what is wrong with the answer itself. */
async function open(watched: Watched, url: string, screen: Screen): Promise<string | null> {
  const answer = await watched.page.goto(url)
  if (!answer?.ok()) return `the page answers ${answer?.status()}`
  if (!screen.send) return null
  const { page, forget } = watched
  const form = page.locator(screen.form ?? 'main form[method=post]').first()
  await form.evaluate((element: HTMLFormElement, fields: Record<string, string>) => {
    element.noValidate = true
    for (const [name, value] of Object.entries(fields)) {
      const field = element.elements.namedItem(name)
      if (field && 'value' in field) field.value = value
    }
  }, screen.send)
  forget()
  const [sent] = await Promise.all([
    page.waitForNavigation(),
    form.evaluate((element: HTMLFormElement) => element.requestSubmit()),
  ])
  return sent?.status() === 422 ? null : `the form answers ${sent?.status()}, and 422 was expected`
}

async function timeAll(world: World, chosen: readonly Screen[]): Promise<Timed[]> {
  const proxy = await compressingProxy(world.server.url)
  const timed: Timed[] = []
  try {
    for (const screen of chosen.filter(({ send }) => !send)) {
      const path = await pathOf(world, screen, screen.languages?.[0] ?? 'fr')
      say(`timing ${screen.name}…`)
      const times = await timesOf(world.browser, proxy.url + path, await world.signedIn(screen.as))
      timed.push({ screen: screen.name, path, times })
    }
  } finally {
    proxy.close()
  }
  return timed
}

async function pathOf(world: World, screen: Screen, language: string): Promise<string> {
  let path = screen.route.replace(':language', language).replace(':slug', screen.cluster ?? 'pole-seine')
  for (const [name, where] of Object.entries(screen.find ?? {})) {
    const value = where.startsWith('=') ? where.slice(1) : await world.value(where)
    if (!value) throw new Stop(`The demo has nothing for ${screen.name}: ${where}`)
    path = path.replace(`:${name}`, encodeURIComponent(value))
  }
  return path + (screen.query ?? '')
}

function report(weighed: Weighed[], timed: Timed[], missing: string[]): void {
  const out = (line: string) => process.stdout.write(`${line}\n`)
  out(`Bytes: ${compressed}. Budgets: ${budgets.page} for HTML, CSS and icons; ${budgets.js} for JavaScript;`)
  out(
    `${budgets.firstImages} for the images of the first screen; layout shift ${budgets.shift}; nothing else may be found.\n`,
  )
  out(row(['screen', '', 'width', 'page', 'HTML', 'JS', 'images', 'requests', 'shift', 'found']))
  for (const { screen, language, width, weight: w, wrong } of weighed) {
    const numbers = [width, w.page, w.html, w.js, w.firstImages, w.requests, w.shift, w.faults.length]
    out(row([screen, language, ...numbers.map(String)]) + (wrong.length > 0 ? '  ✗' : ''))
  }
  const wrong = weighed.filter((one) => one.wrong.length > 0)
  for (const one of wrong) {
    out(`\n✗ ${one.screen}, ${one.language}, ${one.width}: ${one.path}`)
    for (const sentence of one.wrong) out(`    ${sentence}`)
  }
  for (const sentence of missing) out(`\n✗ ${sentence}`)
  if (timed.length > 0) out(`\nTimes in ms (${slowProfile}; printed, never asserted)\n`)
  for (const { screen, times } of timed)
    out(`${screen.padEnd(34)} paint ${times.paint}, blocked ${times.blocked}`)
  const heaviest = weighed.reduce((most, { weight }) => Math.max(most, weight.page), 0)
  out(
    `\n${weighed.length - wrong.length} passed, ${wrong.length + missing.length} failed; the heaviest page is ${heaviest} bytes`,
  )
}

function row(cells: string[]): string {
  return cells.map((cell, at) => (at === 0 ? cell.padEnd(34) : cell.padStart(at === 1 ? 2 : 9))).join(' ')
}
