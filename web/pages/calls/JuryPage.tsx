import type { Comparison, recordOf, Row } from '../../../worker/calls/jury'
import type { Call } from '../../../worker/calls/queries'
import { Bar } from '../../components/Bar'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'
import { fitWords, markWords, sectorWords } from './words'

const SHOWN = 30

/** Applications side by side: all of a call, or those that name one lot. */
export function JuryPage({ v, call, shown, from }: { v: View; call: Call; shown: Comparison; from: number }) {
  const words = v.t.calls.jury
  const { lot, lots, rows, missing, jurors } = shown
  const at = (query: string) => v.href(`/calls/${call.id}/jury${query}`)
  const said = call.now !== 'closed' ? words.over : shown.named ? words.named : words.hidden
  const visible = rows.slice(from, from + SHOWN)
  const marked = rows.some((r) => r.mark !== null)
  const mine = rows.some((r) => r.mayJudge || r.mine !== null)
  const means = marked ? meansOf(shown) : null
  const query = lot ? `lot=${lot.id}&` : ''
  return (
    <div class="w sec st wide-gap premises">
      <p class="back sm">
        <a href={v.href(`/calls/${call.id}`)}>{words.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">
          <bdi>{call.title}</bdi>
        </p>
        <p class={`s ${shown.named ? 'free' : 'ask'}`}>{said}</p>
      </div>
      <nav class="sc" aria-label={words.lots}>
        <p class="row nw">
          <a class="chip" href={at('')} aria-current={lot ? undefined : 'page'}>
            {words.all}
          </a>
          {lots.map((l) => (
            <a class="chip" href={at(`?lot=${l.id}`)} aria-current={l.id === lot?.id ? 'page' : undefined}>
              <bdi>{l.name}</bdi> <span>{v.f.quantity(l.features.surfaceM2, 'm2')}</span>
            </a>
          ))}
        </p>
      </nav>
      {rows.length === 0 ? (
        <p class="empty">{lot ? words.empty : words.none}</p>
      ) : (
        <section class="sc" tabindex={0} aria-label={words.title}>
          <table>
            {marked && <caption>{words.markHint}</caption>}
            {!marked && mine && <caption>{words.myPoints}</caption>}
            <thead>
              <tr>
                <th scope="col">{words.application}</th>
                {lot && <th scope="col">{words.choice}</th>}
                {lot && <th scope="col">{words.fit}</th>}
                {marked && <th scope="col">{words.mark}</th>}
                {call.criteria.map((c) => (
                  <th scope="col" class="n cr" lang={call.language}>
                    {c.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {visible.map((row) => (
                <Line
                  v={v}
                  row={row}
                  call={call}
                  named={shown.named}
                  marked={marked}
                  points={means?.get(row.application.id) ?? row.mine?.points ?? {}}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {from + SHOWN < rows.length && (
        <p>
          <a class="b b2" href={at(`?${query}from=${from + SHOWN}`)}>
            {words.more}
          </a>
        </p>
      )}
      <section class="panel st" aria-labelledby="missing">
        <h2 id="missing">{words.missing}</h2>
        <ul class="do">
          {missing.map((one) => (
            <li>
              <bdi>{jurors.find((j) => j.personId === one.personId)?.name ?? words.nobody}</bdi>
              <p class={`s ${one.left === 0 ? 'free' : 'ask'}`}>{words.left(one.left)}</p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Line({
  v,
  row,
  call,
  named,
  marked,
  points,
}: {
  v: View
  row: Row
  call: Call
  named: boolean
  marked: boolean
  points: Record<string, number>
}) {
  const words = v.t.calls.jury
  const { application: a, fit } = row
  const n = a.number ?? 0
  const given = call.criteria.filter((c) => row.mine?.points[c.id] !== undefined).length
  const whole = given === call.criteria.length
  const told = fit && fitWords(v, fit)
  return (
    <tr>
      <th scope="row">
        <a
          href={v.href(`/applications/${a.id}`)}
          aria-label={row.mayJudge && !whole ? words.judge(n) : words.read(n)}
        >
          {v.t.calls.application.file(n)}
        </a>
        <span class="hint xs">
          {named && (
            <>
              <bdi>{a.organisationName}</bdi>
              {' · '}
            </>
          )}
          {sectorWords(v, a.sector)}
        </span>
      </th>
      {told && <td>{row.choice !== null && words.choiceOf(row.choice)}</td>}
      {told && (
        <td>
          <span class={`s ${told.shape} xs`}>{told.words}</span>
        </td>
      )}
      {marked && (
        <td class="mk">
          {row.mark && (
            <>
              <b>{markWords(v, row.mark.score)}</b>
              <Bar track part={Math.max(0, Math.min(1, (row.mark.score / 1_000_000 + 2.5) / 5))} />
            </>
          )}
        </td>
      )}
      {row.mine?.recused === 1 || (row.mayJudge && !whole) ? (
        <td class="n" colspan={call.criteria.length}>
          {row.mine?.recused === 1 ? '–' : <span class="s ask xs">{words.toDo}</span>}
        </td>
      ) : (
        call.criteria.map((c) => (
          <td class="n">{points[c.id] === undefined ? '–' : v.f.number(points[c.id] ?? 0, 1)}</td>
        ))
      )}
    </tr>
  )
}

/** Who decided what, and when. */
export function RecordPage({
  v,
  call,
  found,
}: {
  v: View
  call: Call
  found: Awaited<ReturnType<typeof recordOf>>
}) {
  const words = v.t.calls.record
  return (
    <div class="w sec st wide-gap premises">
      <p class="back sm">
        <a href={v.href(`/calls/${call.id}`)}>{v.t.calls.jury.back}</a>
      </p>
      <h1 class="h1s">{words.title}</h1>
      {found.items.length === 0 ? (
        <p class="empty">{words.empty}</p>
      ) : (
        <section class="sc" tabindex={0} aria-label={words.title}>
          <table class="log">
            <thead>
              <tr>
                <th scope="col">{words.when}</th>
                <th scope="col">{words.what}</th>
                <th scope="col">{words.who}</th>
              </tr>
            </thead>
            <tbody>
              {found.items.map((line) => (
                <tr>
                  <td>
                    <time datetime={line.at}>
                      {capital(v.f.dayShort(line.at))}
                      <br />
                      {v.f.time(line.at)}
                    </time>
                  </td>
                  <td>{words.lines[line.type]?.({ ...line.payload, n: line.number ?? '–' }) ?? line.type}</td>
                  <td>
                    <bdi>{line.actorName ?? words.clock}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {found.nextBefore !== null && (
        <p>
          <a class="b b2" href={v.href(`/calls/${call.id}/record?before=${found.nextBefore}`)}>
            {words.older}
          </a>
        </p>
      )}
    </div>
  )
}

/** What the jurors gave each application for each criterion, as a mean: by application and criterion. */
function meansOf({ scores, recused }: Comparison): Map<string, Record<string, number>> {
  const counting = scores.filter((s) => !recused.has(`${s.applicationId} ${s.personId}`))
  return new Map(
    [...Map.groupBy(counting, (s) => s.applicationId)].map(([id, all]) => {
      const names = new Set(all.flatMap((s) => Object.keys(s.points)))
      const mean = (name: string) => {
        const given = all.flatMap((s) => s.points[name] ?? [])
        return given.reduce((sum, n) => sum + n, 0) / given.length
      }
      return [id, Object.fromEntries([...names].map((name) => [name, mean(name)]))]
    }),
  )
}
