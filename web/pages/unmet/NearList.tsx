import type { OfferNear } from '../../../worker/unmet/queries'
import { obstacleWords } from '../../../worker/unmet/words'
import type { View } from '../../view'

/** What almost fits, each with the one thing in the way. */
export function NearList({
  v,
  near,
  titled = true,
}: {
  v: View
  near: OfferNear[] | null
  titled?: boolean
}) {
  const words = v.t.unmet
  if (near === null) return <p class="q sm">{words.later}</p>
  if (near.length === 0) return <p class="q sm">{words.nothing}</p>
  return (
    <>
      {titled && <p class="s ask">{words.almost}</p>}
      <ul class="lines">
        {near.map((one) => (
          <li>
            <span>
              <a href={v.href(`/offers/${one.offerId}`)}>
                <bdi lang={one.language === v.language ? undefined : one.language}>{one.title}</bdi>
              </a>
              <span class="hint">
                <bdi>{one.organisationName}</bdi>
                {one.km !== null && one.obstacle.what !== 'distance' && (
                  <>
                    {' · '}
                    <bdi>{v.f.distance(one.km)}</bdi>
                  </>
                )}
              </span>
            </span>
            <span>
              <b>{words.what[one.obstacle.what]}</b>{' '}
              <span class="hint">
                <bdi>{obstacleWords(v.t, v.f, one.obstacle, one)}</bdi>
              </span>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
