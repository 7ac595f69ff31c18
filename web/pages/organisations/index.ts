import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { organisationEdit } from './edit'
import { joinPages } from './join'
import { myPage } from './me'
import { organisationPeople } from './people'
import { organisationPage } from './show'

/** Pages of a cluster about organisations and the people who act for them. */
export const organisationPages = new Hono<AppEnv>()
  .route('/', joinPages)
  .route('/', myPage)
  .route('/', organisationPage)
  .route('/', organisationEdit)
  .route('/', organisationPeople)
