import type { Env } from '../platform/env'
import { toMailbox } from './mailbox'

/** What a local run adds to the settings of a deployment. */
export interface LocalEnv extends Env {
  /** The key of the doors that the project's commands go through. */
  LOCAL_KEY?: string
  /** `yes` where the database is made to be measured and thrown away. */
  SCRATCH?: string
}

/** The same bindings, with mails going to the mailbox of this machine. */
export const withMailbox = (env: LocalEnv): LocalEnv => ({ ...env, deliver: toMailbox(env.DB) })
