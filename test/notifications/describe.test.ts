import { expect, test } from 'vitest'
import { describe as inWords } from '../../worker/notifications/describe'
import { as, givenCluster, givenListing, givenOrganisation } from '../support/given'

const CLUSTER = { timeZone: 'Europe/Paris', currency: 'EUR' }

test('a name in the other direction stands in an isolate, so that its quotation marks stay around it', async () => {
  const cluster = await givenCluster()
  const organisation = await givenOrganisation(cluster)
  const latin = await givenListing(cluster, organisation, { title: 'Salle « claire »' })
  const arabic = await givenListing(cluster, organisation, { title: 'قاعة 12', language: 'ar' })
  const told = [latin, arabic].map(({ id }) => ({
    ...{ type: 'listing.expired', subjectId: id, clusterId: cluster.id },
  }))
  const said = async (language: 'fr' | 'ar') =>
    (await inWords(await as(null), told, language, CLUSTER)).map((one) => one.text)
  const isolated = (text: string) => `\u2068${text}\u2069`
  const [inFrench, inArabic] = [await said('fr'), await said('ar')]
  expect(inFrench[0]).not.toContain('\u2068')
  expect(inFrench[1]).toContain(isolated('قاعة 12'))
  expect(inArabic[0]).toContain(isolated('Salle « claire »'))
  expect(inArabic[1]).not.toContain('\u2068')
})
