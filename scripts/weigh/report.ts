import { budgets } from './budgets.ts'
import type { Timed, Weighed } from './run.ts'
import { slowProfile } from './times.ts'
import { compressed } from './visit.ts'

export const failures = (weighed: readonly Weighed[]) =>
  weighed.filter(({ wrong }) => wrong.length > 0).length

/** One row for each screen and language, with the heavier of its two widths; then each thing that is wrong, once. */
export function print(
  weighed: readonly Weighed[],
  timed: readonly Timed[],
  missing: readonly string[],
): void {
  out(`Bytes: ${compressed}.`)
  out(
    `At most ${budgets.page} for HTML, style sheets and the icons in them, ${budgets.js} for JavaScript, ` +
      `${budgets.firstImages} for the images of the first screen; a layout shift of ${budgets.shift};`,
  )
  out(
    'no third party, font or cookie but the session; nothing found by axe, in the console or outside the width.\n',
  )
  out(row('screen', '', ['page', 'HTML', 'JS', 'images', 'requests', 'shift', 'found']))
  const rows = groupBy(weighed, ({ screen, language }) => `${screen}\n${language}`)
  for (const [key, both] of rows) {
    const [screen = '', language = ''] = key.split('\n')
    const most = (of: (one: Weighed) => number) => String(Math.max(...both.map(of)))
    const cells = [
      ...[most((one) => one.weight.page), most((one) => one.weight.html), most((one) => one.weight.js)],
      ...[most((one) => one.weight.firstImages), most((one) => one.weight.requests)],
      ...[most((one) => one.weight.shift), most((one) => one.weight.faults.length)],
    ]
    out(row(screen, language, cells) + (both.some(({ wrong }) => wrong.length > 0) ? '  ✗' : ''))
  }
  const sentences = weighed.flatMap((one) => one.wrong.map((sentence) => ({ sentence, one })))
  for (const [sentence, where] of groupBy(sentences, ({ sentence, one }) => `${one.screen}: ${sentence}`)) {
    out(`\n✗ ${sentence}`)
    out(`    ${where.map(({ one }) => `${one.language} ${one.width}`).join(', ')}   ${where[0]?.one.path}`)
  }
  for (const sentence of missing) out(`\n✗ ${sentence}`)
  if (timed.length > 0) out(`\nTimes in ms (${slowProfile}; printed, never asserted)\n`)
  for (const { screen, times } of timed)
    out(
      `${screen.padEnd(34)} largest paint ${String(times.paint).padStart(5)}   blocked ${String(times.blocked).padStart(4)}`,
    )
  const heaviest = Math.max(0, ...weighed.map(({ weight }) => weight.page))
  const failed = failures(weighed)
  out(`\nThe heaviest page has ${heaviest} bytes.`)
  out(`${weighed.length - failed} passed, ${failed + missing.length} failed`)
}

function groupBy<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one])
  return groups
}

function row(screen: string, language: string, cells: string[]): string {
  return [screen.padEnd(36), language.padEnd(2), ...cells.map((cell) => cell.padStart(8))].join(' ')
}

function out(line: string): void {
  process.stdout.write(`${line}\n`)
}
