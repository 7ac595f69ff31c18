import { readArgs } from './lib/args.ts'
import { command, say } from './lib/project.ts'
import { fromSource } from './lib/source.ts'

const usage = `Usage: npm run gap -- [--json]
  how far what is chosen for several at once (shared jobs, offers together, cascades, rounds) is from the best there is, as an
  exact solver (HiGHS) finds it, on instances too large to be enumerated
  --json: one object on the last line`

await command(async (args) => {
  const { values } = readArgs(args, usage, { json: { type: 'boolean' } })
  const { gaps } = await fromSource<typeof import('../test/gap/gaps.ts')>('test/gap/gaps.ts')
  const found = await gaps()
  const percent = (ratio: number) => `${(ratio * 100).toFixed(3)} %`
  for (const g of found)
    say(
      `${g.what}\n  best ${g.best} of ${g.instances}, gap ${percent(g.mean)} on average, ${percent(g.worst)} at worst`,
    )
  if (values.json) say(JSON.stringify(found))
})
