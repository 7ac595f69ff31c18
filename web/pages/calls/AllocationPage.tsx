import { answersFor } from '../../../worker/platform/context'
import type { Call } from '../../../worker/calls/queries'
import type { CallOffer } from '../../../worker/calls/queriesOfOffers'
import { boundsOf } from '../../../worker/calls/rulesOfQuotas'
import type { Export, Replay } from '../../../worker/calls/rulesOfReplay'
import { Icon } from '../../components/Icon'
import { capital } from '../../components/MonthCalendar'
import type { View } from '../../view'
import { markWords, sectorWords } from './words'

const SHOWN = 20
const REASONS = 4
const SHAPES = { offered: 'ask', accepted: 'free', declined: 'no', lapsed: 'no' } as const

/** Each lot: who has it, and why nobody else. Names are those of who was given a lot; all others are numbers. */
export function AllocationPage({
  v,
  call,
  out,
  offers,
  from,
}: {
  v: View
  call: Call
  out: Export
  offers: CallOffer[]
  from: number
}) {
  const words = v.t.calls.allocation
  const runs = v.isCoordinator || answersFor(v.actor, call.organisationId)
  const given = out.result.lines.filter((l) => l.lot !== null).length
  const shown = out.lots.slice(from, from + SHOWN)
  const counts = new Map<string, number>()
  const sectorOf = new Map(out.applications.map((a) => [a.id, a.sector]))
  for (const l of out.result.lines)
    if (l.lot)
      counts.set(sectorOf.get(l.application) ?? '', (counts.get(sectorOf.get(l.application) ?? '') ?? 0) + 1)
  return (
    <div class="w sec st wide-gap premises">
      <p class="back sm">
        <a href={v.href(`/calls/${call.id}`)}>{words.backToCall}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.title}</h1>
        <p class="lead q">
          <bdi>{call.title}</bdi>
        </p>
        <p>{words.lead(given, out.lots.length, out.applications.length)}</p>
        <p class="q sm">{words.method}</p>
      </div>
      {call.allocatedAt === null && (
        <p class="note ask">
          <Icon name="info" />
          <span>{words.preview}</span>
        </p>
      )}
      <section class="sc" tabindex={0} aria-label={words.title}>
        <table class="alloc">
          <thead>
            <tr>
              <th scope="col">{words.lot}</th>
              <th scope="col">{words.to}</th>
              <th scope="col">{words.why}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((lot) => (
              <Lot v={v} lot={lot} out={out} offers={offers.filter((o) => o.lotId === lot.id)} runs={runs} />
            ))}
          </tbody>
        </table>
      </section>
      {from + SHOWN < out.lots.length && (
        <p>
          <a class="b b2" href={v.href(`/calls/${call.id}/allocation?from=${from + SHOWN}`)}>
            {v.t.calls.list.more}
          </a>
        </p>
      )}
      {out.quotas.length > 0 && (
        <section class="st tight">
          <h2>{words.quotas}</h2>
          <ul>
            {[...boundsOf(out.quotas, out.lots.length)].map(([sector, b]) => (
              <li>
                {capital(sectorWords(v, sector))} : {v.t.calls.page.quotaLots(counts.get(sector) ?? 0)} (
                {v.f.number(b.min)} – {v.f.number(b.max)})
              </li>
            ))}
          </ul>
        </section>
      )}
      {call.allocatedAt !== null && (
        <section class="panel st">
          <h2>{words.check}</h2>
          <p>{words.checkLead}</p>
          <p class="row">
            <a class="b" href={v.href(`/calls/${call.id}/replay`)}>
              {words.check}
            </a>
            <a class="b b2" href={v.href(`/calls/${call.id}/export.json`)}>
              <Icon name="download" />
              {words.export}
            </a>
          </p>
        </section>
      )}
    </div>
  )
}

function Lot({
  v,
  lot,
  out,
  offers,
  runs,
}: {
  v: View
  runs: boolean
  lot: Export['lots'][number]
  out: Export
  offers: CallOffer[]
}) {
  const words = v.t.calls.allocation
  const numbers = new Map(out.applications.map((a) => [a.id, a.number]))
  const n = (id: string) => numbers.get(id) ?? 0
  const mark = (id: string) => markWords(v, out.result.scores[id] ?? 0)
  const winner = out.result.lines.find((l) => l.lot === lot.id)
  const asked = out.applications.filter((a) => a.choices.includes(lot.id) && a.id !== winner?.application)
  const reasons = out.result.lines
    .filter((l) => asked.some((a) => a.id === l.application))
    .map((l) => {
      const refused = l.refused.find((r) => r.lot === lot.id)
      if (!refused) return words.refused.better(n(l.application))
      return refused.why === 'taken'
        ? words.refused.taken(n(l.application), mark(l.application))
        : words.refused[refused.why](n(l.application))
    })
  const last = offers.at(-1)
  return (
    <tr>
      <th scope="row">
        <bdi>{lot.name}</bdi>
        <span class="hint xs">{v.f.quantity(lot.features.surfaceM2, 'm2')}</span>
      </th>
      <td>
        {winner ? (
          <>
            {last && (last.status === 'offered' || last.status === 'accepted') && (
              <b>
                <bdi>{last.organisationName}</bdi>
              </b>
            )}
            <span class="hint xs">
              {words.winner(
                n(winner.application),
                mark(winner.application),
                v.t.calls.jury.choiceOf(winner.choice ?? 1),
              )}
            </span>
            {offers.map((o, i) => (
              <span class="hint xs">
                {i > 0 && `${words.next(o.number ?? 0)} `}
                <span class={`s ${SHAPES[o.status]} xs`}>{words.offer[o.status]}</span>
                {o.status === 'accepted' && runs && (
                  <>
                    {' '}
                    <a href={v.href(`/occupancies/new?offer=${o.id}`)}>
                      {v.t.occupancies.makeOf}
                      <span class="vh">, {o.lotName}</span>
                    </a>
                  </>
                )}
              </span>
            ))}
          </>
        ) : (
          <span class="q">{words.nobody}</span>
        )}
      </td>
      <td class="sm">
        {!winner && asked.length === 0 && words.nobodyWhy}
        {reasons.length > 0 && (
          <>
            <p>{words.others(reasons.length)}</p>
            <ul>
              {reasons.slice(0, REASONS).map((one) => (
                <li>{one}</li>
              ))}
            </ul>
            {reasons.length > REASONS && (
              <details>
                <summary>{words.moreOthers(reasons.length - REASONS)}</summary>
                <ul>
                  {reasons.slice(REASONS, REASONS + 40).map((one) => (
                    <li>{one}</li>
                  ))}
                </ul>
              </details>
            )}
          </>
        )}
      </td>
    </tr>
  )
}

/** The published allocation done again at this moment, and what came out. */
export function ReplayPage({ v, call, replay }: { v: View; call: Call; replay: Replay }) {
  const words = v.t.calls.allocation
  const lines: [boolean, string][] = [
    [
      replay.differences.length === 0,
      replay.differences.length === 0 ? words.same : words.different(replay.differences.length),
    ],
    [replay.seedIsKept, replay.seedIsKept ? words.seedKept : words.seedNotKept],
    [
      replay.blocking.length === 0,
      replay.blocking.length === 0 ? words.noBlocking : words.blocking(replay.blocking.length),
    ],
  ]
  return (
    <div class="w sec st wide-gap premises narrow">
      <p class="back sm">
        <a href={v.href(`/calls/${call.id}/allocation`)}>{words.back}</a>
      </p>
      <div class="st tight">
        <h1 class="h1s">{words.check}</h1>
        <p class="lead q">
          <bdi>{call.title}</bdi>
        </p>
      </div>
      {lines.map(([right, said]) => (
        <p class={`note ${right ? 'free' : 'late'}`}>
          <Icon name={right ? 'circle-check' : 'circle-alert'} />
          <span>{said}</span>
        </p>
      ))}
      <section class="panel st">
        <p>{words.checkLead}</p>
        <p>
          <a class="b b2" href={v.href(`/calls/${call.id}/export.json`)}>
            <Icon name="download" />
            {words.export}
          </a>
        </p>
        <p class="sm">
          {words.atHome}{' '}
          <code class="hash" dir="ltr">
            npm run call:replay -- {call.id}.json
          </code>
        </p>
      </section>
    </div>
  )
}
