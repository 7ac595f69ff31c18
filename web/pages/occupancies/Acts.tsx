import type { Occupancy, Part } from '../../../worker/occupancies/queries'
import { mayPass } from '../../../worker/occupancies/rulesOfTerms'
import { Field, type FormErrors } from '../../components/Field'
import type { View } from '../../view'

/** What can be done with an agreement as it stands. */
export function Acts({ v, o, part }: { v: View; o: Occupancy; part: Part }) {
  const words = v.t.occupancies.page
  const at = v.href(`/occupancies/${o.id}`)
  const begun = ['accepted', 'in_force', 'ended'].includes(o.now)
  const mayCancel = mayPass('cancel', o.now) && (o.now !== 'accepted' || v.isCoordinator)
  if (!part.runs && !begun) return null
  return (
    <section class="panel st nop">
      {begun && (
        <>
          <a class="b b2 wide" href={`${at}/inventories`}>
            {words.inventories}
          </a>
          <a class="b b2 wide" href={`${at}/statement`}>
            {words.statement}
          </a>
        </>
      )}
      {part.runs && o.now === 'draft' && (
        <>
          <Act action={`${at}/propose`} label={words.propose} look="b wide" />
          <a class="b b2 wide" href={`${at}/edit`}>
            {words.edit}
          </a>
        </>
      )}
      {part.runs && o.now === 'proposed' && (
        <Act action={`${at}/revise`} label={words.revise} look="b b2 wide" />
      )}
      {part.runs && mayCancel && <Act action={`${at}/cancel`} label={words.cancel} look="b b3" />}
    </section>
  )
}

const Act = ({ action, label, look }: { action: string; label: string; look: string }) => (
  <form method="post" action={action}>
    <button class={look} type="submit">
      {label}
    </button>
  </form>
)

/** The day on which the keys came back, once it runs or is over. */
export function Leaving({
  v,
  o,
  part,
  errors,
}: {
  v: View
  o: Occupancy
  part: Part
  errors: FormErrors | undefined
}) {
  const words = v.t.occupancies.page
  const open = o.now === 'in_force' || (o.now === 'ended' && o.leftOn === null)
  if (!part.runs || !open) return null
  return (
    <details class="nop" open={errors?.fields.leftOn !== undefined}>
      <summary>{words.end}</summary>
      <form method="post" action={v.href(`/occupancies/${o.id}/end`)} class="panel st" novalidate>
        <Field
          {...{ name: 'leftOn', type: 'date', value: o.today, error: errors?.fields.leftOn }}
          label={words.leftOnField}
          hint={words.endHint}
        />
        <Field {...{ name: 'words', maxlength: 1000, error: errors?.fields.words }} label={words.endWords} />
        <button class="b b2" type="submit">
          {words.end}
        </button>
      </form>
    </details>
  )
}
