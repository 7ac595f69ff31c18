import type { AppContext } from '../../../worker/platform/http'
import { numeral, orNone } from '../organisations/form'

/** What was typed, and the file that came with it. */
export type Typed = Record<string, string>

/** The texts of a form, a box ticked several times joined by commas, and one file. */
export async function readSent(c: AppContext, file: string): Promise<{ typed: Typed; file: File | null }> {
  const body = await c.req.parseBody({ all: true })
  const typed: Typed = {}
  let found: File | null = null
  for (const [name, value] of Object.entries(body)) {
    const values = Array.isArray(value) ? value : [value]
    const one = values.find((v): v is File => v instanceof File)
    if (one && name === file && one.size > 0) found = one
    const texts = values.filter((v): v is string => typeof v === 'string')
    if (texts.length > 0) typed[name] = texts.map((text) => text.trim()).join(',')
  }
  return { typed, file: found }
}
export const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer())

export const numberOr = <E>(text: string | undefined, empty: E): number | E => numeral(text) ?? empty
const orNull = (text: string | undefined) => orNone(text) ?? null

/** A lot as its form sends it: every question, an empty one emptied. */
export const lotIn = (typed: Typed) => ({
  ...{ name: typed.name ?? '', surfaceM2: numeral(typed.surfaceM2), floor: typed.floor ?? '' },
  ...{ state: orNone(typed.state) ?? 'ready', access: typed.access ?? '' },
  ...{ buildingId: orNull(typed.buildingId), stepFree: orNull(typed.stepFree), power: orNull(typed.power) },
  ...{ powerKva: numberOr(typed.powerKva, null), water: orNull(typed.water) },
  ...{ floorLoadKgM2: numberOr(typed.floorLoadKgM2, null), publicType: orNull(typed.publicType) },
  ...{ publicCategory: numberOr(typed.publicCategory, null) },
  ...{ availableFrom: orNull(typed.availableFrom), availableUntil: orNull(typed.availableUntil) },
  ...{ comfortPercent: numberOr(typed.comfortPercent, 100) },
  uses: (typed.uses ?? '').split(',').filter(Boolean),
})

/** The sheet of a site as its form sends it. */
export const siteIn = (typed: Typed) => ({
  ...{ name: typed.name ?? '', description: typed.description ?? '', address: typed.address ?? '' },
  ...{ commune: typed.commune ?? '', postcode: typed.postcode ?? '', insee: typed.insee ?? '' },
  ...{ lat: numberOr(typed.lat, null), lng: numberOr(typed.lng, null) },
  ...{ surfaceM2: numberOr(typed.surfaceM2, null), vacantSince: orNull(typed.vacantSince) },
  ...{ endsOn: orNull(typed.endsOn), endReason: typed.endReason ?? '' },
  visibility: typed.visibility === 'cluster' ? ('cluster' as const) : ('public' as const),
})

/** Lines "lots.0.name", "lots.0.surfaceM2"…: those with nothing in them count for nothing, and keep their number for errors. */
export function linesIn(typed: Typed, list: string, names: readonly string[], most: number) {
  const lines: { at: number; cells: Typed }[] = []
  for (let at = 0; at < most; at++) {
    const cells = Object.fromEntries(names.map((name) => [name, typed[`${list}.${at}.${name}`] ?? '']))
    if (names.some((name) => name !== 'kind' && cells[name])) lines.push({ at, cells })
  }
  return lines
}

/** Errors of the third line that was filled in belong beside the line in which it was typed. */
export function atLines(
  fields: Record<string, string>,
  list: string,
  lines: readonly { at: number }[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([path, words]) => {
      const [head, index, ...rest] = path.split('.')
      const at = head === list ? lines[Number(index)]?.at : undefined
      return [at === undefined ? path : [list, at, ...rest].join('.'), words]
    }),
  )
}
