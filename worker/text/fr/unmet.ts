export const unmet = {
  title: 'Besoins sans réponse',
  finding: (n: number, shown: string) =>
    n === 0
      ? 'Aucun besoin sans réponse'
      : n > 1
        ? `${shown} besoins auxquels rien ne répond`
        : '1 besoin auquel rien ne répond',
  lead: 'Ce que des structures cherchent et que ni une correspondance acceptée ni une réservation ne couvre. Sous chacun, ce qui convient presque, et la seule chose qui manque.',
  empty: 'Rien ici. Tous les besoins en ligne ont une réponse, ou aucun n’est publié.',
  by: { kind: 'Par genre', commune: 'Par commune', concept: 'Par chose' },
  everything: 'Tout',
  csv: 'Télécharger (CSV)',
  more: 'Voir la suite',
  since: (when: string) => `publié ${when}`,
  almost: 'Convient presque',
  nothing: 'Rien n’approche dans le pôle.',
  later: 'Pas encore examiné : ce sera fait dans l’heure.',
  ask: 'Demander à des structures',
  asked: (n: number) => (n > 1 ? `${n} structures déjà consultées` : '1 structure déjà consultée'),
  obstacle: {
    distance: (have: string, want: string) => `${have} au lieu de ${want}`,
    quantity: (have: string, want: string) => `${have} au lieu de ${want}`,
    price: (have: string, want: string) => `${have} au lieu de ${want}`,
    days: (have: string, want: string) => `${have} au lieu de ${want}`,
    everyDay: 'tous les jours',
    hours: 'les mêmes jours, à d’autres heures',
    period: (have: string, want: string) => `${have} ; cherché ${want}`,
    from: (day: string) => `dès le ${day}`,
    until: (day: string) => `jusqu’au ${day}`,
    between: (from: string, to: string) => `du ${from} au ${to}`,
    always: 'à tout moment',
    taken: 'déjà pris aux dates cherchées',
    access: 'pas d’accès en fauteuil',
  },
  what: {
    recipe: 'Recette',
    ...{ distance: 'Distance', dates: 'Dates', quantity: 'Quantité', price: 'Prix', taken: 'Déjà pris' },
    access: 'Accès',
  },
  need: {
    back: 'Besoins sans réponse',
    seek: 'cherche',
    see: 'Voir le besoin',
    likely: 'Qui pourrait l’avoir ?',
    likelyLead:
      'Des structures qui proposent, ou ont proposé, quelque chose d’approchant. Chacune n’est consultée qu’une fois pour un besoin.',
    has: 'propose',
    had: 'a proposé',
    askedOn: (day: string) => `déjà consultée le ${day}`,
    nobody: 'Aucune structure n’a jamais rien proposé d’approchant.',
    act: 'Leur demander',
    done: (n: number) =>
      n === 0
        ? 'Elles avaient déjà été consultées.'
        : n > 1
          ? `${n} structures sont prévenues.`
          : '1 structure est prévenue.',
    choose: 'Choisissez au moins une structure.',
  },
  answer: {
    title: 'L’auriez-vous ?',
    lead: (organisation: string) => `Le pôle vous le demande pour ${organisation}.`,
    offer: 'Oui : publier une offre',
    talk: 'Voir le besoin en entier',
    no: 'Sinon, vous n’avez rien à faire.',
  },
  reasons: {
    title: 'Ce que l’on écarte, et pourquoi',
    lead: 'Sur quatre-vingt-dix jours, les raisons données à « Pas pour nous ».',
    none: 'Rien n’a été écarté.',
    names: {
      ...{ too_far: 'trop loin', wrong_dates: 'mauvaises dates', wrong_thing: 'autre chose', price: 'prix' },
      other: 'autre raison',
    },
  },
}
