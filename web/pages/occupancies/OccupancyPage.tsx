import type { Child } from 'hono/jsx'
import { membersOfCluster } from '../../../worker/bookings/people'
import { signersOf } from '../../../worker/occupancies/asJson'
import { type Occupancy, type Part, remindersFor } from '../../../worker/occupancies/queries'
import type { Finding } from '../../../worker/occupancies/rulesOfForms'
import { articlesOf } from '../../../worker/occupancies/rulesOfText'
import { textFor, textInForce } from '../../../worker/occupancies/texts'
import { judged } from '../../../worker/occupancies/writes'
import { STANDARD_VERSION } from '../../../worker/text/fr/agreementTexts'
import { type FormErrors, Select } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { TermList } from '../../components/TermList'
import type { View } from '../../view'
import { Acts, Leaving } from './Acts'
import { dateWords, signedWords, Status, termWords } from './frame'

export interface ShownOccupancy {
  o: Occupancy
  part: Part
  errors?: FormErrors | undefined
}

/** An agreement: in short, what the law says, the text, who accepted, what can be done. */
export async function OccupancyBody({ v, shown }: { v: View; shown: ShownOccupancy }) {
  const { o, part } = shown
  const words = v.t.occupancies
  const [{ findings, feeCents }, reminders, inForce] = await Promise.all([
    judged(v.ctx, o),
    remindersFor(v.ctx, o.id),
    o.text === null || o.now === 'draft' ? textInForce(v.ctx, o.clusterId, o.form) : null,
  ])
  const isDraft = inForce !== null
  const text = inForce ? await textFor(v.ctx, o, inForce, feeCents) : (o.text ?? '')
  const { feeOf } = words.page
  const fee =
    o.feeMode === 'free'
      ? feeOf.free
      : feeOf[o.feeMode](v.f.money(o.feeMode === 'fixed' ? o.feeCents : feeCents))
  const rows: [string, Child][] = [
    [words.page.landlord, <bdi>{o.landlordName}</bdi>],
    [words.page.occupant, <bdi>{o.occupantName}</bdi>],
    [
      words.page.lot,
      <bdi>
        {o.lotName}, {o.siteName} ({v.f.quantity(o.surfaceM2, 'm2')})
      </bdi>,
    ],
    [words.page.term, termWords(v, o)],
    [words.page.formIs, words.forms[o.form]],
    [words.page.fee, fee],
    ...(o.leftOn ? ([[words.page.leftOn, dateWords(v, o.leftOn)]] as [string, Child][]) : []),
  ]
  return (
    <div class="side">
      <div class="st wide-gap">
        <section class="panel st" aria-labelledby="facts">
          <h2 class="t3" id="facts">
            {words.page.facts}
          </h2>
          <TermList rows={rows} />
          {o.callId && (
            <p class="sm">
              <a href={v.href(`/calls/${o.callId}`)}>{words.page.fromCall}</a>
            </p>
          )}
        </section>
        {['draft', 'proposed'].includes(o.now) && <Law v={v} findings={findings} />}
        <section class="st" aria-labelledby="text">
          <h2 class="nop" id="text">
            {words.page.text}
          </h2>
          {isDraft && <p class="q sm nop">{words.page.preview}</p>}
          {v.language !== 'fr' && (
            <p class="note nop">
              <Icon name="languages" />
              <span>{words.page.inFrench}</span>
            </p>
          )}
          <Text v={v} text={text} />
        </section>
      </div>
      <div class="st stick">
        <Signatures v={v} shown={shown} />
        <Acts v={v} o={o} part={part} />
        {reminders.length > 0 && part.inside && (
          <section class="panel st tight nop" aria-labelledby="rem">
            <h2 class="t3" id="rem">
              {words.page.reminders}
            </h2>
            <ul class="st tight sm">
              {reminders
                .filter((one) => one.droppedAt === null)
                .map((one) => (
                  <li>
                    {words.page.reminder(one.days)}
                    {' : '}
                    {one.toldAt ? words.page.reminded(dateWords(v, one.dueOn)) : dateWords(v, one.dueOn)}
                  </li>
                ))}
            </ul>
          </section>
        )}
        <Leaving v={v} o={o} part={part} errors={shown.errors} />
        <p class="q sm nop row top-aligned">
          <Icon name="printer" />
          {words.page.print}
        </p>
        <p class="q sm">{words.notAdvice}</p>
      </div>
    </div>
  )
}

const LOOK = { refusal: 'late', warning: 'ask', note: '' } as const
const SIGN = { refusal: 'circle-alert', warning: 'triangle-alert', note: 'info' } as const

function Law({ v, findings }: { v: View; findings: readonly Finding[] }) {
  const words = v.t.occupancies
  const said = ({ code, params }: Finding): string => {
    const own = words.findings[code]
    if (own) return typeof own === 'string' ? own : own(params)
    return v.t.errors.fields[code]?.(params, v.f) ?? code
  }
  return (
    <section class="st nop" aria-labelledby="law">
      <h2 id="law">{words.page.law}</h2>
      {!findings.some((f) => f.level === 'refusal') && (
        <p class="note free">
          <Icon name="circle-check" />
          <span>{words.page.clean}</span>
        </p>
      )}
      {findings.map((f) => (
        <div class={`note ${LOOK[f.level]}`}>
          <Icon name={SIGN[f.level]} />
          <p>
            <b>{words.page.levels[f.level]}</b>
            {v.language === 'fr' ? ' : ' : ': '}
            {said(f)}{' '}
            {!said(f).includes(f.article) && (
              <span class="q nb" lang="fr" dir="ltr">
                {f.article}
              </span>
            )}
          </p>
        </div>
      ))}
    </section>
  )
}

function Text({ v, text }: { v: View; text: string }) {
  const { title, lead, articles } = articlesOf(text)
  const foreign = v.language !== 'fr'
  return (
    <article class="panel st paper-text" lang={foreign ? 'fr' : undefined} dir={foreign ? 'ltr' : undefined}>
      <header>
        <h3 class="t3">{title}</h3>
        {lead.map((paragraph) => (
          <p>{paragraph}</p>
        ))}
      </header>
      <ol class="st articles">
        {articles.map(({ heading, paragraphs }) => (
          <li>
            <h3>{heading}</h3>
            {paragraphs.map((paragraph) => (
              <p>{paragraph}</p>
            ))}
          </li>
        ))}
      </ol>
    </article>
  )
}

async function Signatures({ v, shown: { o, part, errors } }: { v: View; shown: ShownOccupancy }) {
  const words = v.t.occupancies.page
  if (o.hash === null || o.now === 'draft') return null
  const sides = ['landlord', 'occupant'] as const
  const signers = await signersOf(
    v.ctx,
    sides.map((side) => ({
      ...{ at: o[`${side}AcceptedAt`], by: o[`${side}AcceptedBy`], forId: o[`${side}AcceptedFor`] },
    })),
  )
  const open = o.now === 'proposed'
  const parties = [o.landlordId, o.occupantId]
  const members =
    open && v.isCoordinator
      ? (await membersOfCluster(v.ctx, o.clusterId)).filter((m) => parties.includes(m.organisationId))
      : []
  return (
    <section class="panel st signs" aria-labelledby="signs">
      <h2 class="t3" id="signs">
        {words.acceptances}
      </h2>
      <p class="nop">
        <Status v={v} o={o} />
      </p>
      <dl class="kv">
        {sides.map((side, i) => {
          const signer = signers[i]
          const who = signer?.name || words.gone
          const said =
            signer &&
            (signer.forName === null
              ? words.said(who, signedWords(v, signer.at))
              : words.saidFor(who, signer.forName || words.gone, signedWords(v, signer.at)))
          return (
            <div>
              <dt>{words.sides[side]}</dt>
              <dd>{said ? <bdi>{said}</bdi> : words.waiting}</dd>
            </div>
          )
        })}
      </dl>
      {open &&
        part.sides
          .filter((side) => o[`${side}AcceptedAt`] === null)
          .map((side) => (
            <form method="post" action={v.href(`/occupancies/${o.id}/accept`)} class="nop">
              <input type="hidden" name="hash" value={o.hash ?? ''} />
              <input type="hidden" name="side" value={side} />
              <button class="b wide" type="submit">
                {words.accept[side]}
              </button>
            </form>
          ))}
      {members.length > 0 && (
        <form method="post" action={v.href(`/occupancies/${o.id}/accept`)} class="st tight nop">
          <input type="hidden" name="hash" value={o.hash} />
          <Select
            name="onBehalfOf"
            label={words.onBehalf}
            hint={words.onBehalfHint}
            error={errors?.fields.onBehalfOf}
            choices={members.map((m) => ({ value: m.memberId, label: `${m.name} (${m.organisationName})` }))}
          />
          <button class="b b2 wide" type="submit">
            {words.actOnBehalf}
          </button>
        </form>
      )}
      {open && <p class="q sm nop">{words.recorded}</p>}
      <p class="q xs print">{words.textVersion(o.textNumber ?? 0, STANDARD_VERSION, o.hash)}</p>
    </section>
  )
}
