import { Hono } from 'hono'
import { AppError, invalid } from '../../../worker/core/errors'
import { MOST_ROOMS } from '../../../worker/occupancies/input'
import { addInventoryPhoto, removeInventoryPhoto } from '../../../worker/occupancies/commands/inventoryPhotos'
import { agreeInventory, saveInventory } from '../../../worker/occupancies/commands/saveInventory'
import { inventoriesOf } from '../../../worker/occupancies/inventories'
import type { AppContext, AppEnv } from '../../../worker/platform/http'
import { errorsIn, Field, type FormErrors, renamed, TextArea } from '../../components/Field'
import { type View, viewOf } from '../../view'
import { ListingScripts } from '../listings/scripts'
import { atLines, bytesOf, readSent, type Typed } from '../premises/form'
import { photoErrors } from '../premises/frame'
import { inventoryIn, inventoryTyped } from './form'
import { apart, occupancyHere, paperPage, toldBy } from './frame'
import { InventoriesBody } from './InventoriesPage'

/** Entry and exit of an occupancy: read, compared, agreed, printed; the form of each. */
export const inventoryPages = new Hono<AppEnv>()
const KINDS = ['entry', 'exit'] as const
const kindIn = (c: AppContext) => {
  const kind = KINDS.find((one) => one === c.req.param('kind'))
  if (!kind) throw new AppError('not_found')
  return kind
}

inventoryPages.get('/occupancies/:id/inventories', (c) => shown(c, viewOf(c)))

inventoryPages.post('/occupancies/:id/inventories', async (c) => {
  const v = viewOf(c)
  const { o } = await occupancyHere(c, v)
  const { typed, file } = await readSent(c, 'photo')
  const all = await inventoriesOf(v.ctx, o.id)
  const inventory = all.find((one) => one.id === typed.inventory)
  if (!inventory) throw new AppError('not_found')
  try {
    if (typed.remove) await removeInventoryPhoto(v.ctx, inventory.id, typed.remove)
    else if (typed.roomId) {
      if (!file) throw invalid({ path: 'photo', code: 'required' })
      const photo = { bytes: await bytesOf(file), alt: typed.photoAlt ?? '' }
      await addInventoryPhoto(v.ctx, inventory.id, typed.roomId, photo)
    } else
      await agreeInventory(v.ctx, inventory.id, {
        hash: typed.hash ?? '',
        ...(typed.side && { side: typed.side as 'landlord' }),
        ...(typed.onBehalfOf && { onBehalfOf: typed.onBehalfOf }),
      })
  } catch (error) {
    const errors = typed.roomId ? photoErrors(v, error) : errorsIn(v, error)
    const at = (name: string) => `${inventory.kind}-${name}`
    return shown(c, v, renamed(errors, { photo: at('photo'), roomId: at('roomId') }), typed)
  }
  const told = typed.roomId ? 'photo' : typed.remove ? 'saved' : 'agreed'
  return c.redirect(v.href(`/occupancies/${o.id}/inventories?told=${told}#${inventory.kind}`), 303)
})

async function shown(c: AppContext, v: View, errors?: FormErrors, typed?: Typed) {
  const { o, part } = await occupancyHere(c, v)
  const words = v.t.occupancies
  const all = await inventoriesOf(v.ctx, o.id)
  return paperPage(
    v,
    {
      ...{
        title: `${words.inventory.title} : ${apart(o.lotName)}`,
        lead: words.inventory.lead,
        errors,
        wide: true,
      },
      ...{ told: toldBy(v, words.inventory.told), scripts: <ListingScripts /> },
      back: { href: v.href(`/occupancies/${o.id}`), words: words.backToOne },
    },
    <InventoriesBody v={v} o={o} part={part} all={all} errors={errors} typed={typed} />,
  )
}

inventoryPages.get('/occupancies/:id/inventories/:kind', async (c) => {
  const v = viewOf(c)
  const kind = kindIn(c)
  const { o, part } = await occupancyHere(c, v)
  if (!part.runs && part.sides.length === 0) throw new AppError('not_manager')
  const all = await inventoriesOf(v.ctx, o.id)
  const own = all.find((one) => one.kind === kind)
  const entry = all.find((one) => one.kind === 'entry')
  return formPage(v, o, kind, { ...inventoryTyped(v, own, entry), version: String(own?.version ?? '') })
})

inventoryPages.post('/occupancies/:id/inventories/:kind', async (c) => {
  const v = viewOf(c)
  const kind = kindIn(c)
  const { o } = await occupancyHere(c, v)
  const { typed } = await readSent(c, '')
  let at: number[] = []
  try {
    const read = inventoryIn(typed)
    at = read.at
    await saveInventory(v.ctx, o.id, kind, read.given, Number(typed.version) || undefined)
  } catch (error) {
    const errors = errorsIn(v, error)
    const lines = at.map((one) => ({ at: one }))
    const fields = at.length > 0 ? atLines(errors.fields, 'rooms', lines) : errors.fields
    const { rooms, ...rest } = fields
    return formPage(v, o, kind, typed, {
      ...errors,
      fields: rooms
        ? { 'rooms.0.name': v.t.errors.fields.required?.(undefined, v.f) ?? rooms, ...rest }
        : rest,
    })
  }
  return c.redirect(v.href(`/occupancies/${o.id}/inventories?told=saved#${kind}`), 303)
})

function formPage(
  v: View,
  o: { id: string; lotName: string; today: string },
  kind: 'entry' | 'exit',
  typed: Typed,
  errors?: FormErrors,
) {
  const words = v.t.occupancies.inventory
  const filled = Array.from({ length: MOST_ROOMS }, (_, i) => (typed[`rooms.${i}.name`] ? i : -1))
  const count = Math.min(MOST_ROOMS, Math.max(2, Math.max(...filled) + 2))
  const field = (name: string) => ({ name, value: typed[name], error: errors?.fields[name] })
  return paperPage(
    v,
    {
      ...{
        title: `${words.kindTitle[kind]} : ${apart(o.lotName)}`,
        lead: words.lead,
        errors,
        sheets: ['premises'],
      },
      back: { href: v.href(`/occupancies/${o.id}/inventories`), words: words.title },
    },
    <form method="post" class="st wide-gap" novalidate>
      <input type="hidden" name="version" value={typed.version ?? ''} />
      <Field {...field('madeOn')} value={typed.madeOn || o.today} type="date" label={words.madeOn} />
      {Array.from({ length: count }, (_, i) => (
        <fieldset class="st line-of">
          <legend>{words.room(i + 1)}</legend>
          {typed[`rooms.${i}.id`] && (
            <input type="hidden" name={`rooms.${i}.id`} value={typed[`rooms.${i}.id`]} />
          )}
          <Field
            {...field(`rooms.${i}.name`)}
            label={words.roomName}
            hint={words.roomNameHint}
            maxlength={80}
          />
          <TextArea {...field(`rooms.${i}.items`)} label={words.items} hint={words.itemsHint} rows={4} />
          <Field {...field(`rooms.${i}.note`)} label={words.roomNote} maxlength={1000} />
        </fieldset>
      ))}
      <div class="cols">
        <Field {...field('meters')} label={words.meters} maxlength={500} />
        <Field {...field('keys')} label={words.keys} inputmode="numeric" />
      </div>
      <TextArea {...field('note')} label={words.note} rows={3} maxlength={2000} />
      <p>
        <button class="b" type="submit">
          {words.save}
        </button>
      </p>
      <p class="q sm">{words.takenBack}</p>
    </form>,
  )
}
