import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { loadDemoWhenEmpty, showAddresses } from './lib/demo.ts'
import { markReady, release, take } from './lib/lock.ts'
import { migrateFolder } from './lib/miniflare.ts'
import { quietTools } from './lib/process.ts'
import { command, dataFolder, root, Stop, say, tool, wantedPort } from './lib/project.ts'
import { alreadyRuns, refuseBusyPort } from './lib/server.ts'
import { localSettings } from './lib/settings.ts'
import { stopOnSignals } from './lib/signals.ts'

/** The sources, served by Vite: a change of a page shows at once. The same data and doors as npm start. */
await command(async () => {
  const port = wantedPort()
  const key = randomBytes(24).toString('hex')
  const url = `http://localhost:${port}`
  const present = take(dataFolder, { port, key })
  if (present) throw new Stop(alreadyRuns(present))
  await refuseBusyPort(port)
  const { empty } = await migrateFolder(dataFolder)
  const arguments_ = [
    tool('vite', 'bin', 'vite.js'),
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--strictPort',
  ]
  const vite = spawn(process.execPath, arguments_, {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...quietTools,
      MAILLAGE_STATE: join(dataFolder, 'state'),
      MAILLAGE_SETTINGS: JSON.stringify(localSettings(dataFolder, url, key)),
    },
  })
  const ended = new Promise<void>((resolve) => vite.on('close', () => resolve()))
  stopOnSignals(async () => {
    vite.kill('SIGTERM')
    await ended
    release(dataFolder)
  })
  vite.on('close', (code) => {
    release(dataFolder)
    process.exit(code ?? 0)
  })
  await untilItAnswers(url)
  markReady(dataFolder, { port, key })
  await loadDemoWhenEmpty({ url, key }, empty, dataFolder)
  await showAddresses(url)
  setInterval(() => void tick(url), 60_000)
})

async function untilItAnswers(url: string): Promise<void> {
  for (;;) {
    try {
      await fetch(url, { redirect: 'manual' })
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

/** Nothing fires crons on a local run. */
async function tick(url: string): Promise<void> {
  try {
    await fetch(`${url}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`)
  } catch {
    say('The clock could not be ticked: the development server does not answer.')
  }
}
