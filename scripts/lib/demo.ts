import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { markedWhile } from './halfDemo.ts'
import { root, say } from './project.ts'
import type { Server } from './server.ts'

/** What scripts/demo.ts offers: how to fill an empty database, and who may sign in without a mail. */
type Demo = {
  loadDemo: (server: Server) => Promise<void>
  demoPeople: { email: string; name: string; role: string }[]
}

export async function loadDemoWhenEmpty(server: Server, empty: boolean, data: string): Promise<void> {
  const demo = await findDemo()
  if (!demo || !empty) return
  say('Loading the demo clusters…')
  await markedWhile(data, () => demo.loadDemo(server))
}

/** The last lines of npm start: where it is, and one link for each kind of person. */
export async function showAddresses(url: string): Promise<void> {
  const people = (await findDemo())?.demoPeople ?? []
  const titles = people.map((person) => `${person.name}, ${person.role}`)
  const width = Math.max(0, ...titles.map((title) => title.length))
  const links = people.map(
    (person, index) =>
      `  ${titles[index]?.padEnd(width)}  ${url}/dev/sign-in/${encodeURIComponent(person.email)}`,
  )
  const lines = [
    '',
    `Maillage is ready: ${url}`,
    ...(links.length > 0 ? ['', 'Sign in as:', ...links] : []),
    '',
    `Mails land in ${url}/dev/mail. Ctrl-C stops; the data stays until npm run reset.`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

async function findDemo(): Promise<Demo | null> {
  const path = join(root, 'scripts', 'demo.ts')
  return existsSync(path) ? ((await import(path)) as Demo) : null
}
