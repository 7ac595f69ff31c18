import { build } from './lib/build.ts'
import { command } from './lib/project.ts'

await command(async () => {
  await build('production')
  await build('local')
})
