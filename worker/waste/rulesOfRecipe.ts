// Pure: what a workshop accepts of waste, and what an offer holds, as it says itself or as its words tell.

export const MATERIALS = [
  ...(['wood', 'paper', 'cardboard', 'textile', 'leather', 'plastic', 'metal', 'glass'] as const),
  ...(['food', 'coffee', 'plants', 'cork', 'rubber', 'foam'] as const),
] as const
export type Material = (typeof MATERIALS)[number]
export const FORMS = [
  ...(['boards', 'offcuts', 'sawdust', 'shavings', 'sheets'] as const),
  ...(['rolls', 'pallets', 'objects', 'bales', 'peelings'] as const),
] as const
export type Form = (typeof FORMS)[number]
export const STATES = ['dry', 'clean', 'sorted', 'untreated', 'fresh', 'whole'] as const
export type State = (typeof STATES)[number]
export const CONTAMINANTS = [
  ...(['paint', 'glue', 'nails', 'plastic', 'mould', 'oil'] as const),
  ...(['treatment', 'glass', 'food', 'ink', 'soil'] as const),
] as const
export type Contaminant = (typeof CONTAMINANTS)[number]

/** What an offer holds. An empty list: nothing is said of it. */
export interface Contents {
  materials: readonly Material[]
  forms: readonly Form[]
  states: readonly State[]
  contaminants: readonly Contaminant[]
}
/** What a workshop accepts: quantities for each hand-over, in the unit of the need. An empty list: all of it will do. */
export interface Recipe {
  workshop?: Workshop | undefined
  materials: readonly Material[]
  forms: readonly Form[]
  states: readonly State[]
  refuses: readonly Contaminant[]
  min?: number | undefined
  max?: number | undefined
}

export const WORKSHOPS = ['furniture', 'fashion', 'stationery', 'compost', 'litter', 'briquettes'] as const
export type Workshop = (typeof WORKSHOPS)[number]
/** What such a workshop usually accepts: a beginning, to be put right by who runs it. */
export const TEMPLATES: Record<Workshop, Omit<Recipe, 'workshop' | 'min' | 'max'>> = {
  furniture: {
    ...{ materials: ['wood', 'metal'], forms: ['boards', 'offcuts', 'pallets', 'objects'], states: ['dry'] },
    refuses: ['mould', 'treatment'],
  },
  fashion: {
    ...{
      materials: ['textile', 'leather'],
      forms: ['offcuts', 'rolls', 'objects'],
      states: ['dry', 'clean'],
    },
    refuses: ['oil', 'mould', 'paint'],
  },
  stationery: {
    ...{ materials: ['paper', 'cardboard'], forms: ['sheets', 'offcuts', 'rolls'], states: ['dry', 'clean'] },
    refuses: ['oil', 'food', 'mould', 'plastic'],
  },
  compost: {
    ...{ materials: ['food', 'coffee', 'plants'], forms: ['peelings', 'shavings'], states: ['sorted'] },
    refuses: ['plastic', 'glass', 'oil', 'treatment', 'nails'],
  },
  litter: {
    ...{
      materials: ['wood', 'plants'],
      forms: ['sawdust', 'shavings', 'bales'],
      states: ['dry', 'untreated'],
    },
    refuses: ['paint', 'glue', 'treatment', 'nails', 'mould'],
  },
  briquettes: {
    ...{ materials: ['wood'], forms: ['sawdust', 'shavings'], states: ['dry', 'untreated'] },
    refuses: ['paint', 'glue', 'treatment', 'nails', 'plastic'],
  },
}

/** Beginnings of words, in three languages, without accents: what an offer that does not tick anything says of itself. */
const WORDS: Record<Material | Form | State | Contaminant, string> = {
  wood: 'bois chene sapin pin hetre wood oak pine timber خشب',
  paper: 'papier paper ورق',
  cardboard: 'carton cardboard كرتون',
  textile:
    'textile tissu coton laine lin toile feutre fabric cloth cotton wool linen canvas felt نسيج قماش قطن',
  leather: 'cuir leather جلد',
  plastic: 'plasti pvc polyethylene polystyrene polyester plexiglas acrylic بلاستيك',
  metal: 'metal acier alu fer steel معدن حديد',
  glass: 'verre glass زجاج',
  food: 'nourriture aliment alimentaire cuisine food kitchen طعام مطبخ',
  coffee: 'cafe coffee قهوة',
  plants: 'paille foin herbe tonte straw hay grass تبن عشب',
  cork: 'liege cork فلين',
  rubber: 'caoutchouc rubber مطاط',
  foam: 'mousse foam إسفنج اسفنج',
  boards: 'planche panneau board panel لوح ألواح الواح',
  offcuts: 'chute offcut scrap قصاص',
  sawdust: 'sciure sawdust نشارة',
  shavings: 'copeau broyat shaving chips رقائق برادة',
  sheets: 'feuille sheet أوراق اوراق',
  rolls: 'rouleau roll لفائف',
  pallets: 'palette pallet منصات طبالي',
  objects: 'meuble mobilier chaise fauteuil armoire furniture chair cupboard اثاث أثاث كراسي',
  bales: 'balle bale بالات',
  peelings: 'epluchure peeling قشور',
  dry: 'sec seche dry جاف',
  clean: 'propre clean نظيف',
  sorted: 'trie triee sorted مفروز',
  untreated: 'brut untreated خام',
  fresh: 'frais fraiche fresh طازج',
  whole: 'entier entiere intact whole سليم',
  paint: 'peint peinture verni vernis laque paint varnish lacquer طلاء مطلي ورنيش مدهون',
  glue: 'colle encolle glue glued غراء',
  nails: 'clou cloue vis agrafe nail screw staple مسامير مسمار براغي',
  mould: 'moisi moisissure humide mould mold damp عفن رطب',
  oil: 'huile huileux gras graisse oil oily grease greasy زيت شحم',
  treatment: 'creosote autoclave traite traitee treated معالج',
  ink: 'encre imprime ink printed حبر مطبوع',
  soil: 'terre gravat soil rubble تراب أنقاض انقاض',
}
const NEGATIONS = [
  'sans',
  'ni',
  'non',
  'pas',
  'aucun',
  'aucune',
  'without',
  'no',
  'not',
  'free',
  'بدون',
  'دون',
  'غير',
  'بلا',
]
/** A sentence that ends by saying that what it is about is kept apart says nothing of what is given. */
const KEPT_APART =
  /\b(?:(?:n['’]est|ne sont|n['’]en fait|n['’]en font) pas (?:propose|donne|cede|compris|partie)|mis[es]* a part|jete[es]* a part|not (?:included|offered|part of)|kept apart|set aside)|غير مشمول|لا يدخل/u
/** So many words a "without" reaches: "sans colle ni vernis". */
const REACH = 3
/** Words that are read whole, because many others begin with them. */
const SHORT = 4

const withoutAccents = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
const bare = (text: string): string[] =>
  withoutAccents(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** What a text says it holds; what it says it does not hold is left out ("sans clous", "bois non traité"). */
export function readContents(text: string): Contents {
  const words = bare(
    text
      .split(/(?<=[.!?])\s+/)
      .filter((sentence) => !KEPT_APART.test(withoutAccents(sentence)))
      .join(' '),
  )
  const says = (name: keyof typeof WORDS): boolean => {
    const stems = WORDS[name].split(' ').filter((stem) => stem !== '')
    return words.some((word, i) => {
      const plain = word.replace(/^ال/, '')
      const hit = stems.some((stem) =>
        stem.length < SHORT
          ? plain === stem || plain === `${stem}s`
          : plain.startsWith(stem) && plain.length <= stem.length + 3,
      )
      return hit && !words.slice(Math.max(0, i - REACH), i).some((before) => NEGATIONS.includes(before))
    })
  }
  const untreated = /\b(non trait|not treated|untreated|brut)/.test(words.join(' '))
  return {
    materials: MATERIALS.filter(says),
    forms: FORMS.filter(says),
    states: STATES.filter((state) => (state === 'untreated' ? untreated : says(state))),
    contaminants: CONTAMINANTS.filter((one) => says(one)),
  }
}

/**
 * What is ticked goes before what the words tell, and the title before the rest, which also tells what the thing is used for
 * ("à couvrir un abri bois"); what a thing is made of does not soil it.
 */
export function contentsOf(title: string, rest: string, ticked: Partial<Contents>): Contents {
  const [named, told] = [readContents(title), readContents(`${title}. ${rest}`)]
  const first = <T>(a: readonly T[] | undefined, b: readonly T[]) => (a && a.length > 0 ? a : b)
  const materials = first(ticked.materials, first(named.materials, told.materials))
  const known = first(ticked.contaminants, told.contaminants)
  const own: readonly string[] = materials
  return {
    materials,
    forms: first(ticked.forms, first(named.forms, told.forms)),
    states: first(ticked.states, told.states),
    contaminants: ticked.contaminants?.length ? known : known.filter((one) => !own.includes(one)),
  }
}

/** What an offer holds that a recipe refuses. */
export const refusedOf = (recipe: Recipe, contents: Contents): Contaminant[] =>
  recipe.refuses.filter((one) => contents.contaminants.includes(one))

/**
 * How well an offer follows a recipe, from 0 to 1: the mean of material (counted twice), form and state, each 1 where one of
 * those that are accepted is there, 0 where only others are, a half where nothing is said. `isOtherForm`:
 * it comes in other forms than those that are accepted.
 */
export function followsRecipe(
  recipe: Recipe,
  contents: Contents,
): { share: number; materials: Material[]; isOtherForm: boolean } {
  const materials = recipe.materials.filter((one) => contents.materials.includes(one))
  const fits = (wanted: readonly string[], there: readonly string[]): number =>
    wanted.length === 0 ? 1 : there.length === 0 ? 0.5 : there.some((one) => wanted.includes(one)) ? 1 : 0
  const [material, form] = [
    fits(recipe.materials, contents.materials),
    fits(recipe.forms, contents.forms),
  ] as const
  const parts = [material, material, form, fits(recipe.states, contents.states)]
  const share = Math.round((1000 * parts.reduce((a, b) => a + b, 0)) / parts.length) / 1000
  return { share, materials, isOtherForm: form === 0 }
}
