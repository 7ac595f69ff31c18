import { membersOfCluster } from '../../../worker/bookings/people'
import { signersOf } from '../../../worker/occupancies/asJson'
import type { Inventory } from '../../../worker/occupancies/inventories'
import type { Occupancy, Part } from '../../../worker/occupancies/queries'
import type { FormErrors } from '../../components/Field'
import { Icon } from '../../components/Icon'
import { TermList } from '../../components/TermList'
import type { View } from '../../view'
import type { Typed } from '../premises/form'
import { Comparison } from './Comparison'
import { apart, dateWords, signedWords } from './frame'

interface Shown {
  v: View
  o: Occupancy
  part: Part
  errors: FormErrors | undefined
  /** Of a photo that was refused. */
  typed: Typed | undefined
}
const KINDS = ['entry', 'exit'] as const

export async function InventoriesBody({
  v,
  o,
  part,
  all,
  errors,
  typed,
}: Shown & { all: readonly Inventory[] }) {
  const words = v.t.occupancies.inventory
  const page = v.t.occupancies.page
  const mayWrite = part.runs || part.sides.length > 0
  const begun = ['accepted', 'in_force', 'ended'].includes(o.now)
  return (
    <div class="st wide-gap">
      <TermList
        rows={[
          [page.landlord, <bdi>{o.landlordName}</bdi>],
          [page.occupant, <bdi>{o.occupantName}</bdi>],
          [
            page.lot,
            `${[o.lotName, o.siteName, o.address].filter(Boolean).map(apart).join(', ')} (${v.f.quantity(o.surfaceM2, 'm2')})`,
          ],
        ]}
        two
      />
      {!begun && <p class="note">{words.tooSoon}</p>}
      {KINDS.map((kind) => {
        const inventory = all.find((one) => one.kind === kind)
        return (
          <section class="panel st" id={kind} aria-labelledby={`${kind}-h`}>
            <div class="hd">
              <h2 id={`${kind}-h`}>{words.kinds[kind]}</h2>
              {begun && mayWrite && !inventory?.agreed && (
                <a class="b b2 nop" href={v.href(`/occupancies/${o.id}/inventories/${kind}`)}>
                  {inventory ? words.change : words.make[kind]}
                </a>
              )}
            </div>
            {inventory ? (
              <One v={v} o={o} part={part} inventory={inventory} errors={errors} typed={typed} />
            ) : (
              <p class="q">{words.notYet}</p>
            )}
          </section>
        )
      })}
      <Comparison v={v} all={all} />
      <p class="q sm nop row top-aligned">
        <Icon name="printer" />
        {words.print}
      </p>
    </div>
  )
}

async function One({ v, o, part, inventory, errors, typed }: Shown & { inventory: Inventory }) {
  const words = v.t.occupancies.inventory
  const mayWrite = (part.runs || part.sides.length > 0) && !inventory.agreed
  const facts = [
    `${words.madeOn} ${dateWords(v, inventory.madeOn)}`,
    inventory.meters && `${words.meters} : ${inventory.meters}`,
    inventory.keys !== null && `${words.keys} : ${v.f.number(inventory.keys)}`,
  ].filter(Boolean)
  return (
    <>
      <p>{facts.join(' · ')}</p>
      {inventory.rooms.map((room) => (
        <div class="st tight">
          <h3>
            <bdi>{room.name}</bdi>
          </h3>
          {room.items.length > 0 && (
            <ul>
              {room.items.map((item) => (
                <li>
                  <bdi>{item.name}</bdi> : <b>{words.states[item.state]}</b>
                  {item.note && (
                    <>
                      {' '}
                      (<bdi>{item.note}</bdi>)
                    </>
                  )}
                </li>
              ))}
            </ul>
          )}
          {room.note && (
            <p>
              <bdi>{room.note}</bdi>
            </p>
          )}
          {inventory.photos
            .filter((photo) => photo.roomId === room.id)
            .map((photo) => (
              <form method="post" class="st tight">
                <a class="shot" href={`/inventory-photos/${photo.id}`}>
                  <img
                    src={`/inventory-photos/${photo.id}`}
                    alt={photo.alt || words.photo}
                    width={photo.width}
                    height={photo.height}
                    loading="lazy"
                  />
                </a>
                {mayWrite && (
                  <button class="b b3 nop" type="submit" name="remove" value={photo.id}>
                    <Icon name="x" />
                    {words.remove}
                  </button>
                )}
                <input type="hidden" name="inventory" value={inventory.id} />
              </form>
            ))}
        </div>
      ))}
      {inventory.note && (
        <p>
          <bdi>{inventory.note}</bdi>
        </p>
      )}
      {mayWrite && (
        <AddPhoto
          {...{ v, o, part, inventory }}
          {...(typed?.inventory === inventory.id
            ? { errors, typed }
            : { errors: undefined, typed: undefined })}
        />
      )}
      <Agreed v={v} o={o} part={part} inventory={inventory} />
    </>
  )
}

function AddPhoto({ v, inventory, errors, typed }: Shown & { inventory: Inventory }) {
  const words = v.t.occupancies.inventory
  // Two forms of one page may not share their ids.
  const named = (name: string) => ({ id: `f-${inventory.kind}-${name}` })
  const wrong = errors?.fields[`${inventory.kind}-photo`]
  return (
    <details class="nop" open={wrong !== undefined}>
      <summary>{words.photos}</summary>
      <form method="post" enctype="multipart/form-data" class="st" novalidate>
        <input type="hidden" name="inventory" value={inventory.id} />
        <div>
          <label for={named('roomId').id}>{words.rooms}</label>
          <select name="roomId" {...named('roomId')}>
            {inventory.rooms.map((room) => (
              <option value={room.id} selected={room.id === typed?.roomId}>
                {room.name}
              </option>
            ))}
          </select>
        </div>
        <div class={wrong ? 'err' : undefined}>
          <label for={named('photo').id}>{words.photo}</label>
          <span class="hint" id={`${named('photo').id}-h`}>
            {words.photoHint}
          </span>
          {wrong && (
            <span class="msg" id={`${named('photo').id}-e`}>
              <Icon name="circle-alert" />
              {wrong}
            </span>
          )}
          <input
            type="file"
            name="photo"
            accept="image/jpeg,image/png,image/webp"
            aria-describedby={`${named('photo').id}-h${wrong ? ` ${named('photo').id}-e` : ''}`}
            {...named('photo')}
          />
        </div>
        <div>
          <label for={named('alt').id}>{words.photoAlt}</label>
          <input type="text" name="photoAlt" maxlength={200} value={typed?.photoAlt} {...named('alt')} />
        </div>
        <p>
          <button class="b b2" type="submit">
            {words.addPhoto}
          </button>
        </p>
      </form>
    </details>
  )
}

async function Agreed({ v, o, part, inventory }: Pick<Shown, 'v' | 'o' | 'part'> & { inventory: Inventory }) {
  const words = v.t.occupancies.inventory
  const page = v.t.occupancies.page
  const sides = ['landlord', 'occupant'] as const
  const signers = await signersOf(
    v.ctx,
    sides.map((side) => ({
      at: inventory[`${side}AgreedAt`],
      by: inventory[`${side}AgreedBy`],
      forId: inventory[`${side}AgreedFor`],
    })),
  )
  const open = part.sides.filter((side) => inventory[`${side}AgreedAt`] === null)
  const members =
    v.isCoordinator && !inventory.agreed
      ? (await membersOfCluster(v.ctx, o.clusterId)).filter((m) =>
          [o.landlordId, o.occupantId].includes(m.organisationId),
        )
      : []
  return (
    <div class="st signs">
      <h3>{words.agreements}</h3>
      <dl class="kv">
        {sides.map((side, i) => {
          const signer = signers[i]
          const said =
            signer &&
            (signer.forName === null
              ? page.said(signer.name || page.gone, signedWords(v, signer.at))
              : page.saidFor(
                  signer.name || page.gone,
                  signer.forName || page.gone,
                  signedWords(v, signer.at),
                ))
          return (
            <div>
              <dt>{page.sides[side]}</dt>
              <dd>{said ? <bdi>{said}</bdi> : page.waiting}</dd>
            </div>
          )
        })}
      </dl>
      {inventory.agreed && <p class="s free">{words.agreed}</p>}
      {open.map((side) => (
        <form method="post" class="nop">
          <input type="hidden" name="inventory" value={inventory.id} />
          <input type="hidden" name="hash" value={inventory.hash} />
          <input type="hidden" name="side" value={side} />
          <button class="b" type="submit">
            {words.agree[side]}
          </button>
        </form>
      ))}
      {members.length > 0 && (
        <form method="post" class="st tight nop">
          <input type="hidden" name="inventory" value={inventory.id} />
          <input type="hidden" name="hash" value={inventory.hash} />
          <label for={`f-${inventory.kind}-for`}>{page.onBehalf}</label>
          <select name="onBehalfOf" id={`f-${inventory.kind}-for`}>
            {members.map((m) => (
              <option value={m.memberId}>
                {m.name} ({m.organisationName})
              </option>
            ))}
          </select>
          <button class="b b2" type="submit">
            {page.actOnBehalf}
          </button>
        </form>
      )}
    </div>
  )
}
