import { stopDayMail } from '../../../worker/handovers/commands/stopDayMail'
import { stoppingPages } from '../notices/stopping'

/** Reached from the list of the day. */
export const stopDayPages = stoppingPages(
  '/unsubscribe/day/:token',
  (v) => v.t.handovers.day.stop,
  stopDayMail,
)
