import type { Membership } from '../../worker/platform/context'
import type { View } from '../view'
import { type FormErrors, Select } from './Field'

interface Chosen {
  organisationId?: string | null | undefined
  onBehalfOf?: string | null | undefined
}
interface Member {
  memberId: string
  name: string
  organisationName: string
}

/** In whose name something is asked for: the reader's organisations, and the members for whom a coordinator can act. */
export function ForWhom({
  v,
  mine,
  members,
  chosen,
  errors,
}: {
  v: View
  mine: readonly Membership[]
  members: readonly Member[]
  chosen: Chosen
  errors: FormErrors | undefined
}) {
  const words = v.t.bookings.box
  const only = mine[0]
  const wrong = errors?.fields.organisationId
  return (
    <>
      {mine.length === 1 && only && (
        <>
          <input type="hidden" name="organisationId" value={only.organisationId} />
          {wrong && (
            <p class="msg" id="f-organisationId">
              {wrong}
            </p>
          )}
          {members.length === 0 && (
            <p class="sm">
              <span class="q">{words.who}</span> <bdi>{only.organisationName}</bdi>
            </p>
          )}
        </>
      )}
      {mine.length > 1 && (
        <Select
          name="organisationId"
          label={words.forWhom}
          value={chosen.organisationId ?? only?.organisationId}
          error={wrong}
          choices={mine.map((m) => ({ value: m.organisationId, label: m.organisationName }))}
        />
      )}
      {members.length > 0 && (
        <Select
          name="onBehalfOf"
          label={words.onBehalf}
          hint={words.onBehalfHint}
          value={chosen.onBehalfOf}
          error={errors?.fields.onBehalfOf}
          choices={[
            { value: '', label: only ? only.organisationName : '–' },
            ...members.map((m) => ({ value: m.memberId, label: `${m.name}, ${m.organisationName}` })),
          ]}
        />
      )}
    </>
  )
}
