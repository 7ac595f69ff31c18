import type { Kind } from '../../worker/core/kinds'
import type { PictureName } from './pictures'

// Which scene stands for a thing that has no photo: by what it is called, then by its category, then by its kind.

const SCENES: Record<Kind, [RegExp, PictureName][]> = {
  space: [
    [/cuisin|kitchen|refectoire|مطبخ/, 'kitchen'],
    [/atelier|etabli|workshop|fablab|ورش/, 'shop'],
    [/projection|cine|studio|ecran|cinema|عرض/, 'beam'],
    [/cour\b|preau|marche|terrain|exterieur|jardin|courtyard|فناء|ساحة/, 'tent'],
    [/bureau|cowork|poste de travail|desk|office|مكتب/, 'desk'],
    [/formation|classe|cours|training|قسم|دروس|تكوين/, 'board'],
  ],
  equipment: [
    [/velo|triporteur|cargo|bike|remorque|دراجة/, 'bike'],
    [/fourgon|camion|utilitaire|minibus|voiture|van\b|truck|شاحنة|سيارة/, 'van'],
    [/projecteur|sono|video|ecran|micro|projector|مكبر/, 'beam'],
    [/barnum|tente|chaise|table|tonnelle|gobelet|marquee|خيمة|كراسي|طاولات/, 'tent'],
    [/four\b|marmite|frigo|cuisin|vaisselle|percolateur|oven|فرن|أواني/, 'kitchen'],
    [/ordinateur|imprimante|scanner|plotter|laptop|printer|حاسوب|طابعة/, 'screen'],
    [/coudre|surjeteuse|presse|textile|sewing|خياطة/, 'cloth'],
    [/perceuse|scie|outil|ponceuse|broyeur|tondeuse|echelle|drill|أدوات/, 'tools'],
  ],
  staff: [
    [/compta|paie|gestion|administ|secretar|bookkeep|محاسب/, 'desk'],
    [/format|cours|enseign|professeur|trainer|teach|أستاذ|تكوين|مدرب/, 'board'],
    [/informati|web|graph|numerique|developp|communication|معلوميات/, 'screen'],
    [/chauffeur|livr|conduct|driver|سائق/, 'van'],
    [/cuisin|cook|طباخ/, 'kitchen'],
    [/menuis|techni|mainten|plomb|electri|carpent|نجار|كهرب/, 'shop'],
  ],
  waste: [
    [/sciure|copeau|marc\b|compost|broyat|terreau|sawdust|نشارة/, 'dust'],
    [/tissu|textile|drap|coton|laine|toile|bache|chutes de|cloth|ثوب|قماش|نسيج/, 'cloth'],
    [/legum|fruit|pain\b|aliment|invendu|drech|bread|خبز|خضر|فواكه/, 'food'],
    [/carton|emballage|bocal|bouteille|papier|caisse|cagette|box|كرتون|علب/, 'boxes'],
  ],
  premises: [[/hangar|entrepot|atelier|usine|garage|halle|friche|shed|مستودع|مرآب/, 'hangar']],
}
const CATEGORIES: Record<string, PictureName> = {
  ...{ vehicle: 'van', event: 'tent', tools: 'tools', kitchen: 'kitchen', it: 'screen', textile: 'cloth' },
  ...{ garden: 'tools', health: 'hands', other: 'boxes' },
}
const KINDS: Record<Kind, PictureName> = {
  ...{ space: 'room', equipment: 'boxes', staff: 'hands', waste: 'pallet', premises: 'floor' },
}

export function pictureOf(of: { kind: Kind; title: string; details: object }): PictureName {
  const title = of.title
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
  const scene = SCENES[of.kind].find(([words]) => words.test(title))?.[1]
  const { category } = of.details as { category?: string }
  return scene ?? (category && of.kind === 'equipment' ? CATEGORIES[category] : undefined) ?? KINDS[of.kind]
}
