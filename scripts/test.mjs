import { run } from './lib/bootstrap.mjs'

run('test', process.argv.slice(2))
