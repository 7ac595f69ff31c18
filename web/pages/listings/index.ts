import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { lookupPages } from './lookups'
import { managePages } from './manage'
import { minePages } from './mine'
import { postPages } from './post'
import { showPages } from './show'
import { statusPages } from './status'
import { stepPages } from './steps'

/** Posting, managing and reading offers and needs, in a cluster. */
export const listingPages = new Hono<AppEnv>()
for (const part of [postPages, minePages, stepPages, managePages, showPages, lookupPages, statusPages])
  listingPages.route('/', part)
