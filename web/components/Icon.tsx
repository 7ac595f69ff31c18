import type { Kind } from '../../worker/core/kinds'
import type { IconName } from './icons'
import type { PictureName } from './pictures'

/** A decorative icon: what it says is said in words beside it. `mirrored` for arrows, in right-to-left pages. */
export const Icon = ({ name, mirrored }: { name: IconName; mirrored?: boolean }) => (
  <svg class={mirrored ? 'i fl' : 'i'} aria-hidden="true">
    <use href={`#i-${name}`} />
  </svg>
)

/** A drawn scene in the colours of the kind around it. Without `label` it is decoration. */
export const Picture = ({ name, label }: { name: PictureName; label?: string }) => (
  <svg
    class="pic"
    viewBox="0 0 160 112"
    {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' })}
  >
    <use href={`#p-${name}`} />
  </svg>
)

export const KIND_ICON: Record<Kind, IconName> = {
  space: 'door-open',
  equipment: 'truck',
  staff: 'users-round',
  waste: 'recycle',
  premises: 'building-2',
}
export const KIND_PICTURE: Record<Kind, PictureName> = {
  space: 'room',
  equipment: 'van',
  staff: 'desk',
  waste: 'pallet',
  premises: 'floor',
}

/** The pictogram and the word of a kind, in its colour. */
export const KindLabel = ({ kind, children }: { kind: Kind; children: unknown }) => (
  <span class="kind">
    <Icon name={KIND_ICON[kind]} />
    {children}
  </span>
)
