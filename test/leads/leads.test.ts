import { describe, expect, it } from 'vitest'
import { acceptRows } from '../../worker/imports/commands/acceptRows'
import { importById, stageImport } from '../../worker/imports/staging'
import { eventsAfter } from '../../worker/journal/queries'
import { becomeSite } from '../../worker/leads/commands/becomeSite'
import { changeLead, moveLead, noteLead } from '../../worker/leads/commands/changeLead'
import { openLead } from '../../worker/leads/commands/openLead'
import { REPORTS_PER_HOUR, reportPlace } from '../../worker/leads/commands/reportPlace'
import { boardOf, historyOf, leadInside, leadsOf } from '../../worker/leads/queries'
import { BOARD } from '../../worker/leads/rules'
import { changeSite } from '../../worker/premises/commands/changeSite'
import { frichesOf } from '../../worker/premises/exchange'
import { siteById } from '../../worker/premises/queries'
import { tell } from '../../worker/notifications/reactTo'
import { clusterById } from '../../worker/clusters/queries'
import { parseCsv } from '../../worker/imports/parse'
import { JPEG } from '../rights/worldOfBookings'
import {
  as,
  db,
  eventsOf,
  eventTypes,
  givenCluster,
  givenCoordinator,
  givenMember,
  givenOrganisation,
} from '../support/given'

const codes = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (e) => e,
  )
  if (!error) return 'no refusal'
  return error.details?.fields?.map((f: { path: string; code: string }) => [f.path, f.code]) ?? error.code
}
async function setting() {
  const cluster = await givenCluster()
  const landlord = await givenOrganisation(cluster, { name: 'Foncière' })
  const owner = await givenMember(landlord, { role: 'manager' })
  const coordinator = await givenCoordinator(cluster)
  return {
    cluster,
    landlord,
    owner: await as(owner),
    coordinator,
    ctx: await as(coordinator),
    stranger: await as(null),
  }
}
const SEEN = {
  words: 'Boutique vide depuis l’été\nvitrine cassée',
  address: '12 rue Eau-de-Robec',
  commune: 'Rouen',
}

describe('a report from a phone', () => {
  it('is kept for the coordinators, who are told; nobody else reads it, nor that it is there', async () => {
    const { cluster, coordinator, ctx, owner, stranger } = await setting()
    const id = await reportPlace(
      stranger,
      cluster.id,
      { ...SEEN, contact: '06 00 00 00 00' },
      new Uint8Array(JPEG),
      '1.2.3.4',
    )
    expect(await leadInside(ctx, id)).toMatchObject({
      ...{ stage: 'reported', origin: 'report', subject: 'premises', title: 'Boutique vide depuis l’été' },
      ...{ createdBy: null, reporterContact: '06 00 00 00 00', photoType: 'image/jpeg' },
    })
    const [event] = await eventsOf(id)
    expect(event).toMatchObject({ type: 'lead.reported', payload: { subject: 'premises' }, actorId: null })
    await tell(ctx, event!)
    const notices = await db.selectFrom('notices').select(['personId', 'channel']).execute()
    expect(notices.map((one) => one.personId)).toEqual([coordinator.id, coordinator.id])
    expect(await codes(leadInside(owner, id))).toBe('not_found')
    expect(await codes(leadsOf(owner, cluster.id, {}))).toBe('not_coordinator')
    expect((await eventsAfter(owner, cluster.id, 0, 50)).items).toEqual([])
    expect((await eventsAfter(ctx, cluster.id, 0, 50)).items).toHaveLength(1)
    expect(await db.selectFrom('listings').select('id').execute()).toEqual([])
  })

  it('needs a place, and words or a photo; is refused when it is too heavy, and when there are too many', async () => {
    const { cluster, stranger } = await setting()
    const report = (given: object, photo?: Uint8Array, sender = '1.2.3.4') =>
      reportPlace(stranger, cluster.id, given, photo, sender)
    expect(await codes(report({ words: 'Vide' }))).toEqual([['address', 'place_needed']])
    expect(await codes(report({ address: 'Rue du Port' }))).toEqual([['words', 'words_or_photo']])
    expect(await codes(report({ words: 'Vide', lat: 49.4 }))).toEqual([['address', 'half_place']])
    expect(await codes(report({ ...SEEN, subject: 'people' }))).toEqual([['subject', 'not_a_choice']])
    expect(await codes(report(SEEN, new Uint8Array(40_000_000)))).toEqual([['photo', 'photo_size']])
    expect(await codes(report(SEEN, new TextEncoder().encode('GIF89a')))).toEqual([['photo', 'photo_type']])
    expect(await db.selectFrom('leads').select('id').execute()).toEqual([])
    for (let i = 0; i < REPORTS_PER_HOUR; i++) await report({ words: 'Vide', lat: 49.4, lng: 1.1 })
    expect(await codes(report(SEEN))).toBe('too_many_requests')
    expect(await codes(report({ ...SEEN, subject: 'waste' }, undefined, '5.6.7.8'))).toBe('no refusal')
  })
})

describe('a lead', () => {
  it('goes from stage to stage, with what is said, who does what next, and its history', async () => {
    const { cluster, ctx, coordinator, landlord } = await setting()
    const id = await openLead(ctx, cluster.id, { title: 'Garage Leroux', surfaceM2: 300 })
    await changeLead(ctx, id, { nextAction: 'Appeler', nextOn: '2026-11-25', nextBy: coordinator.id })
    await noteLead(ctx, id, { kind: 'call', body: 'Le propriétaire rappelle lundi.' })
    await moveLead(ctx, id, { to: 'contact', note: 'Rendez-vous pris' })
    expect(await codes(moveLead(ctx, id, { to: 'reported' }))).toBe('transition_not_allowed')
    expect(await codes(moveLead(ctx, id, { to: 'site' }))).toBe('transition_not_allowed')
    expect(await codes(moveLead(ctx, id, { to: 'dropped' }))).toEqual([['reason', 'required']])
    expect(await codes(changeLead(ctx, id, { nextBy: landlord.id }))).toEqual([['nextBy', 'not_a_choice']])
    expect(await codes(changeLead(ctx, id, { title: 'X y z' }, 1))).toBe('version_mismatch')
    const history = await historyOf(ctx, id)
    expect(history.map(({ type, note }) => [type, note?.body ?? null])).toEqual([
      ['lead.moved', 'Rendez-vous pris'],
      ['lead.noted', 'Le propriétaire rappelle lundi.'],
      ['lead.changed', null],
      ['lead.opened', null],
    ])
    expect(JSON.stringify(await eventsOf(id))).not.toContain('rappelle')
    const { columns } = await boardOf(ctx, cluster.id, {}, BOARD, 5)
    expect(columns.map(({ stage, count, first }) => [stage, count, first.map((l) => l.title)])).toEqual([
      ['reported', 0, []],
      ['lead', 0, []],
      ['contact', 1, ['Garage Leroux']],
      ['agreed', 0, []],
      ['site', 0, []],
    ])
    expect((await leadsOf(ctx, cluster.id, { by: coordinator.id, dueOn: '2026-11-25' })).items).toHaveLength(
      1,
    )
    expect((await leadsOf(ctx, cluster.id, { dueOn: '2026-11-24' })).items).toHaveLength(0)
    expect((await leadsOf(ctx, cluster.id, { q: 'leROUX' })).items).toHaveLength(1)
    expect((await leadsOf(ctx, cluster.id, { q: '100%' })).items).toHaveLength(0)
    expect((await leadsOf(ctx, cluster.id, { q: '%'.repeat(5000) })).items).toHaveLength(0)
    expect(
      await codes(openLead(ctx, cluster.id, { title: 'Sans propriétaire', ownerId: '', nextBy: '' })),
    ).toBe('no refusal')
  })

  it('becomes a site of its owner, once, with the columns it came with', async () => {
    const { cluster, ctx, landlord, owner } = await setting()
    const id = await openLead(ctx, cluster.id, {
      title: 'Garage Leroux',
      commune: 'Rouen',
      lat: 49.44,
      lng: 1.1,
    })
    expect(await codes(becomeSite(owner, id, { organisationId: landlord.id }))).toBe('not_found')
    expect(await codes(becomeSite(ctx, id, { organisationId: 'org_none' }))).toEqual([
      ['organisationId', 'not_a_choice'],
    ])
    const tries = await Promise.allSettled(
      [1, 2].map(() => becomeSite(ctx, id, { organisationId: landlord.id })),
    )
    const made = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(made).toHaveLength(1)
    expect(await siteById(owner, made[0]!)).toMatchObject({
      name: 'Garage Leroux',
      leadId: id,
      status: 'draft',
      lat: 49.44,
    })
    expect(await leadInside(ctx, id)).toMatchObject({ stage: 'site', siteId: made[0], ownerId: landlord.id })
    expect(await eventTypes(id)).toEqual(['lead.opened', 'lead.became_site'])
    expect(await db.selectFrom('sites').select('id').execute()).toHaveLength(1)
  })

  it('of waste is dealt with, and never becomes a site', async () => {
    const { cluster, ctx, landlord } = await setting()
    const id = await openLead(ctx, cluster.id, { subject: 'waste', title: 'Palettes quai Rouge' })
    expect(await codes(becomeSite(ctx, id, { organisationId: landlord.id }))).toBe('transition_not_allowed')
    await moveLead(ctx, id, { to: 'done' })
    expect((await leadInside(ctx, id)).stage).toBe('done')
    const other = await openLead(ctx, cluster.id, { title: 'Un local' })
    expect(await codes(moveLead(ctx, other, { to: 'done' }))).toBe('transition_not_allowed')
  })

  it('of one cluster is not there for the coordinators of another', async () => {
    const { cluster, ctx } = await setting()
    const id = await openLead(ctx, cluster.id, { title: 'Garage Leroux' })
    const elsewhere = await as(await givenCoordinator(await givenCluster()))
    expect(await codes(leadInside(elsewhere, id))).toBe('not_found')
    expect(await codes(noteLead(elsewhere, id, { body: 'x' }))).toBe('not_found')
    expect(await codes(openLead(elsewhere, cluster.id, { title: 'Chez eux' }))).toBe('not_coordinator')
  })
})

const HEADERS =
  'site_id,site_nom,site_type,site_adresse,site_identif_date,site_actu_date,site_url,site_ademe_url,site_securite,site_occupation,site_statut,site_projet_url,site_reconv_annee,site_reconv_type,activite_libelle,activite_code,activite_fin_annee,comm_nom,comm_insee,bati_type,bati_nombre,bati_surface,bati_pollution,bati_vacance,bati_patrimoine,bati_etat,local_ancien_annee,local_recent_annee,proprio_type,proprio_personne,proprio_nom,sol_pollution_annee,sol_pollution_existe,sol_pollution_origine,sol_pollution_commentaire,sol_depollution_fiche,unite_fonciere_surface,unite_fonciere_refcad,urba_zone_type,urba_zone_lib,urba_zone_formdomi,urba_zaer,urba_doc_type,desserte_distance,desserte_commentaire,source_nom,source_url,source_producteur,source_contact,geompoint,geomsurf'
const ROWS = [
  `76540_A,"Ancien garage, dit « Leroux »",friche commerciale,-12 rue du Port,2003-05-18,2019-06-23,,,autre,totalement inoccupé,friche sans projet,,,,Garage|Carrosserie,G45.20A|G45.11Z,1989,ROUEN,76540,commercial|inconnu,2,2400,amiante,vacant,aucun,dégradation moyenne,1976,1987,P4a|G1a,personne morale,SCI du Port,1996,pollution avérée,inconnu,"=Produits ""toxiques""",,16750,76540000AH0035,U,Np,0202,non,PLUI,2|6|46,"Route, rail",BASIAS,,Essai,a@b.example,POINT(49.43 1.08),"POLYGON((49.33 3.95, 49.38 3.89))"`,
  `76231_B,Filature,friche industrielle,,2020-01-01,2021-02-03,,,,,,,,,,,,ELBEUF,76231,,,,,,,,,,,,,,,,,,,,,,,oui,,,,Cerema,,,,POINT(1.0052 49.2861),`,
].join('\n')

describe('the CNIG schema', () => {
  it('comes out equal to what came in, cell for cell, as leads and once they are sites', async () => {
    const { cluster, ctx, landlord, owner } = await setting()
    const csv = `${HEADERS}\n${ROWS}\n`
    const file = new TextEncoder().encode(csv).buffer as ArrayBuffer
    const one = await stageImport(ctx, cluster.id, { kind: 'sites' }, file)
    await acceptRows(ctx, one)
    expect(await importById(ctx, one)).toMatchObject({ added: 2, refused: 0 })
    const came = parseCsv(csv).rows.map((row) => row.cells)
    const inView = (await clusterById(ctx, cluster.id))!
    const out = async (who: typeof ctx) => parseCsv(await frichesOf(who, inView))
    const first = await out(ctx)
    expect(first.headers).toEqual(HEADERS.split(','))
    expect(first.rows.map((row) => row.cells)).toEqual(came)
    const { items } = await leadsOf(ctx, cluster.id, {})
    const id = await becomeSite(ctx, items.find((l) => l.externalId === '76540_A')!.id, {
      organisationId: landlord.id,
    })
    const again = (await out(ctx)).rows.map((row) => row.cells)
    expect(new Set(again.map((row) => JSON.stringify(row)))).toEqual(
      new Set(came.map((row) => JSON.stringify(row))),
    )
    // What leaves may come in again, what was only ever ours with it: nothing is there twice.
    await openLead(ctx, cluster.id, { title: 'Ancien cinéma', commune: 'Rouen' })
    const whole = new TextEncoder().encode(await frichesOf(ctx, inView))
    const back = await stageImport(
      ctx,
      cluster.id,
      { kind: 'sites', fileName: 'a.csv' },
      whole.buffer as ArrayBuffer,
    )
    expect(await acceptRows(ctx, back)).toMatchObject({ added: 0, refused: 0 })
    // A landlord takes out what is theirs alone, with what they changed.
    expect((await out(owner)).rows.map((row) => row.cells)).toEqual([came[0]])
    await changeSite(owner, id, {
      address: '14 rue du Port',
      friches: { bati_etat: 'dégradation très importante' },
    })
    expect((await out(owner)).rows[0]?.cells).toEqual({
      ...came[0],
      ...{
        site_adresse: '14 rue du Port',
        bati_etat: 'dégradation très importante',
        site_actu_date: '2026-11-21',
      },
    })
  })
})
