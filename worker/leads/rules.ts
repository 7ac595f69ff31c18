import type { FieldError } from '../core/errors'

// The way of a lead: reported → lead → contact → agreed → site; dropped from anywhere, and taken up again. Pure.

export type LeadStage = 'reported' | 'lead' | 'contact' | 'agreed' | 'site' | 'done' | 'dropped'

/** Where a lead may go by hand. It becomes a site by a command of its own. */
const WAYS: Record<LeadStage, readonly LeadStage[]> = {
  reported: ['lead', 'dropped'],
  lead: ['contact', 'agreed', 'done', 'dropped'],
  contact: ['lead', 'agreed', 'done', 'dropped'],
  agreed: ['contact', 'done', 'dropped'],
  site: [],
  done: ['lead'],
  dropped: ['lead'],
}

export const waysFrom = (stage: LeadStage, subject: 'premises' | 'waste'): LeadStage[] =>
  WAYS[stage].filter((to) => to !== 'done' || subject === 'waste')

/** From which it becomes a site: somebody has looked at it, and it is no waste. */
export const mayBecomeSite = (lead: { stage: LeadStage; subject: string }): boolean =>
  lead.subject === 'premises' && ['lead', 'contact', 'agreed'].includes(lead.stage)

/** From which it becomes an offer or a need: somebody has looked at it, and it is no premises. */
export const mayBecomeListing = (lead: { stage: LeadStage; subject: string }): boolean =>
  lead.subject === 'waste' && ['lead', 'contact', 'agreed'].includes(lead.stage)

/** The columns of the board, in their order; what is dropped has a list of its own. */
export const BOARD: readonly LeadStage[] = ['reported', 'lead', 'contact', 'agreed', 'site']
export const BOARD_OF_WASTE: readonly LeadStage[] = ['reported', 'lead', 'contact', 'agreed', 'done']

/** A report needs a place to go to, and something to see there. */
export function problemsOfReport(
  r: { words: string; address: string; commune: string; lat: number | null; lng: number | null },
  hasPhoto: boolean,
): FieldError[] {
  const found: FieldError[] = []
  if ((r.lat === null) !== (r.lng === null)) found.push({ path: 'address', code: 'half_place' })
  else if (!r.address && r.lat === null) found.push({ path: 'address', code: 'place_needed' })
  if (!r.words && !hasPhoto) found.push({ path: 'words', code: 'words_or_photo' })
  return found
}

/** A title from the first words of a report: whole words, at most 80 letters. */
export function titleOf(words: string, else_: string): string {
  const [line = ''] = words.trim().split(/\n/)
  if (line.length < 3) return else_.slice(0, 120)
  if (line.length <= 80) return line
  return `${line.slice(0, 80).replace(/\s+\S*$/, '')}…`
}
