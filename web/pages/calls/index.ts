import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { allocationPages } from './allocation'
import { applyPages } from './apply'
import { callEditPages } from './edit'
import { juryPages } from './jury'
import { callListPages } from './list'
import { profilePages } from './profile'
import { callPages } from './show'
import { visitPages } from './visits'

/** Calls for applications, from draft to accepted offers of lots. Those with a name of their own come first. */
export const callsPages = new Hono<AppEnv>()
for (const pages of [
  callListPages,
  callEditPages,
  visitPages,
  applyPages,
  profilePages,
  juryPages,
  allocationPages,
  callPages,
])
  callsPages.route('/', pages)
