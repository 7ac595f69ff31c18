import { type RawBuilder, sql } from 'kysely'
import { boxAround, distanceKm, type Point } from '../core/geo'

// The map in cells of a tenth of a degree: an ordinary index finds the nearest of a kind, cell by cell.

/** Beyond this many cells (some 100 km around Rouen) the whole cluster is as near. */
const MOST_CELLS = 400

export const cellOf = (p: Point): number =>
  Math.trunc((p.lat + 90) * 10) * 3600 + Math.trunc((p.lng + 180) * 10)

/** The same in SQL, as the index listings_by_cell has it. `listings` goes by the name `l`. */
export const CELL: RawBuilder<number> = sql`(CAST((l.lat + 90) * 10 AS INTEGER) * 3600 + CAST((l.lng + 180) * 10 AS INTEGER))`

/** The cells within `km` of a point, nearest first, or null where they are too many to be of use. */
export function cellsAround(p: Point, km: number): number[] | null {
  const box = boxAround(p, km)
  const [south, north] = [Math.trunc((box.south + 90) * 10), Math.trunc((box.north + 90) * 10)]
  const [west, east] = [Math.trunc((box.west + 180) * 10), Math.trunc((box.east + 180) * 10)]
  if ((north - south + 1) * (east - west + 1) > MOST_CELLS) return null
  const cells: { cell: number; km: number }[] = []
  for (let y = south; y <= north; y++) {
    for (let x = west; x <= east; x++) {
      const middle = { lat: (y + 0.5) / 10 - 90, lng: (x + 0.5) / 10 - 180 }
      cells.push({ cell: y * 3600 + x, km: distanceKm(p, middle) })
    }
  }
  return cells.sort((a, b) => a.km - b.km).map((c) => c.cell)
}
