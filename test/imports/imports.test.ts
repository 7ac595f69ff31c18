import { describe, expect, it } from 'vitest'
import { acceptRows } from '../../worker/imports/commands/acceptRows'
import { type Import, importById, stageImport } from '../../worker/imports/staging'
import { editListing } from '../../worker/listings/commands/editListing'
import { updateOrganisation } from '../../worker/organisations/commands/updateOrganisation'
import type { Ctx } from '../../worker/platform/context'
import {
  as,
  db,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
} from '../support/given'

const bytes = (text: string) => new TextEncoder().encode(text).buffer as ArrayBuffer

async function setting() {
  const cluster = await givenCluster()
  return { cluster, ctx: await as(await givenCoordinator(cluster)) }
}
async function imported(
  ctx: Ctx,
  clusterId: string,
  kind: Import['kind'],
  csv: string | ArrayBuffer,
  publish = false,
) {
  const file = typeof csv === 'string' ? bytes(csv) : csv
  const id = await stageImport(ctx, clusterId, { kind, publish }, file)
  let one = await importById(ctx, id)
  while (one.status !== 'accepted') one = await acceptRows(ctx, id)
  const { total, added, updated, unchanged, leftAlone, refused } = one
  return { total, added, updated, unchanged, leftAlone, refused, remarks: one.remarks }
}

const EMPLOYERS = `siret,name,brand,kind,address,post_code,city,longitude,latitude,website
73282932000074,ATELIER DU ROBEC,,ACI,1 rue du Moulin,76160,DARNETAL,1.15,49.44,
35600000000048,La Poste,"La Poste, siège",EI,,76000,Rouen,,,laposte.example
73282932000075,SIRET FAUX,,EI,,76000,Rouen,,,
,Sans identifiant,,EI,,76000,Rouen,,,
73282932000074,ATELIER DU ROBEC ENCORE,,ACI,,76160,Darnétal,,,
`

describe('organisations', () => {
  it('come in whole or are refused with a reason; again, they are unchanged', async () => {
    const { cluster, ctx } = await setting()
    const first = await imported(ctx, cluster.id, 'organisations', EMPLOYERS)
    expect(first).toMatchObject({ total: 5, added: 2, updated: 0, unchanged: 0, leftAlone: 0, refused: 3 })
    expect(first.remarks).toEqual([
      { line: 4, path: 'siret', code: 'not_siret', outcome: 'refused' },
      { line: 5, path: 'siret', code: 'no_identifier', outcome: 'refused' },
      { line: 6, path: 'siret', code: 'twice_in_file', params: { line: 2 }, outcome: 'refused' },
    ])
    const kept = await db.selectFrom('organisations').selectAll().orderBy('name').execute()
    expect(kept).toMatchObject([
      {
        ...{
          name: 'ATELIER DU ROBEC',
          siret: '73282932000074',
          legalForm: 'social_enterprise',
          commune: 'Darnetal',
        },
        ...{ postcode: '76160', lat: 49.44, lng: 1.15, handEdited: '[]', version: 1 },
      },
      { name: 'La Poste, siège', website: 'https://laposte.example', lat: null },
    ])
    expect(await db.selectFrom('affiliations').select('status').execute()).toEqual([
      { status: 'active' },
      { status: 'active' },
    ])
    expect(await eventTypes()).toEqual([
      ...[
        'organisation.registered',
        'affiliation.accepted',
        'organisation.registered',
        'affiliation.accepted',
      ],
      'import.accepted',
    ])
    expect(await imported(ctx, cluster.id, 'organisations', EMPLOYERS)).toMatchObject({
      ...{ added: 0, updated: 0, unchanged: 2, refused: 3 },
    })
    expect((await eventTypes()).slice(5)).toEqual(['import.accepted'])
  })

  it('are updated by a newer file, except what was changed by hand', async () => {
    const { cluster, ctx } = await setting()
    await imported(ctx, cluster.id, 'organisations', EMPLOYERS)
    const { id } = await db
      .selectFrom('organisations')
      .select('id')
      .where('name', 'like', 'ATELIER%')
      .executeTakeFirstOrThrow()
    await updateOrganisation(ctx, cluster.id, id, { name: 'Atelier du Robec', postcode: '76160' })
    const newer = 'siret;nom;ville;adresse\n73282932000074;ATELIER ROBEC SCOP;Rouen;2 rue Neuve\n'
    const report = await imported(ctx, cluster.id, 'organisations', newer)
    expect(report).toMatchObject({ added: 0, updated: 1, leftAlone: 1, refused: 0 })
    expect(report.remarks).toEqual([{ line: 2, path: 'name', code: 'changed_by_hand', outcome: 'left' }])
    expect(
      await db.selectFrom('organisations').selectAll().where('id', '=', id).executeTakeFirst(),
    ).toMatchObject({
      ...{
        name: 'Atelier du Robec',
        commune: 'Rouen',
        address: '2 rue Neuve',
        postcode: '76160',
        lat: 49.44,
      },
      handEdited: '["name"]',
    })
    // The same file once more says nothing new.
    expect(await imported(ctx, cluster.id, 'organisations', newer)).toMatchObject({
      unchanged: 1,
      leftAlone: 1,
    })
  })

  it('that another cluster knows get their place here, and stay as their own people told them', async () => {
    const { cluster, ctx } = await setting()
    const elsewhere = await givenCluster()
    const other = await givenOrganisation(elsewhere, { siret: '73282932000074', name: 'Le Robec' })
    const report = await imported(ctx, cluster.id, 'organisations', 'siret,nom\n73282932000074,Autre nom\n')
    expect(report).toMatchObject({ added: 1, leftAlone: 1 })
    expect(
      await db.selectFrom('organisations').select('name').where('id', '=', other.id).executeTakeFirst(),
    ).toEqual({
      name: 'Le Robec',
    })
    expect(
      await db
        .selectFrom('affiliations')
        .select('clusterId')
        .where('organisationId', '=', other.id)
        .execute(),
    ).toHaveLength(2)
  })

  it('suspended or gone are not brought back by a file', async () => {
    const { cluster, ctx } = await setting()
    const gone = await givenOrganisation(cluster, { siret: '73282932000074' })
    const csv = 'siret,nom\n73282932000074,Nom\n'
    for (const [status, reason] of [
      ['suspended', 'organisation_suspended'],
      ['left', 'transition_not_allowed'],
    ] as const) {
      await db.updateTable('affiliations').set({ status }).where('organisationId', '=', gone.id).execute()
      const report = await imported(ctx, cluster.id, 'organisations', csv)
      expect(report.remarks).toEqual([{ line: 2, path: '', code: reason, outcome: 'refused' }])
    }
  })
})

const SITES = `site_id,site_nom,site_type,site_occupation,site_surface_m2,bati_nombre,comm_nom,longitude,latitude,activite_libelle
76540_1,Filature du Nord,friche industrielle,totalement inoccupé,1200,3,ROUEN,1.1,49.44,filature|entrepôt
76540_2,,inconnu,inconnu,450,,ELBEUF,1,49.28,
76540_3,Trop petit,inconnu,inconnu,0,,ELBEUF,1,49.28,
`

describe('vacant sites', () => {
  it('become drafts of a landlord to be identified, one lot each, found again by their id', async () => {
    const { cluster, ctx } = await setting()
    const report = await imported(ctx, cluster.id, 'sites', SITES)
    expect(report).toMatchObject({ total: 3, added: 2, refused: 1 })
    expect(report.remarks).toEqual([
      { line: 4, path: 'surfaceM2', code: 'too_small', params: { min: 1 }, outcome: 'refused' },
    ])
    const listings = await db.selectFrom('listings').selectAll().orderBy('externalId').execute()
    expect(listings).toMatchObject([
      {
        ...{
          title: 'Filature du Nord',
          description: 'filature, entrepôt',
          status: 'draft',
          kind: 'premises',
        },
        ...{
          commune: 'Rouen',
          quantity: 1200,
          unit: 'm2',
          source: 'sites',
          externalId: '76540_1',
          lat: 49.44,
        },
      },
      { title: 'Site vacant, Elbeuf', quantity: 450 },
    ])
    expect(JSON.parse(listings[0]?.details ?? '')).toMatchObject({
      ...{
        siteType: 'friche industrielle',
        occupation: 'totalement inoccupé',
        buildings: 3,
        surfaceM2: 1200,
      },
    })
    expect(await db.selectFrom('capacities').select(['shape', 'quantity', 'label']).execute()).toEqual([
      { shape: 'lot', quantity: 1, label: 'Lot 1' },
      { shape: 'lot', quantity: 1, label: 'Lot 1' },
    ])
    expect(await db.selectFrom('organisations').select(['name', 'siret']).execute()).toEqual([
      { name: 'Propriétaire à identifier', siret: null },
    ])
    expect(await imported(ctx, cluster.id, 'sites', SITES)).toMatchObject({
      added: 0,
      unchanged: 2,
      refused: 1,
    })
    expect(await db.selectFrom('listings').select('id').execute()).toHaveLength(2)
  })

  it('are updated by a newer file, except what was edited by hand', async () => {
    const { cluster, ctx } = await setting()
    await imported(ctx, cluster.id, 'sites', SITES)
    const { id } = await db
      .selectFrom('listings')
      .select('id')
      .where('externalId', '=', '76540_1')
      .executeTakeFirstOrThrow()
    const landlord = await db.selectFrom('organisations').select('id').executeTakeFirstOrThrow()
    const owner = await as(await givenMember(landlord, { role: 'manager' }))
    await editListing(owner, id, { title: 'La filature' })
    const newer = SITES.replace('Filature du Nord', 'FILATURE').replace('1200', '1300')
    const report = await imported(ctx, cluster.id, 'sites', newer)
    expect(report).toMatchObject({ updated: 1, unchanged: 1, leftAlone: 1 })
    expect(await db.selectFrom('listings').selectAll().where('id', '=', id).executeTakeFirst()).toMatchObject(
      {
        ...{ title: 'La filature', quantity: 1300 },
      },
    )
    const lots = await db.selectFrom('capacities').select('details').execute()
    expect(lots.map((lot) => JSON.parse(lot.details).surfaceM2)).toContain(1300)
    expect(lots).toHaveLength(2)
  })
})

describe('listings', () => {
  const csv = (...rows: string[]) =>
    ['ref;sens;nature;structure;titre;prix;prix par;places', ...rows].join('\n')

  it('come in for organisations of the cluster, by SIRET or name, and are shown where that is asked', async () => {
    const { cluster, ctx } = await setting()
    await givenOrganisation(cluster, { name: 'La Fabrique', siret: '73282932000074' })
    await givenOrganisation(await givenCluster(), { name: 'Ailleurs' })
    const file = csv(
      'A1;offre;salle;la fabrique;Grande salle;12,50;heure;24',
      'A2;besoin;matériel;732 829 320 00074;Un barnum;;;',
      'A3;offre;salle;Ailleurs;Salle d’ailleurs;;;',
      'A4;prêt;salle;La Fabrique;Sens inconnu;;;',
      ';offre;salle;La Fabrique;Sans identifiant;;;',
    )
    const report = await imported(ctx, cluster.id, 'listings', file, true)
    expect(report).toMatchObject({ added: 2, refused: 3 })
    expect(report.remarks.map(({ line, path, code }) => [line, path, code])).toEqual([
      [4, 'organisation', 'unknown_organisation'],
      [5, 'direction', 'not_a_choice'],
      [6, 'externalId', 'required'],
    ])
    expect(await db.selectFrom('listings').selectAll().orderBy('externalId').execute()).toMatchObject([
      {
        title: 'Grande salle',
        referenceCents: 1250,
        priceUnit: 'hour',
        status: 'published',
        direction: 'offer',
      },
      { title: 'Un barnum', tariffMode: 'free', status: 'published', direction: 'need', kind: 'equipment' },
    ])
    expect(await imported(ctx, cluster.id, 'listings', file, true)).toMatchObject({
      unchanged: 2,
      refused: 3,
    })
  })

  it('hold what looks like a formula as words', async () => {
    const { cluster, ctx } = await setting()
    await givenOrganisation(cluster, { name: 'La Fabrique' })
    await imported(
      ctx,
      cluster.id,
      'listings',
      csv("A1;offre;salle;La Fabrique;=HYPERLINK('x');;;", "A2;offre;salle;La Fabrique;'@salle;;;"),
    )
    expect(await db.selectFrom('listings').select('title').orderBy('externalId').execute()).toEqual([
      { title: "=HYPERLINK('x')" },
      { title: '@salle' },
    ])
  })
})
