import { AppError } from '../core/errors'

/**
 * Where a list goes on that is ordered by an instant (or a day) and then by id: both, as its last row gave them; nothing where it
 * begins. Throws `invalid` for a cursor that this list never gave. `prefix`: of the ids of the list.
 */
export function cursorIn(
  cursor: string | null | undefined,
  prefix: string,
): { at: string; id: string } | null {
  if (!cursor) return null
  const [at = '', id = ''] = cursor.split(/_(.*)/s)
  if (!/^[\dT:.Z-]*$/.test(at) || !new RegExp(`^${prefix}_\\w+$`).test(id))
    throw new AppError('invalid', { fields: [{ path: 'cursor', code: 'wrong' }] })
  return { at, id }
}
