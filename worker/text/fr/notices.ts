/** What a sentence is made of; a part that is gone is missing. */
interface Named {
  listing?: string
  other?: string
  organisation?: string
  lender?: string
  borrower?: string
  when?: string
  step?: string
  reason?: string | null
  /** A moment, in words. */
  until?: string | null
  /** Of a listing that found several at once: how many, and the best of them by name. */
  found?: number
  best?: string[]
}
type Say = (s: Named) => string
const on = (when: string | undefined) => (when ? `, ${when}` : '')
const because = (reason: string | null | undefined) => (reason ? ` Motif : ${reason}` : '')

const foundBy = ({ listing, found = 0, best = [] }: Named) => {
  if (found === 0) return `Ce qui allait avec « ${listing} » n’est plus publié.`
  const others = found > best.length ? `, et ${found - best.length} de plus` : ''
  const names = best.map((title) => `« ${title} »`).join(', ')
  return `${found} ${found > 1 ? 'annonces vont' : 'annonce va'} avec « ${listing} » : ${names}${others}.`
}

export const notices = {
  title: 'Avis',
  empty: 'Rien de neuf. Quand une réservation ou une correspondance vous concerne, c’est dit ici.',
  emptyAct: 'Chercher dans le pôle',
  unread: 'nouveau',
  older: 'Avis plus anciens',
  settings: 'Régler les e-mails',
  rhythmTitle: 'E-mails',
  rhythms: {
    now: 'Tout de suite',
    daily: 'Une fois par jour, à 7 h',
    never: 'Jamais : je lis ici',
  },
  rhythmSaved: 'C’est réglé.',
  inDates: (n: number, first: string, last: string) =>
    n > 1 ? `${n} dates, du ${first} au ${last}` : `le ${first}`,
  sentences: {
    'booking.requested': (s) =>
      `${s.borrower} demande « ${s.listing} »${on(s.when)}. Votre réponse est attendue.`,
    'booking.confirmed': (s) =>
      `Réservation confirmée : « ${s.listing} »${on(s.when)}, ${s.lender} prête à ${s.borrower}.`,
    'booking.declined': (s) =>
      `${s.lender} ne peut pas prêter « ${s.listing} »${on(s.when)}.${because(s.reason)}`,
    'booking.cancelled': (s) => `Réservation annulée : « ${s.listing} »${on(s.when)}.${because(s.reason)}`,
    'booking.expired': (s) =>
      `La demande de « ${s.listing} »${on(s.when)} est restée sans réponse : elle a expiré.`,
    'booking.changed': (s) => `La réservation de « ${s.listing} » a changé : désormais ${s.when}.`,
    'booking.started': (s) => `« ${s.listing} » est en cours d’usage par ${s.borrower}.`,
    'booking.completed': (s) =>
      `« ${s.listing} »${on(s.when)} : c’est terminé. Si ce n’est pas exact, corrigez sous sept jours.`,
    'waste_line.written': (s) => `La remise de « ${s.listing} »${on(s.when)} est au registre des déchets.`,
    'waste_line.corrected': (s) =>
      `Une ligne du registre des déchets est corrigée : « ${s.listing} »${on(s.when)}.`,
    'slip.entered': (s) => `Le bordereau de « ${s.listing} »${on(s.when)} est entré.`,
    'booking.suspended': (s) =>
      `« ${s.listing} » est hors service : la réservation${on(s.when)} ne peut pas avoir lieu pour l’instant. Elle reste à vous, et des équivalents sont proposés.`,
    'booking.agreed': (s) =>
      `La réservation${on(s.when)} de « ${s.listing} » est acceptée ; ce qui va avec attend encore un accord.`,
    'booking.resumed': (s) => `« ${s.listing} » fonctionne à nouveau : la réservation${on(s.when)} tient.`,
    'outage.declared': (s) =>
      `« ${s.listing} » est hors service${s.until ? ` jusqu’au ${s.until}` : ', sans date de retour connue'}.`,
    'outage.changed': (s) =>
      `« ${s.listing} » : ${s.until ? `retour prévu le ${s.until}` : 'la date de retour n’est pas connue'}.`,
    'outage.ended': (s) => `« ${s.listing} » fonctionne à nouveau.`,
    'job.proposed': (s) =>
      `Un emploi partagé est proposé : « ${s.listing} », avec ${s.other}. Répondez avant le ${s.until}.`,
    'job.answered': (s) => `Une structure accepte l’emploi partagé « ${s.listing} » (${s.other}).`,
    'job.accepted': (s) =>
      `Toutes les structures acceptent l’emploi partagé « ${s.listing} ». ${s.organisation} peut porter le contrat.`,
    'job.refused': (s) => `L’emploi partagé « ${s.listing} » ne se fera pas : une structure a dit non.`,
    'job.lapsed': (s) => `L’emploi partagé « ${s.listing} » ne se fera pas : le délai de réponse est passé.`,
    'job.withdrawn': (s) => `L’emploi partagé « ${s.listing} » (${s.other}) n’est plus proposé.`,
    'job.prepared': (s) => `${s.organisation} prépare l’offre de l’emploi partagé « ${s.listing} ».`,
    'job.booked': (s) => `L’emploi partagé « ${s.listing} » est réservé pour ${s.other}.`,
    'cascade.opened': (s) =>
      `Il reste de « ${s.listing} »${on(s.when)} : c’est proposé aux structures qui en cherchent.`,
    'cascade.ended': (s) =>
      `Le reste de « ${s.listing} »${on(s.when)} n’est plus proposé : voyez ce qui a été pris.`,
    'remainder.offered': (s) =>
      `Il reste ${s.other} de « ${s.listing} » chez ${s.lender}${on(s.when)}. C’est gardé pour vous jusqu’au ${s.until}.`,
    'remainder.taken': (s) => `${s.organisation} prend du reste de « ${s.listing} »${on(s.when)}.`,
    'remainder.refused': (s) => `${s.organisation} laisse le reste de « ${s.listing} »${on(s.when)}.`,
    'remainder.lapsed': (s) =>
      `Le délai est passé : le reste de « ${s.listing} »${on(s.when)} est proposé à d’autres.`,
    'stream_end.recorded': (s) => `Une suite est notée pour « ${s.listing} ».`,
    'stream_end.corrected': (s) => `Une suite notée pour « ${s.listing} » est corrigée.`,
    'remainder.withdrawn': (s) => `${s.lender} ne propose plus le reste de « ${s.listing} »${on(s.when)}.`,
    'waitlist.joined': (s) => `Une structure attend une place pour « ${s.listing} »${on(s.when)}.`,
    'waitlist.offered': (s) =>
      `Une place s’est libérée : « ${s.listing} »${on(s.when)}. Elle est gardée pour vous jusqu’au ${s.until}.`,
    'waitlist.taken': (s) => `La place attendue pour « ${s.listing} »${on(s.when)} est prise.`,
    'waitlist.passed': (s) => `La place offerte pour « ${s.listing} »${on(s.when)} passe à la suite.`,
    'waitlist.left': (s) => `Une structure n’attend plus « ${s.listing} »${on(s.when)}.`,
    'waitlist.lapsed': (s) =>
      `Le délai est passé : la place pour « ${s.listing} »${on(s.when)} n’est plus gardée.`,
    'waitlist.returned': (s) =>
      `« ${s.listing} » vient de tomber en panne : la place offerte${on(s.when)} est retirée, vous attendez de nouveau à votre rang.`,
    'booking.no_show': (s) => `${s.lender} note que « ${s.listing} »${on(s.when)} n’a pas été utilisé.`,
    'handover.noted': (s) =>
      s.step === 'return'
        ? `Le retour de « ${s.listing} »${on(s.when)} est noté. Dites-le si ce n’est pas exact.`
        : `La remise de « ${s.listing} »${on(s.when)} est notée. Dites-le si ce n’est pas exact.`,
    'handover.overdue': (s) =>
      `« ${s.listing} », prêté par ${s.lender} à ${s.borrower}${on(s.when)}, n’est pas noté comme rendu. Rendez-le, ou notez le retour.`,
    'agreement.accepted': (s) =>
      `La convention de prêt de « ${s.listing} »${on(s.when)} est acceptée par l’autre côté.`,
    'agreement.lapsed': (s) =>
      `La réservation de « ${s.listing} » a changé : la convention de prêt est à accepter à nouveau.`,
    'series.requested': (s) =>
      `${s.borrower} demande « ${s.listing} » en série : ${s.when}. Votre réponse est attendue.`,
    'series.confirmed': (s) =>
      `Série confirmée : « ${s.listing} », ${s.when}. ${s.lender} prête à ${s.borrower}.`,
    'series.declined': (s) => `${s.lender} ne peut pas prêter « ${s.listing} » aux dates demandées en série.`,
    'series.cancelled': (s) =>
      `Des dates d’une série sont annulées : « ${s.listing} », ${s.borrower}.${because(s.reason)}`,
    'series.changed': (s) => `Des dates d’une série ont changé : « ${s.listing} », ${s.borrower}.`,
    'match.suggested': (s) =>
      s.best ? foundBy(s) : `« ${s.listing} » peut répondre au besoin « ${s.other} ».`,
    'match.accepted': (s) => `« ${s.listing} » et « ${s.other} » : l’autre côté veut aller plus loin.`,
    'match.dismissed': (s) => `« ${s.listing} » et « ${s.other} » : écarté.`,
    'match.restored': (s) => `« ${s.listing} » et « ${s.other} » se correspondent de nouveau.`,
    'match.withdrawn': (s) => `« ${s.listing} » et « ${s.other} » ne se correspondent plus.`,
    'match.time_proposed': (s) =>
      `Un moment est proposé pour « ${s.other} » : ${s.when}, avec « ${s.listing} ».`,
    'need.asked': (s) => `Le pôle cherche « ${s.listing} » pour ${s.organisation}. L’auriez-vous ?`,
    'search.found': (s) => `Ce que vous cherchiez ? « ${s.listing} », de ${s.organisation}.`,
    'message.sent': (s) => `${s.organisation} vous a écrit.`,
    'listing.drafted': (s) => `${s.organisation} prépare l’annonce « ${s.listing} ».`,
    'listing.published': (s) => `${s.organisation} publie « ${s.listing} ».`,
    'listing.edited': (s) => `${s.organisation} modifie « ${s.listing} ».`,
    'listing.photos_changed': (s) => `${s.organisation} change les photos de « ${s.listing} ».`,
    'listing.paused': (s) => `${s.organisation} met « ${s.listing} » en pause.`,
    'listing.resumed': (s) => `${s.organisation} remet « ${s.listing} » en ligne.`,
    'listing.renewed': (s) => `${s.organisation} renouvelle « ${s.listing} ».`,
    'listing.closed': (s) => `${s.organisation} clôt « ${s.listing} ».`,
    'listing.expired': (s) => `L’annonce « ${s.listing} » a expiré. Un clic la renouvelle.`,
    'listing.hidden': (s) => `L’animation du pôle a masqué « ${s.listing} ».${because(s.reason)}`,
    'listing.restored': (s) => `L’animation du pôle a remis « ${s.listing} » en ligne.`,
    'report.opened': (s) => `L’annonce « ${s.listing} » a été signalée. À vous de voir.`,
    'report.upheld': (s) => `Le signalement de « ${s.listing} » est suivi d’effet.`,
    'report.dismissed': (s) => `Le signalement de « ${s.listing} » est classé.`,
    'organisation.registered': (s) => `${s.organisation} est inscrite.`,
    'organisation.updated': (s) => `La fiche de ${s.organisation} a changé.`,
    'affiliation.requested': (s) => `${s.organisation} demande à rejoindre le pôle.`,
    'affiliation.accepted': (s) => `${s.organisation} fait partie du pôle. Bienvenue !`,
    'affiliation.refused': (s) => `La demande de ${s.organisation} n’a pas été acceptée.${because(s.reason)}`,
    'affiliation.suspended': (s) => `${s.organisation} est suspendue dans le pôle.${because(s.reason)}`,
    'affiliation.reinstated': (s) => `${s.organisation} est de retour dans le pôle.`,
    'affiliation.left': (s) => `${s.organisation} a quitté le pôle.`,
    'member.requested': (s) => `Une personne demande à rejoindre ${s.organisation}.`,
    'member.joined': (s) => `Vous faites partie de ${s.organisation}.`,
    'member.changed': (s) => `Un rôle a changé dans ${s.organisation}.`,
    'member.left': (s) => `Une personne a quitté ${s.organisation}.`,
    'basket.requested': () => 'Plusieurs réservations ont été demandées ensemble.',
    'offer_rules.changed': (s) => `Les règles de réservation de « ${s.listing} » ont changé.`,
    'capacity.changed': () => 'Une quantité disponible a changé.',
    'capacity.closed': () => 'Une fermeture a été posée.',
    'capacity.reopened': () => 'Une fermeture a été levée.',
    'capacity.closures_replaced': () => 'Un agenda extérieur a été relu.',
    'feed.added': (s) => `L’agenda « ${s.other} » ferme « ${s.listing} » quand elle est prise ailleurs.`,
    'feed.collided': (s) =>
      `L’agenda « ${s.other} » tombe en partie sur des réservations de « ${s.listing} ». Les réservations restent : voyez lesquelles.`,
    'feed.failed': (s) => `L’agenda « ${s.other} » de « ${s.listing} » ne répond plus. Vérifiez son adresse.`,
    'feed.removed': (s) => `L’agenda « ${s.other} » ne ferme plus « ${s.listing} ».`,
    'cluster.created': () => 'Le pôle est ouvert.',
    'cluster.updated': () => 'Les réglages du pôle ont changé.',
    'cluster_page.edited': () => 'Une page du pôle a été récrite.',
    'coordinator.appointed': () => 'Une personne a été nommée à l’animation.',
    'coordinator.ended': () => 'Une personne a quitté l’animation.',
    'invitation.created': () => 'Une invitation a été créée.',
    'invitation.used': () => 'Une invitation a servi.',
    'invitation.revoked': () => 'Une invitation a été retirée.',
    'site.opened': (s) => `${s.organisation} a inscrit le site « ${s.listing} ».`,
    'site.changed': (s) => `La fiche du site « ${s.listing} » a changé.`,
    'lot.added': (s) => `Le lot ${s.other} a été ajouté à « ${s.listing} ».`,
    'lot.changed': (s) => `Le lot ${s.other} de « ${s.listing} » a changé.`,
    'lot.removed': (s) => `Le lot ${s.other} de « ${s.listing} » a été retiré.`,
    'lead.reported': (s) => `On vous signale « ${s.listing} ». Regardez avant que cela ne serve.`,
    'lead.opened': (s) => `Une piste a été ouverte : « ${s.listing} ».`,
    'lead.changed': (s) => `La piste « ${s.listing} » a été précisée.`,
    'lead.moved': (s) => `La piste « ${s.listing} » a changé d’étape.`,
    'lead.noted': (s) => `Une note a été ajoutée à la piste « ${s.listing} ».`,
    'pickup_round.opened': (s) => `${s.organisation} prépare une tournée de collecte.`,
    'pickup_round.changed': (s) => `La tournée de collecte de ${s.organisation} a changé.`,
    'pickup_round.cancelled': (s) => `La tournée de collecte de ${s.organisation} est abandonnée.`,
    'pickup_stop.recorded': (s) => `${s.borrower} a noté son passage pour « ${s.listing} ».`,
    'inclusion.recorded': (s) => `${s.organisation} compte des heures de formation ou d’insertion.`,
    'inclusion.corrected': (s) =>
      `${s.organisation} : des heures de formation ou d’insertion sont corrigées.`,
    'inclusion.withdrawn': (s) => `${s.organisation} : des heures de formation ou d’insertion sont retirées.`,
    'lead.became_listing': (s) => `La piste « ${s.listing} » est devenue une annonce.`,
    'lead.became_site': (s) => `La piste « ${s.listing} » est devenue un site.`,
    'call.drafted': (s) => `Un appel à candidatures est en préparation : « ${s.listing} ».`,
    'call.edited': (s) => `Le brouillon de l’appel « ${s.listing} » a changé.`,
    'call.published': (s) => `L’appel à candidatures « ${s.listing} » est publié. Date limite : ${s.until}.`,
    'call.amended': (s) => `L’appel « ${s.listing} » a changé.${because(s.reason)}`,
    'call.closed': (s) => `L’appel « ${s.listing} » est clos : le jury peut noter.`,
    'call.names_shown': (s) => `Appel « ${s.listing} » : le second tour commence, les noms sont montrés.`,
    'call.judged': (s) => `Le jury de l’appel « ${s.listing} » a fini.`,
    'call.allocated': (s) => `Les lots de l’appel « ${s.listing} » sont attribués. Voyez pourquoi.`,
    'call.ended': (s) => `L’appel « ${s.listing} » est terminé.`,
    'call.cancelled': (s) => `L’appel « ${s.listing} » est annulé.${because(s.reason)}`,
    'profile.saved': () => 'Une présentation a changé.',
    'application.started': (s) => `Une candidature à « ${s.listing} » est commencée.`,
    'application.saved': (s) => `Une candidature à « ${s.listing} » avance.`,
    'application.submitted': (s) =>
      `Candidature n° ${s.other} à « ${s.listing} » reçue. Empreinte : ${s.reason}`,
    'application.sent': (s) => `Candidature n° ${s.other} à « ${s.listing} » envoyée.`,
    'application.withdrawn': (s) => `Candidature n° ${s.other} à « ${s.listing} » retirée.`,
    'score.given': (s) => `Dossier n° ${s.other} de l’appel « ${s.listing} » noté.`,
    'score.recused': (s) =>
      `Une personne s’est récusée pour le dossier n° ${s.other} de l’appel « ${s.listing} ».`,
    'call_offer.made': (s) =>
      `Le lot ${s.other} de « ${s.listing} » vous est proposé. Répondez avant le ${s.until}.`,
    'call_offer.accepted': (s) => `Le lot ${s.other} de « ${s.listing} » est accepté.`,
    'call_offer.declined': (s) =>
      `Le lot ${s.other} de « ${s.listing} » est laissé : il est proposé au dossier suivant.`,
    'call_offer.lapsed': (s) => `Le délai pour accepter le lot ${s.other} de « ${s.listing} » est passé.`,
    'impact_factor.added': () => 'Un facteur de calcul a une nouvelle version.',
    'impact_basis.chosen': () => 'Une structure dit comment compter ce que produit une de ses offres.',
    'funder_report.drafted': () => 'Un rapport aux financeurs est en préparation.',
    'funder_report.changed': () => 'Un rapport aux financeurs a été modifié.',
    'funder_report.published': () => 'Un rapport aux financeurs est publié.',
    'occupancy.drafted': (s) => `Une convention est en préparation pour le lot ${s.listing}.`,
    'occupancy.edited': (s) => `Le brouillon de convention du lot ${s.listing} a changé.`,
    'occupancy.proposed': (s) =>
      `${s.lender} propose une convention à ${s.borrower} pour le lot ${s.listing}. À lire et à accepter.`,
    'occupancy.revised': (s) =>
      `La convention du lot ${s.listing} est reprise pour être changée : attendez la suivante.`,
    'occupancy.accepted': (s) => `La convention du lot ${s.listing} a été acceptée par un côté.`,
    'occupancy.started': (s) => `${s.borrower} occupe le lot ${s.listing} à partir d’aujourd’hui.`,
    'occupancy.ended': (s) => `L’occupation du lot ${s.listing} par ${s.borrower} est terminée.`,
    'occupancy.left': (s) => `${s.borrower} a rendu les clés du lot ${s.listing}.`,
    'occupancy.cancelled': (s) => `La convention du lot ${s.listing} est abandonnée.`,
    'occupancy.reminded': (s) =>
      `Lot ${s.listing}, ${s.borrower} : le terme est le ${s.other}. Voyez ce qui est à faire.`,
    'agreement_text.changed': () => 'Le texte d’une convention a une nouvelle version.',
    'inventory.saved': (s) => `L’état des lieux du lot ${s.listing} est écrit : relisez-le et acceptez-le.`,
    'inventory.agreed': (s) => `L’état des lieux du lot ${s.listing} a été accepté par un côté.`,
    'fee_rule.set': (s) => `La règle de partage des charges de « ${s.listing} » a changé.`,
    'fee_month.drawn_up': (s) => `Un mois de redevances de « ${s.listing} » est arrêté.`,
    'fee_line.recorded': (s) => `Un paiement est noté pour le lot ${s.listing}.`,
    'fee_line.corrected': (s) => `Une ligne du relevé du lot ${s.listing} est corrigée.`,
    'import.accepted': () => 'Un fichier a été importé.',
    other: () => 'Quelque chose a changé.',
  } satisfies Record<string, Say> as Record<string, Say> & { other: Say },
  mail: {
    one: (cluster: string) => `Des nouvelles de ${cluster}`,
    several: (n: number, cluster: string) => `${n} nouvelles de ${cluster}`,
    hello: (name: string) => `Bonjour ${name},`,
    open: 'Ouvrir',
    timeZone: (zone: string) => `Les heures sont celles de ${zone}.`,
    why: 'Vous recevez ce message parce que cela vous concerne.',
    stopAbout: (what: string) => `Ne plus recevoir d’e-mails sur ceci (${what})`,
    settings: 'Régler les e-mails',
  },
  topics: {
    bookings: { name: 'les réservations', about: 'Demandes, réponses, annulations, remises et retours' },
    matches: { name: 'les correspondances', about: 'Ce qui répond à vos annonces, ce que le pôle cherche' },
    searches: { name: 'les recherches gardées', about: 'Ce qui paraît et que vous vouliez savoir' },
    messages: { name: 'les messages', about: 'Une structure vous écrit' },
    listings: { name: 'vos annonces', about: 'Une annonce expire ou est masquée, un agenda ne répond plus' },
    membership: { name: 'votre structure', about: 'Son adhésion, ses membres' },
    coordination: { name: 'l’animation', about: 'Demandes d’adhésion et signalements à traiter' },
  },
  mails: {
    title: 'Mes e-mails',
    lead: 'Tout reste lisible dans l’application. Ici, vous dites de quoi l’on vous écrit, et quand.',
    topics: 'M’écrire sur',
    quiet: 'Heures calmes',
    quietHint:
      'Entre ces heures, à l’heure du pôle, rien de ce qui peut attendre ne part : correspondances et recherches gardées. Deux heures égales : pas d’heures calmes.',
    from: 'De',
    to: 'À',
    save: 'Enregistrer',
    saved: 'C’est réglé.',
    rhythm: 'Tout de suite, une fois par jour ou jamais : cela se règle dans « Mon compte ».',
    searches: (cluster: string) => `Mes recherches gardées, ${cluster}`,
  },
  unsubscribe: {
    askAbout: (what: string) =>
      `Maillage ne vous écrira plus sur ceci : ${what}. Vos avis restent lisibles dans l’application.`,
    actAbout: 'Ne plus m’écrire sur ceci',
    doneAbout: (what: string) => `C’est fait : plus d’e-mails sur ceci (${what}).`,
    all: 'Ne plus m’écrire du tout',
    title: 'Ne plus recevoir d’e-mails',
    ask: 'Maillage ne vous écrira plus. Vos avis restent lisibles dans l’application.',
    act: 'Ne plus m’écrire',
    done: 'C’est fait : plus d’e-mails.',
    undo: 'Vous pouvez changer d’avis dans « Mon compte ».',
    bad: 'Ce lien est incomplet. Ouvrez « Mon compte » pour régler les e-mails.',
  },
  journal: {
    title: 'Journal du pôle',
    lead: 'Tout ce qui s’est passé, dans l’ordre, tel que c’est arrivé. Rien ne s’y efface.',
    when: 'Quand',
    what: 'Quoi',
    who: 'Par qui',
    clock: 'l’horloge',
    onBehalf: (name: string) => `pour ${name}`,
    someone: 'une personne partie',
    passerby: 'une personne sans compte',
    applicant: 'une structure candidate',
    older: 'Plus ancien',
    newest: 'Le plus récent',
    empty: 'Rien ne s’est encore passé.',
    feed: 'Le même journal, pour les programmes',
  },
}
