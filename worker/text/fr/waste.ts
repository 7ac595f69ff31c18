export const waste = {
  inRegister: 'Voir sa ligne au registre des déchets',
  register: 'Registre des déchets',
  slip: {
    title: 'Bordereau Trackdéchets',
    needed:
      'Déchet dangereux : il ne part qu’avec le numéro de son bordereau de suivi, créé dans Trackdéchets (Code de l’environnement, article R541-45).',
    number: 'Numéro du bordereau',
    hintNow: 'Comme sur le bordereau : BSD-20261121-ABC123XYZ. Il le faut pour confirmer tout de suite.',
    hintLater:
      'Comme sur le bordereau : BSD-20261121-ABC123XYZ. Vous pouvez demander sans lui et l’entrer ensuite ; il le faut pour que la demande soit acceptée.',
    where: 'Il est en tête du bordereau, dans Trackdéchets : BSD-20261121-ABC123XYZ.',
    missing: 'Le numéro du bordereau manque : rien ne peut être accepté ni remis avant.',
    entered: 'Numéro entré :',
    putRight: 'Corriger le numéro',
    save: 'Enregistrer le numéro',
    saved: 'Le numéro du bordereau est enregistré.',
    enter: 'Entrer le numéro du bordereau',
    first: 'Entrez d’abord le numéro du bordereau',
  },
  status: {
    title: 'Déchet, ou pas ?',
    lead: 'Quelques questions simples. La réponse change ce que la loi demande.',
    guide: 'Je ne sais pas : répondre à quelques questions',
    first: 'Le statut d’abord',
    yes: 'Oui',
    no: 'Non',
    question: (n: number) => `Question ${n}`,
    answered: 'Vos réponses',
    again: 'Recommencer',
    questions: {
      exit: 'Est-ce une matière déjà recyclée, avec une attestation qu’elle n’est plus un déchet ?',
      discarded: 'Votre structure s’en défait-elle, veut-elle ou doit-elle s’en défaire ?',
      reuse: 'Servira-t-il de nouveau à l’usage pour lequel il a été fait ?',
      residue: 'Est-ce un reste d’une fabrication qui visait autre chose ?',
      certain: 'Son usage est-il certain, tel quel, permis par les règles du produit et sans danger ?',
    },
    help: {
      exit: 'Par exemple des chiffons coupés, du carton trié ou du calcin, conformes à un arrêté de sortie du statut de déchet.',
      discarded: 'S’en défaire : le jeter, le donner à enlever comme déchet, le laisser à l’abandon.',
      reuse: 'Une chaise qui reste une chaise, une palette qui reste une palette.',
      residue: 'Des chutes, de la sciure, du marc : la fabrication ne cherchait pas à les produire.',
      certain:
        'Les cinq conditions à la fois : usage certain ; sans traitement autre que les pratiques courantes ; produit dans le procédé ; conforme aux règles du produit ; sans incidence nocive.',
    },
    result: {
      product_reuse: 'C’est un objet à réemployer',
      by_product: 'C’est un sous-produit',
      waste: 'C’est un déchet',
      ex_waste: 'C’est un ancien déchet',
    },
    consequences: {
      product_reuse:
        'Il reste un produit : pas de code, pas de registre, on le prête, donne ou vend comme tel.',
      by_product:
        'Il n’est pas un déchet : gardez de quoi montrer les cinq conditions, pas de code ni de registre.',
      waste:
        'Un code de la liste est nécessaire, sa remise entre au registre, et s’il est dangereux il lui faut un bordereau.',
      ex_waste: 'Il redevient un produit : nommez l’arrêté et gardez l’attestation de conformité.',
    },
    article: (article: string) => `Code de l’environnement, article ${article}.`,
    keep: 'Garder cette réponse',
    notAdvice: 'Ceci informe et ne remplace pas un conseil juridique.',
  },
  exitAct: 'Arrêté ou règlement de sortie du statut',
  exitActHint: 'Pour un ancien déchet seulement.',
  chooseAct: 'Choisir dans la liste',
  danger: 'Est-il dangereux ?',
  dangerHint: 'Un code avec une étoile suffit à le rendre dangereux. Cochez si vous savez plus que le code.',
  declaredHazardous: 'Oui, je le déclare dangereux',
  pop: 'Il contient des polluants organiques persistants (POP)',
  popHint: 'Certains plastiques ignifugés, mousses, condensateurs, bois traités (règlement 2019/1021).',
  stays:
    'Cette offre est dangereuse et le reste, quoi que vous changiez ici. Si c’était une erreur, fermez-la et publiez-en une autre.',
  mirrorTitle: 'Attention, code en miroir',
  unusual: {
    much_more: (quantity: string, usual: string | null) =>
      usual
        ? `${quantity} : c’est cent fois plus que d’habitude (${usual}).`
        : `${quantity} : c’est plus qu’un camion.`,
    much_less: (quantity: string, usual: string | null) =>
      `${quantity} : c’est cent fois moins que d’habitude (${usual}).`,
    tons: (quantity: string, _usual: string | null) =>
      `Vous parlez de tonnes, et la quantité est en kilos : ${quantity}. Une tonne fait 1 000 kg.`,
    check: 'Une tonne écrite pour un kilo, peut-être ? Rien n’est perdu : corrigez, ou confirmez.',
    confirm: 'Oui, cette quantité est juste',
  },
}
