import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { command, dataFolder, root, say, wantedPort } from './lib/project.ts'
import { type Server, type StartedServer, startServer } from './lib/server.ts'

/** What scripts/demo.ts offers: how to fill an empty database, and who may sign in without a mail. */
type Demo = {
  loadDemo: (server: Server) => Promise<void>
  demoPeople: { email: string; name: string; role: string }[]
}

await command(async () => {
  const server = await startServer({ data: dataFolder, port: wantedPort() })
  const demo = await findDemo()
  if (demo && (await isEmpty(server))) {
    say('Loading the demo clusters…')
    await demo.loadDemo(server)
  }
  process.stdout.write(
    `${[`\nMaillage is ready: ${server.url}`, ...signInLinks(server, demo), ...hints(server)].join('\n')}\n`,
  )
})

async function findDemo(): Promise<Demo | null> {
  const path = join(root, 'scripts', 'demo.ts')
  return existsSync(path) ? ((await import(path)) as Demo) : null
}

async function isEmpty(server: StartedServer): Promise<boolean> {
  const db = await server.worker.getD1Database('DB')
  return (await db.prepare('SELECT 1 FROM clusters LIMIT 1').first()) === null
}

function signInLinks(server: Server, demo: Demo | null): string[] {
  if (!demo) return []
  const width = Math.max(...demo.demoPeople.map((person) => `${person.name}, ${person.role}`.length))
  const lines = demo.demoPeople.map(
    (person) =>
      `  ${`${person.name}, ${person.role}`.padEnd(width)}  ${server.url}/dev/sign-in/${encodeURIComponent(person.email)}`,
  )
  return ['', 'Sign in as:', ...lines]
}

function hints(server: Server): string[] {
  return ['', `Mails land in ${server.url}/dev/mail. Ctrl-C stops; the data stays until npm run reset.`]
}
