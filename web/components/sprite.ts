import { ICONS } from './icons'
import { PICTURES } from './pictures'

/** Puts the symbols that a finished page names, and no others, where it says `<!--sprite-->`. */
export function withSprite(html: string): string {
  const names = new Set<string>()
  for (const match of html.matchAll(/href="#([ip]-[\w-]+)"/g)) if (match[1]) names.add(match[1])
  let defs = ''
  for (const name of names) {
    const key = name.slice(2)
    if (name.startsWith('i-')) {
      defs += `<symbol id="${name}" viewBox="0 0 24 24">${ICONS[key as keyof typeof ICONS]}</symbol>`
    } else defs += PICTURES[key as keyof typeof PICTURES]
  }
  return html.replace('<i data-sprite=""></i>', `<svg hidden>${defs}</svg>`)
}
