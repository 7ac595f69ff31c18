import type { Photo } from '../../../worker/listings/queries'
import type { FormErrors } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { PhotoQuestion } from '../../components/PhotoQuestion'
import type { View } from '../../view'

const MOST = 6

/** The photos of a listing: see, remove, add. */
export function Photos({
  v,
  id,
  photos,
  alt,
  errors,
}: {
  v: View
  id: string
  photos: Photo[]
  alt?: string
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
          <PhotoQuestion v={v} words={v.t.listings.what} error={errors?.fields.photo} alt={alt} />
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
