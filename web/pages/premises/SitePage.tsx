import type { Child } from 'hono/jsx'
import type { Listing } from '../../../worker/listings/queries'
import { sheetOf, surfacesOf } from '../../../worker/premises/asJson'
import type { Parts, Site } from '../../../worker/premises/queries'
import { isUnknown } from '../../../worker/premises/rulesOfFriches'
import { reliability } from '../../../worker/premises/rulesOfSheet'
import { ErrorSummary, type FormErrors } from '../../components/Field'
import { Icon, KindLabel, Picture } from '../../components/Icon'
import type { View } from '../../view'
import { paragraphs } from '../listings/ListingPage'
import { PhotoQuestion } from '../../components/PhotoQuestion'
import { Told } from '../../components/Told'
import { TermList } from '../../components/TermList'
import { LotsPanel } from './LotsPanel'
import { Trust, Vacancy } from './SiteFigures'
import { dateWords, m2 } from './words'

interface Shown {
  site: Site
  listing: Listing
  inside: boolean
  parts: Parts
  errors: FormErrors | undefined
  /** What was typed of a photo that was refused. */
  alt: string | undefined
}

export function SitePage({ v, shown, told }: { v: View; shown: Shown; told: string | undefined }) {
  const { site, listing, inside, parts, errors } = shown
  const words = v.t.premises.site
  return (
    <div class="w sec page premises">
      <p class="back sm">
        <a href={v.href(inside ? '/premises' : `/offers/${site.listingId}`)}>
          {inside ? words.back : words.seeOffer}
        </a>
      </p>
      {!inside && <Gallery v={v} parts={parts} />}
      <div class="side">
        <div class="st wide-gap">
          <Told words={told} />
          <ErrorSummary v={v} errors={errors} />
          <div class="st tight">
            <KindLabel kind="premises">
              {v.t.common.kinds.premises} · {v.t.premises.landing.status[site.status]}
            </KindLabel>
            <h1>
              <bdi>{site.name}</bdi>
            </h1>
            <p class="lead q">
              {[inside && site.address, site.commune, site.organisationName]
                .filter(Boolean)
                .map((name, i) => (
                  <>
                    {i > 0 && ' · '}
                    <bdi>{name}</bdi>
                  </>
                ))}
            </p>
          </div>
          {site.description && (
            <div class="st" lang={listing.language === v.language ? undefined : listing.language} dir="auto">
              {paragraphs(site.description)}
            </div>
          )}
          {inside && site.status !== 'published' && parts.lots.length > 0 && (
            <form class="onlym" method="post" action={v.href(`/premises/${site.id}/online`)}>
              <button class="b wide" type="submit">
                {site.status === 'draft' ? words.goOnline : words.goOnlineAgain}
              </button>
            </form>
          )}
          <LotsPanel v={v} site={site} parts={parts} inside={inside} />
          {inside && <Photos v={v} shown={shown} />}
        </div>
        <div class="st stick">
          <Aside v={v} shown={shown} />
          {inside && <Trust v={v} site={site} found={reliability(sheetOf(site, parts))} />}
          {inside && <Vacancy v={v} site={site} parts={parts} />}
        </div>
      </div>
    </div>
  )
}

function Gallery({ v, parts }: { v: View; parts: Parts }) {
  const [first] = parts.photos
  return (
    <div class="gal one">
      {first ? (
        <img
          class="pic"
          src={`/photos/${first.id}`}
          alt={first.alt || v.t.listings.page.photo(1)}
          width={first.width}
          height={first.height}
        />
      ) : (
        <Picture name="floor" />
      )}
    </div>
  )
}

function Aside({ v, shown: { site, inside, parts } }: { v: View; shown: Shown }) {
  const words = v.t.premises.site
  const surfaces = surfacesOf(site, parts.lots)
  const pollution = site.friches.sol_pollution_existe
  const rows: [string, Child][] = []
  if (parts.lots.length > 0) rows.push([words.ofLots, m2(v, surfaces.floorM2)])
  if (site.surfaceM2) rows.push([words.surface, m2(v, site.surfaceM2)])
  if (site.vacantSince) rows.push([words.vacantSince, dateWords(v, site.vacantSince)])
  if (site.endsOn)
    rows.push([
      words.endsOn,
      <>
        {dateWords(v, site.endsOn)}
        {site.endReason && (
          <>
            {' · '}
            <bdi>{site.endReason}</bdi>
          </>
        )}
      </>,
    ])
  if (!isUnknown(pollution)) rows.push([words.hazards, <span lang="fr">{pollution}</span>])
  return (
    <aside class="panel st">
      {rows.length > 0 && <TermList rows={rows} />}
      {inside ? (
        <Manage v={v} site={site} lots={parts.lots.length} />
      ) : (
        site.status === 'published' && (
          <a class="b wide" href={v.href(`/offers/${site.listingId}/book`)}>
            {words.askLot}
          </a>
        )
      )}
    </aside>
  )
}

function Manage({ v, site, lots }: { v: View; site: Site; lots: number }) {
  const words = v.t.premises.site
  const at = v.href(`/premises/${site.id}`)
  const online = site.status === 'published'
  return (
    <>
      {!online && lots > 0 && (
        <form method="post" action={`${at}/online`}>
          <button class="b wide" type="submit">
            {site.status === 'draft' ? words.goOnline : words.goOnlineAgain}
          </button>
        </form>
      )}
      {site.status !== 'draft' && (
        <a class="b b2 wide" href={v.href(`/offers/${site.listingId}`)}>
          {words.seeOffer}
        </a>
      )}
      <nav aria-label={words.manage}>
        <ul class="menu">
          {(
            [
              ['edit', words.sheet],
              ['buildings', words.buildings],
              ['charges', words.charges],
              ['plans', words.plans],
              ['documents', words.documents],
              ['friches', words.friches],
            ] as const
          ).map(([path, name]) => (
            <li>
              <a href={`${at}/${path}`}>{name}</a>
            </li>
          ))}
          <li>
            <a href={`${at}/fees`}>{v.t.fees.title}</a>
          </li>
          <li>
            <a href={v.href(`/occupancies?site=${site.id}`)}>{v.t.occupancies.title}</a>
          </li>
          {site.status !== 'draft' && (
            <li>
              <a href={v.href(`/offers/${site.listingId}/calendar`)}>{words.calendar}</a>
            </li>
          )}
        </ul>
      </nav>
      {online && (
        <form method="post" action={`${at}/offline`}>
          <button class="b b3" type="submit">
            {words.goOffline}
          </button>
        </form>
      )}
    </>
  )
}

function Photos({
  v,
  shown: { site, parts, errors, alt },
}: {
  v: View
  shown: Pick<Shown, 'site' | 'parts' | 'errors' | 'alt'>
}) {
  const words = v.t.premises.site
  const at = v.href(`/premises/${site.id}`)
  return (
    <section class="panel st" aria-labelledby="photos">
      <h2 id="photos">{words.photos}</h2>
      {parts.photos.length > 0 && (
        <ul class="shots">
          {parts.photos.map((photo, i) => (
            <li class="st tight">
              <img
                src={`/photos/${photo.id}`}
                alt={photo.alt || v.t.listings.page.photo(i + 1)}
                width={photo.width}
                height={photo.height}
                loading="lazy"
              />
              <form method="post" action={`${at}/unphoto`}>
                <input type="hidden" name="photo" value={photo.id} />
                <button type="submit" class="b b3">
                  <Icon name="x" />
                  {v.t.common.remove}
                  <span class="vh"> : {v.t.listings.page.photo(i + 1)}</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {parts.photos.length < 6 && (
        <form method="post" action={`${at}/photo`} enctype="multipart/form-data" class="st">
          <PhotoQuestion v={v} words={v.t.listings.what} error={errors?.fields.photo} alt={alt} />
          <p>
            <button type="submit" class="b b2">
              {words.addPhoto}
            </button>
          </p>
        </form>
      )}
    </section>
  )
}
