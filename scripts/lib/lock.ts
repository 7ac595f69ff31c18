import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * One process at a time may open a data folder: a second one on the same local D1 gets SQLITE_BUSY. The one that has it
 * says so in server.json, with the port and the key by which the project's commands reach it.
 */
export type Holder = { pid: number; started: string; port: number; key: string; ready: boolean }

export function holderOf(data: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(fileIn(data), 'utf8')) as Holder
    return isAlive(holder) ? holder : null
  } catch {
    return null
  }
}

/** Takes the folder; returns the present holder instead when there is one. */
export function take(data: string, mine: { port: number; key: string }): Holder | null {
  mkdirSync(data, { recursive: true })
  const holder: Holder = { ...mine, pid: process.pid, started: startOf(process.pid), ready: false }
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(fileIn(data), JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
      return null
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const present = holderOf(data)
      if (present) return present
      // Left by a process that was killed.
      rmSync(fileIn(data), { force: true })
    }
  }
  throw new Error(`The file ${fileIn(data)} can neither be read nor replaced.`)
}

export function markReady(data: string, mine: { port: number; key: string }): void {
  const holder: Holder = { ...mine, pid: process.pid, started: startOf(process.pid), ready: true }
  writeFileSync(fileIn(data), JSON.stringify(holder), { mode: 0o600 })
}

export function release(data: string): void {
  if (holderOf(data)?.pid === process.pid) rmSync(fileIn(data), { force: true })
}

function fileIn(data: string): string {
  return join(data, 'server.json')
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    // EPERM: it lives, and belongs to someone else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return startOf(holder.pid) === holder.started
}

/** When a process began, in the kernel's ticks: a process number is given again after a restart of the machine. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
