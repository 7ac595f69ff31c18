import { describe, expect, it } from 'vitest'
import { useJourney } from '../support/browser.ts'

type Kept = { to: string; subject: string; links: string[] }

describe('signing in, without JavaScript', () => {
  const journey = useJourney()
  const mailTo = async (address: string) => {
    const mails = (await (await fetch(`${journey.server.url}/dev/mail.json`)).json()) as Kept[]
    return mails.find((mail) => mail.to === address) ?? { subject: '', links: [] }
  }

  it('by the code, from asking to an account, and back out', async () => {
    const { page, context } = await journey.open({ javaScriptEnabled: false })
    await page.goto('/fr/account')
    await page.getByLabel('Votre adresse e-mail').fill('rosa@example.org')
    await page.getByRole('button', { name: 'Recevoir mon code' }).click()
    const { subject } = await mailTo('rosa@example.org')
    await page.getByLabel('Code à six chiffres').fill(/\d{6}/.exec(subject)?.[0] ?? '')
    await page.getByRole('button', { name: 'Me connecter' }).click()
    await page.getByLabel('Votre nom').fill('Rosa Essai')
    await page.getByRole('radio', { name: 'English' }).check()
    await page.getByRole('button', { name: 'Créer mon compte' }).click()
    expect(new URL(page.url()).pathname).toBe('/fr/account')
    expect(await page.getByLabel('Votre nom').inputValue()).toBe('Rosa Essai')
    const [cookie] = await context.cookies()
    expect(cookie).toMatchObject({ name: 'session', httpOnly: true, sameSite: 'Lax' })
    await page.getByRole('button', { name: 'Se déconnecter' }).click()
    await page.goto('/fr/account')
    expect(new URL(page.url()).pathname).toBe('/fr/sign-in')
    await context.close()
  })

  it('by the link, in the language of the page', async () => {
    const { page, context } = await journey.open({ javaScriptEnabled: false })
    await page.goto('/ar/sign-in')
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
    await page.locator('#f-email').fill('rosa@example.org')
    await page.locator('main form button').first().click()
    const { links } = await mailTo('rosa@example.org')
    await page.goto(links[0] ?? '')
    await page.locator('main form button').click()
    await page.goto('/ar/account')
    expect(await page.locator('#f-name').inputValue()).toBe('Rosa Essai')
    await context.close()
  })
})
