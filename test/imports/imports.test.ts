import { describe, expect, it } from 'vitest'
import { acceptRows } from '../../worker/imports/commands/acceptRows'
import { type Import, importById, stageImport } from '../../worker/imports/staging'
import { changeLead } from '../../worker/leads/commands/changeLead'
import { updateOrganisation } from '../../worker/organisations/commands/updateOrganisation'
import type { Ctx } from '../../worker/platform/context'
import { as, db, eventTypes, givenCluster, givenCoordinator, givenOrganisation } from '../support/given'

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
  it('become leads that only the coordinators read, found again by their id', async () => {
    const { cluster, ctx } = await setting()
    const report = await imported(ctx, cluster.id, 'sites', SITES)
    expect(report).toMatchObject({ total: 3, added: 2, refused: 1 })
    expect(report.remarks).toEqual([
      { line: 4, path: 'surfaceM2', code: 'too_small', params: { min: 1 }, outcome: 'refused' },
    ])
    const leads = await db.selectFrom('leads').selectAll().orderBy('externalId').execute()
    expect(leads).toMatchObject([
      {
        ...{ title: 'Filature du Nord', words: 'filature, entrepôt', stage: 'lead', origin: 'import' },
        ...{ commune: 'Rouen', surfaceM2: 1200, source: 'sites', externalId: '76540_1', lat: 49.44 },
      },
      { title: 'Site vacant, Elbeuf', surfaceM2: 450 },
    ])
    expect(JSON.parse(leads[0]?.friches ?? '')).toEqual({
      ...{ site_id: '76540_1', site_nom: 'Filature du Nord', site_type: 'friche industrielle' },
      ...{ site_occupation: 'totalement inoccupé', site_surface_m2: '1200', bati_nombre: '3' },
      ...{ comm_nom: 'ROUEN', longitude: '1.1', latitude: '49.44', activite_libelle: 'filature|entrepôt' },
    })
    expect(await db.selectFrom('listings').select('id').execute()).toEqual([])
    expect(await db.selectFrom('organisations').select('id').execute()).toEqual([])
    expect(await eventTypes()).toEqual(['lead.opened', 'lead.opened', 'import.accepted'])
    expect(await imported(ctx, cluster.id, 'sites', SITES)).toMatchObject({
      ...{ added: 0, unchanged: 2, refused: 1 },
    })
    expect(await db.selectFrom('leads').select('id').execute()).toHaveLength(2)
  })

  it('are updated by a newer file, except what was edited by hand', async () => {
    const { cluster, ctx } = await setting()
    await imported(ctx, cluster.id, 'sites', SITES)
    const { id } = await db
      .selectFrom('leads')
      .select('id')
      .where('externalId', '=', '76540_1')
      .executeTakeFirstOrThrow()
    await changeLead(ctx, id, { title: 'La filature', nextAction: 'Appeler' })
    const newer = SITES.replace('Filature du Nord', 'FILATURE').replace('1200', '1300')
    const report = await imported(ctx, cluster.id, 'sites', newer)
    expect(report).toMatchObject({ updated: 1, unchanged: 1, leftAlone: 1 })
    expect(await db.selectFrom('leads').selectAll().where('id', '=', id).executeTakeFirst()).toMatchObject({
      ...{ title: 'La filature', surfaceM2: 1300, nextAction: 'Appeler', version: 3 },
    })
  })

  it('need no surface, and have their dates and numbers checked', async () => {
    const { cluster, ctx } = await setting()
    const file = `site_id,site_nom,comm_nom,site_actu_date,bati_nombre,geompoint
A,Atelier,ELBEUF,2025-13-01,2,
B,Atelier,ELBEUF,2025-12-01,deux,
C,Atelier,ELBEUF,2025-12-01,2,POINT(1.01 49.28)
D,Atelier,ELBEUF,,,POINT(49.28 1.01)
E,Atelier,,,,
`
    const report = await imported(ctx, cluster.id, 'sites', file)
    expect(report.remarks.map(({ line, path, code }) => [line, path, code])).toEqual([
      [2, 'site_actu_date', 'not_date'],
      [3, 'bati_nombre', 'not_number'],
      [6, 'commune', 'required'],
    ])
    expect(await db.selectFrom('leads').select(['lat', 'lng', 'surfaceM2']).execute()).toEqual([
      { lat: 49.28, lng: 1.01, surfaceM2: null },
      { lat: 49.28, lng: 1.01, surfaceM2: null },
    ])
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
