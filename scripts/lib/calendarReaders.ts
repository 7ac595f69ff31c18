import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Stop, say } from './project.ts'

/** Readers of calendars that others wrote: Debian's. */
const PACKAGES = ['python3-icalendar', 'python3-recurring-ical-events']
const IMPORTS = 'import icalendar, recurring_ical_events'

/** The system's first: Debian's packages are for its own Python, whatever another one is called. */
const pythons = ['/usr/bin/python3', 'python3']

const NEEDED =
  'Calendars are read back by independent readers, and they were not found: install them (on Debian: apt-get install ' +
  `${PACKAGES.join(' ')}).`

/** Has the readers ready before tests begin: root may install Debian's. What is missing, the test that needs it tells. */
export function installCalendarReaders(): void {
  if (pythonWithReaders() || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  say('Installing readers of calendars (Debian’s packages)…')
  install()
}

/** A Python that has the readers. Throws Stop where there is none. */
export function calendarReader(): string {
  const found = pythonWithReaders()
  if (!found) throw new Stop(NEEDED)
  return found
}

const pythonWithReaders = () =>
  pythons.find((python) => spawnSync(python, ['-c', IMPORTS], { stdio: 'ignore' }).status === 0)

function install(): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: 'ignore', env }).status === 0
  const packages = ['install', '-y', '-q', '--no-install-recommends', ...PACKAGES]
  if (apt(...packages)) return
  apt('update', '-q')
  apt(...packages)
}
