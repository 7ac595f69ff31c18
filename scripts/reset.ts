import { rmSync } from 'node:fs'
import { endOrphans, holderOf } from './lib/lock.ts'
import { command, dataFolder, Stop, say } from './lib/project.ts'
import { alreadyRuns } from './lib/server.ts'

await command(async () => {
  const holder = holderOf(dataFolder)
  if (holder) throw new Stop(alreadyRuns(holder))
  endOrphans(dataFolder)
  rmSync(dataFolder, { recursive: true, force: true })
  say('The data is empty: npm start loads the demo clusters again.')
})
