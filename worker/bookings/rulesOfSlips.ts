import { isDate } from '../core/time'

// Pure: the slips without which hazardous waste is not handed over (C. env. R541-45).

/**
 * Whether this is the number of a slip: as Trackdéchets writes it (kind, day, nine letters and digits; its documentation,
 * "Identifiants"), or any of another country, six to sixty letters, digits, - and / that do not begin as one of those.
 */
export function isSlipNumber(number: string): boolean {
  const french = /^(?:BSD|BSDA|DASRI|FF|VHU|PAOH)-(.*)$/.exec(number)
  if (!french) return /^[A-Z0-9][A-Z0-9/-]{5,59}$/.test(number) && /\d/.test(number)
  const parts = /^(\d{4})(\d{2})(\d{2})-[A-Z0-9]{9}$/.exec(french[1] as string)
  return parts !== null && isDate(`${parts[1]}-${parts[2]}-${parts[3]}`)
}

export const isHazardous = (listing: {
  kind: string
  details: { hazardous?: boolean | undefined }
}): boolean => listing.kind === 'waste' && listing.details.hazardous === true
