/**
 * A bar of a chart in the colour of the kind around it, `part` (0 to 1) long; its value is written beside it. `looked`:
 * dashed, for what is looked for. `track`: the whole is drawn too, and the bar fills a part of it.
 */
export function Bar({ part, looked, track }: { part: number; looked?: boolean; track?: boolean }) {
  const length = Math.round(Math.min(1, part) * 1000) / 10
  if (track) {
    return (
      <svg class="vb" width="100%" height="16" aria-hidden="true">
        <rect width="100%" height="16" rx="4" fill="var(--ks)" />
        <rect width={`${length}%`} height="16" rx="4" fill="var(--k)" />
      </svg>
    )
  }
  return (
    <svg
      class={looked ? 'vb lk' : 'vb'}
      width={`${Math.round(length * 5.6) / 10}%`}
      height="16"
      aria-hidden="true"
    >
      <rect width="100%" height="16" rx="4" fill={looked ? 'var(--ks)' : 'var(--k)'} />
    </svg>
  )
}
