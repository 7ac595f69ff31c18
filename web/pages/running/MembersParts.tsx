import type { Child } from 'hono/jsx'
import type { coordinatorsOf } from '../../../worker/clusters/queries'
import type { ListedOrganisation, Standing } from '../../../worker/organisations/queries'
import type { openInvitations } from '../../../worker/organisations/queriesOfInvitations'
import type { foundersAsking, peopleAsking } from '../../../worker/organisations/queriesOfPeople'
import type { FormErrors } from '../../components/Field'
import type { View } from '../../view'
import type { Typed } from '../organisations/OrganisationFields'

type Rows<T extends (...given: never[]) => Promise<unknown>> = Awaited<ReturnType<T>>
export interface MembersProps {
  v: View
  counts: Record<Standing, number>
  asking: ListedOrganisation[]
  active: { items: ListedOrganisation[]; nextCursor: string | null }
  suspended: ListedOrganisation[]
  /** All that are active, whatever page of them is shown. */
  names: { id: string; name: string }[]
  founders: Rows<typeof foundersAsking>
  people: Rows<typeof peopleAsking>
  invitations: Rows<typeof openInvitations>
  coordinators: Rows<typeof coordinatorsOf>
  q?: string
  typed?: Typed
  errors?: FormErrors
  link?: string
}

/** A form that does one thing to the cluster's members. */
export const Act = ({
  v,
  act,
  organisation,
  children,
}: {
  v: View
  act: string
  organisation?: string
  children: Child
}) => (
  <form class="st" method="post" action={v.href('/coordination/members')} novalidate>
    <input type="hidden" name="act" value={act} />
    {organisation && <input type="hidden" name="organisation" value={organisation} />}
    {children}
  </form>
)
