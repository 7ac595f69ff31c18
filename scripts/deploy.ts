import { build, buildConfig } from './lib/build.ts'
import { runNode } from './lib/process.ts'
import { command, Stop, say, tool } from './lib/project.ts'

/** The database first: a migration only adds, so that the version still serving works with both. */
await command(async (args) => {
  const folder = await build('production')
  const wrangler = tool('wrangler', 'bin', 'wrangler.js')
  const steps = [
    ['d1', 'migrations', 'apply', 'maillage', '--remote', '--config', 'wrangler.toml'],
    ['deploy', '--config', buildConfig(folder), ...args],
  ]
  for (const step of steps) {
    say(`wrangler ${step.slice(0, 3).join(' ')}…`)
    const { code } = await runNode([wrangler, ...step])
    if (code !== 0)
      throw new Stop('The deployment stopped: correct what wrangler says above, then run it again.')
  }
})
