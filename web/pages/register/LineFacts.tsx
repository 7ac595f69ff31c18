import { cellWords } from '../../../worker/register/csv'
import type { RegisterLine } from '../../../worker/register/queries'
import { type Column, KEYS } from '../../../worker/register/rulesOfColumns'
import type { View } from '../../view'

/** How a line stands: whether it counts, and whether something is still to be told. */
export function Marks({ v, line }: { v: View; line: RegisterLine }) {
  const words = v.t.register
  const { marks } = words
  return (
    <span class="row">
      {line.hazardous === 1 && <span class="tag late sm">{words.hazardous}</span>}
      {line.correctedBy ? (
        <span class="s no">{marks.corrected}</span>
      ) : line.happened === 0 ? (
        <span class="s no">{marks.void}</span>
      ) : line.missing.length > 0 ? (
        <span class="s ask">{words.missing(line.missing.length)}</span>
      ) : (
        <span class="s free">{words.complete}</span>
      )}
    </span>
  )
}

/** All columns of the order: what is told, then in one line each what is not told yet and what does not apply. */
export function LineFacts({ v, line }: { v: View; line: RegisterLine }) {
  const words = v.t.register
  const told = KEYS.filter((key) => line.cells[key] !== null)
  const empty = KEYS.filter((key) => line.cells[key] === null && !line.missing.includes(key))
  return (
    <>
      {line.reason && (
        <p>
          <bdi>{line.reason}</bdi>
        </p>
      )}
      <dl class="kv two">
        {told.map((key) => (
          <div>
            <dt>{words.columns[key]}</dt>
            <dd>
              <bdi>
                {key === 'quantity'
                  ? v.f.number(Number(line.cells.quantity), 6)
                  : key === 'shippedOn'
                    ? v.f.date(`${line.cells.shippedOn}T12:00:00.000Z`)
                    : cellWords(v, line, key)}
              </bdi>
            </dd>
          </div>
        ))}
      </dl>
      <Unsaid v={v} words={words.notTold} keys={line.missing} strong />
      <Unsaid v={v} words={words.notNeeded} keys={empty} />
    </>
  )
}

interface Left {
  v: View
  words: string
  keys: readonly Column[]
  strong?: boolean
}
function Unsaid({ v, words, keys, strong }: Left) {
  if (keys.length === 0) return null
  const names = keys.map((key) => v.t.register.columns[key]).join(' · ')
  return (
    <p class={strong ? 'sm' : 'q sm'}>
      <b>{words}</b>
      {v.language === 'fr' ? ' : ' : ': '}
      {names}
    </p>
  )
}
