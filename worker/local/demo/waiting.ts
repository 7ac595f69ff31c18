import { HOUR, later } from '../../core/time'
import type { Action, Setting, Waiting } from './shape'

/** What waits for the coordinator today. */
export function waitingActions({ reports, asks, joins }: Waiting, { midnight }: Setting): Action[] {
  const ago = (hours: number) => later(midnight, -hours * HOUR)
  return [
    ...reports.map(({ hoursAgo, ...one }): Action => ({ do: 'report', at: ago(hoursAgo), ...one })),
    ...asks.map(({ hoursAgo, ...one }): Action => ({ do: 'ask', at: ago(hoursAgo), ...one })),
    ...joins.map(({ hoursAgo, ...one }): Action => ({ do: 'join', at: ago(hoursAgo), ...one })),
  ]
}
