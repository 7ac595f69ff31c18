import { describe, expect, it } from 'vitest'
import { csvCell, csvFile, separatorFor } from '../../worker/core/csv'
import { chosenColumns, columnsOf, plain } from '../../worker/imports/columns'
import { dateIn, directionIn, legalFormIn, namedPlace, numberIn } from '../../worker/imports/rules'

describe('cells', () => {
  it.each([
    ['1 234,56', 1234.56],
    ['1\u202f234', 1234],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['-3', -3],
    ['12 €', 12],
    ['450 m²', 450],
    ['', undefined],
    ['environ 12', Number.NaN],
    ['1e3', Number.NaN],
  ])('the number %s', (text, value) => expect(numberIn(text)).toBe(value))

  it.each([
    ['2026-03-01', '2026-03-01'],
    ['1/3/2026', '2026-03-01'],
    ['31/02/2026', null],
    ['demain', null],
    ['', undefined],
  ])('the date %s', (text, value) => expect(dateIn(text)).toBe(value))

  it('words of forms, directions and places', () => {
    expect(['SCIC SA', 'ACI', 'Association loi 1901', 'Commune', 'SARL', 'rien'].map(legalFormIn)).toEqual([
      ...['cooperative', 'social_enterprise', 'association', 'public', 'company', undefined],
    ])
    expect(['Offre', 'besoin', 'NEED', 'peut-être'].map(directionIn)).toEqual([
      'offer',
      'need',
      'need',
      undefined,
    ])
    expect(['AMFREVILLE-SOUS-LES-MONTS', 'LE HAVRE', 'Val-de-Reuil'].map(namedPlace)).toEqual([
      ...['Amfreville-sous-les-Monts', 'Le Havre', 'Val-de-Reuil'],
    ])
  })

  it('that a spreadsheet would run are data when they leave', () => {
    expect(
      ['=1+1', '@SUM(A1)', '+33 2 35', '-rien', '-12,5', 'a,b', 'il dit "non"', null].map((cell) =>
        csvCell(cell),
      ),
    ).toEqual([...["'=1+1", "'@SUM(A1)", "'+33 2 35", "'-rien", '"-12,5"', '"a,b"', '"il dit ""non"""', '']])
    expect(csvFile([['a', 1]])).toBe('\ufeffa,1\r\n')
    expect(
      csvFile(
        [
          ['a', 'b;c'],
          ['dit "oui"', -3.5],
        ],
        separatorFor('fr'),
      ),
    ).toBe('\ufeffa;"b;c"\r\n"dit ""oui""";-3,5\r\n')
  })
})

describe('columns', () => {
  it('are found by their names, accents and signs aside', () => {
    expect(plain(' N° SIRET ')).toBe('n_siret')
    expect(
      columnsOf('organisations', ['N° SIRET', 'Dénomination', 'Ville', 'Code postal', 'Couleur']),
    ).toEqual({
      ...{ siret: 'N° SIRET', name: 'Dénomination', commune: 'Ville', postcode: 'Code postal' },
    })
  })
  it('of the public files of employers and vacant sites are all known', () => {
    const employers =
      'siret,name,brand,kind,presta_type,naf,address,post_code,city,department,longitude,latitude,website,description,geo_range'
    expect(Object.keys(columnsOf('organisations', employers.split(','))).sort()).toEqual([
      ...[
        'address',
        'brand',
        'commune',
        'description',
        'lat',
        'legalForm',
        'lng',
        'name',
        'postcode',
        'siret',
        'website',
      ],
    ])
    const sites =
      'site_id,site_nom,site_type,site_adresse,site_occupation,site_statut,site_surface_m2,bati_nombre,bati_etat,bati_pollution,proprio_categories,sol_pollution_existe,urba_zone_type,activite_libelle,comm_nom,longitude,latitude'
    expect(Object.keys(columnsOf('sites', sites.split(',')))).toEqual([
      ...['externalId', 'title', 'siteType', 'address', 'surfaceM2', 'activity', 'commune', 'lat', 'lng'],
    ])
  })
  it('chosen by hand win, where the file has them', () => {
    const headers = ['siret', 'nom', 'autre']
    expect(chosenColumns('organisations', headers, { name: 'autre', siret: '', commune: 'absente' })).toEqual(
      {
        name: 'autre',
      },
    )
  })
})
