import type { Page } from 'playwright-core'
import { finding, memberOrganisation, organisationOf, people, pole, site } from './demo.ts'
import type { Language, Screen } from './screens.ts'
import type { World } from './world.ts'

// Addresses of calendars, and calendars from elsewhere. The demo has none of these: one is sent by the form of its page.

const { member, borrower, landlord, coordinator } = people
const hourly = finding(`l.direction = 'offer' AND l.kind = 'space' AND l.grain = 'hour'`)
const ownOffer = finding(`l.organisation_id = (${memberOrganisation}) AND l.direction = 'offer'`)

/** Two months of whole days, which fall on whatever is booked, and a day that does not exist. */
const ICS = [
  ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Essai//FR'],
  ...['BEGIN:VEVENT', 'UID:all', `DTSTART;VALUE=DATE:${today()}`, 'RRULE:FREQ=DAILY;COUNT=60', 'END:VEVENT'],
  ...['BEGIN:VEVENT', 'UID:none', 'DTSTART;VALUE=DATE:20270230', 'END:VEVENT'],
  ...['BEGIN:VEVENT', 'UID:free', `DTSTART;VALUE=DATE:${today()}`, 'TRANSP:TRANSPARENT', 'END:VEVENT'],
  ...['END:VCALENDAR', ''],
].join('\r\n')

function today(): string {
  return new Date().toISOString().slice(0, 10).replaceAll('-', '')
}

let sent: Promise<void> | undefined

/** The page of an offer that such a calendar closes. */
async function withFeed(page: Page, world: World, language: Language): Promise<string> {
  const path = `/${language}/pole-seine/offers/${await world.value(hourly)}/calendars`
  sent ??= send(page, path)
  await sent
  return path
}

async function send(page: Page, path: string): Promise<void> {
  await page.goto(path)
  // The demo of an earlier run has it.
  if ((await page.locator('form[action$="/remove"]').count()) > 0) return
  const form = page.locator('form[action$="/feeds"]')
  await form.locator('input[name=name]').fill('Agenda de l’accueil')
  const file = { name: 'accueil.ics', mimeType: 'text/calendar', buffer: Buffer.from(ICS) }
  await form.locator('input[name=file]').setInputFiles(file)
  await Promise.all([page.waitForNavigation(), form.evaluate((one: HTMLFormElement) => one.requestSubmit())])
}

export const calendars: readonly Screen[] = [
  { name: 'calendars', route: `${site}/account/calendars`, as: member },
  {
    ...{ name: 'calendars, new address', route: `${site}/account/calendars`, as: member },
    ...{ form: 'form[action$="/account/calendars"]', send: {}, answers: 200 },
  },
  {
    ...{ name: 'calendars of an organisation', route: `${pole}/organisations/:id/calendars`, as: landlord },
    find: { id: organisationOf(landlord) },
  },
  {
    ...{ name: 'calendars of an offer', route: `${pole}/offers/:id/calendars`, as: borrower },
    find: { id: hourly },
  },
  {
    ...{ name: 'calendars of an offer, lender', route: `${pole}/offers/:id/calendars`, as: member },
    find: { id: ownOffer },
  },
  {
    ...{ name: 'calendars of an offer, one from elsewhere', route: `${pole}/offers/:id/calendars` },
    ...{ as: coordinator, reach: withFeed },
  },
  {
    ...{ name: 'calendars of an offer, refused', route: `${pole}/offers/:id/calendars`, as: coordinator },
    ...{ find: { id: hourly }, form: 'form[action$="/feeds"]', send: { name: '', address: 'http://x' } },
  },
]
