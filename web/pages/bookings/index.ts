import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { agendaPages } from './agenda'
import { bookPages } from './book'
import { bookingPages } from './bookings'
import { calendarPages } from './calendar'
import { calendarOfManyPages } from './calendarOfMany'

/** Booking an offer, one booking, and the agenda. */
export const bookingsPages = new Hono<AppEnv>()
bookingsPages.route('/', bookPages)
bookingsPages.route('/', bookingPages)
bookingsPages.route('/', agendaPages)
bookingsPages.route('/', calendarPages)
bookingsPages.route('/', calendarOfManyPages)
