/** What one load of a screen weighed; bytes as they travel, see `compressed`. */
export type Weight = {
  /** HTML (the icons are in it) and style sheets. */
  page: number
  html: number
  css: number
  js: number
  /** Images that stand in the first screen. */
  firstImages: number
  images: number
  requests: number
  shift: number
  /** Sentences: third parties, fonts, cookies, console errors, policy violations, sideways scroll, axe. */
  faults: string[]
}

export const budgets = { page: 14_000, js: 10_000, firstImages: 20_000, shift: 0.02 } as const

/** What is above budget, in words; empty when the screen may stay as it is. */
export function complaints(weight: Weight): string[] {
  const above = (Object.keys(budgets) as (keyof typeof budgets)[])
    .filter((name) => weight[name] > budgets[name])
    .map((name) => `${labels[name]} ${weight[name]}, at most ${budgets[name]}`)
  return [...above, ...weight.faults]
}

const labels = {
  page: 'HTML, CSS and icons',
  js: 'JavaScript',
  firstImages: 'images of the first screen',
  shift: 'layout shift',
}
