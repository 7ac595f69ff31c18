import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './project.ts'

// Loading the demo takes a while. A mark lies in the data folder as long: whoever opens the folder and finds it knows that
// the load was cut short, and half a demo (clusters without people, links to nobody) serves no one.

const markIn = (data: string) => join(data, 'demo-unfinished')

/** Runs what loads the demo; the mark stays when it does not come to its end. */
export async function markedWhile(data: string, load: () => Promise<void>): Promise<void> {
  mkdirSync(data, { recursive: true })
  writeFileSync(markIn(data), '')
  await load()
  rmSync(markIn(data), { force: true })
}

/** While the demo's past is being written, today's clock would find it all overdue. */
export const isBeingLoaded = (data: string): boolean => existsSync(markIn(data))

/** Empties a folder whose demo was cut short. Only for who holds the folder (`take`) and has not opened it yet. */
export function dropHalfDemo(data: string): void {
  if (!existsSync(markIn(data))) return
  say('The demo was not loaded to its end the last time: beginning again.')
  rmSync(join(data, 'state'), { recursive: true, force: true })
  rmSync(markIn(data))
}
