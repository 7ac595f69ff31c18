import type { Photo } from '../../../worker/listings/queries'
import { Field, type FormErrors, idOf } from '../../components/Field'
import { Icon } from '../../components/Icon'
import type { View } from '../../view'

/** The file and its words (`plain`: without). The island makes the photo smaller before it travels; without it, 2 MB may be sent. */
export function PhotoQuestion({ v, errors, plain }: { v: View; errors?: FormErrors; plain?: boolean }) {
  const { what } = v.t.listings
  const id = idOf('photo')
  const error = errors?.fields.photo
  return (
    <>
      <div class={error ? 'err' : undefined}>
        <label for={id}>
          {what.photo} <span class="hint">{what.photoHint}</span>
        </label>
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
            aria-describedby={error ? `${id}-e` : undefined}
            aria-invalid={error ? 'true' : undefined}
          />
        </photo-resizer>
      </div>
      {!plain && <Field name="photoAlt" label={what.photoAlt} hint={what.photoAltHint} maxlength={200} />}
    </>
  )
}

const MOST = 6

/** The photos of a listing: see, remove, add. */
export function Photos({
  v,
  id,
  photos,
  errors,
}: {
  v: View
  id: string
  photos: Photo[]
  errors?: FormErrors
}) {
  const { manage } = v.t.listings
  const at = v.href(`/me/listings/${id}`)
  return (
    <section class="st" aria-labelledby="photos">
      <h2 id="photos">{manage.photos}</h2>
      {photos.length > 0 && (
        <ul class="shots">
          {photos.map((photo, i) => (
            <li class="st tight">
              <img
                src={`/photos/${photo.id}`}
                alt={photo.alt}
                width={photo.width}
                height={photo.height}
                loading="lazy"
              />
              <form method="post" action={`${at}/unphoto`}>
                <input type="hidden" name="photo" value={photo.id} />
                <button type="submit" class="b b3" aria-label={manage.removePhoto(i + 1)}>
                  <Icon name="x" />
                  {v.t.common.remove}
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {photos.length >= MOST ? (
        <p class="q">{manage.photosFull}</p>
      ) : (
        <form method="post" action={`${at}/photo`} enctype="multipart/form-data" class="st">
          <PhotoQuestion v={v} errors={errors} />
          <p>
            <button type="submit" class="b b2">
              {manage.addPhoto}
            </button>
          </p>
        </form>
      )}
    </section>
  )
}
