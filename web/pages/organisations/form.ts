import { latinDigits } from '../../../worker/core/digits'
import type { AppContext } from '../../../worker/platform/http'

/** What a form sent: each field once, trimmed; files are left out. */
export async function sent(c: AppContext): Promise<Record<string, string>> {
  const body = await c.req.parseBody()
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(body)) if (typeof value === 'string') texts[name] = value.trim()
  return texts
}

/** Every value of a field that may be chosen several times, in order. */
export async function sentMany(c: AppContext, name: string): Promise<string[]> {
  const body = await c.req.parseBody({ all: true })
  return [body[name] ?? []].flat().filter((value): value is string => typeof value === 'string')
}

export const orNone = (text: string | undefined): string | undefined => text || undefined

/** "49,44" and "49.44" alike; what is no number stays text, so that the schema says so. */
export function numeral(text: string | undefined): number | undefined {
  if (!text) return undefined
  const value = Number(
    latinDigits(text)
      .replace(/[\s\u202f\u00a0]/g, '')
      .replace(',', '.'),
  )
  return Number.isNaN(value) ? (text as unknown as number) : value
}
