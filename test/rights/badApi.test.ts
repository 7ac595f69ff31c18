import { afterEach, beforeEach, describe, vi } from 'vitest'
import { atNow, testWrites, WRITES_BY_API } from './wrongValues'

beforeEach(atNow)
afterEach(() => void vi.useRealTimers())

describe('whatever is sent to the API, the answer is clear, and what is refused has changed nothing', () =>
  testWrites('routes', WRITES_BY_API, 12))
