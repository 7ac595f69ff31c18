import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { LaunchOptions } from 'playwright-core'
import { Stop, say } from './project.ts'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const needed =
  'The journeys need a browser and none was found: install Chromium (on Debian: apt-get install chromium), ' +
  'or set CHROMIUM to the path of one.'

/** How to launch Chromium here: CHROMIUM, the system's, else the one of the npm packages (Linux x64). */
export async function browserProgram(): Promise<LaunchOptions> {
  const root = process.getuid?.() === 0
  // A container's /dev/shm is often 64 MB, and Chromium's sandbox does not work as root.
  const args = ['--disable-dev-shm-usage', ...(root ? ['--no-sandbox'] : [])]
  const found = systemBrowser()
  if (found) return { executablePath: found, args }
  const packed = await packedBrowser()
  if (packed) return packed
  throw new Stop(needed)
}

/** Has a browser ready before tests begin: root may install Debian's. */
export async function ensureBrowser(): Promise<void> {
  if (systemBrowser()) return
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium (Debian’s package)…')
    if (installDebianPackage()) return
    say('Debian’s package could not be installed: trying the npm one.')
  }
  await browserProgram()
}

function systemBrowser(): string | null {
  const given = process.env.CHROMIUM
  if (given) {
    if (existsSync(given)) return given
    throw new Stop(`CHROMIUM names ${given}, which does not exist: correct it or unset it.`)
  }
  return places.find((place) => existsSync(place)) ?? null
}

function installDebianPackage(): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { stdio: ['ignore', 'ignore', 'inherit'] as ('ignore' | 'inherit')[], env }
  const install = ['install', '-y', '-q', '--no-install-recommends', 'chromium']
  if (spawnSync('apt-get', install, { ...options, stdio: 'ignore' }).status !== 0) {
    spawnSync('apt-get', ['update', '-q'], options)
    spawnSync('apt-get', install, options)
  }
  return systemBrowser() !== null
}

async function packedBrowser(): Promise<LaunchOptions | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const { default: packed } = await import('@sparticuz/chromium')
  return {
    executablePath: await packed.executablePath(),
    args: [...packed.args, '--disable-gpu', '--no-zygote'],
  }
}
