import type { Child } from 'hono/jsx'

/**
 * Plain text as paragraphs: an empty line separates them, "## " begins a title, "- " a list, a web or mail address is a
 * link. No other sign means anything, so that nobody can write markup.
 */
export function Prose({ text, level = 3 }: { text: string; level?: 2 | 3 }) {
  const Title = level === 2 ? 'h2' : 'h3'
  const blocks = text
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter(Boolean)
  return (
    <div class="prose st">
      {blocks.map((block) => {
        const lines = block.split('\n')
        if (lines.every((line) => line.startsWith('- ')))
          return (
            <ul>
              {lines.map((line) => (
                <li>{linked(line.slice(2))}</li>
              ))}
            </ul>
          )
        const [first = '', ...rest] = lines
        if (!first.startsWith('## ')) return <p>{linked(lines.join(' '))}</p>
        return (
          <>
            <Title>{first.slice(3)}</Title>
            {rest.length > 0 && <p>{linked(rest.join(' '))}</p>}
          </>
        )
      })}
    </div>
  )
}

const ADDRESS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)»]|[\w.+-]+@[\w-]+\.[\w.-]*\w)/

const linked = (text: string): Child[] =>
  text
    .split(ADDRESS)
    .map((part, i) =>
      i % 2 === 0 ? part : <a href={part.includes('://') ? part : `mailto:${part}`}>{part}</a>,
    )
