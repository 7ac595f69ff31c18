// Runs before anything is installed, on whatever Node the machine has: plain JavaScript, no dependency, no new syntax.
import { spawn, spawnSync } from 'child_process'
import { createHash } from 'crypto'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs'
import { dirname, join } from 'path'
import { fileURLToPath } from 'url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const modules = join(root, 'node_modules')
const stamp = join(modules, '.maillage-lock')

/** Installs what is missing, then runs scripts/<name>.ts with a Node that reads TypeScript. Never returns. */
export function run(name, args) {
  refuseOldNode()
  install()
  const node = chooseNode()
  const flags = ['--disable-warning=ExperimentalWarning']
  if (!readsTypeScript(node.version)) flags.push('--experimental-strip-types')
  const child = spawn(node.path, flags.concat(join(root, 'scripts', name + '.ts'), args), {
    stdio: 'inherit',
  })
  // A terminal sends Ctrl-C to both processes, `kill` to this one alone: pass it on and let the child end first.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // npm ends at a SIGTERM without telling this process: notice that its parent has gone.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event)
    setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref()
  child.on('error', (error) => fail(`The command could not start: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(code === null ? (signal === 'SIGINT' ? 130 : 143) : code))
}

function refuseOldNode() {
  const needed = process.platform === 'linux' ? 20 : 22
  if (major(process.version) >= needed) return
  fail(
    `Maillage needs Node ${needed} or later and this is ${process.version}: ` +
      'install a newer one (from nodejs.org or your system’s packages) and run the same command again.',
  )
}

/** `npm ci` when nothing is installed, or when the lockfile has changed since the last time. */
function install() {
  if (isInstalled()) return
  const lock = join(root, '.installing')
  waitForOther(lock)
  if (isInstalled()) return
  writeFileSync(lock, String(process.pid))
  try {
    process.stderr.write('Installing the packages of the lockfile (about half a minute)…\n')
    const found = npm()
    const result = spawnSync(found.command, found.args.concat('ci', '--no-audit', '--no-fund'), {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: found.shell,
    })
    if (result.error)
      fail('npm was not found: install npm (it comes with Node) and run the same command again.')
    if (result.status !== 0)
      fail('The packages could not be installed: read npm’s message above, then run the same command again.')
    writeFileSync(stamp, lockfileHash())
  } finally {
    rmSync(lock, { force: true })
  }
}

function isInstalled() {
  const hash = lockfileHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true
  // Someone has just run `npm ci` by hand: npm's own record is then younger than the lockfile.
  const record = join(modules, '.package-lock.json')
  if (!existsSync(record) || statSync(record).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs)
    return false
  writeFileSync(stamp, hash)
  return true
}

function lockfileHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

/** Two commands started together on a fresh clone: the second waits for the packages of the first. */
function waitForOther(lock) {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  while (existsSync(lock) && isAlive(Number(readFileSync(lock, 'utf8')))) Atomics.wait(pause, 0, 0, 200)
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** The npm that runs this script, else the one on the path. */
function npm() {
  const own = process.env.npm_execpath
  if (own && /npm-cli\.c?js$/.test(own) && existsSync(own))
    return { command: process.execPath, args: [own], shell: false }
  return { command: 'npm', args: [], shell: process.platform === 'win32' }
}

/** The lockfile brings a Node 24 for Linux; elsewhere the system's serves. */
function chooseNode() {
  const own = join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (existsSync(own)) return { path: own, version: 'v24.21.0' }
  if (major(process.version) < 22 || (major(process.version) === 22 && minor(process.version) < 6)) {
    fail(
      `There is no Node 24 package for ${process.platform} ${process.arch}: install Node 22.6 or later and run the same command again.`,
    )
  }
  return { path: process.execPath, version: process.version }
}

function readsTypeScript(version) {
  return (
    major(version) > 23 ||
    (major(version) === 23 && minor(version) >= 6) ||
    (major(version) === 22 && minor(version) >= 18)
  )
}

function major(version) {
  return Number(version.slice(1).split('.')[0])
}

function minor(version) {
  return Number(version.slice(1).split('.')[1])
}

function fail(sentence) {
  rmSync(join(root, '.installing'), { force: true })
  process.stderr.write(sentence + '\n')
  process.exit(1)
}
