import type { Kind } from '../../core/kinds'

const s = (n: number) => (n > 1 ? 's' : '')
const IN_WORDS = [
  'Rien',
  'Une chose',
  'Deux',
  'Trois',
  'Quatre',
  'Cinq',
  'Six',
  'Sept',
  'Huit',
  'Neuf',
  'Dix',
]
const THE: Record<Kind, string> = {
  space: 'les salles',
  equipment: 'le matériel',
  staff: 'les compétences',
  waste: 'les matières',
  premises: 'les locaux',
}
const plural = (kind: Kind) => kind !== 'equipment'
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const lacks = (kind: Kind) => `${THE[kind]} ${plural(kind) ? 'manquent' : 'manque'}`
const sleeps = (kind: Kind) => `${THE[kind]} ${plural(kind) ? 'dorment' : 'dort'}`
const serves = (kind: Kind) => `${THE[kind]} ${plural(kind) ? 'servent' : 'sert'}`
const abounds = (kind: Kind) => `${THE[kind]} ne ${plural(kind) ? 'manquent' : 'manque'} pas`

export const dashboards = {
  today: {
    title: 'Aujourd’hui',
    hello: (name: string, n: number) =>
      n === 0
        ? `Bonjour ${name}. Rien n’attend.`
        : n === 1
          ? `Bonjour ${name}. Une chose attend.`
          : `Bonjour ${name}. ${IN_WORDS[n] ?? n} choses attendent.`,
    list: 'À faire aujourd’hui',
    quiet: 'Chaque besoin a reçu une réponse, aucune demande ne traîne.',
    quietAct: 'Voir le tableau de bord',
    begin: 'Le pôle est ouvert. Invitez des structures, ou importez-en la liste.',
    beginInvite: 'Inviter',
    beginImport: 'Importer un fichier',
    others: (n: number) => `Les ${n} plus anciens sont montrés ; d’autres attendent derrière.`,
    figures: 'Les quatre dernières semaines',
    days: (n: number) => (n > 1 ? `${n}\u00a0jours` : `${n}\u00a0jour`),
    hours: (n: number) => `${n}\u00a0h`,
    minutes: (n: number) => `${n}\u00a0min`,
    need: {
      state: (time: string) => `Sans réponse depuis ${time}`,
      noMatch: 'Aucune correspondance dans le pôle.',
      matches: (n: number) =>
        n > 1
          ? `${n} correspondances proposées, personne n’a écrit.`
          : 'Une correspondance proposée, personne n’a écrit.',
      seeMatches: 'Voir les correspondances',
      search: 'Chercher pour eux',
    },
    request: {
      state: (time: string) => `Demande en attente depuis ${time}`,
      waitsFor: ' attend ',
      expires: (when: string) => `. Expire ${when}.`,
      act: 'Répondre ou relancer',
    },
    expiring: {
      state: (when: string) => `Expire ${when}`,
      act: 'Renouveler',
      done: 'L’annonce est renouvelée.',
    },
    report: { state: 'Annonce signalée', by: (when: string) => `Signalée ${when}.`, act: 'Examiner' },
    organisation: {
      state: 'Demande à rejoindre le pôle',
      since: (when: string) => `Demandé ${when}.`,
      act: 'Répondre',
    },
    member: { state: 'Demande à rejoindre une structure', act: 'Répondre' },
    alarm: {
      state: 'Le service a du retard',
      late: 'Avis et correspondances ne partent plus',
      since: (when: string) => `Le plus ancien événement attend depuis ${when}.`,
      dead: (n: number) =>
        n > 1
          ? `${n} suites ont échoué après toutes les reprises.`
          : 'Une suite a échoué après toutes les reprises.',
      failed: 'Des suites n’ont pas pu être données',
      act: 'Ouvrir le journal',
    },
  },
  title: 'Tableau de bord',
  periods: { '4w': '4 semaines', '13w': '3 mois', '52w': 'Un an' },
  viewNav: 'Vues du tableau de bord',
  views: { use: 'L’usage', needs: 'Les besoins', sharing: 'Le partage', method: 'La méthode' },
  periodNav: 'Période',
  from: 'Du',
  to: 'au',
  show: 'Voir ces dates',
  otherDates: 'D’autres dates',
  span: (from: string, to: string) => `Du ${from} au ${to}`,
  wholeWeeks: 'Semaines entières, du lundi au dimanche.',
  table: 'Le tableau',
  csv: 'Fichier CSV',
  hours: (n: string) => `${n}\u00a0h`,
  duration: {
    atOnce: '<\u00a01\u00a0min',
    minutes: (n: string) => `${n}\u00a0min`,
    hours: (n: string) => `${n}\u00a0h`,
    days: (n: string) => `${n}\u00a0j`,
  },
  figures: {
    active: (n: number, all: string) => `structure${s(n)} active${s(n)} sur ${all}`,
    activeOnes: (n: number) => `structure${s(n)} active${s(n)}`,
    met: (part: string) => `besoins satisfaits, soit ${part}`,
    metNone: 'besoins satisfaits',
    of: (met: string, all: string) => `${met} sur ${all}`,
    median: 'avant la première correspondance, en médiane',
    noMedian: 'aucune correspondance encore',
    used: 'des heures ouvertes sont réservées',
    bookings: (n: number) => `réservation${s(n)} tenue${s(n)} ou à venir`,
    hoursShared: 'partagées',
    shared: (bookings: string, n: number) => `de matières, en ${bookings} remise${s(n)}`,
  },
  use: {
    finding: {
      nothing: 'Rien n’a encore été réservé',
      busyAndAsleep: (busy: Kind, asleep: Kind) => `${upper(serves(busy))}, ${sleeps(asleep)}`,
      asleep: (kind: Kind) => upper(sleeps(kind)),
      allAsleep: 'Tout dort plus qu’il ne sert',
      busy: (kind: Kind) => `${upper(serves(kind))} plus de la moitié du temps`,
      even: 'Salles, matériel et compétences servent à parts proches',
    },
    lead: 'Heures réservées sur heures ouvertes',
    row: (booked: string, open: string): readonly [string, string, string] => [booked, ' sur ', open],
    head: ['Genre', 'Heures réservées', 'Heures ouvertes', 'Part'],
    open: (hours: string) => `${hours} ouvertes`,
  },
  supply: {
    finding: {
      nothing: 'Rien n’est publié en ce moment',
      lackingAndPlenty: (lacking: Kind, plenty: Kind) => `${upper(lacks(lacking))}, ${abounds(plenty)}`,
      lackingAndAsleep: (lacking: Kind, asleep: Kind) => `${upper(lacks(lacking))}, ${sleeps(asleep)}`,
      lacking: (kind: Kind) => upper(lacks(kind)),
      plenty: (kind: Kind) => upper(abounds(kind)),
      balanced: 'Offres et besoins s’équilibrent',
    },
    lead: (date: string) => `Offres et besoins publiés au ${date}`,
    offers: (n: number) => `offre${s(n)}`,
    needs: (n: number) => `besoin${s(n)}`,
    head: ['Genre', 'Offres', 'Besoins', 'Écart'],
  },
  weeks: {
    finding: {
      nothing: 'Aucune réservation encore',
      first: (n: number) => `${n} réservation${s(n)}, les premières`,
      fromFew: (n: string, then: string) => `${n} réservations, contre ${then} avant`,
      times: (n: number) =>
        n === 2 ? 'Deux fois plus de réservations qu’avant' : `${n} fois plus de réservations qu’avant`,
      more: (part: string) => `${part} de réservations en plus`,
      fewer: (part: string) => `${part} de réservations en moins`,
      same: 'Autant de réservations qu’avant',
    },
    lead: (n: number) => `Par semaine. En pointillé, les ${n} semaines d’avant`,
    alt: (from: string, to: string) => `Réservations par semaine : de ${from} à ${to}`,
    last: (n: string) => `${n} cette semaine`,
    head: ['Semaine du', 'Réservations', 'Avant'],
  },
  offers: {
    finding: {
      nothing: 'Aucune heure réservée sur la période',
      few: (n: number, part: string) =>
        n > 1 ? `${n} offres portent ${part} des heures` : `Une offre porte ${part} des heures`,
      spread: 'Les heures se répartissent sur beaucoup d’offres',
    },
    lead: 'Les offres les plus réservées, sur leurs heures ouvertes',
    head: ['Offre', 'Structure', 'Réservations', 'Heures réservées', 'Heures ouvertes'],
  },
  ends: {
    finding: {
      nothing: 'Aucune demande sur la période',
      kept: (part: string) => `${part} des demandes aboutissent`,
      declined: (part: string) => `${part} des demandes sont refusées`,
      expired: (part: string) => `${part} des demandes restent sans réponse`,
      cancelled: (part: string) => `${part} des réservations sont annulées`,
      noShow: (part: string) => `${part} des réservations ne sont pas honorées`,
    },
    lead: 'Ce que deviennent les réservations qui commencent dans la période',
    states: {
      requested: 'en attente',
      confirmed: 'à venir ou en cours',
      completed: 'terminées',
      declined: 'refusées',
      expired: 'sans réponse',
      cancelled: 'annulées',
      no_show: 'non honorées',
    },
    head: ['État', 'Réservations'],
  },
  needs: {
    finding: {
      nothing: 'Aucun besoin publié sur la période',
      mostMet: (met: string, of: string) =>
        of === '1' ? 'Le seul besoin publié a trouvé' : `${met} besoins sur ${of} ont trouvé`,
      someMet: (met: string, of: string) =>
        met === '1' ? `Un seul besoin sur ${of} a trouvé` : `${met} besoins sur ${of} seulement ont trouvé`,
      noneMet: (of: string) =>
        of === '1' ? 'Le seul besoin publié n’a pas trouvé' : `Aucun des ${of} besoins n’a trouvé`,
    },
    lead: 'Besoins publiés dans la période, par genre',
    met: (n: number) => `satisfait${s(n)}`,
    open: 'en cours',
    unmet: 'sans suite',
    head: ['Genre', 'Publiés', 'Satisfaits', 'En cours', 'Sans suite', 'Retirés'],
  },
  quantities: {
    title: (hours: string) => `${hours} partagées`,
    lead: 'Heures de salles, de matériel, de compétences et de locaux, et matières passées de main en main',
    head: ['Quoi', 'Quantité', 'Réservations'],
    hoursRow: 'Heures',
  },
  pairs: {
    finding: {
      nothing: 'Personne n’a encore partagé sur la période',
      oneLends: (name: string, part: string) => `${name} prête ${part} de tout`,
      bothWays: (n: number) =>
        n > 1 ? `${n} paires prêtent dans les deux sens` : 'Une paire prête dans les deux sens',
      oneWay: 'Qui prête n’emprunte pas, qui emprunte ne prête pas',
    },
    lead: 'Réservations. En ligne : qui prête. En colonne : qui emprunte.',
    caption: (n: number) => `Réservations entre ${n} structures`,
    shown: (n: number) => `Les ${n} structures les plus actives.`,
    balance: (borrowed: number, lent: number) => ` emprunte ${borrowed} fois et prête ${lent} fois.`,
    all: (n: string) => `Les ${n} structures`,
    head: ['Prête', 'Emprunte', 'Réservations', 'Heures'],
  },
  asleep: {
    title: 'Ce qui dort',
    lead: 'Offres ouvertes que personne n’a réservées depuis le début de la période',
    never: (when: string) => `jamais réservée, publiée le ${when}`,
    last: (when: string) => `réservée pour la dernière fois le ${when}`,
    none: 'Toutes les offres ouvertes ont été réservées.',
  },
  unmatched: {
    title: 'Ce que personne n’a encore',
    lead: 'Besoins sans aucune correspondance, du plus ancien au plus récent',
    since: (when: string) => `publié le ${when}`,
    none: 'Chaque besoin a au moins une correspondance.',
  },
  units: {
    piece: 'Pièces',
    seat: 'Places',
    minute: 'Temps',
    kg: 'Poids',
    litre: 'Volume (litres)',
    m2: 'Surface',
    m3: 'Volume (m³)',
    pallet: 'Palettes',
  },
  all: 'Tout voir',
  methods: [
    'Une réservation compte dans la semaine où elle commence, à l’heure du pôle ; ses heures comptent dans chaque semaine qu’elle touche.',
    'Les heures réservées sont celles des réservations confirmées ou terminées. Qui prend une partie de l’offre (3 bureaux sur 12) compte pour cette partie de la durée.',
    'Les heures ouvertes suivent les horaires de l’offre, de sa publication à sa fin, sans ses pauses ; les fermetures ponctuelles n’en sont pas retirées.',
    'Un besoin est satisfait quand il est clos comme tel, ou quand une réservation faite pour lui est confirmée. Ceux que l’on retire ne comptent pas.',
    'Une structure est active si elle a publié, prêté ou emprunté dans la période.',
  ],
  counted: {
    titles: {
      bookings: 'Réservations comptées',
      hours: 'Heures réservées',
      quantities: 'Matières partagées',
      organisations: 'Structures actives',
      needs: 'Besoins publiés',
      posted: 'Annonces publiées',
      open: 'Annonces ouvertes en ce moment',
      open_hours: 'Heures ouvertes',
      asleep: 'Ce qui dort',
      unmatched: 'Ce que personne n’a encore',
      unanswered: 'Besoins sans réponse',
    },
    needStates: {
      met: 'Besoins satisfaits',
      unmet: 'Besoins restés sans suite',
      dropped: 'Besoins retirés',
      open: 'Besoins en cours',
      matched: 'Besoins qui ont une correspondance',
    },
    count: (n: string) => `${n} en tout`,
    empty: 'Rien dans cette période.',
    back: 'Tableau de bord',
    more: 'La suite',
    head: {
      bookings: ['Quand', 'Quoi', 'Qui prête', 'Qui emprunte', 'État'],
      hours: ['Semaine du', 'Quoi', 'Qui prête', 'Qui emprunte', 'Heures'],
      quantities: ['Quand', 'Quoi', 'Qui prête', 'Qui emprunte', 'Quantité'],
      organisations: ['Structure', 'A prêté', 'A emprunté', 'A publié'],
      listings: ['Annonce', 'Structure', 'Publiée le'],
      openHours: 'Heures ouvertes',
      firstMatch: 'Première correspondance',
      state: 'État',
    },
    states: {
      open: 'ouverte',
      paused: 'en pause',
      closed: 'close',
      met: 'satisfait',
      unmet: 'sans suite',
      dropped: 'retiré',
    },
  },
}
