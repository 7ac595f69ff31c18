/** Some streams flow in some months only: no collection falls outside them. */
export interface Seasonal {
  details?: { months?: number[] | undefined }
}
export const isInSeason = (l: Seasonal, date: string): boolean =>
  !l.details?.months?.length || l.details.months.includes(Number(date.slice(5, 7)))
