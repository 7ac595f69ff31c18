import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Where a local run keeps what must survive it. Tests and measurements point elsewhere with MAILLAGE_DATA. */
export const dataFolder = process.env.MAILLAGE_DATA ?? join(root, '.data')

export const defaultPort = 8787

/** The end of a command that can be told in one sentence: what is wrong and what to do. Never shown with a stack. */
export class Stop extends Error {
  readonly exitCode: number
  constructor(sentence: string, exitCode = 1) {
    super(sentence)
    this.exitCode = exitCode
  }
}

let ending = false

/** From now on the process ends by itself, at a signal: what fails because of it is not told. */
export function beginToEnd(): void {
  ending = true
}

/** Runs a command of the project; a Stop becomes its sentence, anything else keeps its stack. */
export async function command(action: (args: string[]) => Promise<void>): Promise<void> {
  try {
    await action(process.argv.slice(2))
    process.exitCode ??= 0
  } catch (error) {
    // Ctrl-C closes the server under a command that still talks to it: who asked for the end needs no reason for it.
    if (ending) return
    if (error instanceof Stop) {
      process.stderr.write(`${error.message}\n`)
      process.exit(error.exitCode)
    }
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  }
}

/** For progress: on the error stream, so that a command's result stays alone on the output. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** The port of PORT, or the usual one. */
export function wantedPort(): number {
  const given = process.env.PORT
  if (!given) return defaultPort
  const port = Number(given)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Stop(
    `PORT must be a number between 1 and 65535, not "${given}": for example PORT=8788 npm start.`,
  )
}

/** The path of a tool installed by the lockfile. */
export function tool(...parts: string[]): string {
  const path = join(root, 'node_modules', ...parts)
  if (!existsSync(path))
    throw new Stop(`${parts[0]} is missing from node_modules: run npm ci, then the same command again.`)
  return path
}
