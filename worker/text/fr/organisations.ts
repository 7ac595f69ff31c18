export const organisations = {
  coordination: {
    nav: 'Animation du pôle',
    places: {
      today: 'Aujourd’hui',
      dashboard: 'Tableau de bord',
      journal: 'Journal',
      members: 'Membres',
      reports: 'Signalements',
      import: 'Import',
      pages: 'Pages',
      settings: 'Réglages',
    },
  },
}
