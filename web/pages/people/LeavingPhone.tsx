import type { Child } from 'hono/jsx'
import type { View } from '../../view'

/** Around a form that ends the session: what this phone keeps of rounds is forgotten, and what was not sent is told before. */
export function LeavingPhone({ v, signsOut, children }: { v: View; signsOut?: true; children?: Child }) {
  const { unsent, anyway, offline } = v.t.pickups.leaving
  return (
    <leaving-phone
      class="st tight"
      data-words={JSON.stringify({ unsent, offline, ...(signsOut && { anyway }) })}
    >
      <p role="status"></p>
      {children}
    </leaving-phone>
  )
}
