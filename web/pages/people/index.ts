import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { accountPages } from './account'
import { signInPages } from './signIn'
import { welcomePages } from './welcome'

/** Pages of a person, whatever the cluster: sign-in and account. */
export const peoplePages = new Hono<AppEnv>()
  .route('/', welcomePages)
  .route('/', signInPages)
  .route('/', accountPages)
