import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { boardPages } from './board'
import { leadPages } from './lead'
import { reportPages } from './report'

/** What is seen and heard of, before there is an owner; and the door by which anyone says what they saw. */
export const leadsPages = new Hono<AppEnv>()
  .route('/', reportPages)
  .route('/', boardPages)
  .route('/', leadPages)
