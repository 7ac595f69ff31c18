import type { View } from '../view'
import { Field, idOf } from './Field'
import { Icon } from './Icon'

/** The file and its words (`plain`: without). The island makes the photo smaller before it travels; without it, 2 MB may be sent. */
export function PhotoQuestion({
  v,
  words,
  error,
  alt,
  plain,
}: {
  v: View
  words: { photo: string; photoHint: string; photoAlt: string; photoAltHint?: string }
  error: string | undefined
  /** What was typed of the words. */
  alt?: string | undefined
  plain?: boolean
}) {
  const { what } = v.t.listings
  const id = idOf('photo')
  return (
    <>
      <div class={error ? 'err' : undefined}>
        <label for={id}>{words.photo}</label>
        <span class="hint" id={`${id}-h`}>
          {words.photoHint}
        </span>
        {error && (
          <span class="msg" id={`${id}-e`}>
            <Icon name="circle-alert" />
            {error}
          </span>
        )}
        <photo-resizer data-busy={what.photoBusy} data-ready={what.photoReady('{size}')}>
          <input
            type="file"
            id={id}
            name="photo"
            accept="image/jpeg,image/png,image/webp"
            aria-describedby={error ? `${id}-h ${id}-e` : `${id}-h`}
            aria-invalid={error ? 'true' : undefined}
          />
        </photo-resizer>
      </div>
      {!plain && (
        <Field name="photoAlt" value={alt} label={words.photoAlt} hint={words.photoAltHint} maxlength={200} />
      )}
    </>
  )
}
