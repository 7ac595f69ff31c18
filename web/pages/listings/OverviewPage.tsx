import { answersFor } from '../../../worker/platform/context'
import type { Child } from 'hono/jsx'
import type { Capacity, Photo, VisibleListing } from '../../../worker/listings/queries'
import type { FieldError } from '../../../worker/core/errors'
import { missingToPublish } from '../../../worker/listings/rulesOfContent'
import { ErrorSummary, Field, type FormErrors, Tiles } from '../../components/Field'
import { Icon, KindLabel } from '../../components/Icon'
import { priceWords } from '../../components/money'
import { Told } from '../../components/Told'
import type { View } from '../../view'
import { one } from './asking'
import { type Step, stepOf, stepsOf, type Typed } from './form'
import { Hazard } from './Hazard'
import { ImpactLink, RulesLink } from './OfferLinks'
import { Photos } from './Photos'
import { Closing } from './Closing'
import { Fitting, Progress, Said } from './StepPage'
import { amountWords, capital, codeWords, colon, factsOf, lotDates, periodWords, windowsWords } from './words'

interface Props {
  v: View
  l: VisibleListing
  capacities: Capacity[]
  photos: Photo[]
  typed: Typed
  romeTitle: string | null
  told?: string
  errors?: FormErrors
}

/** The check page of a draft, or the page from which a listing is managed. */
export function OverviewPage(props: Props) {
  const { v, l, errors, told } = props
  const { check, manage, status } = v.t.listings
  const draft = l.status === 'draft'
  const done = told && Object.entries(manage.done).find(([name]) => name === told)?.[1]
  return (
    <div class={`w sec ${l.kind}${l.direction === 'need' && draft ? ' ndg' : ''}`}>
      <div class={`st wide-gap${l.direction === 'need' && draft ? '' : ' narrow'}`}>
        {draft && (
          <Progress
            v={v}
            direction={l.direction}
            kind={l.kind}
            at={stepsOf(l.direction, l.kind).length + 1}
          />
        )}
        <Told words={done} />
        {!onlyMissing(props) && <ErrorSummary v={v} errors={errors} />}
        <div class="st tight">
          <KindLabel kind={l.kind}>{v.t.common.kinds[l.kind]}</KindLabel>
          <h1 class="h1s">{draft ? check.question : <bdi>{l.title}</bdi>}</h1>
          {draft && l.direction === 'offer' && <p class="q">{check.lead.offer}</p>}
        </div>
        {l.hiddenReason !== null && <p class="note ask">{status.hidden(l.hiddenReason)}</p>}
        {draft && l.direction === 'need' && <Said v={v} l={l} step="check" />}
        {draft && <Publishing {...props} />}
        {!draft && <Acts v={v} l={l} />}
        {!(draft && l.direction === 'need') && <Recap {...props} />}
        {l.direction === 'offer' && l.status !== 'closed' && rulesAre(v, l) && <RulesLink v={v} l={l} />}
        {l.direction === 'offer' && l.publishedAt && <ImpactLink v={v} l={l} />}
        {l.direction === 'offer' && l.status !== 'closed' && (
          <Photos v={v} id={l.id} photos={props.photos} alt={one(props.typed, 'photoAlt')} errors={errors} />
        )}
        {l.status !== 'closed' && <Closing v={v} l={l} />}
      </div>
      {l.direction === 'need' && draft && <Fitting v={v} l={l} />}
    </div>
  )
}

/** Who answers for the lender sets its rules, and the coordinator. */
const rulesAre = (v: View, l: VisibleListing) => v.isCoordinator || answersFor(v.actor, l.organisationId)

/** What is still missing, each with its way there; then the one filled button. */
function Publishing({ v, l, capacities, typed, errors }: Props) {
  const { check, terms } = v.t.listings
  const lots = capacities.filter((c) => c.shape === 'lot').length
  const missing = missingToPublish(l, lots, v.ctx.now)
  const at = v.href(`/me/listings/${l.id}`)
  return (
    <>
      {missing.length > 0 && (
        <div class="note ask" role={errors && 'alert'}>
          <Icon name="circle-alert" />
          <div>
            <p>
              <b>{check.missing}</b>
            </p>
            <ul>
              {missing.map((field) => (
                <li>
                  <a href={`${at}/${stepOf(field.path, l.direction)}`}>{missingWords(v, field)}</a>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <form method="post" action={`${at}/publish`} class="st wide-gap" novalidate>
        {l.direction === 'need' && (
          <>
            <Tiles
              name="tariffMode"
              legend={terms.budget}
              value={one(typed, 'tariffMode')}
              choices={Object.entries(terms.budgets).map(([value, label]) => ({ value, label }))}
              columns={2}
            />
            <Field
              name="referenceCents"
              label={`${terms.budgetAmount} (${v.f.currency})`}
              value={one(typed, 'referenceCents')}
              error={errors?.fields.referenceCents}
              inputmode="decimal"
              dir="ltr"
            />
            <Tiles
              name="visibility"
              legend={terms.visibility}
              value={one(typed, 'visibility')}
              choices={Object.entries(terms.visibilities).map(([value, label]) => ({ value, label }))}
              columns={2}
            />
          </>
        )}
        <p class="row">
          <button type="submit" class="b">
            {check.publish[l.direction]}
          </button>
          <a class="b b3" href={`${at}/${stepsOf(l.direction, l.kind).at(-1)}`}>
            {v.t.listings.post.goBack}
          </a>
        </p>
      </form>
    </>
  )
}

/** The list of what is missing says it already, and leads to the question; a summary of the form would say it again. */
function onlyMissing({ v, l, capacities, errors }: Props): boolean {
  if (!errors || l.status !== 'draft') return false
  const lots = capacities.filter((c) => c.shape === 'lot').length
  const missing = missingToPublish(l, lots, v.ctx.now).map((field) => field.path)
  return missing.length > 0 && Object.keys(errors.fields).every((path) => missing.includes(path))
}

/** What to answer; where nothing was said yet, the question itself. */
function missingWords(v: View, { path, code, params }: FieldError): string | undefined {
  const t = v.t.listings
  const questions: Record<string, string> = {
    'details.hoursPerWeek': t.what.hoursPerWeek.offer,
    'details.materialStatus': t.details.materialStatus,
    windows: t.when.question.offer.waste,
    lots: t.when.question.offer.premises,
  }
  const question = code === 'required' ? questions[path] : undefined
  return question ?? (v.t.errors.fields[code] ?? v.t.errors.fields.wrong)?.(params, v.f)
}

/** What others see, in rows, each with its way to be changed. */
function Recap({ v, l, capacities, photos, romeTitle }: Props) {
  const { check, lots: lotWords, terms, page } = v.t.listings
  const lots = capacities.filter((c) => c.shape === 'lot')
  const facts = factsOf(v, l, romeTitle).map((f) => f.text)
  const code = codeWords(l)
  const period = periodWords(v, l)
  const always = l.direction === 'offer' && l.kind !== 'waste' && !period
  const hours = windowsWords(v, l.windows, l.unit).map(capital)
  if (hours.length === 0 && always) hours.push(capital(v.t.listings.when.everyDay))
  if (hours.length === 0 && l.grain === 'stock' && !period)
    hours.push(capital(v.t.listings.when.grainHints.stock))
  const rows: [Step, Child][] = [
    [
      'what',
      <>
        <b>
          <bdi>{l.title}</bdi>
        </b>
        {[
          amountWords(v, l, lots.length),
          l.description,
          photos.length > 0 ? `${v.t.listings.manage.photos}${colon(v)}${photos.length}` : '',
        ]
          .filter(Boolean)
          .map((text) => (
            <span class="hint">{text}</span>
          ))}
      </>,
    ],
    l.kind === 'premises' && l.direction === 'offer'
      ? [
          'lots',
          said([
            ...lots.map((lot) =>
              [lot.label, v.f.quantity(lot.details.surfaceM2 ?? 0, 'm2'), lotDates(v, lot)]
                .filter(Boolean)
                .join(', '),
            ),
            period,
          ]),
        ]
      : ['when', said([...hours, period])],
  ]
  if (l.direction === 'offer') rows.push(['details', said([...facts, code])])
  if (l.direction === 'offer')
    rows.push([
      'terms',
      said([priceWords(v, l), l.terms, terms.visibilities[l.visibility], page.instant[l.instantFor]]),
    ])
  rows.push([
    'where',
    said([
      [l.address, l.postcode, l.commune].filter(Boolean).join(' '),
      l.withinKm && v.f.distance(l.withinKm),
    ]),
  ])
  return (
    <section class="st" aria-label={check.question}>
      {l.details.hazardous && <Hazard v={v} />}
      <ul class="rows panel">
        {rows.map(([step, content]) => (
          <li>
            <div>{content ?? <span class="q">{check.unnamed}</span>}</div>
            {l.status !== 'closed' && (
              <a class="b b3" href={v.href(`/me/listings/${l.id}/${step}`)}>
                {check.change}
                <span class="vh"> {check.changes[step]}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
      {lots.length > 0 && <p class="q sm">{lotWords.total(lots.length, v.f.quantity(l.quantity, l.unit))}</p>}
    </section>
  )
}
function said(texts: (string | number | null | undefined | false)[]): Child {
  const some = texts.filter(Boolean)
  if (some.length === 0) return null
  return some.map((text, i) => (i === 0 ? <span>{text}</span> : <span class="hint">{text}</span>))
}

function Acts({ v, l }: { v: View; l: VisibleListing }) {
  const { manage, status } = v.t.listings
  const at = v.href(`/me/listings/${l.id}`)
  const acts =
    l.status === 'published'
      ? (['renew', 'pause', 'duplicate'] as const)
      : l.status === 'paused'
        ? (['resume', 'duplicate'] as const)
        : l.outcome === 'expired'
          ? (['renew', 'duplicate'] as const)
          : (['duplicate'] as const)
  return (
    <section class="st" aria-label={manage.act}>
      {l.status !== 'published' && (
        <p class="note ask">{status[l.status === 'paused' ? 'paused' : 'closed']}</p>
      )}
      {l.expiresAt && l.status === 'published' && (
        <p class="q">{capital(v.t.listings.mine.until(v.f.date(l.expiresAt)))}</p>
      )}
      <div class="row">
        <a class="b" href={v.href(`/${l.direction}s/${l.id}`)}>
          {manage.see}
        </a>
        {l.direction === 'offer' && (
          <a class="b b2" href={v.href(`/offers/${l.id}/calendars`)}>
            {v.t.calendars.title}
          </a>
        )}
        {acts.map((act) => (
          <form method="post" action={`${at}/${act}`}>
            <button type="submit" class="b b2">
              {manage[act]}
            </button>
          </form>
        ))}
      </div>
    </section>
  )
}
