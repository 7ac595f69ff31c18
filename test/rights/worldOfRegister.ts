import { KEYS } from '../../worker/register/rulesOfColumns'
import { NOW } from '../support/given'
import { made, type Row, row, type Side, secret } from './rows'

/** Waste that left, with its line in the register of the lender. */
export function registerRows(side: Side): Row[] {
  const told: Record<string, string> = { shippedOn: '2026-11-19', wasteName: secret(side, 'waste', 'Chutes') }
  const cells = Object.fromEntries(KEYS.map((key) => [key, told[key] ?? null]))
  return [
    row('wasteLines', {
      ...{ id: `wln_${side}`, clusterId: `clu_${side}`, organisationId: `org_lender_${side}` },
      ...{ bookingId: `bkg_completed_${side}`, shippedOn: '2026-11-19', cells: JSON.stringify(cells) },
      origin: JSON.stringify({ shippedOn: '2026-11-19', quantity: 3, unit: 'kg', slip: null, happened: 1 }),
      ...{ hazardous: 0, number: 1, corrects: null, writtenBy: null, createdAt: NOW, ...made },
    }),
  ]
}
