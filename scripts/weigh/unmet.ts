import { need, people, pole } from './demo.ts'
import type { Screen } from './screens.ts'

// What nobody meets: the board, one need on it, and where those who are asked answer.

const { coordinator } = people
/** One that stands and that nothing covers. */
const unmet = `SELECT u.need_id FROM unmet_needs u JOIN listings l ON l.id = u.need_id AND l.status = 'published'
  JOIN clusters c ON c.id = l.cluster_id AND c.slug = 'pole-seine'
  WHERE l.hidden_reason IS NULL AND l.kind = 'equipment' ORDER BY length(u.near) DESC, l.id LIMIT 1`

export const unmetNeeds: readonly Screen[] = [
  { name: 'unmet needs', route: `${pole}/coordination/unmet`, as: coordinator },
  { name: 'unmet need', route: `${pole}/coordination/unmet/:id`, as: coordinator, find: { id: unmet } },
  {
    ...{ name: 'unmet need, nobody chosen', route: `${pole}/coordination/unmet/:id`, as: coordinator },
    ...{ find: { id: unmet }, send: {} },
  },
  { name: 'would you have it?', route: `${pole}/needs/:id/answer`, as: people.borrower, find: { id: need } },
]
