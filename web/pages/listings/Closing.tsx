import type { VisibleListing } from '../../../worker/listings/queries'
import { Tiles } from '../../components/Field'
import type { View } from '../../view'

export function Closing({ v, l }: { v: View; l: VisibleListing }) {
  const { manage } = v.t.listings
  const draft = l.status === 'draft'
  const action = v.href(`/me/listings/${l.id}/close`)
  if (draft)
    return (
      <form method="post" action={action}>
        <input type="hidden" name="outcome" value="no_longer_needed" />
        <button type="submit" class="b b3">
          {manage.discard}
        </button>
      </form>
    )
  return (
    <details>
      <summary>{manage.close}</summary>
      <form method="post" action={action} class="st">
        <Tiles
          name="outcome"
          legend={manage.closeQuestion}
          value=""
          choices={(['met_here', 'met_elsewhere', 'no_longer_needed'] as const).map((value) => ({
            value,
            label: manage.outcomes[value],
          }))}
          required
        />
        <p>
          <button type="submit" class="b b2">
            {manage.closeDo}
          </button>
        </p>
      </form>
    </details>
  )
}
