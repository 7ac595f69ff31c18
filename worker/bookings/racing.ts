import { AppError, type ErrorCode } from '../core/errors'

const TRIES = 4

/**
 * Reads and writes, again where somebody wrote in between (`stale`), or took what looked free (`capacity_taken`): for those
 * who find out anew what is to be done. After four times the refusal is thrown on.
 */
export async function again<T>(
  act: () => Promise<T>,
  on: readonly ErrorCode[] = ['stale', 'capacity_taken'],
): Promise<T> {
  for (let left = TRIES; ; left--) {
    try {
      return await act()
    } catch (error) {
      const raced = error instanceof AppError && on.includes(error.code)
      if (!raced || left <= 1) throw error
    }
  }
}
