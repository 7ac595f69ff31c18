import { Field, type FormErrors } from '../../components/Field'
import type { View } from '../../view'
import type { Shown } from './ListingPage'

/** What the coordinator may do with what somebody else has posted. */
export function Moderation({
  v,
  shown: { l },
  errors,
  reason,
}: {
  v: View
  shown: Shown
  errors?: FormErrors
  reason?: string
}) {
  const words = v.t.listings.page
  const at = v.href(`/${l.direction}s/${l.id}`)
  return (
    <details open={errors !== undefined}>
      <summary>{words.coordination}</summary>
      <div class="st">
        <a class="b b2" href={v.href(`/me/listings/${l.id}`)}>
          {v.t.listings.mine.manage}
        </a>
        {l.hiddenReason !== null ? (
          <form method="post" action={`${at}/restore`}>
            <button type="submit" class="b b2">
              {words.restore}
            </button>
          </form>
        ) : (
          <form method="post" action={`${at}/hide`} class="st">
            <Field
              name="reason"
              label={words.hideReason}
              value={reason}
              error={errors?.fields.reason}
              maxlength={500}
            />
            <button type="submit" class="b b2">
              {words.hide}
            </button>
          </form>
        )}
      </div>
    </details>
  )
}
