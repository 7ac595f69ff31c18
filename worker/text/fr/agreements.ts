interface PartyInWords {
  name: string
  siret: string | null
  seat: string
}
/** What the text is filled in with, already in the words of its language; '' where nothing was said. */
export interface AgreementInWords {
  lender: PartyInWords
  borrower: PartyInWords
  thing: string
  lot: string
  quantity: string
  period: string
  timeZone: string
  place: string
  isSpace: boolean
  condition: string
  vehicle: boolean
  deposit: string
  special: string
}
interface AgreementText {
  title: string
  lead: string
  parts: [heading: string, body: string][]
}
type Write = (a: AgreementInWords) => AgreementText

const party = (p: PartyInWords): string =>
  [p.name, p.siret && `SIRET ${p.siret}`, p.seat].filter(Boolean).join(', ')
const quoted = (text: string): string => `« ${text} »`

export const agreements = {
  title: 'Convention de prêt',
  back: 'Retour à la réservation',
  lead: 'Un prêt gratuit entre deux structures, écrit en clair. Elle est remplie d’après la réservation ; chaque côté l’accepte.',
  /** Above a translation. */
  forReading: 'Seul le texte français est accepté.',
  original: 'Le texte en français',
  translation: 'Traduction, pour lecture seulement',
  status: {
    offered: 'Personne ne l’a encore acceptée',
    open: 'Un seul côté l’a acceptée',
    accepted: 'Acceptée par les deux côtés',
  },
  lapsed:
    'La réservation a changé : la convention précédente ne vaut plus. Les deux côtés acceptent à nouveau.',
  closed: 'La réservation n’est plus en cours : la convention ne peut plus être acceptée.',
  acceptedBy: 'Acceptations',
  side: { lender: 'Pour le prêteur', borrower: 'Pour l’emprunteur' },
  waiting: 'en attente',
  said: (name: string, when: string) => `${name}, le ${when}`,
  saidFor: (name: string, member: string, when: string) => `${name}, pour ${member}, le ${when}`,
  gone: 'une personne dont le compte est effacé',
  act: { lender: 'J’accepte pour le prêteur', borrower: 'J’accepte pour l’emprunteur' },
  onBehalf: 'Accepter pour un membre',
  onBehalfHint: 'Le journal dira que vous l’avez fait pour cette personne.',
  actOnBehalf: 'Accepter pour ce membre',
  recorded: 'L’heure, la personne et l’empreinte du texte sont enregistrées.',
  done: 'C’est accepté.',
  version: (version: string, hash: string) => `Texte ${version}, empreinte ${hash}`,
  print: 'Pour imprimer, utilisez la commande « Imprimer » de votre navigateur.',
  conditions: { new: 'neuf', good: 'bon état', worn: 'usagé' },
  /** Texts by version. One that was accepted is never changed: another version is added. */
  texts: {
    '2026-11': ((a) => ({
      title: 'Convention de prêt à usage',
      lead: 'Articles 1875 à 1891 du Code civil',
      parts: [
        ['Les parties', `Le prêteur : ${party(a.lender)}. L’emprunteur : ${party(a.borrower)}.`],
        [
          a.isSpace ? 'Le lieu prêté' : 'La chose prêtée',
          [
            `Le prêteur prête à l’emprunteur ${quoted([a.thing, a.lot].filter(Boolean).join(', '))}${a.quantity && `, ${a.quantity}`}.`,
            a.condition && `État déclaré par le prêteur : ${a.condition}.`,
            a.place && (a.isSpace ? `Adresse : ${a.place}.` : `Remise et retour : ${a.place}.`),
            'Le prêt ne transfère aucun droit de propriété (art. 1877).',
          ]
            .filter(Boolean)
            .join(' '),
        ],
        [
          'La durée',
          `Le prêt vaut pour cette période : ${a.period} (fuseau horaire ${a.timeZone}). L’emprunteur rend alors ce qui est prêté. Avant ce terme, le prêteur ne peut pas le reprendre (art. 1888), sauf un besoin pressant et imprévu que le juge apprécie (art. 1889).`,
        ],
        ['La gratuité', 'Le prêt est gratuit (art. 1876). Rien n’est dû pour l’usage.'],
        [
          'L’usage et la garde',
          'L’emprunteur veille raisonnablement à la garde et à la conservation de ce qui est prêté. Il ne s’en sert qu’à l’usage que sa nature ou la présente convention déterminent (art. 1880). Il ne le prête pas et ne le loue pas à d’autres. S’il l’emploie à un autre usage, ou plus longtemps que convenu, il répond de la perte, même par cas fortuit (art. 1881).',
        ],
        [
          'La remise et le retour',
          'Les parties notent dans Maillage la remise et le retour, avec l’état constaté. Ce qui y est noté par l’une est visible de l’autre et fait partie de l’échange entre elles.',
        ],
        [
          'L’usure, les dommages, les défauts',
          'L’emprunteur ne répond pas de l’usure due au seul usage convenu, sans faute de sa part (art. 1884). Il répond des dommages qu’il cause, et de la perte par cas fortuit dont il aurait pu garantir la chose en employant la sienne (art. 1882). Le prêteur avertit l’emprunteur des défauts qu’il connaît et qui peuvent nuire ; il en répond s’il ne l’a pas fait (art. 1891).',
        ],
        [
          'Les frais',
          'Les dépenses faites pour user de la chose restent à l’emprunteur (art. 1886). Une dépense extraordinaire, nécessaire et si urgente que le prêteur n’a pas pu être prévenu lui est remboursée (art. 1890).',
        ],
        [
          'Le dépôt de garantie',
          a.deposit
            ? `Ce que le prêteur en dit : ${quoted(a.deposit)}. Ce qui est déposé est rendu au retour en ordre.`
            : 'Aucun dépôt de garantie n’est demandé par la présente convention.',
        ],
        [
          'L’assurance',
          [
            'Chaque partie assure ce qui lui appartient. L’emprunteur déclare avoir une assurance de responsabilité civile qui couvre l’usage convenu, et en montre l’attestation si le prêteur la demande.',
            a.vehicle &&
              'Un véhicule à moteur n’est remis que si un contrat d’assurance couvre sa conduite par l’emprunteur (art. L. 211-1 du Code des assurances) ; les parties s’en assurent avant la remise.',
          ]
            .filter(Boolean)
            .join(' '),
        ],
        ...(a.special ? ([['Les conditions du prêteur', quoted(a.special)]] as [string, string][]) : []),
        [
          'En cas de désaccord',
          'Les parties cherchent d’abord un accord entre elles, au besoin avec l’aide de l’animation du pôle. Le droit français s’applique.',
        ],
      ],
    })) as Write,
  },
}
