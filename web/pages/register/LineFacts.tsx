import { cellWords } from '../../../worker/register/csv'
import type { RegisterLine } from '../../../worker/register/queries'
import { COLUMNS, KEYS } from '../../../worker/register/rulesOfColumns'
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

/** All columns of the order: what is told, what is not told yet, and in one line what does not apply. */
export function LineFacts({ v, line }: { v: View; line: RegisterLine }) {
  const words = v.t.register
  const empty = KEYS.filter((key) => line.cells[key] === null && !line.missing.includes(key))
  return (
    <>
      {line.reason && (
        <p>
          <bdi>{line.reason}</bdi>
        </p>
      )}
      <dl class="kv two">
        {COLUMNS.filter(({ key }) => !empty.includes(key)).map(({ key }) => (
          <div>
            <dt>{words.columns[key]}</dt>
            <dd>
              {line.cells[key] === null ? (
                <span class="s soon">{words.notTold}</span>
              ) : (
                <bdi>
                  {key === 'quantity'
                    ? v.f.number(Number(line.cells.quantity), 6)
                    : key === 'shippedOn'
                      ? v.f.date(`${line.cells.shippedOn}T12:00:00.000Z`)
                      : cellWords(v, line, key)}
                </bdi>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {empty.length > 0 && (
        <p class="q sm">
          {words.notNeeded}
          {v.language === 'fr' ? ' : ' : ': '}
          {empty.map((key) => words.columns[key]).join(' · ')}
        </p>
      )}
    </>
  )
}
