import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { LaunchOptions } from 'playwright-core'
import { root, Stop, say } from './project.ts'

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
  const isRoot = process.getuid?.() === 0
  // A container's /dev/shm is often 64 MB, and Chromium's sandbox does not work as root.
  const args = ['--disable-dev-shm-usage', ...(isRoot ? ['--no-sandbox'] : [])]
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

/** The npm package holds a Chromium, its libraries and a font, compressed: unpacked once, beside the other packages. */
async function packedBrowser(): Promise<LaunchOptions | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const folder = join(root, 'node_modules', '.cache', 'chromium')
  if (!existsSync(folder)) await unpackInto(folder)
  return {
    executablePath: join(folder, 'chromium'),
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage'],
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  }
}

async function unpackInto(folder: string): Promise<void> {
  const { default: packed, inflate } = await import('@sparticuz/chromium')
  mkdirSync(dirname(folder), { recursive: true })
  const work = mkdtempSync(`${folder}-`)
  // The package unpacks into the folder for temporary files, which other users of the machine share.
  const before = process.env.TMPDIR
  process.env.TMPDIR = work
  try {
    await packed.executablePath()
    await inflate(join(root, 'node_modules', '@sparticuz', 'chromium', 'bin', 'al2023.tar.br'))
    writeFileSync(join(work, 'fonts', 'fonts.conf'), fontsConf(join(folder, 'fonts')))
    renameSync(work, folder)
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    rmSync(work, { recursive: true, force: true })
  }
}

/** The package's own names folders of the machines it was made for. */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/cache</cachedir>
</fontconfig>
`
}
