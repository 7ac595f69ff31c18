import { finding, people, pole } from './demo.ts'
import type { Screen } from './screens.ts'

const { coordinator, member } = people
const ofCluster = `c.slug = 'pole-seine'`
/** The line of the demo that says most, and an organisation that has many. */
const line = `SELECT w.id FROM waste_lines w JOIN clusters c ON c.id = w.cluster_id
  WHERE ${ofCluster} AND NOT EXISTS (SELECT 1 FROM waste_lines n WHERE n.corrects = w.id) ORDER BY length(w.cells) DESC, w.id LIMIT 1`
const hazardous = finding(`l.direction = 'offer' AND l.kind = 'waste' AND l.details ->> 'hazardous' = 1`)
const taken = `SELECT b.id FROM bookings b JOIN listings l ON l.id = b.listing_id AND l.kind = 'waste'
  JOIN clusters c ON c.id = b.cluster_id WHERE ${ofCluster} AND b.status IN ('completed', 'confirmed', 'requested')
  ORDER BY l.details ->> 'hazardous' DESC, b.quantity DESC LIMIT 1`
const waste = finding(
  `l.direction = 'offer' AND l.kind = 'waste' AND l.details ->> 'materialStatus' = 'waste'`,
)

/** Status of a material, slips, and the register of outgoing waste. */
export const registers: readonly Screen[] = [
  { name: 'waste status, first question', route: `${pole}/waste-status` },
  {
    ...{ name: 'waste status, result', route: `${pole}/waste-status`, as: member },
    query: '?exit=no&discarded=no&reuse=no&residue=yes&certain=yes',
  },
  { name: 'waste register', route: `${pole}/register`, as: coordinator },
  {
    name: 'waste register, empty',
    route: `${pole}/register`,
    as: member,
    query: '?from=2001-01-01&to=2001-12-31',
  },
  { name: 'line of the register', route: `${pole}/register/:id`, as: coordinator, find: { id: line } },
  {
    ...{
      name: 'line of the register, badly',
      route: `${pole}/register/:id`,
      as: coordinator,
      find: { id: line },
    },
    send: { quantity: '-3', treatmentCode: 'R99', carrierSiret: '12' },
  },
  {
    ...{ name: 'offer of hazardous waste', route: `${pole}/offers/:id`, as: coordinator },
    find: { id: hazardous },
  },
  {
    ...{ name: 'booking hazardous waste', route: `${pole}/offers/:id/book`, as: coordinator },
    find: { id: hazardous },
  },
  { name: 'booking of waste', route: `${pole}/bookings/:id`, as: coordinator, find: { id: taken } },
  {
    ...{ name: 'details of a waste', route: `${pole}/me/listings/:id/:step`, as: coordinator },
    find: { id: waste, step: '=details' },
  },
  {
    ...{ name: 'a ton typed as a kilo', route: `${pole}/me/listings/:id/:step`, as: coordinator },
    find: { id: waste, step: '=what' },
    send: { quantity: '9000000' },
  },
]

/** Files. */
export const registerFiles: Record<string, string> = {
  [`${pole}/register.csv`]: 'a file',
}
