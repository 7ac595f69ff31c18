import type { WholeCall } from '../../../worker/calls/asJson'
import type { Application } from '../../../worker/calls/queriesOfApplications'
import { mostPeople } from '../../../worker/calls/rulesOfFit'
import type { Lot, Plan } from '../../../worker/premises/queries'
import type { At } from '../../../worker/premises/rulesOfPlan'
import { Icon, KindLabel, Picture } from '../../components/Icon'
import type { IconName } from '../../components/icons'
import { capital } from '../../components/MonthCalendar'
import { Told } from '../../components/Told'
import type { View } from '../../view'
import { Amendments, HowWeChoose } from './HowWeChoose'
import { LotsOfCall } from './LotsOfCall'
import { paragraphs } from '../listings/ListingPage'
import { dateWords, dayWords, daysLeft, SHAPES } from './words'

export interface Shown extends WholeCall {
  plans: Plan[]
  /** Other lots on those plans, drawn as what stands beside. */
  neighbours: Lot[]
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
          <Told words={told} />
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
          <LotsOfCall v={v} shown={shown} />
          <HowWeChoose v={v} shown={shown} foreign={foreign} />
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
  // Nobody applies to their own call.
  const own = v.actor?.organisations ?? []
  const isOwn =
    own.length > 0 && own.every((m) => m.organisationId === call.organisationId) && !v.isCoordinator
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
        open &&
        !isOwn && (
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
