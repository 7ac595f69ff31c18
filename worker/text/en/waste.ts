import type { Dictionary } from '../fr'

export const waste: Dictionary['waste'] = {
  inRegister: 'See its line in the waste register',
  register: 'Waste register',
  slip: {
    title: 'Trackdéchets slip',
    needed:
      'Hazardous waste: it leaves only with the number of its tracking slip, made in Trackdéchets (French Environment Code, article R541-45).',
    number: 'Number of the slip',
    hintNow: 'As on the slip: BSD-20261121-ABC123XYZ. It is needed to confirm at once.',
    hintLater:
      'As on the slip: BSD-20261121-ABC123XYZ. You can ask without it and enter it later; it is needed for the request to be accepted.',
    where: 'It stands on top of the slip, in Trackdéchets: BSD-20261121-ABC123XYZ.',
    missing: 'The number of the slip is missing: nothing can be accepted or handed over before.',
    entered: 'Number entered:',
    putRight: 'Put the number right',
    save: 'Save the number',
    saved: 'The number of the slip is saved.',
    enter: 'Enter the number of the slip',
    first: 'Enter the number of the slip first',
  },
  status: {
    title: 'Waste, or not?',
    lead: 'A few plain questions. The answer changes what the law asks.',
    guide: 'I do not know: answer a few questions',
    first: 'Status first',
    yes: 'Yes',
    no: 'No',
    question: (n) => `Question ${n}`,
    answered: 'Your answers',
    again: 'Start again',
    questions: {
      exit: 'Is it recycled already, with a certificate that it is waste no more?',
      discarded: 'Does your organisation discard it, intend to, or have to?',
      reuse: 'Will it serve again for the use it was made for?',
      residue: 'Is it left over from a production that was aiming at something else?',
      certain: 'Is its use certain, as it is, allowed by the rules of the product, and harmless?',
    },
    help: {
      exit: 'For instance cut wiping cloths, sorted cardboard or glass cullet that meet an act on the end of waste.',
      discarded: 'To discard: throw away, give away to be collected as waste, leave behind.',
      reuse: 'A chair that stays a chair, a pallet that stays a pallet.',
      residue: 'Offcuts, sawdust, grounds: production did not aim to make them.',
      certain:
        'All five conditions: certain use; no treatment beyond normal practice; made within the process; meets the rules of the product; no harmful effect.',
    },
    result: {
      product_reuse: 'It is a thing to reuse',
      by_product: 'It is a by-product',
      waste: 'It is waste',
      ex_waste: 'It has stopped being waste',
    },
    consequences: {
      product_reuse: 'It stays a product: no code, no register; lend, give or sell it as such.',
      by_product: 'It is not waste: keep what shows the five conditions; no code and no register.',
      waste:
        'A code of the list is needed, its hand-over goes into the register, and if hazardous it needs a slip.',
      ex_waste: 'It is a product again: name the act and keep the certificate of conformity.',
    },
    article: (article) => `French Environment Code, article ${article}.`,
    keep: 'Keep this answer',
    notAdvice: 'This informs and does not replace legal advice.',
  },
  exitAct: 'Act by which it stops being waste',
  exitActHint: 'Only for what has stopped being waste.',
  chooseAct: 'Choose from the list',
  danger: 'Is it hazardous?',
  dangerHint: 'A code with a star is enough to make it hazardous. Tick if you know more than the code.',
  declaredHazardous: 'Yes, I declare it hazardous',
  pop: 'It holds persistent organic pollutants (POPs)',
  popHint: 'Some flame-retarded plastics, foams, capacitors, treated wood (Regulation 2019/1021).',
  stays:
    'This offer is hazardous and stays so, whatever you change here. If that was a mistake, close it and publish another.',
  mirrorTitle: 'Careful, a mirror code',
  unusual: {
    much_more: (quantity, usual) =>
      usual
        ? `${quantity}: that is a hundred times more than usual (${usual}).`
        : `${quantity}: that is more than a lorry.`,
    much_less: (quantity, usual) => `${quantity}: that is a hundred times less than usual (${usual}).`,
    tons: (quantity) =>
      `You write of tonnes, and the quantity is in kilos: ${quantity}. A tonne is 1,000 kg.`,
    check: 'A tonne typed as a kilo, perhaps? Nothing is lost: put it right, or confirm.',
    confirm: 'Yes, this quantity is right',
  },
}
