import type { BrowserContextOptions, Page } from 'playwright-core'
import type { Journey } from './browser.ts'

// A cluster for a journey, its people signed in through the local entry: what the story itself is not about.

export const POLE = '/fr/pole-essai'
export const PEOPLE = {
  coordinator: 'animation@essai.example',
  lender: 'preteuse@essai.example',
  borrower: 'emprunteuse@essai.example',
  other: 'autre@essai.example',
} as const
const ORGANISATIONS = {
  lender: 'La Fabrique des Quais',
  borrower: 'Les Jardins des Aulnes',
  other: 'Le Fournil commun',
} as const
const NOW = new Date().toISOString()

/** A cluster with a coordinator and three organisations, each with its manager. */
export async function givenPole(journey: Journey): Promise<void> {
  const db = await journey.server.worker.getD1Database('DB')
  const insert = insertInto(db)
  const made = { last_event_id: 'evt_given', created_at: NOW }
  const person = (id: string, name: string, email: string | null) =>
    insert('people', { id: `per_${id}`, name, email, language: 'fr', mail_rhythm: 'now', ...made })
  await db.batch([
    insert('clusters', {
      ...{
        id: 'clu_essai',
        slug: 'pole-essai',
        name: 'Pôle Essai',
        territory: 'autour de Rouen',
        lat: 49.4431,
        lng: 1.0993,
      },
      ...{
        radius_km: 40,
        time_zone: 'Europe/Paris',
        currency: 'EUR',
        languages: '["fr","en","ar"]',
        charter: 'Nous prêtons.',
        ...made,
      },
    }),
    person('coordinator', 'Awa Animation', PEOPLE.coordinator),
    insert('coordinators', {
      cluster_id: 'clu_essai',
      person_id: 'per_coordinator',
      since: NOW,
      last_event_id: 'evt_given',
    }),
    ...Object.entries(ORGANISATIONS).flatMap(([id, name]) => [
      person(id, `Camille ${name.split(' ').at(-1)}`, PEOPLE[id as keyof typeof ORGANISATIONS]),
      insert('organisations', {
        ...{
          id: `org_${id}`,
          name,
          commune: 'Rouen',
          postcode: '76000',
          address: '12 rue du Port',
          lat: 49.44,
          lng: 1.09,
          ...made,
        },
      }),
      insert('affiliations', {
        cluster_id: 'clu_essai',
        organisation_id: `org_${id}`,
        status: 'active',
        since: NOW,
        last_event_id: 'evt_given',
      }),
      insert('members', {
        ...{
          id: `mbr_${id}`,
          organisation_id: `org_${id}`,
          person_id: `per_${id}`,
          role: 'manager',
          status: 'active',
          ...made,
        },
      }),
    ]),
    person('hand', 'Jeanne Sans-Écran', null),
    insert('members', {
      id: 'mbr_hand',
      organisation_id: 'org_borrower',
      person_id: 'per_hand',
      role: 'member',
      status: 'active',
      ...made,
    }),
  ])
}

/** A browser of somebody known, signed in. */
export async function signedIn(
  journey: Journey,
  email: string,
  options?: BrowserContextOptions,
): Promise<Page> {
  const { page } = await journey.open(options)
  await page.goto(`/dev/sign-in/${email}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/dev'))
  return page
}

export interface Mail {
  to: string
  subject: string
  text: string
  links: string[]
}

/** The latest mail to an address whose subject says so; asked again while the queue works. */
export async function mailTo(journey: Journey, address: string, subject: RegExp): Promise<Mail> {
  for (let tries = 0; tries < 60; tries++) {
    const mails = (await (await fetch(`${journey.server.url}/dev/mail.json`)).json()) as Mail[]
    const found = mails.find((mail) => mail.to === address && subject.test(mail.subject))
    if (found) return found
    await tick(journey)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`No mail to ${address} says ${subject}`)
}

/** What the clock does each minute, at once: mails that are due leave. */
const tick = (journey: Journey) =>
  fetch(`${journey.server.url}/dev/tick`, {
    method: 'POST',
    headers: { 'x-local-key': journey.server.key, 'content-type': 'application/json' },
    body: '{}',
  })

/** Loads a page again until it says something: the queue is at work meanwhile. */
export async function until(page: Page, says: RegExp): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    if (says.test(await page.locator('main').innerText())) return
    await page.waitForTimeout(250)
    await page.reload()
  }
  throw new Error(`${page.url()} never says ${says}`)
}

/** Posts a room that is open each day from nine to six, and returns the address of its page. */
export async function postRoom(page: Page, title: string): Promise<string> {
  await page.goto(`${POLE}/post/offer/space`)
  await page.getByLabel('En quelques mots').fill(title)
  await next(page)
  for (const day of ['samedi', 'dimanche']) await page.getByRole('checkbox', { name: day }).first().click()
  await next(page)
  await next(page)
  await next(page)
  await page.getByRole('button', { name: 'Publier' }).click()
  await page.waitForURL(/told=published/)
  return new URL(page.url()).pathname
}
export const next = (page: Page) => page.getByRole('button', { name: 'Continuer' }).click()

/** Ticks hours of the first day of next week: "14 h", "15 h" are from two to four. */
export async function choose(page: Page, offer: string, ...hours: string[]): Promise<void> {
  await page.goto(`${offer}/book?day=${nextMonday()}`)
  for (const hour of hours)
    await page
      .locator('label.o', { hasText: new RegExp(`^${hour.replace(' ', '\\s')}`) })
      .first()
      .click()
}

/** The Monday after next: not today, whatever the hour. */
export function nextMonday(): string {
  const day = new Date()
  day.setUTCDate(day.getUTCDate() + 7 + ((8 - day.getUTCDay()) % 7))
  return day.toISOString().slice(0, 10)
}

/** A statement for one row, of its columns as they are named. */
export const insertInto =
  (db: Awaited<ReturnType<Journey['server']['worker']['getD1Database']>>) =>
  (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row)
    return db
      .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .bind(...Object.values(row))
  }
