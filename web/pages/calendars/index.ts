import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { offerCalendars } from './ofOffer'
import { organisationCalendars } from './ofOrganisation'

/** Calendars out and in, of organisations and offers. One's own are with the account. */
export const calendarPages = new Hono<AppEnv>().route('/', organisationCalendars).route('/', offerCalendars)
