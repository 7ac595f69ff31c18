import { sql } from 'kysely'
import type { Language } from '../core/kinds'
import type { EQUIPMENT_CATEGORIES } from '../listings/input'
import type { Ctx } from '../platform/context'
import type { Query } from '../platform/db'
import { stemsOf, wordsOf } from './stems'
import { cellOf } from './cells'
import { termsOf } from './match'
import { meaningQueries, withoutMeaning } from './meanings'

/** What people call each kind: whoever types "salle" means every space, those with the word in their title first. */
const KIND_WORDS = {
  space: 'salle lieu espace room قاعة فضاء',
  equipment: 'materiel equipment معدات',
  staff: 'competence renfort skill كفاءة',
  waste: 'matiere dechet material waste مواد نفايات',
  premises: 'local locaux premises محل',
}

/** What people call equipment of a category: whoever types "camion" means every vehicle that can be had. */
const CATEGORY_WORDS: Record<(typeof EQUIPMENT_CATEGORIES)[number], string> = {
  vehicle: 'vehicule camion fourgon camionnette utilitaire vehicle van truck سيارة شاحنة',
  event: 'fete reunion event حفل',
  tools: 'outil outillage tool أدوات',
  kitchen: 'cuisine kitchen مطبخ',
  it: 'informatique ordinateur computer معلوميات حاسوب',
  textile: 'textile couture sewing خياطة',
  garden: 'jardin jardinage garden بستنة',
  health: 'sante soin health صحة',
  other: '',
}

/** The rows that documents are made of. */
export function sources(ctx: Ctx) {
  return ctx.db
    .selectFrom('listings as l')
    .innerJoin('organisations as o', 'o.id', 'l.organisationId')
    .select([
      'l.id',
      'l.clusterId',
      'l.direction',
      'l.kind',
      'l.visibility',
      'l.status',
      'l.hiddenReason',
      'l.version',
    ])
    .select([
      'l.title',
      'l.description',
      'l.terms',
      'l.language',
      'l.commune',
      'l.lat',
      'l.lng',
      'o.name as organisationName',
    ])
    .select(sql<keyof typeof CATEGORY_WORDS | null>`l.details ->> 'category'`.as('category'))
    .select([
      sql<
        string | null
      >`(select title_fr || ' ' || title_en from low_codes where code = l.details ->> 'lowCode')`.as('low'),
      sql<string | null>`(select title_fr from rome_codes where code = l.details ->> 'romeCode')`.as('rome'),
    ])
}
export type Source = Awaited<ReturnType<ReturnType<typeof sources>['executeTakeFirstOrThrow']>>

/**
 * Writes one listing's document as its tables say now; takes it out where it is not published, or hidden. A source read
 * earlier than the document was written changes nothing.
 */
export function documentOf(ctx: Ctx, of: Source): Query[] {
  const { db } = ctx
  const known = db
    .insertInto('searchDocs')
    .values({ listingId: of.id, listingVersion: of.version })
    .onConflict((c) =>
      c
        .column('listingId')
        .doUpdateSet({ listingVersion: of.version })
        .where('searchDocs.listingVersion', '<=', of.version),
    )
  const doc = sql`(select doc from search_docs where listing_id = ${of.id} and listing_version = ${of.version})`
  const remove: Query = { compile: () => sql`delete from search_index where rowid = ${doc}`.compile(db) }
  if (of.status !== 'published' || of.hiddenReason !== null)
    return [known, remove, ...withoutMeaning(ctx, of, doc)]
  const language: Language = of.language
  const cell = of.lat === null || of.lng === null ? null : cellOf({ lat: of.lat, lng: of.lng })
  const called = `${KIND_WORDS[of.kind]} ${of.category ? CATEGORY_WORDS[of.category] : ''}`
  const words = wordsOf([of.title, of.organisationName, of.commune, called].join(' '))
  const body = [
    ...stemsOf(`${of.description} ${of.terms}`, language),
    ...stemsOf(of.low ?? '', 'fr'),
    ...stemsOf(of.rome ?? '', 'fr'),
  ]
  const terms = termsOf(of, cell)
  const write: Query = {
    compile: () =>
      sql`insert into search_index (rowid, words, title, body, terms)
        select doc, ${words.join(' ')}, ${stemsOf(of.title, language).join(' ')}, ${body.join(' ')}, ${terms}
          from search_docs where listing_id = ${of.id} and listing_version = ${of.version}`.compile(db),
  }
  return [known, remove, write, ...withoutMeaning(ctx, of, doc), ...meaningQueries(ctx, of, terms)]
}
