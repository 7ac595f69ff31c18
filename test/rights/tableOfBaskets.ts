import { toMinutes } from '../../worker/core/time'
import { db, NOW } from '../support/given'
import type { Entry } from './table'
import { MEMBERS, SIGNED_IN } from './world'

const SLOT = { startsAt: '2026-12-11T13:00:00.000Z', endsAt: '2026-12-11T15:00:00.000Z' }
const LENDER = ['manager', 'answerer'] as const
const PARTIES = ['manager', 'answerer', 'member', 'borrower', 'coordinator'] as const

export const basketRoutes: Record<string, Entry> = {
  ...basketPageRoutes(),
  'POST /api/v1/baskets': {
    path: '/api/v1/baskets',
    json: { organisationId: 'org_borrower_a', items: [{ offerId: 'ofr_public_a', ...SLOT }] },
    ...{ may: ['borrower'], status: 201, events: ['basket.requested', 'booking.requested'] },
  },
  'GET /api/v1/baskets/:id': { path: '/api/v1/baskets/bsk_a', may: PARTIES },
  'PATCH /api/v1/baskets/:id': {
    ...{ path: '/api/v1/baskets/bsk_a', json: SLOT },
    ...{ may: ['borrower', 'coordinator'], events: ['booking.changed'] },
  },
  'POST /api/v1/baskets/:id/confirm': {
    ...{ path: '/api/v1/baskets/bsk_a/confirm', json: {}, may: [...LENDER, 'coordinator'] },
    events: ['booking.confirmed'],
  },
  'POST /api/v1/baskets/:id/decline': {
    ...{ path: '/api/v1/baskets/bsk_a/decline', json: {}, may: [...LENDER, 'coordinator'] },
    events: ['booking.declined'],
  },
  'POST /api/v1/baskets/:id/cancel': {
    ...{ path: '/api/v1/baskets/bsk_a/cancel', json: { reason: 'Pluie' } },
    ...{ may: [...LENDER, 'borrower', 'coordinator'], events: ['booking.cancelled'] },
  },
}

function basketPageRoutes(): Record<string, Entry> {
  const at = '/:language/:slug/baskets/:id'
  const path = (verb = '') => `/fr/pole-a/baskets/bsk_a${verb}`
  const ticked = `${toMinutes(SLOT.startsAt)}-${toMinutes(SLOT.endsAt)}`
  const take = `${ticked}-1-cap_public_a-ofr_public_a`
  const item = { key: 'item1', offerId: 'ofr_public_a', ...SLOT, quantity: 1, tariff: 'reference' }
  const body = JSON.stringify({ items: [item], note: '' })
  const people = ['per_borrower_a', 'per_coordinator_a']
  /** Both have it in their basket. */
  const given = () =>
    db
      .insertInto('drafts')
      .values(people.map((personId) => ({ personId, key: 'basket:clu_a', body, updatedAt: NOW })))
      .execute()
  const act = (verb: string, past: string, more: Partial<Entry> = {}): Entry => ({
    ...{ path: path(`/${verb}`), form: {}, may: [...LENDER, 'coordinator'], events: [`booking.${past}`] },
    ...more,
  })
  const day = { startsOn: '2026-12-11', startsTime: '10:00', endsTime: '12:00' }
  return {
    'GET /:language/:slug/basket': { path: '/fr/pole-a/basket', may: SIGNED_IN, given },
    'POST /:language/:slug/offers/:id/basket': {
      path: '/fr/pole-a/offers/ofr_public_a/basket',
      form: { h: ticked, organisationId: 'org_borrower_a', quantity: '1', note: 'Merci', once: 'once' },
      may: ['borrower', 'coordinator'],
      by: { coordinator: { form: { h: ticked, onBehalfOf: 'mbr_hand_a', quantity: '1' } } },
    },
    'POST /:language/:slug/basket/items/:item/remove': {
      ...{ path: '/fr/pole-a/basket/items/item1/remove', form: {}, may: MEMBERS, given },
    },
    'POST /:language/:slug/basket/items/:item/replace': {
      ...{ path: '/fr/pole-a/basket/items/item1/replace', form: { take } },
      ...{ may: ['borrower', 'coordinator'], given },
      // They have nothing of the kind in theirs.
      otherwise: { manager: 422, answerer: 422, member: 422, bystander: 422 },
    },
    'POST /:language/:slug/basket/send': {
      path: '/fr/pole-a/basket/send',
      form: { organisationId: 'org_borrower_a', note: 'Merci', once: 'once' },
      ...{ may: ['borrower', 'coordinator'], events: ['basket.requested', 'booking.requested'], given },
      by: { coordinator: { form: { onBehalfOf: 'mbr_hand_a', once: 'once' } } },
    },
    [`GET ${at}`]: { path: path(), may: PARTIES },
    [`POST ${at}/confirm`]: act('confirm', 'confirmed'),
    [`POST ${at}/decline`]: act('decline', 'declined'),
    [`POST ${at}/cancel`]: act('cancel', 'cancelled', {
      ...{ form: { reason: 'Pluie' }, may: [...LENDER, 'borrower', 'coordinator'] },
    }),
    [`POST ${at}/change`]: act('change', 'changed', { form: day, may: ['borrower', 'coordinator'] }),
  }
}
