import type { OfferRulesInput } from '../../bookings/inputOfRules'
import { addDays } from '../../core/time'
import type { DemoListing } from './shape'

/** The rules of a demo offer, with their days as dates. */
export const rulesOn = (rules: NonNullable<DemoListing['rules']>, today: string): OfferRulesInput => ({
  ...rules,
  exceptions: rules.exceptions.map(({ fromInDays, toInDays, hours }) => ({
    ...{ startsOn: addDays(today, fromInDays), endsOn: addDays(today, toInDays), hours },
  })),
})
