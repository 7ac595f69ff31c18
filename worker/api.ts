import { bodyLimit } from 'hono/body-limit'
import { alertsApi } from './alerts/api'
import { basketsApi } from './baskets/api'
import { bookingsApi } from './bookings/api'
import { calendarsApi } from './calendars/api'
import { cascadesApi } from './cascades/api'
import { combosApi } from './combos/api'
import { jobsApi } from './jobs/api'
import { roundsApi } from './rounds/api'
import { callsApi } from './calls/api'
import { applicationsApi } from './calls/apiOfApplications'
import { juryApi } from './calls/apiOfJury'
import { viewsApi } from './bookings/apiOfCalendar'
import { rulesApi } from './bookings/apiOfRules'
import { clustersApi } from './clusters/api'
import { AppError } from './core/errors'
import { sha256 } from './platform/crypto'
import { dashboardsApi } from './dashboards/api'
import { feesApi } from './fees/api'
import { handoversApi } from './handovers/api'
import { registerApi } from './register/api'
import { wasteApi } from './waste/api'
import { impactApi } from './impact/api'
import { factorsApi } from './impact/apiOfFactors'
import { reportsApi } from './impact/apiOfReports'
import { importsApi } from './imports/api'
import { journalApi } from './journal/api'
import { landlordsApi } from './landlords/api'
import { inclusionApi } from './inclusion/api'
import { pickupsApi } from './pickups/api'
import { leadsApi } from './leads/api'
import { listingsApi } from './listings/api'
import { occupanciesApi } from './occupancies/api'
import { inventoriesApi } from './occupancies/apiOfInventories'
import { organisationsApi } from './organisations/api'
import { membersApi } from './organisations/apiOfMembers'
import { newApi } from './platform/api'
import { tagged } from './platform/etag'
import { MAX_BODY } from './platform/http'
import { replayed } from './platform/idempotency'
import { limitWrites } from './platform/limits'
import { suggestionsApi } from './suggestions/api'
import { matchingApi } from './matching/api'
import { messagesApi } from './messages/api'
import { noticesApi } from './notifications/api'
import { outagesApi } from './outages/api'
import { unmetApi } from './unmet/api'
import { premisesApi } from './premises/api'
import { filesApi } from './premises/apiOfFiles'
import { waitlistApi } from './waitlist/api'
import { searchApi } from './search/api'
import { freeApi } from './search/apiOfFree'
import { streamsApi } from './streams/api'
import { seriesApi } from './series/api'
import { peopleApi } from './people/api'
import { actorOfToken } from './people/tokens'

/** The JSON API: one sub-app per feature, behind the same token, limits and idempotency. */
export function api() {
  const app = newApi()
  app.use(async (c, next) => {
    const ctx = c.get('ctx')
    const [scheme, token] = (c.req.header('authorization') ?? '').split(' ')
    if (scheme?.toLowerCase() === 'bearer' && token) {
      ctx.actor = await actorOfToken(ctx, await sha256(token))
      if (!ctx.actor) throw new AppError('not_signed_in')
    } else if (scheme) throw new AppError('not_signed_in')
    if (!['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) {
      if (!ctx.actor) throw new AppError('not_signed_in')
      await limitWrites(ctx, c.req.header('cf-connecting-ip') ?? 'local')
    }
    await next()
  })
  app.use((c, next) => limitBody(mostOf(c.req.header('content-type') ?? ''))(c, next))
  app.use(replayed)
  app.use(tagged)

  app.route('/', bookingsApi)
  app.route('/', rulesApi)
  app.route('/', viewsApi)
  app.route('/', basketsApi)
  app.route('/', seriesApi)
  app.route('/', handoversApi)
  app.route('/', registerApi)
  app.route('/', wasteApi)
  app.route('/', jobsApi)
  app.route('/', combosApi)
  app.route('/', cascadesApi)
  app.route('/', streamsApi)
  app.route('/', pickupsApi)
  app.route('/', inclusionApi)
  app.route('/', roundsApi)
  app.route('/', calendarsApi)
  app.route('/', journalApi)
  app.route('/', dashboardsApi)
  app.route('/', impactApi)
  app.route('/', factorsApi)
  app.route('/', reportsApi)
  app.route('/', clustersApi)
  app.route('/', organisationsApi)
  app.route('/', membersApi)
  app.route('/', importsApi)
  app.route('/', listingsApi)
  app.route('/', searchApi)
  app.route('/', freeApi)
  app.route('/', alertsApi)
  app.route('/', noticesApi)
  app.route('/', unmetApi)
  app.route('/', matchingApi)
  app.route('/', suggestionsApi)
  app.route('/', messagesApi)
  app.route('/', callsApi)
  app.route('/', applicationsApi)
  app.route('/', juryApi)
  app.route('/', waitlistApi)
  app.route('/', outagesApi)
  app.route('/', peopleApi)
  app.route('/', premisesApi)
  app.route('/', filesApi)
  app.route('/', leadsApi)
  app.route('/', occupanciesApi)
  app.route('/', inventoriesApi)
  app.route('/', feesApi)
  app.route('/', landlordsApi)

  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token made in "my account": mlg_…',
  })
  app.doc31('/openapi.json', (c) => ({
    openapi: '3.1.0',
    info: {
      title: 'Maillage',
      version: '1',
      description:
        'Offers, needs, matches and bookings of a cluster. Money in integer cents, instants in UTC.',
    },
    servers: [{ url: `${c.env.PUBLIC_URL}/api/v1` }],
  }))
  const methods = methodsOf(app.routes)
  app.all('*', (c) => {
    const allowed = methods(c.req.path.replace(/^\/api\/v1/, ''))
    if (allowed.length === 0) throw new AppError('not_found')
    c.header('allow', allowed.join(', '))
    throw new AppError('method_not_allowed')
  })
  return app
}

/** A CSV file of an import; `stageImport` says what of it is too much. */
const MAX_CSV = 2_000_000
/** A document or a plan, sent as it is; their commands say which is too large. */
const MAX_FILE = 11_000_000
const mostOf = (type: string) =>
  type.startsWith('text/csv') ? MAX_CSV : /^(application\/pdf|image\/)/.test(type) ? MAX_FILE : MAX_BODY
const limitBody = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new AppError('too_large')
    },
  })

/** The methods that a path of the API has. */
function methodsOf(routes: { method: string; path: string }[]): (path: string) => string[] {
  const known = routes
    .filter((one) => one.method !== 'ALL')
    .map((one) => ({
      method: one.method,
      path: new RegExp(`^${one.path.replace(/:\w+(\{[^}]*\})?/g, '[^/]+')}$`),
    }))
  return (path) => [...new Set(known.filter((one) => one.path.test(path)).map((one) => one.method))].sort()
}
