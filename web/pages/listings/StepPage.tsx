import type { Child } from 'hono/jsx'
import type { Direction, Kind } from '../../../worker/core/kinds'
import type { Listing } from '../../../worker/listings/queries'
import { ErrorSummary } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { ConfirmQuantity } from '../../components/Unusual'
import { PhotoQuestion } from '../../components/PhotoQuestion'
import type { View } from '../../view'
import { type Asked, one } from './asking'
import { type Step, stepsOf } from './form'
import { Questions } from './Questions'
import { capital, lowered, periodWords } from './words'

interface Props {
  asked: Asked
  step: Step
  /** The draft, or the listing that is edited; absent before the first answer. */
  l?: Listing
  /** Hidden fields, and questions that only the first page asks. */
  before?: Child
  /** What the words of the draft suggest for this question. */
  suggested?: Child
  action: string
  back: string
}

/** One question: what is already said, the fields, and for a need what fits already. */
export function StepPage(props: Props) {
  const { asked, step, l } = props
  const { v, direction, kind } = asked
  if (direction === 'offer' || step === 'what')
    return (
      <div class={`w sec ${kind}`}>
        <div class="st wide-gap narrow">
          <StepForm {...props} />
        </div>
      </div>
    )
  return (
    <div class={`w sec ndg ${kind}`}>
      <div class="st wide-gap">
        <StepForm {...props} />
      </div>
      {l && <Fitting v={v} l={l} />}
    </div>
  )
}

function StepForm({ asked, step, l, before, suggested, action, back }: Props) {
  const { v, direction, kind, errors } = asked
  const { post } = v.t.listings
  const draft = !l || l.status === 'draft'
  // Of a material its status comes before its code.
  const statusFirst = kind === 'waste' && step === 'details'
  return (
    <>
      {draft && (
        <Progress v={v} direction={direction} kind={kind} at={stepsOf(direction, kind).indexOf(step) + 1} />
      )}
      {l && direction === 'need' && draft && <Said v={v} l={l} step={step} />}
      <ErrorSummary v={v} errors={errors} />
      <h1 class="h1s">{questionOf(v, step, direction, kind)}</h1>
      {!statusFirst && suggested}
      <form
        method="post"
        action={action}
        class="st wide-gap"
        novalidate
        enctype={step === 'what' && direction === 'offer' ? 'multipart/form-data' : undefined}
      >
        {before}
        {l && <input type="hidden" name="version" value={l.version} />}
        <Questions step={step} asked={statusFirst ? { ...asked, suggested } : asked} />
        {(asked.unusual || asked.typed.confirmQuantity) && (
          <ConfirmQuantity v={v} value={asked.typed.confirmQuantity} />
        )}
        {step === 'what' && direction === 'offer' && draft && (
          <PhotoQuestion
            v={v}
            words={v.t.listings.what}
            error={errors?.fields.photo}
            alt={one(asked.typed, 'photoAlt')}
          />
        )}
        <p class="row">
          <button type="submit" class="b">
            {draft ? (
              <>
                {v.t.common.next} <Icon name="arrow-right" mirrored />
              </>
            ) : (
              post.saveChanges
            )}
          </button>
          <a class="b b3" href={back}>
            {post.goBack}
          </a>
        </p>
        <p class="q sm">{draft ? post.kept : post.savedAt}</p>
      </form>
    </>
  )
}

export function questionOf(v: View, step: Step, direction: Direction, kind: Kind): string {
  const t = v.t.listings
  switch (step) {
    case 'what':
      return t.what.question[direction][kind]
    case 'when':
    case 'lots':
      return t.when.question[direction][kind]
    case 'details':
      return t.details.question[kind]
    case 'terms':
      return t.terms.question
    case 'where':
      return t.where.question[direction]
  }
}

/** "Question 3 sur 4", and the bar that shows it. `at` counts from one; the check page is the last question. */
export function Progress({
  v,
  direction,
  kind,
  at,
}: {
  v: View
  direction: Direction
  kind: Kind
  at: number
}) {
  const of = stepsOf(direction, kind).length + 1
  if (at === 0) return null
  return (
    <div class="st tight">
      <p class="q sm">{v.t.listings.post.question(at, of)}</p>
      <div class={of === 5 ? 'steps q5' : 'steps'} aria-hidden="true">
        {Array.from({ length: of }, (_, i) => (
          <i class={i < at ? 'on' : undefined} />
        ))}
      </div>
    </div>
  )
}

/** The need read back as a sentence; what was said is a link to change it. */
export function Said({ v, l, step }: { v: View; l: Listing; step: Step | 'check' }) {
  const { need } = v.t.listings.check
  const at = (name: Step) => v.href(`/me/listings/${l.id}/${name}`)
  const period = periodWords(v, l)
  const comma = v.language === 'ar' ? '، ' : ', '
  return (
    <p class="said">
      {need.start}{' '}
      <a href={at('what')}>
        <bdi>{v.language === 'fr' ? lowered(l.title) : l.title}</bdi>
      </a>
      {period && step !== 'when' && (
        <>
          {comma}
          <a href={at('when')}>{period}</a>
        </>
      )}
      {step === 'where' && (
        <>
          {comma}
          <span class="cur">{need.near}</span>
        </>
      )}
      {step === 'check' && (
        <>
          {comma}
          <a href={at('where')}>
            {l.withinKm === null ? (
              need.anywhere
            ) : (
              <>
                {need.where} {v.f.distance(l.withinKm)} {need.from} <bdi>{l.commune}</bdi>
              </>
            )}
          </a>
        </>
      )}
      {step === 'check' && '.'}
    </p>
  )
}

/** What fits a need already. The island asks for the list as the answers change; without it, a link leads there. */
export function Fitting({ v, l }: { v: View; l: Listing }) {
  const { matches } = v.t.listings
  const src = `${v.href('/matching/preview')}?need=${l.id}&kind=${l.kind}`
  return (
    <section class="st mtch" aria-labelledby="fitting">
      <h2 id="fitting" class="vh">
        {capital(matches.title)}
      </h2>
      <match-list data-src={src} class="st">
        <p>
          <a class="b b2" href={src}>
            {matches.see}
          </a>
        </p>
      </match-list>
      <p class="q sm">{matches.lead}</p>
      <p class="note">
        <Icon name="megaphone" />
        <span>{matches.published}</span>
      </p>
    </section>
  )
}
