import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * One process at a time may open a data folder: a second one on the same local D1 gets SQLITE_BUSY. The one that has it
 * says so in server.json, with the port and the key by which the project's commands reach it.
 */
export type Holder = Process & { port: number; key: string; ready: boolean; children: Process[] }

type Process = { pid: number; started: string }

export function holderOf(data: string): Holder | null {
  const holder = written(data)
  return holder && isAlive(holder) ? holder : null
}

/** Takes the folder; returns the present holder instead when there is one. */
export function take(data: string, mine: { port: number; key: string }): Holder | null {
  mkdirSync(data, { recursive: true })
  const holder: Holder = { ...mine, ...myself(), ready: false, children: [] }
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(fileIn(data), JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
      return null
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const present = holderOf(data)
      if (present) return present
      endOrphans(data)
      rmSync(fileIn(data), { force: true })
    }
  }
  throw new Error(`The file ${fileIn(data)} can neither be read nor replaced.`)
}

export function markReady(data: string, mine: { port: number; key: string }): void {
  const holder: Holder = { ...mine, ...myself(), ready: true, children: childrenOf(process.pid) }
  writeFileSync(fileIn(data), JSON.stringify(holder), { mode: 0o600 })
}

export function release(data: string): void {
  if (holderOf(data)?.pid === process.pid) rmSync(fileIn(data), { force: true })
}

/** A process that was killed outright leaves its workerd behind, with the port and the database still in its hands. */
export function endOrphans(data: string): void {
  for (const child of written(data)?.children ?? []) {
    if (isAlive(child)) process.kill(child.pid, 'SIGKILL')
    for (let tenths = 0; isAlive(child) && tenths < 50; tenths++) pause(100)
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

function written(data: string): Holder | null {
  try {
    return JSON.parse(readFileSync(fileIn(data), 'utf8')) as Holder
  } catch {
    return null
  }
}

function myself(): Process {
  return { pid: process.pid, started: startOf(process.pid) }
}

function childrenOf(pid: number): Process[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
    const pids = children === '' ? [] : children.split(' ').map(Number)
    return pids.map((child) => ({ pid: child, started: startOf(child) }))
  } catch {
    return []
  }
}

function fileIn(data: string): string {
  return join(data, 'server.json')
}

function isAlive(one: Process): boolean {
  try {
    process.kill(one.pid, 0)
  } catch (error) {
    // EPERM: it lives, and belongs to someone else.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return startOf(one.pid) === one.started
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
