import { invalid } from '../core/errors'
import type { Key } from './rules'

// A cursor is the order key of the last item shown.
export const writeCursor = (key: Key): string =>
  btoa(JSON.stringify(key)).replace(/\+/g, '-').replace(/\//g, '_')
export function readCursor(cursor: string): Key {
  try {
    const key: unknown = JSON.parse(atob(cursor.replace(/-/g, '+').replace(/_/g, '/')))
    if (Array.isArray(key) && key.every((k) => typeof k === 'string' || typeof k === 'number'))
      return key as Key
  } catch {
    // falls through: it is not one of ours
  }
  throw invalid({ path: 'cursor', code: 'wrong' })
}
