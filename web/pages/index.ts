import { Hono } from 'hono'
import { clusterNamed } from '../../worker/clusters/queries'
import { type AppEnv, mustBeForm } from '../../worker/platform/http'
import { limitWrites } from '../../worker/platform/limits'
import { alertsPages } from './alerts'
import { basketsPages } from './baskets'
import { bookingsPages } from './bookings'
import { calendarPages } from './calendars'
import { callsPages } from './calls'
import { calendarFiles } from './calendars/file'
import { myCalendars } from './calendars/mine'
import { deploymentPages } from './deployment'
import { feesPages } from './fees'
import { landlordPages } from './landlords'
import { legalPages } from './legal'
import { occupancyPages } from './occupancies'
import { inventoryPhotos } from './occupancies/photos'
import { organisationPages } from './organisations'
import { peoplePages } from './people'
import { premisesPages } from './premises'
import { premisesFiles } from './premises/files'
import { rulesPages } from './rules'
import { runningPages } from './running'
import { leadsPages } from './leads'
import { matchingPages } from './matching'
import { messagesPages } from './messages'
import { searchPages } from './search'
import { freePages } from './search/free'
import { seriesPages } from './series'
import { homePages } from './search/home'
import { monthPages } from './search/month'
import { cascadesPages } from './cascades'
import { combosPages } from './combos'
import { jobsPages } from './jobs'
import { registerPages } from './register'
import { inclusionPages } from './inclusion'
import { pickupPages } from './pickups'
import { roundsPages } from './rounds'
import { listingPages } from './listings'
import { listingFiles } from './listings/files'
import { countedPages } from './coordination/counted'
import { dashboardPages } from './coordination/dashboard'
import { impactPages } from './impact'
import { journalPages } from './coordination/journal'
import { todayPages } from './coordination/today'
import { handoversPages } from './handovers'
import { handoverPhotos } from './handovers/photos'
import { stopDayPages } from './handovers/stopDay'
import { noticesPages } from './notices'
import { mailsPages } from './notices/mails'
import { outagePages } from './outages'
import { streamsPages } from './streams'
import { unmetPages } from './unmet'
import { waitlistPages } from './waitlist'
import { unsubscribePages } from './notices/unsubscribe'

/** Every page: those of the deployment, then those of a cluster, each in the language of its path. */
export function pages() {
  const app = new Hono<AppEnv>()
  app.use(async (c, next) => {
    if (c.req.method === 'POST') await limitWrites(c.get('ctx'), c.req.header('cf-connecting-ip') ?? 'local')
    await next()
  })
  app.use('/:language{(?:fr|en|ar)}/*', async (c, next) => {
    if (c.req.method === 'POST') await mustBeForm(c)
    await next()
  })
  app.get('/', (c) => c.redirect(`/${c.get('ctx').language}`, 302))

  app.route('/', listingFiles)
  app.route('/', calendarFiles)
  app.route('/', handoverPhotos)
  app.route('/', premisesFiles)
  app.route('/', inventoryPhotos)

  const ofDeployment = new Hono<AppEnv>()
  ofDeployment.route('/', unsubscribePages)
  ofDeployment.route('/', stopDayPages)
  ofDeployment.route('/', mailsPages)
  ofDeployment.route('/', peoplePages)
  ofDeployment.route('/', myCalendars)
  ofDeployment.route('/', deploymentPages)
  // In a group: the router would read `^fr|en|ar$`, and anything that begins with "fr" would be the first page.
  app.route('/:language{(?:fr|en|ar)}', ofDeployment)

  const ofCluster = new Hono<AppEnv>()
  ofCluster.use(async (c, next) => {
    c.set('cluster', await clusterNamed(c.get('ctx'), c.req.param('slug') ?? ''))
    await next()
  })
  ofCluster.route('/', legalPages)
  ofCluster.route('/', organisationPages)
  ofCluster.route('/', runningPages)
  ofCluster.route('/', rulesPages)
  ofCluster.route('/', listingPages)
  ofCluster.route('/', bookingsPages)
  ofCluster.route('/', basketsPages)
  ofCluster.route('/', calendarPages)
  ofCluster.route('/', handoversPages)
  ofCluster.route('/', registerPages)
  ofCluster.route('/', jobsPages)
  ofCluster.route('/', combosPages)
  ofCluster.route('/', cascadesPages)
  ofCluster.route('/', streamsPages)
  ofCluster.route('/', roundsPages)
  ofCluster.route('/', pickupPages)
  ofCluster.route('/', inclusionPages)
  ofCluster.route('/', seriesPages)
  ofCluster.route('/', callsPages)
  ofCluster.route('/', waitlistPages)
  ofCluster.route('/', outagePages)
  ofCluster.route('/', feesPages)
  ofCluster.route('/', occupancyPages)
  ofCluster.route('/', landlordPages)
  ofCluster.route('/', premisesPages)
  ofCluster.route('/', leadsPages)
  ofCluster.route('/', noticesPages)
  ofCluster.route('/', todayPages)
  ofCluster.route('/', dashboardPages)
  ofCluster.route('/', countedPages)
  ofCluster.route('/', impactPages)
  ofCluster.route('/', journalPages)
  ofCluster.route('/', unmetPages)
  ofCluster.route('/', homePages)
  ofCluster.route('/', monthPages)
  ofCluster.route('/', searchPages)
  ofCluster.route('/', alertsPages)
  ofCluster.route('/', freePages)
  ofCluster.route('/', matchingPages)
  ofCluster.route('/', messagesPages)
  app.route('/:language{(?:fr|en|ar)}/:slug{[a-z][a-z0-9-]+}', ofCluster)
  return app
}
