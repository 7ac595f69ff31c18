import type { WholeCall } from '../../../worker/calls/asJson'
import type { Application } from '../../../worker/calls/queriesOfApplications'
import { boundsOf } from '../../../worker/calls/rulesOfQuotas'
import { mostPeople } from '../../../worker/calls/rulesOfFit'
import type { Plan } from '../../../worker/premises/queries'
import type { At } from '../../../worker/premises/rulesOfPlan'
import { Bar } from '../../components/Bar'
import { Icon, KindLabel, Picture } from '../../components/Icon'
import type { IconName } from '../../components/icons'
import { capital } from '../../components/MonthCalendar'
import { type DrawnLot, KeyOfPlan, PlanOfLots } from '../../components/PlanOfLots'
import type { View } from '../../view'
import { paragraphs } from '../listings/ListingPage'
import { dateWords, dayWords, daysLeft, lotWords, momentWords, sectorWords, SHAPES } from './words'

export interface Shown extends WholeCall {
  plans: Plan[]
  outlines: Map<string, { planId: string | null; outline: At[] | null }>
  /** Lots that are somebody's: by lot, who has it, or null where that is not told. */
  given: Set<string>
  /** What the reader's own organisations have under way. */
  mine: Application | null
  seed: string | null
}

/** A call for whoever reads it: what is given, how, and until when. `run`: for those who run it. */
export function CallPage({
  v,
  shown,
  told,
  run,
}: {
  v: View
  shown: Shown
  told: string | undefined
  run: unknown
}) {
  const { call } = shown
  const foreign = call.language === v.language ? undefined : call.language
  return (
    <div class="w sec page premises st">
      <div class="bld">
        <Picture name="floor" />
      </div>
      <div class="side">
        <div class="st wide-gap">
          {told && (
            <p class="note free" role="status">
              <Icon name="circle-check" />
              <span>{told}</span>
            </p>
          )}
          <div class="st tight">
            <KindLabel kind="premises">{v.t.calls.page.kind}</KindLabel>
            <h1 lang={foreign} dir={foreign ? 'auto' : undefined}>
              {call.title}
            </h1>
            <p class="lead q">
              <bdi>{call.siteName}</bdi>
              {call.commune && (
                <>
                  {v.language === 'ar' ? '، ' : ', '}
                  <bdi>{call.commune}</bdi>
                </>
              )}{' '}
              · <bdi>{call.organisationName}</bdi>
            </p>
          </div>
        </div>
        <Box v={v} shown={shown} />
        <div class="st wide-gap">
          {run}
          {call.description && (
            <div class="st said-by" lang={foreign} dir={foreign ? 'auto' : undefined}>
              {paragraphs(call.description)}
            </div>
          )}
          <Facts v={v} shown={shown} />
          <Lots v={v} shown={shown} />
          <How v={v} shown={shown} foreign={foreign} />
          <Amendments v={v} shown={shown} />
        </div>
      </div>
    </div>
  )
}

function Box({ v, shown }: { v: View; shown: Shown }) {
  const { call, visits, mine } = shown
  const words = v.t.calls.page
  const open = call.now === 'published'
  const left = daysLeft(call, v.ctx.now)
  const rows: [string, string[]][] = [
    ...(call.startsOn && call.endsOn
      ? [
          [words.time, [capital(words.fromTo(dateWords(v, call.startsOn), dateWords(v, call.endsOn)))]] as [
            string,
            string[],
          ],
        ]
      : []),
    ...(visits.length > 0 && open
      ? [
          [words.visits, visits.map((one) => capital(v.f.span(one.startsAt, one.endsAt, v.ctx.now)))] as [
            string,
            string[],
          ],
        ]
      : []),
    ...(call.answerOn ? [[words.answer, [capital(dayWords(v, call.answerOn))]] as [string, string[]]] : []),
    [words.toAccept, [words.accept(call.answerDays)]],
    ...(call.form ? [[words.form, [call.form]] as [string, string[]]] : []),
  ]
  return (
    <section class="panel st stick" aria-label={words.apply}>
      <div>
        <p class={`s ${SHAPES[call.now]}`}>
          <b>{open ? words.closesIn(left) : capital(v.t.calls.status[call.now])}</b>
        </p>
        {call.deadline && (
          <p class="cnt">
            <b>{v.f.day(call.deadline, v.ctx.now)}</b>
            <span class="q">{words.at(v.f.time(call.deadline))}</span>
          </p>
        )}
      </div>
      <dl class="kv">
        {rows.map(([term, said]) => (
          <div>
            <dt>{term}</dt>
            {said.map((one) => (
              <dd>
                <bdi>{one}</bdi>
              </dd>
            ))}
          </div>
        ))}
      </dl>
      {call.now === 'cancelled' && (
        <p class="note late">
          <Icon name="circle-alert" />
          <span>
            {words.cancelled} <bdi>{call.endReason}</bdi>
          </span>
        </p>
      )}
      {mine && mine.status !== 'withdrawn' ? (
        <a class="b wide" href={v.href(`/applications/${mine.id}`)}>
          {mine.status === 'draft' ? words.goOn : words.see}
        </a>
      ) : (
        open && (
          <a class="b wide" href={v.href(`/calls/${call.id}/apply`)}>
            {words.apply}
          </a>
        )
      )}
      {open && visits.length > 0 && (
        <a class="b b2 wide" href={v.href(`/calls/${call.id}/visits`)}>
          <Icon name="calendar-days" />
          {words.visit}
        </a>
      )}
      {call.allocatedAt && (
        <a class="b b2 wide" href={v.href(`/calls/${call.id}/allocation`)}>
          {words.result}
        </a>
      )}
      {call.publishedAt && (
        <p class="q sm">
          {open && `${words.promise} `}
          {words.applied(shown.interest.applications)}
        </p>
      )}
    </section>
  )
}

function Facts({ v, shown: { lots } }: { v: View; shown: Shown }) {
  const words = v.t.calls.page.facts
  const comma = v.language === 'ar' ? '، ' : ', '
  const named = (of: (l: Shown['lots'][number]['features']) => boolean) =>
    lots.filter((l) => of(l.features)).map((l) => l.name)
  const short = (names: string[]) =>
    names.length > 4 ? `${names.slice(0, 4).join(comma)}…` : names.join(comma)
  const [power, water, free] = [
    named((l) => l.power === 'three_phase' || (l.powerKva ?? 0) >= 12),
    named((l) => l.water === 'cold' || l.water === 'hot'),
    named((l) => l.stepFree === 'yes'),
  ]
  const load = Math.max(0, ...lots.map((l) => l.features.floorLoadKgM2 ?? 0))
  const most = Math.max(
    0,
    ...lots.map((l) => mostPeople(l.features.publicType, l.features.publicCategory) ?? 0),
  )
  const surface = lots.reduce((sum, l) => sum + l.features.surfaceM2, 0)
  const facts: [IconName, string][] = [['ruler', words.surface(lots.length, v.f.quantity(surface, 'm2'))]]
  if (power.length > 0) facts.push(['zap', words.power(short(power))])
  if (water.length > 0) facts.push(['droplets', words.water(short(water))])
  if (free.length > 0) facts.push(['accessibility', words.stepFree(short(free))])
  if (most > 0 && most < 5000) facts.push(['users', words.public(v.f.number(most))])
  if (load > 0) facts.push(['scale', words.load(v.f.number(load))])
  if (lots.length === 0) return null
  return (
    <ul class="facts">
      {facts.map(([icon, said]) => (
        <li>
          <Icon name={icon} />
          <span>{said}</span>
        </li>
      ))}
    </ul>
  )
}

function Lots({ v, shown }: { v: View; shown: Shown }) {
  const { lots, plans, outlines, given, interest } = shown
  const words = v.t.calls.page
  if (lots.length === 0) return null
  const look = (lot: (typeof lots)[number]): DrawnLot['look'] =>
    given.has(lot.id) ? 'taken' : lot.state === 'heavy_works' ? 'works' : 'open'
  const drawn = lots.map((lot): DrawnLot => {
    const at = outlines.get(lot.id)
    const m2 = v.f.quantity(lot.features.surfaceM2, 'm2')
    return {
      ...{ id: lot.id, name: lot.name, surfaceM2: lot.features.surfaceM2, href: `#${lot.id}` },
      ...{ planId: at?.planId ?? null, outline: at?.outline ?? null, look: look(lot) },
      note: given.has(lot.id) ? words.taken : m2,
    }
  })
  const { states } = v.t.premises.plan
  return (
    <section class="panel st" aria-labelledby="lots">
      <h2 id="lots">{words.lots}</h2>
      <PlanOfLots v={v} plans={plans} lots={drawn} />
      <KeyOfPlan
        lots={drawn}
        words={{ open: states.free, taken: words.taken, works: states.works, closed: states.closed }}
      />
      <table>
        <caption class="vh">{words.lotsOnly}</caption>
        <thead>
          <tr>
            <th scope="col">{words.lot}</th>
            <th scope="col" class="n">
              {words.surface}
            </th>
            <th scope="col" class="n">
              {words.applicants}
            </th>
          </tr>
        </thead>
        <tbody>
          {lots.map((lot) => (
            <tr id={lot.id}>
              <th scope="row">
                <bdi>{lot.name}</bdi>
                <span class="hint xs">
                  <bdi>{lotWords(v, lot)}</bdi>
                </span>
              </th>
              <td class="n">{v.f.quantity(lot.features.surfaceM2, 'm2')}</td>
              <td class="n">
                {given.has(lot.id) ? (
                  <span class="s no xs">{words.taken}</span>
                ) : (
                  v.f.number(interest.byLot.get(lot.id) ?? 0)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function How({ v, shown, foreign }: { v: View; shown: Shown; foreign: string | undefined }) {
  const { call, jurors, lots, seed } = shown
  const words = v.t.calls.page
  const judging = jurors.filter((j) => j.leftAt === null).length
  const bounds = boundsOf(call.quotas, lots.length)
  const most = Math.max(...call.criteria.map((c) => c.weight), 1)
  const shown_ = (value: number | undefined, unit: 'lots' | 'percent') =>
    value === undefined ? null : unit === 'lots' ? words.quotaLots(value) : words.quotaPercent(value)
  return (
    <section class="panel st" aria-labelledby="how">
      <h2 id="how">{words.how}</h2>
      {judging > 0 && <p class="q sm">{words.howLead(judging)}</p>}
      <ul class="crit">
        {call.criteria.map((c) => (
          <li>
            <span lang={foreign} dir={foreign ? 'auto' : undefined}>
              {c.label}
            </span>
            <b>{words.points(c.weight)}</b>
            <Bar track part={(c.weight / most) * 0.92} />
          </li>
        ))}
      </ul>
      <p class="q sm">{words.severe}</p>
      {bounds.size > 0 && (
        <>
          <h3>{words.mix}</h3>
          <ul class="sm">
            {call.quotas.map((q) => (
              <li>
                {capital(words.quota(sectorWords(v, q.sector), shown_(q.min, q.unit), shown_(q.max, q.unit)))}
              </li>
            ))}
          </ul>
        </>
      )}
      {call.seedHash && (
        <details>
          <summary>{words.tie}</summary>
          <p class="sm">{words.tieText}</p>
          <p class="sm">
            {words.seedHash} <code class="hash">{call.seedHash}</code>
          </p>
          {seed && (
            <p class="sm">
              {words.seed} <code class="hash">{seed}</code>
            </p>
          )}
        </details>
      )}
    </section>
  )
}

function Amendments({ v, shown: { amendments } }: { v: View; shown: Shown }) {
  const words = v.t.calls
  if (amendments.length === 0) return null
  const said = (value: string | null | undefined) =>
    value && /^\d{4}-\d\d-\d\dT/.test(value)
      ? momentWords(v, value)
      : value && /^\d{4}-\d\d-\d\d$/.test(value)
        ? dateWords(v, value)
        : (value ?? '–')
  return (
    <section class="panel st" aria-labelledby="changed">
      <h2 id="changed">{words.page.amendments}</h2>
      <ol class="st">
        {amendments.map((a) => (
          <li class="st tight">
            <p class="q sm">{capital(momentWords(v, a.madeAt))}</p>
            <p>
              <bdi>{a.reason}</bdi>
            </p>
            <ul class="sm">
              {a.changes.map((c) => (
                <li>
                  {words.page.amended((words.fields[c.field] ?? c.field).toLowerCase())}{' '}
                  {c.to !== undefined && capital(words.fromTo(said(c.from), said(c.to)))}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  )
}
