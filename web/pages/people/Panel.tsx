import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { placesOf } from '../../../worker/organisations/departures'
import type { clustersOfActor, personById } from '../../../worker/people/queries'
import type { sessionsOf } from '../../../worker/people/session'
import type { tokensOf } from '../../../worker/people/tokens'
import type { FormErrors } from '../../components/Field'
import type { View } from '../../view'

export interface Account {
  person: NonNullable<Awaited<ReturnType<typeof personById>>>
  places: Awaited<ReturnType<typeof placesOf>>
  clusters: Awaited<ReturnType<typeof clustersOfActor>>
  sessions: Awaited<ReturnType<typeof sessionsOf>>
  tokens: Awaited<ReturnType<typeof tokensOf>>
}
/** What the page answers to: an act done, or a form refused with what was typed. */
export interface Told {
  done?: string
  given?: Record<string, string | undefined>
  tokenName?: string
  errors?: FormErrors
  status?: ContentfulStatusCode
}
export interface AccountProps {
  v: View
  account: Account
  told: Told
}

export const Panel = ({ id, title, children }: { id: string; title: string; children?: Child }) => (
  <section class="panel st" aria-labelledby={id} id={`p-${id}`}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
)
