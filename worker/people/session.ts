import type { AppContext } from '../platform/http'

/** The person whose session this request carries, or null. */
export async function sessionPerson(_c: AppContext): Promise<string | null> {
  return null
}
