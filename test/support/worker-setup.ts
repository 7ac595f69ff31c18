import { beforeEach } from 'vitest'
import { emptied } from './database'

// Every test begins with an empty database, queue and photo store: no order between tests, nothing to clean up.
beforeEach(emptied)
