import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { invitationPages } from '../organisations/invitation'
import { deploymentHome } from './home'
import { operatorPages } from './operator'

/** Pages that belong to no cluster: the list of them, the operator's, and the links that let people in. */
export const deploymentPages = new Hono<AppEnv>()
  .route('/', deploymentHome)
  .route('/', operatorPages)
  .route('/', invitationPages)
