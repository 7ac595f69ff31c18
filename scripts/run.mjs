// node scripts/run.mjs <name> [args]: runs scripts/<name>.ts, with what it needs installed.
import { existsSync } from 'fs'
import { join } from 'path'
import { root, run } from './lib/bootstrap.mjs'

const name = process.argv[2]
if (!name || !/^[a-z-]+$/.test(name) || !existsSync(join(root, 'scripts', `${name}.ts`))) {
  process.stderr.write(
    `There is no script named ${name || '(nothing)'}: the folder scripts/ has one file for each.\n`,
  )
  process.exit(2)
}
run(name, process.argv.slice(3))
