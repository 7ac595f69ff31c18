import { Hono } from 'hono'
import type { AppEnv } from '../../../worker/platform/http'
import { inventoryPages } from './inventories'
import { listPages } from './list'
import { newPages } from './new'
import { showPages } from './show'
import { textPages } from './texts'

/** Agreements of occupancies: the list, a new one, each one with its inventories, the texts of the cluster. */
export const occupancyPages = new Hono<AppEnv>()
  .route('/', listPages)
  .route('/', newPages)
  .route('/', inventoryPages)
  .route('/', textPages)
  .route('/', showPages)
