import { readArgs } from './lib/args.ts'
import { call } from './lib/call.ts'
import { command, Stop } from './lib/project.ts'
import { withServer } from './lib/server.ts'

const usage = `Usage: npm run cluster -- --slug SLUG --name NAME --territory "around …" --lat LAT --lng LNG --coordinator EMAIL
         [--radius KM] [--time-zone ZONE] [--currency CODE] [--languages ar,fr] [--operator EMAIL]
The first language is the default; without --languages, French, English and Arabic.
On a deployment: add --url https://… and set MAILLAGE_TOKEN to a token of its operator.`

const names = [
  'slug',
  'name',
  'territory',
  'lat',
  'lng',
  'coordinator',
  'radius',
  'time-zone',
  'currency',
  'languages',
  'operator',
  'url',
]

/** Opens a cluster through the public API, and prints the link for its first coordinator alone on the last line. */
await command(async (args) => {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  const given = readArgs(args, usage, options).values as Record<string, string | undefined>
  if (['slug', 'name', 'territory', 'lat', 'lng', 'coordinator'].some((name) => !given[name]))
    throw new Stop(usage, 2)
  const { url, operator = 'operator@maillage.example' } = given
  const token = process.env.MAILLAGE_TOKEN
  if (url && !token) throw new Stop('Set MAILLAGE_TOKEN to a token of the operator of this deployment.', 2)
  const invitation = url
    ? await open(url, token ?? '', given)
    : await withServer(async (server) => {
        const local = await call<{ token: string }>(server, '/dev/token', { email: operator })
        return open(server.url, local.token, given)
      })
  process.stdout.write(`${invitation}\n`)
})

async function open(url: string, token: string, given: Record<string, string | undefined>): Promise<string> {
  const answer = await fetch(`${url}/api/v1/clusters`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'accept-language': 'en',
    },
    body: JSON.stringify({
      ...{ slug: given.slug, name: given.name, territory: given.territory },
      ...{ lat: Number(given.lat), lng: Number(given.lng), coordinatorEmail: given.coordinator },
      ...(given.radius && { radiusKm: Number(given.radius) }),
      ...(given['time-zone'] && { timeZone: given['time-zone'] }),
      ...(given.currency && { currency: given.currency }),
      ...(given.languages && { languages: given.languages.split(',').map((one) => one.trim()) }),
    }),
  })
  const told = (await answer.json()) as {
    title?: string
    errors?: { path: string; message: string }[]
    invitation?: { link: string }
  }
  if (answer.ok) return told.invitation?.link ?? ''
  const wrong = told.errors?.map((error) => `${error.path}: ${error.message}`) ?? []
  throw new Stop([`${told.title} (${answer.status})`, ...wrong].join('\n'))
}
