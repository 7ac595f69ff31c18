import { db } from '../support/given'
import type { Entry } from './table'
import { EVERYONE, SIGNED_IN } from './world'

// The register of outgoing waste, slips in the pages, and what a material is in the eyes of the law.

const READERS = ['manager', 'answerer', 'member', 'coordinator'] as const
const WRITERS = ['manager', 'answerer', 'coordinator'] as const
const NOTERS = ['manager', 'answerer', 'borrower', 'coordinator'] as const
const period = 'from=2026-01-01&to=2026-12-31'

export const registerRoutes: Record<string, Entry> = {
  'GET /api/v1/organisations/:id/waste-register': {
    path: `/api/v1/organisations/org_lender_a/waste-register?${period}`,
    may: READERS,
  },
  'POST /api/v1/waste-register/:id/corrections': {
    ...{ path: '/api/v1/waste-register/wln_a/corrections', json: { pop: 'no' }, may: WRITERS, status: 201 },
    events: ['waste_line.corrected'],
  },
  'GET /api/v1/low-codes': { path: '/api/v1/low-codes?q=bois', may: EVERYONE },
  'GET /api/v1/low-codes/:code': { path: '/api/v1/low-codes/030105', may: EVERYONE },
  'GET /api/v1/exit-acts': { path: '/api/v1/exit-acts', may: EVERYONE },
  'GET /api/v1/waste-status': { path: '/api/v1/waste-status?exit=no', may: EVERYONE },
  'POST /:language/:slug/bookings/:id/slip': {
    ...{ path: '/fr/pole-a/bookings/bkg_confirmed_a/slip', form: { number: 'BSD-20261121-ABC123XYZ' } },
    ...{ may: NOTERS, events: ['slip.entered'] },
    given: () => db.updateTable('listings').set({ kind: 'waste' }).where('id', '=', 'ofr_public_a').execute(),
  },
  'GET /:language/:slug/waste-status': { path: '/fr/pole-a/waste-status', may: EVERYONE },
  'GET /:language/:slug/register': { path: '/fr/pole-a/register', may: SIGNED_IN },
  'GET /:language/:slug/register.csv': {
    path: `/fr/pole-a/register.csv?organisation=org_lender_a&${period}`,
    may: READERS,
  },
  'GET /:language/:slug/register/:id': { path: '/fr/pole-a/register/wln_a', may: READERS },
  'POST /:language/:slug/register/:id': {
    ...{ path: '/fr/pole-a/register/wln_a', form: { pop: 'no' }, may: WRITERS },
    events: ['waste_line.corrected'],
  },
}
