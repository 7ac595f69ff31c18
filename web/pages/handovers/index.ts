import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { agreementPages } from './agreement'
import { dayPages } from './day'
import { handoverPages } from './handovers'

/** Pick-ups and returns of a booking, its loan agreement, and the list of a day. */
export const handoversPages = new Hono<AppEnv>()
handoversPages.route('/', handoverPages)
handoversPages.route('/', agreementPages)
handoversPages.route('/', dayPages)
