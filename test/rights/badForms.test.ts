import { afterEach, beforeEach, describe, vi } from 'vitest'
import { atNow, testWrites, WRITES_BY_FORM } from './wrongValues'

beforeEach(atNow)
afterEach(() => void vi.useRealTimers())

describe('whatever a form sends, the answer is clear, and what is refused has changed nothing', () =>
  testWrites('forms', WRITES_BY_FORM, 12))
