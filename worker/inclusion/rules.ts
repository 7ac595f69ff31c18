// Pure: hours of training and of work integration that are given with an exchange. Numbers alone, never names.

export const PURPOSES = ['training', 'integration'] as const
export type Purpose = (typeof PURPOSES)[number]

/** Broad families of skills, after the great domains of ROME; a fixed list, so that nothing about anybody can be written. */
export const FAMILIES = [
  ...['wood', 'textile', 'metal', 'building', 'green', 'cooking', 'logistics', 'cleaning', 'repair'],
  ...['sales', 'digital', 'office', 'care', 'other'],
] as const
export type Family = (typeof FAMILIES)[number]

/** More than this for each person in one exchange is a slip of the pen. In minutes. */
export const MOST_EACH = 400 * 60

/** Hours are given once the exchange has begun; one that was cancelled or missed gave none. */
export const mayCount = (status: string): boolean => status === 'in_use' || status === 'completed'
