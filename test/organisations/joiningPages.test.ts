import { describe, expect, it } from 'vitest'
import { signedIn } from '../people/support'
import { db, eventTypes, givenCluster, givenPerson } from '../support/given'

async function newcomer() {
  const { slug } = await givenCluster()
  await givenPerson({ email: 'new@essai.example' })
  return { slug, someone: await signedIn('new@essai.example') }
}

describe('joining by page', () => {
  it('sent twice, an organisation without any number is asked for once, and the page says that it waits', async () => {
    const { slug, someone } = await newcomer()
    const form = { name: 'Les Z’Outils', legalForm: 'association', commune: 'Rouen' }
    for (const name of [form.name, ' les z’outils '])
      expect((await someone.post(`/fr/${slug}/join`, { ...form, name })).location).toBe(
        `/fr/${slug}/me?asked=1`,
      )
    expect(await db.selectFrom('affiliations').selectAll().execute()).toHaveLength(1)
    expect((await eventTypes()).filter((type) => type === 'organisation.registered')).toHaveLength(1)
    expect((await someone.get(`/fr/${slug}/join`)).text).toContain('doit vous accepter')
  })

  it('a mistyped SIRET is said to be none, and is not taken for a name', async () => {
    const { slug, someone } = await newcomer()
    const { text } = await someone.get(`/fr/${slug}/join?q=732+829+320+00075`)
    expect(text).toContain('n’est pas un SIRET')
    expect(text).toMatch(/name="siret"[^>]*value="732 829 320 00075"/)
    expect(text).not.toMatch(/name="name"[^>]*value="732/)
  })

  it('takes a country by its name', async () => {
    const { slug, someone } = await newcomer()
    const form = { name: 'Atelier de Mons', foreignId: 'BE0403170701', country: 'Belgique' }
    expect((await someone.post(`/fr/${slug}/join`, form)).status).toBe(303)
    const { country } = await db.selectFrom('organisations').select('country').executeTakeFirstOrThrow()
    expect(country).toBe('BE')
  })
})
