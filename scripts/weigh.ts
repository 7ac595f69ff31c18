import { readArgs } from './lib/args.ts'
import { command, Stop } from './lib/project.ts'
import { budgets } from './weigh/budgets.ts'
import { failures, print } from './weigh/report.ts'
import { unlisted } from './weigh/routes.ts'
import { timeAll, weighAll } from './weigh/run.ts'
import { type Language, screens } from './weigh/screens.ts'
import { slowProfile } from './weigh/times.ts'
import { compressed } from './weigh/visit.ts'
import { makeWorld } from './weigh/world.ts'

const usage = `Usage: npm run weigh -- [--short] [--json] [--language fr|en|ar] [--data FOLDER] [PART OF A SCREEN'S NAME]
  bytes, requests, layout shift, sideways scroll, accessibility and times of every screen in every language
  --short: no times, the wide window in French only and without axe, English left out  --json: one object on the last line
  --data FOLDER: keeps the demo there for the next run, which needs not load it again`

await command(async (args) => {
  const options = {
    short: { type: 'boolean' },
    json: { type: 'boolean' },
    language: { type: 'string' },
    data: { type: 'string' },
  } as const
  const { values, positionals } = readArgs(args, usage, options)
  const [part, ...more] = positionals
  const chosen = screens.filter(({ name }) => name.includes(part ?? ''))
  if (more.length > 0 || chosen.length === 0) throw new Stop(usage, 2)
  const world = await makeWorld(typeof values.data === 'string' ? values.data : undefined)
  try {
    const languages = languagesFor(values.language, values.short === true)
    const missing = part ? [] : await unlisted(world.server, screens)
    const weighed = await weighAll(world, chosen, languages, values.short === true)
    const timed = values.short ? [] : await timeAll(world, chosen)
    print(weighed, timed, missing)
    const result = { budgets, compressed, slowProfile, weighed, timed, missing }
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
    process.exitCode = failures(weighed) + missing.length > 0 ? 1 : 0
  } finally {
    await world.end()
  }
})

/** English has the layout of French: the short form leaves it out. */
function languagesFor(named: string | boolean | undefined, short: boolean): readonly Language[] {
  if (!named) return short ? ['fr', 'ar'] : ['fr', 'en', 'ar']
  const language = (['fr', 'en', 'ar'] as const).find((one) => one === named)
  if (!language) throw new Stop(usage, 2)
  return [language]
}
