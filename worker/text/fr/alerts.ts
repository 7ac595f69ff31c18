export const alerts = {
  act: 'Me prévenir',
  actHint: 'Un avis dès qu’une annonce répond à cette recherche.',
  mine: 'Mes recherches gardées',
  title: 'Mes recherches gardées',
  lead: 'Vous êtes prévenu·e de ce qui paraît ou change et y répond, une fois pour chaque annonce. Personne d’autre ne voit vos recherches.',
  empty: 'Aucune recherche gardée. Cherchez, puis touchez « Me prévenir ».',
  search: 'Chercher',
  told: {
    saved: 'C’est noté : vous serez prévenu·e.',
    changed: 'C’est changé.',
    paused: 'En pause : plus aucun avis pour cette recherche.',
    active: 'C’est reparti : vous serez prévenu·e.',
    removed: 'Recherche retirée.',
  } as Record<string, string>,
  status: { active: 'Active', paused: 'En pause' },
  over: 'Ses dates sont passées : changez-la ou retirez-la.',
  rhythms: { now: 'Tout de suite', digest: 'Regroupé' },
  rhythmHints: {
    now: 'Un e-mail par annonce, hors de vos heures calmes',
    digest: 'Trois annonces après deux jours calmes, ou une après sept',
  },
  found: (n: number) =>
    n === 0
      ? 'Rien ces trente derniers jours'
      : n > 1
        ? `${n} annonces en trente jours`
        : '1 annonce en trente jours',
  see: 'Voir les annonces',
  change: 'Changer',
  pause: 'Mettre en pause',
  resume: 'Reprendre',
  remove: 'Retirer',
  mails: 'Heures calmes et e-mails',
  edit: {
    title: 'Changer la recherche',
    q: 'Mots',
    qHint: 'Tous doivent être dits par l’annonce, d’une façon ou d’une autre.',
    radius: 'À combien de kilomètres ?',
    radiusHint: (around: string) => `Autour ${around}`,
    rhythm: 'Vous prévenir',
    save: 'Enregistrer',
    back: 'Mes recherches gardées',
    foundTitle: 'Trouvé',
    foundNothing: 'Rien pour l’instant.',
  },
}
