import { beginToEnd, say } from './project.ts'

const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const stops = new Set<() => Promise<void>>()
let first = 0

/** Has what is running closed before the process ends at Ctrl-C or SIGTERM. Returns how to take it back. */
export function stopOnSignals(stop: () => Promise<void>): () => void {
  if (stops.size === 0) for (const name of names) process.on(name, onSignal)
  stops.add(stop)
  return () => {
    stops.delete(stop)
    // Not while ending: the same Ctrl-C may arrive once more, and would then end the process before its other stops.
    if (stops.size === 0 && first === 0) for (const name of names) process.off(name, onSignal)
  }
}

/** Runs an action, then removes the signal listeners it left: Miniflare's end the process before its data is closed. */
export function withoutItsSignals<T>(action: () => T): T {
  const before = names.map((name) => new Set(process.listeners(name)))
  const result = action()
  for (const [index, name] of names.entries()) {
    for (const listener of process.listeners(name))
      if (!before[index]?.has(listener)) process.off(name, listener)
  }
  return result
}

/** A terminal sends Ctrl-C to the whole group and npm passes it on: only one that comes a second later forces the end. */
async function onSignal(signal: NodeJS.Signals): Promise<void> {
  if (first > 0) {
    if (Date.now() - first > 1_000) process.exit(1)
    return
  }
  first = Date.now()
  beginToEnd()
  if (signal === 'SIGINT') say('\nStopping…')
  await Promise.all([...stops].map((stop) => stop()))
  process.exit(0)
}
