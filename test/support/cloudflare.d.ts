import type { D1Migration } from 'cloudflare:test'
import type { Env as WorkerEnv } from '../../worker/platform/env'

// What `env` and `exports` of cloudflare:workers are inside tests.
declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: typeof import('../../worker/index')
    }
    interface Env extends WorkerEnv {
      MIGRATIONS: D1Migration[]
    }
  }
}
