import type { Format } from '../format'

type Params = Record<string, string | number> | undefined
type Told = Record<string, unknown>

const many = (n: number, one: string, several: string) => (n > 1 ? several : one)
const text = (value: unknown) => String(value)
const number = (value: unknown) => Number(value)
/** "lundi 7 décembre à 14 h" */
const moment = (f: Format, at: unknown) => `${f.day(text(at))} à ${f.time(text(at))}`
const PER = { day: 'par jour', week: 'par semaine', month: 'par mois', year: 'par an' }
const PERIOD = { day: 'ce jour-là', week: 'cette semaine-là', month: 'ce mois-là', year: 'cette année-là' }
const bookings = (n: number) => `${n} ${many(n, 'réservation', 'réservations')}`

/** The words of a field that a rule of the offer refuses: which rule, and what would pass. */
export const ruleFields = {
  shortest: (p: Params, f: Format) => `Réservez au moins ${f.duration(number(p?.minutes))}.`,
  longest: (p: Params, f: Format) => `Réservez ${f.duration(number(p?.minutes))} au plus.`,
  step: (p: Params, f: Format) =>
    `On réserve ici par tranches de ${f.duration(number(p?.minutes))} : choisissez ${f.time(text(p?.before))} ou ${f.time(text(p?.after))}.`,
  notice: (p: Params, f: Format) =>
    `Il fallait demander avant ${moment(f, p?.before)}. Choisissez un début à partir du ${moment(f, p?.earliest)}.`,
  horizon: (p: Params, f: Format) =>
    `C’est trop loin : cette offre se réserve jusqu’au ${f.day(text(p?.latest))}.`,
  most_quantity: (p: Params, f: Format) => `${f.number(number(p?.most))} au plus par réservation.`,
  only_for: () =>
    'La structure qui prête garde cette offre pour d’autres structures. Écrivez-lui pour en faire partie.',
  not_a_step: (p: Params, f: Format) =>
    `Indiquez un multiple de la tranche choisie, ${f.duration(number(p?.minutes))}.`,
  time_too_long: (p: Params, f: Format) => `Indiquez ${f.duration(number(p?.max))} au plus.`,
  time_too_short: (p: Params, f: Format) => `Indiquez au moins ${f.duration(number(p?.min))}.`,
  not_in_cluster: (p: Params) => `Nous ne trouvons pas cette structure dans le pôle : ${p?.name}.`,
  not_hours: () => 'Écrivez des heures comme 10:00-12:30. Pour plusieurs, mettez une virgule.',
  below_shortest: () => 'Le plus long ne peut pas être plus court que le plus court.',
  twice_limit: () => 'Cette limite est déjà donnée : gardez-en une.',
  no_solidarity: () => 'Fixez d’abord un tarif solidaire dans l’annonce.',
}

/** Refusals that tell more than their code: what is reached, and what would pass. */
export const why: Record<string, (told: Told, f: Format) => string | null> = {
  quota_reached: (t, f) => {
    if (t.rule !== 'quota') return null
    const per = t.per as keyof typeof PER
    const again = t.opensAt ? ` Ce sera possible à partir du ${f.day(text(t.opensAt))}.` : ''
    if (t.of === 'bookings')
      return `Votre structure a déjà ${bookings(number(t.used))} de cette offre ${PERIOD[per]} : ${bookings(number(t.most))} au plus ${PER[per]}.${again}`
    const left =
      number(t.left) > 0 ? `Il vous reste ${f.duration(number(t.left))}` : 'Il ne vous reste plus de temps'
    return `${left} ${PERIOD[per]} : ${f.duration(number(t.most))} au plus ${PER[per]} et par structure.${again}`
  },
  too_close: (t, f) => {
    if (t.rule !== 'gap') return null
    const other = t.other as { startsAt: string; endsAt: string }
    return `Votre structure a déjà cette offre ${f.span(other.startsAt, other.endsAt)}, et il faut ${f.duration(number(t.minutes))} entre deux réservations. Finissez avant ${moment(f, t.before)}, ou commencez après ${moment(f, t.after)}.`
  },
  one_at_a_time: (t, f) =>
    t.until
      ? `Votre structure a déjà une réservation de cette offre, jusqu’au ${moment(f, t.until)} : une à la fois.`
      : null,
  too_late: (t, f) =>
    t.rule === 'change_notice'
      ? `Il fallait changer cette réservation avant ${moment(f, t.before)}. Écrivez à la structure qui prête.`
      : `Il fallait annuler avant ${moment(f, t.before)}. Écrivez à la structure qui prête : elle peut encore annuler.`,
  capacity_taken: (t) =>
    t.rule === 'competing'
      ? 'Ce qui reste ne suffit plus : vous avez déjà accepté une autre demande pour ce moment.'
      : null,
  outside_opening_hours: (t, f) => {
    const [first, ...more] = (t.open ?? []) as { from: string; to: string }[]
    if (!first) return null
    return `C’est fermé à ce moment. C’est ouvert ${f.span(first.from, first.to)}${more.map((w) => ` et ${f.hours(w.from, w.to)}`).join('')}.`
  },
}

export const rules = {
  title: 'Règles de réservation',
  manage: 'Règles de réservation',
  manageHint: 'Durée, délais, qui peut réserver, jours fermés.',
  lead: 'Rien n’est obligatoire : ce qui reste vide n’impose rien.',
  back: 'Retour à l’annonce',
  saved: 'Les règles sont enregistrées. Les réservations déjà prises ne changent pas.',
  save: 'Enregistrer les règles',
  units: { minutes: 'minutes', hours: 'heures', days: 'jours' },
  unitOf: (label: string) => `Unité : ${label}`,
  length: {
    title: 'Combien de temps',
    shortest: 'Au moins',
    longest: 'Au plus',
    step: 'Par tranches de',
    stepHint: 'Comptées depuis minuit : par tranches d’une heure, on commence à 9 h ou à 10 h.',
    anyStep: 'Comme on veut',
    most: 'Quantité au plus par réservation',
    mostHint: (all: string) => `Vous en avez ${all}.`,
  },
  delays: {
    title: 'Combien de temps avant',
    notice: 'Pour réserver, au moins',
    change: 'Pour changer, au moins',
    cancel: 'Pour annuler, au moins',
    hint: 'Avant le début. Vous-même pouvez toujours annuler.',
    horizon: 'Au plus loin, en jours',
  },
  buffers: {
    title: 'Garder libre autour',
    before: 'Avant chaque réservation',
    after: 'Après chaque réservation',
    hint: 'Pour ranger, nettoyer ou passer les clés.',
    none: 'Rien',
  },
  share: {
    title: 'Partager équitablement',
    quotas: 'Par structure, au plus',
    quotaMost: (n: number) => `Limite ${n} : combien`,
    quotaOf: (n: number) => `Limite ${n} : de quoi`,
    quotaPer: (n: number) => `Limite ${n} : sur quelle durée`,
    of: { bookings: 'réservations', minutes: 'heures' },
    per: PER,
    gap: 'Entre deux réservations d’une même structure, au moins',
    one: 'Une seule réservation à la fois par structure',
  },
  who: {
    title: 'Qui peut réserver, et comment vous choisissez',
    onlyFor: 'Seulement ces structures',
    onlyForHint: 'Une par ligne, comme leur nom est écrit dans le pôle. Vide : tout le pôle.',
    requests: 'Quand une demande arrive',
    hold: 'Elle bloque le créneau',
    holdHint: 'La première demande attend votre réponse, personne ne passe devant.',
    compete: 'Elle ne bloque rien',
    competeHint: 'Plusieurs peuvent demander le même créneau : vous les comparez et choisissez.',
  },
  closed: {
    title: 'Jours fermés et horaires particuliers',
    lead: 'Ils remplacent les horaires habituels. Sans heures, c’est fermé.',
    legend: (n: number) => `Période ${n}`,
    from: 'Du',
    to: 'Au',
    hours: 'Heures d’ouverture',
    hoursHint: 'Comme 10:00-12:30, 14:00-18:00. Vide : fermé.',
  },
  lastMinute: {
    title: 'Dernière minute',
    release: 'Libérer au tarif solidaire, combien d’heures avant',
    hint: 'Ce qui est encore libre passe alors au tarif solidaire pour tout le monde. Vide : jamais.',
  },
  bundle: {
    title: 'Va toujours avec',
    hint: 'Ce que vous cochez est réservé en même temps, ou rien ne l’est.',
    of: (lender: string) => `de ${lender}`,
    find: 'Chercher une autre offre du pôle',
    findHint: 'Celle d’une autre structure lui est demandée à chaque réservation, comme les autres.',
    doFind: 'Chercher',
  },
  list: {
    title: 'Bon à savoir',
    between: (shortest: string, longest: string) => `De ${shortest} à ${longest}`,
    exactly: (length: string) => `${length}, ni plus ni moins`,
    shortest: (length: string) => `${length} au moins`,
    longest: (length: string) => `${length} au plus`,
    step: (length: string) => `Par tranches de ${length}`,
    notice: (length: string) => `À demander au moins ${length} avant`,
    horizon: (day: string) => `Réservable jusqu’au ${day}`,
    cancel: (length: string) => `Annulable jusqu’à ${length} avant`,
    change: (length: string) => `Modifiable jusqu’à ${length} avant`,
    most: (amount: string) => `${amount} au plus par réservation`,
    bookings: (n: number, per: keyof typeof PER) => `${bookings(n)} au plus ${PER[per]} et par structure`,
    minutes: (length: string, per: keyof typeof PER) => `${length} au plus ${PER[per]} et par structure`,
    gap: (length: string) => `${length} au moins entre deux réservations d’une même structure`,
    one: 'Une réservation à la fois par structure',
    onlyFor: (names: string) => `Réservé à : ${names}`,
    closed: (when: string) => `Fermé ${when}`,
    hours: (when: string, hours: string) => `${when} : ${hours}`,
    released: (hours: string) => `Dans les ${hours} avant le début : tarif solidaire pour tout le monde`,
    compete: 'Demander ne bloque pas le créneau : la structure compare les demandes',
  },
  released: 'tarif solidaire',
  whenInstant: 'L’adresse exacte et les contacts arrivent avec la confirmation.',
  whenCompeting:
    'Le créneau n’est pas bloqué : la structure compare les demandes et répond sous six jours au plus. L’adresse exacte et les contacts arrivent avec la confirmation.',
  cancelBy: (when: string) => `Vous pouvez annuler jusqu’au ${when}.`,
  cancelOver: (when: string) =>
    `On ne pouvait annuler que jusqu’au ${when}. Écrivez à la structure : elle peut encore le faire.`,
  changeOver: (when: string) => `On ne pouvait changer que jusqu’au ${when}.`,
  confirmedNext: (start: string) => `Rendez-vous le ${start}.`,
  competing: {
    title: 'Les autres demandes pour ce moment',
    lead: 'Elles ne bloquent rien : acceptez celle que vous préférez. Chacune attend votre réponse.',
    borrower: (lender: string, by: string) =>
      `${lender} compare les demandes et répond avant le ${by}. Le créneau n’est pas bloqué d’ici là.`,
    lender: (borrower: string, by: string) =>
      `${borrower} attend votre réponse avant le ${by}. D’autres peuvent demander le même moment : vous choisissez.`,
    impossible: 'Ne tient plus',
    possible: 'Tient encore',
    full: 'Ce qui reste ne suffit plus pour cette demande : une autre est acceptée. Refusez-la, pour que la structure puisse chercher ailleurs.',
    accept: (name: string) => `Accepter ${name}`,
    decline: (name: string) => `Refuser ${name}`,
    see: 'Voir la demande',
    declineAll: (n: number) =>
      many(n, 'Refuser celle qui ne tient plus', `Refuser les ${n} qui ne tiennent plus`),
  },
}
