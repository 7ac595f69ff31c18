import type { organisations as fr } from '../fr/organisations'

export const organisations: typeof fr = {
  coordination: {
    nav: 'Running the cluster',
    places: {
      today: 'Today',
      dashboard: 'Dashboard',
      journal: 'Journal',
      members: 'Members',
      reports: 'Reports',
      import: 'Import',
      pages: 'Pages',
      settings: 'Settings',
    },
  },
}
