const many = (n: number, one: string, several: string) => (n > 1 ? several : one)

export const calendars = {
  /** What stands in the calendars themselves. */
  entry: {
    names: {
      person: 'Maillage : mon agenda',
      organisation: (name: string) => `Maillage : ${name}`,
      offer: (title: string) => `Maillage : ${title}`,
    },
    asked: (title: string) => `À confirmer : ${title}`,
    gone: (title: string) => `Annulé : ${title}`,
    lent: (title: string, borrower: string) => `${title} (${borrower})`,
    busy: 'Occupé',
    busyPart: (part: string, whole: string) => `Occupé : ${part} sur ${whole}`,
    lender: (name: string) => `Qui prête : ${name}`,
    borrower: (name: string) => `Qui emprunte : ${name}`,
    quantity: (amount: string) => `Combien : ${amount}`,
    lot: (name: string) => `Lot : ${name}`,
    note: (text: string) => `Mot joint : ${text}`,
    state: (status: string) => `État : ${status}`,
    whereLater: 'L’adresse exacte arrive avec la confirmation.',
    file: 'reservation',
  },
  title: 'Calendriers',
  leads: {
    person:
      'Retrouvez dans l’agenda de votre téléphone ou de votre ordinateur tout ce que vos structures empruntent et prêtent. Il se met à jour tout seul.',
    organisation: (name: string) =>
      `Retrouvez dans votre agenda tout ce que ${name} emprunte et prête dans ce pôle. Il se met à jour tout seul.`,
    offerInside:
      'Retrouvez dans votre agenda toutes les réservations de cette offre. Il se met à jour tout seul.',
    offerOutside:
      'Retrouvez dans votre agenda quand cette offre est prise, et vos propres réservations. Les autres restent anonymes.',
  },
  link: 'Dans mon agenda',
  linkLead: 'Google, Apple, Thunderbird',
  address: 'Adresse secrète',
  none: 'Vous n’avez pas encore d’adresse pour ce calendrier.',
  make: 'Créer mon adresse',
  again: 'Créer une autre adresse',
  againHint: 'L’ancienne cessera de fonctionner.',
  revoke: 'Révoquer',
  revokeThat: (name: string) => `Révoquer l’adresse : ${name}`,
  made: (date: string) => `créée le ${date}`,
  read: (when: string) => `lue ${when}`,
  neverRead: 'jamais lue',
  newTitle: 'Voici votre adresse',
  once: 'Copiez-la maintenant : elle n’est montrée qu’une fois. Qui la connaît lit ce calendrier sans se connecter : gardez-la pour vous.',
  open: 'Ouvrir dans mon agenda',
  copy: 'Copier',
  copied: 'Copié',
  revoked: 'L’adresse est révoquée : elle ne montre plus rien.',
  how: 'Comment s’abonner',
  steps: {
    google: ['Google Agenda', 'Sur ordinateur : Autres agendas, +, « À partir de l’URL », collez l’adresse.'],
    apple: [
      'Apple',
      'Calendrier : Fichier, « Nouvel abonnement ». Sur iPhone : Ajouter un calendrier, « Ajouter un abonnement ».',
    ],
    thunderbird: ['Thunderbird', 'Nouvel agenda, « Sur le réseau », collez l’adresse, sans identifiant.'],
  } as Record<'google' | 'apple' | 'thunderbird', readonly [string, string]>,
  slow: 'Google relit quelques fois par jour, les autres toutes les heures environ.',
  mine: 'Toutes mes adresses',
  of: {
    person: 'Mon agenda',
    organisation: (name: string) => `Structure : ${name}`,
    offer: (title: string) => `Offre : ${title}`,
  },
  other: 'Pour une structure ou une offre, l’adresse se crée sur sa page.',
  feeds: {
    title: 'Vos autres agendas',
    lead: 'Cette offre se réserve aussi ailleurs ? Donnez cet agenda : quand il dit « occupé », l’offre est fermée ici. Les réservations déjà prises gagnent toujours.',
    none: 'Aucun agenda extérieur.',
    add: 'Ajouter un agenda',
    name: 'Comment l’appeler ?',
    nameHint: 'Par exemple : agenda de l’accueil.',
    address: 'Adresse du calendrier',
    addressHint:
      'Elle commence par https:// ou webcal:// et finit souvent par .ics. Elle est relue toutes les deux heures.',
    file: 'Ou un fichier .ics',
    fileHint: 'Un mégaoctet au plus. Ce qui se répète continue de fermer.',
    what: 'Que ferme-t-il ?',
    act: 'Ajouter',
    refresh: 'Relire',
    refreshThat: (name: string) => `Relire « ${name} »`,
    remove: 'Retirer',
    removeThat: (name: string) => `Retirer « ${name} »`,
    fromFile: 'fichier',
    closes: (n: number, shown: string) =>
      n === 0
        ? 'Il ne ferme rien dans l’année qui vient.'
        : many(n, 'Il ferme une fois.', `Il ferme ${shown} fois.`),
    readAt: (when: string) => `lu ${when}`,
    until: (date: string) => `lu jusqu’au ${date}`,
    ignored: (n: number, shown: string) =>
      many(
        n,
        'Un événement ne prend pas de temps (libre ou annulé).',
        `${shown} événements ne prennent pas de temps (libres ou annulés).`,
      ),
    left: (n: number, shown: string) =>
      many(
        n,
        'Une fois, il tombe sur ce qui est réservé. La réservation reste ; voyez ce qu’il faut faire :',
        `${shown} fois, il tombe sur ce qui est réservé. Les réservations restent ; voyez ce qu’il faut faire :`,
      ),
    more: (n: string) => `et ${n} autres`,
    remarks: {
      no_such_date: (value: string) => `Une date n’existe pas, laissée de côté : ${value}`,
      reversed: (value: string) => `Un événement finit avant de commencer, laissé de côté : ${value}`,
      cut: (date: string) => `Il y a trop d’événements : lu jusqu’au ${date} seulement.`,
    },
    failing: (n: number) =>
      many(n, 'La dernière lecture n’a pas abouti.', `Les ${n} dernières lectures n’ont pas abouti.`),
    next: (when: string) => `Prochain essai ${when}.`,
    done: {
      added: 'L’agenda est ajouté.',
      refreshed: 'L’agenda est relu.',
      removed: 'L’agenda est retiré : ses fermetures sont levées.',
    } as Record<string, string>,
  },
}

/** Why a calendar from elsewhere can not be read; words of wrong fields too. */
export const feedFields = {
  feed_unreachable: () => 'Cette adresse ne répond pas.',
  feed_status: () => 'Cette adresse répond par un refus : vérifiez que le calendrier est partagé.',
  feed_redirects: () => 'Cette adresse renvoie trop souvent à une autre.',
  feed_too_large: () => 'Ce calendrier est trop gros : un mégaoctet au plus.',
  not_https: () => 'L’adresse doit commencer par https:// ou webcal://.',
  not_public: () => 'Cette adresse n’est pas celle d’un site public.',
  not_ics: () => 'Ce n’est pas un calendrier (.ics) que nous savons lire.',
  unknown_zone: (p?: Record<string, string | number>) =>
    p?.zone
      ? `Ce calendrier emploie un fuseau horaire inconnu : ${p.zone}.`
      : 'Ce calendrier emploie un fuseau horaire inconnu.',
  endless_rule: () => 'Une répétition de ce calendrier est sans fin : elle revient trop souvent.',
  too_many_rules: () => 'Ce calendrier a trop de répétitions.',
  unreadable_rule: () => 'Une répétition de ce calendrier est illisible.',
  too_many_feeds: () => 'Cette offre a déjà cinq agendas extérieurs : retirez-en un d’abord.',
  file_or_address: () => 'Donnez une adresse ou un fichier, pas les deux.',
}
