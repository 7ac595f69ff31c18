import type { Child } from 'hono/jsx'

/** Terms and what is said of each, in their order; `two`: side by side where there is room. */
export const TermList = ({
  rows,
  two = false,
}: {
  rows: readonly (readonly [string, Child])[]
  two?: boolean
}) => (
  <dl class={two ? 'kv two' : 'kv'}>
    {rows.map(([term, what]) => (
      <div>
        <dt>{term}</dt>
        <dd>{what}</dd>
      </div>
    ))}
  </dl>
)
