import { expect, test } from 'vitest'
import { browsing } from '../bookings/browsing'
import { givenNearMiss } from '../unmet/given'
import { saveSearch } from '../../worker/alerts/commands/saveSearch'

const ODD = [
  '',
  '\u0000',
  "'; drop table people --",
  '9'.repeat(400),
  '-1',
  '1e999',
  'NaN',
  '<b>',
  '" * OR',
  'é'.repeat(5000),
]

test('whatever is typed into the forms of searches, mails and the board, the answer is clear', async () => {
  const { g, need } = await givenNearMiss()
  const id = await saveSearch(g.seeker, g.cluster.id, { q: 'salle' })
  const [seeker, coordinator] = [
    await browsing({ id: g.seeker.actor?.personId ?? '' }),
    await browsing({ id: g.coordinator.actor?.personId ?? '' }),
  ]
  const at = `/fr/${g.cluster.slug}`
  const wrong: string[] = []
  for (const odd of ODD) {
    const told = [
      await seeker.post(`${at}/searches`, {
        q: odd,
        kind: odd,
        radius: odd,
        on: odd,
        place: odd,
        quantity: odd,
      }),
      await seeker.post(`${at}/searches/${id}`, { q: odd, radius: odd, rhythm: odd, status: odd }),
      await seeker.post('/fr/account/mails', { topics: odd, from: odd, to: odd }),
      await coordinator.get(
        `${at}/coordination/unmet?kind=${encodeURIComponent(odd)}&after=${encodeURIComponent(odd)}`,
      ),
      await coordinator.post(`${at}/coordination/unmet/${need.id}`, { organisations: odd }),
      await seeker.get(`/fr/unsubscribe/${encodeURIComponent(odd).slice(0, 900)}`),
    ]
    wrong.push(
      ...told.flatMap(({ status }, i) => (status >= 500 ? [`${i}: ${odd.slice(0, 20)}: ${status}`] : [])),
    )
  }
  expect(wrong).toEqual([])
}, 60_000)
