import type { Photo, VisibleListing } from '../../../worker/listings/queries'
import type { View } from '../../view'

const UNIT_CODE = {
  hour: 'HUR',
  day: 'DAY',
  month: 'MON',
  piece: 'C62',
  kg: 'KGM',
  m2_month: 'MTK',
  once: 'C62',
} as const
const THING = {
  space: 'Place',
  equipment: 'Product',
  staff: 'Service',
  waste: 'Product',
  premises: 'Place',
} as const

/**
 * A public listing as schema.org says it: Offer or Demand. The place is its commune: what is written here is read by anyone,
 * whoever asked for the page.
 */
export function jsonLdOf(v: View, l: VisibleListing, photos: readonly Photo[]): object {
  const url = `${v.ctx.env.PUBLIC_URL}${v.href(`/${l.direction}s/${l.id}`)}`
  const images = photos.map((photo) => `${v.ctx.env.PUBLIC_URL}/photos/${photo.id}`)
  const place = {
    '@type': 'Place',
    address: {
      '@type': 'PostalAddress',
      addressLocality: l.commune,
      ...(l.postcode && { postalCode: l.postcode }),
    },
  }
  const who = { '@type': 'Organization', name: l.organisationName }
  const cents = l.tariffMode === 'price' ? (l.referenceCents ?? 0) : 0
  return {
    '@context': 'https://schema.org',
    '@type': l.direction === 'offer' ? 'Offer' : 'Demand',
    '@id': url,
    url,
    name: l.title,
    ...(l.description && { description: l.description.slice(0, 500) }),
    inLanguage: l.language,
    itemOffered: { '@type': THING[l.kind], name: l.title, ...(images.length > 0 && { image: images }) },
    ...(l.direction === 'offer' ? { seller: who, offeredBy: who } : { seller: who }),
    ...(l.tariffMode !== 'exchange' && {
      price: (cents / 100).toFixed(2),
      priceCurrency: v.f.currency,
      ...(l.tariffMode === 'price' && {
        priceSpecification: {
          ...{
            '@type': 'UnitPriceSpecification',
            price: (cents / 100).toFixed(2),
            priceCurrency: v.f.currency,
          },
          unitCode: UNIT_CODE[l.priceUnit ?? 'once'],
        },
      }),
    }),
    availability: `https://schema.org/${l.status === 'published' ? 'InStock' : 'OutOfStock'}`,
    availableAtOrFrom: place,
    ...(l.publishedAt && { validFrom: l.publishedAt }),
    ...(l.expiresAt && { validThrough: l.expiresAt }),
  }
}
