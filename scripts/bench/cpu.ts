import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks a second of /proc: 100 on every Linux that Node runs on (sysconf(_SC_CLK_TCK)). */
const TICKS = 100

/**
 * CPU milliseconds that the Worker process (a `workerd` that this process has started) has spent, of itself and of the kernel for
 * it; null where there is no /proc to read it from.
 */
export function workerCpu(): number | null {
  try {
    const mine = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(statOf)
      .filter((stat) => stat?.name === 'workerd' && stat.parent === process.pid)
    return mine.length === 0 ? null : mine.reduce((sum, stat) => sum + (stat?.cpu ?? 0), 0)
  } catch {
    return null
  }
}

/** proc(5): pid (name) state ppid … utime stime, fields 14 and 15. */
function statOf(pid: string): { name: string; parent: number; cpu: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [name = '', rest = ''] = [
      text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')),
      text.slice(text.lastIndexOf(')') + 2),
    ]
    const fields = rest.split(' ')
    const ticks = Number(fields[11]) + Number(fields[12])
    return { name, parent: Number(fields[1]), cpu: (ticks * 1000) / TICKS }
  } catch {
    return null // it ended while it was read
  }
}
