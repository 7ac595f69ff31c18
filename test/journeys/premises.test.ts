import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Journey, useJourney } from '../support/browser.ts'
import { givenPole, PEOPLE, POLE, signedIn } from '../support/pole.ts'

const THIRD = 'tiers@essai.example'
const JUROR = 'juree@essai.example'
const APPLICANTS = [PEOPLE.borrower, PEOPLE.other, THIRD]
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const id = (page: Page, prefix: string) => new RegExp(`${prefix}_\\w+`).exec(page.url())?.[0] ?? ''

/** A third applicant, and somebody else for the jury. */
async function givenMore(journey: Journey): Promise<void> {
  const db = await journey.server.worker.getD1Database('DB')
  const now = new Date().toISOString()
  const people = [
    ['third', 'La Ressourcerie', THIRD],
    ['jury', 'Le Conseil', JUROR],
  ] as const
  await db.batch(
    people.flatMap(([name, organisation, email]) => [
      db
        .prepare(
          `INSERT INTO people (id, name, email, language, mail_rhythm, last_event_id, created_at) VALUES (?, ?, ?, 'fr', 'now', 'evt_given', ?)`,
        )
        .bind(`per_${name}`, `Camille ${name}`, email, now),
      db
        .prepare(
          `INSERT INTO organisations (id, name, commune, postcode, address, lat, lng, last_event_id, created_at)
           VALUES (?, ?, 'Rouen', '76000', '1 rue du Port', 49.44, 1.09, 'evt_given', ?)`,
        )
        .bind(`org_${name}`, organisation, now),
      db
        .prepare(
          `INSERT INTO affiliations (cluster_id, organisation_id, status, since, last_event_id) VALUES ('clu_essai', ?, 'active', ?, 'evt_given')`,
        )
        .bind(`org_${name}`, now),
      db
        .prepare(
          `INSERT INTO members (id, organisation_id, person_id, role, status, last_event_id, created_at)
           VALUES (?, ?, ?, 'manager', 'active', 'evt_given', ?)`,
        )
        .bind(`mbr_${name}`, `org_${name}`, `per_${name}`, now),
    ]),
  )
}

/** Fills the fields of a form by their names, and sends the form they are in. */
async function send(page: Page, fields: Record<string, string>, button?: string): Promise<void> {
  const names = Object.keys(fields)
  const form = page.locator(`main form:has([name="${names[0]}"])`).first()
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`)
    const kind = await field.first().evaluate((one) => `${one.tagName} ${(one as HTMLInputElement).type}`)
    if (kind.startsWith('SELECT')) await field.first().selectOption(value)
    else if (/radio|checkbox/.test(kind))
      await form.locator(`[name="${name}"][value="${value}"]`).check({ force: true })
    else if (!kind.endsWith('hidden')) await field.first().fill(value)
  }
  const submit = button ? form.getByRole('button', { name: button }) : form.locator('button[type=submit]')
  await Promise.all([page.waitForNavigation(), submit.first().click()])
  const refused = page.locator('#errors')
  if ((await refused.count()) > 0) throw new Error(`${page.url()} ${await refused.innerText()}`)
}
/** Presses the button of a form that asks nothing. */
async function press(page: Page, action: string): Promise<void> {
  const button = page.locator(`main form[action$="${action}"] button[type=submit]`).first()
  await Promise.all([page.waitForNavigation(), button.click()])
  const refused = page.locator('#errors')
  if ((await refused.count()) > 0) throw new Error(`${page.url()} ${await refused.innerText()}`)
}

describe('an empty building', () => {
  const journey = useJourney()
  beforeAll(async () => {
    await givenPole(journey)
    await givenMore(journey)
  })

  it('is imported, becomes a site with lots, is called for, judged, given, agreed on, looked over and paid for', async () => {
    const coordinator = await signedIn(journey, PEOPLE.coordinator)
    const landlord = await signedIn(journey, PEOPLE.lender)

    // A file of vacant sites makes a lead, which becomes the landlord's site.
    await coordinator.goto(`${POLE}/coordination/import`)
    await coordinator.locator('[name=kind][value=sites]').check({ force: true })
    const csv =
      'site_id,site_nom,comm_nom,longitude,latitude\n76231_1,Manufacture du Puchot,Elbeuf,1.01,49.29'
    await coordinator
      .locator('[name=file]')
      .setInputFiles({ name: 'friches.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await coordinator.locator('main form button[type=submit]').first().click()
    await coordinator.waitForURL(/import\/imp_/)
    await Promise.all([
      coordinator.waitForNavigation(),
      coordinator.locator('button[name=act][value=accept]').first().click(),
    ])
    await coordinator.goto(`${POLE}/leads`)
    await coordinator
      .getByRole('link', { name: /Manufacture du Puchot/ })
      .first()
      .click()
    await coordinator.waitForURL(/\/leads\/lea_/)
    await send(coordinator, { organisationId: 'org_lender' })
    const site = id(coordinator, 'sit')

    for (const [name, surfaceM2] of [
      ['A1', '100'],
      ['A2', '200'],
    ] as const) {
      await landlord.goto(`${POLE}/premises/${site}/lots/new`)
      await send(landlord, { name, surfaceM2 })
    }
    await landlord.goto(`${POLE}/premises/${site}/charges`)
    await send(landlord, { 'charges.0.item': 'property_tax', 'charges.0.amount': '3600' })

    // The call: two lots, three jurors, three applications.
    await landlord.goto(`${POLE}/calls/new`)
    await send(landlord, { siteId: site, title: 'Deux ateliers à Elbeuf' })
    const call = id(landlord, 'cll')
    const lots = await landlord
      .locator('[name=lotIds]')
      .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))
    for (const lot of lots) await landlord.locator(`[name=lotIds][value="${lot}"]`).check({ force: true })
    await send(landlord, {
      ...{ title: 'Deux ateliers à Elbeuf', startsOn: day(60), endsOn: day(420), deadlineOn: day(20) },
      ...{ deadlineAt: '18:00', answerOn: day(30), form: 'Occupation précaire, motif : démolition' },
      jurors: [PEOPLE.coordinator, PEOPLE.lender, JUROR].join('\n'),
    })
    await landlord.goto(`${POLE}/calls/${call}`)
    await press(landlord, '/publish')

    const applications: string[] = []
    for (const email of APPLICANTS) {
      const who = await signedIn(journey, email)
      await who.goto(`${POLE}/calls/${call}/apply`)
      await who.locator(`main form[action$="/apply"] button[type=submit]`).first().click()
      await who.waitForURL(/\/applications\/apl_/)
      const application = id(who, 'apl')
      applications.push(application)
      const at = `${POLE}/applications/${application}`
      await who.goto(`${at}/profile`)
      await send(who, {
        sector: 'craft',
        activity: 'Un atelier ouvert trois jours par semaine.',
        team: 'Quatre',
      })
      await who.goto(`${at}/lots`)
      await send(who, { 'choices.0': lots[0] ?? '', 'choices.1': lots[1] ?? '' })
      // The tab is closed in the middle of a sentence.
      await who.goto(`${at}/q1`)
      await who.locator('[name=answer]').pressSequentially('Nous rép')
      await who.goto('about:blank')
      await who.goto(`${at}/q1`)
      expect(await who.locator('[name=answer]').inputValue()).toBe('Nous rép')
      for (const q of ['q1', 'q2', 'q3']) {
        await who.goto(`${at}/${q}`)
        await send(who, { answer: 'Nous réparons des vélos avec les gens du quartier.' })
      }
      await who.goto(`${at}/check`)
      await press(who, '/check')
    }

    // The deadline comes; nobody waits twenty days for it.
    const db = await journey.server.worker.getD1Database('DB')
    await db
      .prepare(`UPDATE calls SET status = 'closed', closed_at = created_at WHERE id = ?`)
      .bind(call)
      .run()
    for (const email of [PEOPLE.coordinator, PEOPLE.lender, JUROR]) {
      const juror = await signedIn(journey, email)
      for (const [i, application] of applications.entries()) {
        await juror.goto(`${POLE}/applications/${application}`)
        const text = await juror.locator('main').innerText()
        expect(text).not.toMatch(/Jardins des Aulnes|Fournil commun|Ressourcerie/)
        const points = juror.locator('[name^="points."]')
        const fields: Record<string, string> = {}
        for (const name of await points.evaluateAll((all) =>
          all.map((one) => (one as HTMLInputElement).name),
        ))
          fields[name] = String(9 - 2 * i)
        await send(juror, fields)
      }
    }
    for (const step of ['/names', '/finish', '/allocate']) {
      await landlord.goto(`${POLE}/calls/${call}`)
      await press(landlord, step)
    }

    // The winner takes the lot; the landlord makes the agreement of it.
    const winner = await signedIn(journey, PEOPLE.borrower)
    await winner.goto(`${POLE}/applications/${applications[0]}`)
    await press(winner, '/accept')
    await landlord.goto(`${POLE}/calls/${call}/allocation`)
    await landlord
      .getByRole('link', { name: /Faire la convention/ })
      .first()
      .click()
    await landlord.waitForURL(/occupancies\/new/)
    await send(landlord, {
      ...{ startsOn: day(0), endsOn: day(420), purpose: 'Atelier de vélos', feeMode: 'charges' },
      ...{ reason: 'demolition', reasonWords: 'Démolition votée le 3 mars' },
    })
    const occupancy = id(landlord, 'occ')
    const at = `${POLE}/occupancies/${occupancy}`
    await press(landlord, '/propose')
    expect(await landlord.locator('main').innerText()).toContain('L145-5-1')
    for (const who of [landlord, winner]) {
      await who.goto(at)
      await press(who, '/accept')
    }
    expect(await winner.locator('main').innerText()).toContain('En cours')

    // Nobody else is told anything of it, and nobody books the lot.
    const loser = await signedIn(journey, THIRD)
    expect((await loser.goto(at))?.status()).toBe(404)
    expect((await loser.goto(`${at}/statement`))?.status()).toBe(404)

    await landlord.goto(`${at}/inventories/entry`)
    await send(landlord, {
      'rooms.0.name': 'Atelier',
      'rooms.0.items': 'Sol : bon\nÉvier : usé, joint fendu',
    })
    for (const who of [landlord, winner]) {
      await who.goto(`${at}/inventories`)
      await send(who, { hash: '' })
    }
    expect(await winner.locator('main').innerText()).toContain('Accepté par les deux côtés')

    await landlord.goto(`${POLE}/premises/${site}/fees`)
    await send(landlord, { month: day(0).slice(0, 7) })
    await landlord.goto(`${at}/statement`)
    await send(landlord, { cents: '10', paidOn: day(0), words: 'Virement' })
    await winner.goto(`${at}/statement`)
    const statement = await winner.locator('main').innerText()
    expect(statement).toMatch(/Part de/)
    expect(statement).toMatch(/Virement/)
    expect(await winner.locator('form').count()).toBe(0)

    await landlord.goto(`${POLE}/landlord`)
    expect(await landlord.locator('main').innerText()).toContain('Les Jardins des Aulnes')
  }, 180_000)
})
