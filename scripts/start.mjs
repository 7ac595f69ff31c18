import { run } from './lib/bootstrap.mjs'

run('start', process.argv.slice(2))
