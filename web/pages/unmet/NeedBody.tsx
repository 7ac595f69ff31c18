import type { Listing } from '../../../worker/listings/queries'
import type { Likely } from '../../../worker/unmet/likely'
import type { OfferNear } from '../../../worker/unmet/queries'
import { ErrorSummary, type FormErrors, Tiles } from '../../components/Field'
import { Told } from '../../components/Told'
import type { View } from '../../view'
import { NearList } from './NearList'

interface Props {
  v: View
  need: Listing
  near: OfferNear[]
  likely: Likely[]
  asked: number | null
  errors?: FormErrors | undefined
  ticked: string[]
}

/** One need that nobody meets: what almost does, and whom to ask. */
export function NeedBody({ v, need, near, likely, asked, errors, ticked }: Props) {
  const words = v.t.unmet.need
  return (
    <>
      <p class="back sm">
        <a href={v.href('/coordination/unmet')}>{words.back}</a>
      </p>
      <p class="q">
        <bdi>{need.organisationName}</bdi> {words.seek}
        {need.commune && (
          <>
            {' · '}
            <bdi>{need.commune}</bdi>
          </>
        )}{' '}
        <a href={v.href(`/needs/${need.id}`)}>{words.see}</a>
      </p>
      {asked !== null && <Told words={words.done(asked)} />}
      <section class="panel st" aria-labelledby="almost">
        <h2 id="almost">{v.t.unmet.almost}</h2>
        <NearList v={v} near={near} titled={false} />
      </section>
      <section class="panel st" aria-labelledby="likely">
        <h2 id="likely">{words.likely}</h2>
        {likely.length === 0 ? (
          <p class="q">{words.nobody}</p>
        ) : (
          <form method="post" class="st">
            <ErrorSummary v={v} errors={errors} />
            <Tiles
              name="organisations"
              legend={words.likelyLead}
              value={ticked}
              error={errors?.fields.organisations}
              choices={likely.map((one) => ({
                value: one.organisationId,
                label: <bdi>{one.name}</bdi>,
                hint: hintOf(v, one),
                disabled: one.askedAt !== null,
              }))}
            />
            <p>
              <button class="b" type="submit">
                {words.act}
              </button>
            </p>
          </form>
        )}
      </section>
    </>
  )
}

function hintOf(v: View, one: Likely) {
  const words = v.t.unmet.need
  return (
    <>
      {one.offer.past ? words.had : words.has}{' '}
      <bdi lang={one.offer.language === v.language ? undefined : one.offer.language}>{one.offer.title}</bdi>
      {one.commune && (
        <>
          {' · '}
          <bdi>{one.commune}</bdi>
        </>
      )}
      {one.km !== null && (
        <>
          {' · '}
          <bdi>{v.f.distance(one.km)}</bdi>
        </>
      )}
      {one.askedAt && ` · ${words.askedOn(v.f.dayMonth(one.askedAt))}`}
    </>
  )
}
