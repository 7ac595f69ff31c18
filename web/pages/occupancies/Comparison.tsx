import { comparisonOf } from '../../../worker/occupancies/asJson'
import type { Inventory } from '../../../worker/occupancies/inventories'
import type { View } from '../../view'

const KINDS = ['entry', 'exit'] as const
const TAG = { same: '', better: 's free', worse: 's late', gone: 's late', new_here: 's ask' } as const

/** The exit against the entry: room by room, then meters and keys. */
export function Comparison({ v, all }: { v: View; all: readonly Inventory[] }) {
  const words = v.t.occupancies.inventory
  const rooms = comparisonOf(all)
  const [entry, exit] = KINDS.map((kind) => all.find((one) => one.kind === kind))
  if (!rooms || !entry || !exit) return null
  const keys = (one: Inventory) => (one.keys === null ? '' : v.f.number(one.keys))
  const keysLeft = (exit.keys ?? entry.keys ?? 0) - (entry.keys ?? 0)
  const worse = rooms.flatMap((room) => room.items).filter((i) => i.change === 'worse' || i.change === 'gone')
  return (
    <div class="panel st">
      <h2 id="cmp">{words.compare}</h2>
      <p class={worse.length > 0 || keysLeft < 0 ? 's late' : 's free'}>
        {worse.length > 0 ? words.worse(worse.length) : words.nothingWorse}
        {keysLeft < 0 && ` ${words.keysMissing(-keysLeft)}`}
      </p>
      <section class="sc" tabindex={0} aria-label={words.compare}>
        <table>
          <caption class="vh">{words.compare}</caption>
          <thead>
            <tr>
              <th scope="col">{words.thing}</th>
              <th scope="col">{words.kinds.entry}</th>
              <th scope="col">{words.kinds.exit}</th>
              <th scope="col">{words.changeOf}</th>
            </tr>
          </thead>
          <tbody>
            {rooms.flatMap((room) => [
              ...(room.entryNote || room.exitNote
                ? [<Beside v={v} name={room.name} entry={room.entryNote} exit={room.exitNote} />]
                : []),
              ...room.items.map((item) => (
                <tr>
                  <th scope="row">
                    <bdi>{item.name}</bdi> <span class="hint xs">{room.name}</span>
                  </th>
                  <td>
                    {item.entry ? words.states[item.entry] : '–'}
                    {item.entryNote && (
                      <span class="hint xs">
                        <bdi>{item.entryNote}</bdi>
                      </span>
                    )}
                  </td>
                  <td>
                    {item.exit ? words.states[item.exit] : '–'}
                    {item.exitNote && (
                      <span class="hint xs">
                        <bdi>{item.exitNote}</bdi>
                      </span>
                    )}
                  </td>
                  <td>
                    <span class={TAG[item.change]}>{words.changes[item.change]}</span>
                  </td>
                </tr>
              )),
            ])}
            {(entry.meters || exit.meters) && (
              <Beside v={v} name={words.meters} entry={entry.meters} exit={exit.meters} />
            )}
            {(entry.keys !== null || exit.keys !== null) && (
              <Beside
                v={v}
                name={words.keys}
                entry={keys(entry)}
                exit={keys(exit)}
                change={keysLeft < 0 ? 'worse' : undefined}
              />
            )}
          </tbody>
        </table>
      </section>
    </div>
  )
}

/** What is no state: a remark, meters, keys, as they were and as they are. */
function Beside({
  v,
  name,
  entry,
  exit,
  change,
}: {
  v: View
  name: string
  entry: string
  exit: string
  change?: 'worse' | undefined
}) {
  const same = entry === exit
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td>
        <bdi>{entry || '–'}</bdi>
      </td>
      <td>
        <bdi>{exit || '–'}</bdi>
      </td>
      <td>
        {change ? (
          <span class={TAG[change]}>{v.t.occupancies.inventory.changes[change]}</span>
        ) : same ? (
          v.t.occupancies.inventory.changes.same
        ) : (
          ''
        )}
      </td>
    </tr>
  )
}
