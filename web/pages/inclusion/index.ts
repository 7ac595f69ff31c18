import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { inclusionOfBooking } from './booking'
import { inclusionOfCluster } from './cluster'

/** Hours of training and integration: with an exchange, and all of a cluster. */
export const inclusionPages = new Hono<AppEnv>().route('/', inclusionOfBooking).route('/', inclusionOfCluster)
