// Exit against entry, room by room. Pure.

export const ROOM_STATES = ['new', 'good', 'worn', 'bad', 'none'] as const
type State = (typeof ROOM_STATES)[number]
export interface RoomOf {
  id: string
  name: string
  note: string
  items: { name: string; state: State; note: string }[]
}
/** From best to worst; 'none': it is not there. */
const ORDER: Record<State, number> = { new: 4, good: 3, worn: 2, bad: 1, none: 0 }

export type Change = 'same' | 'better' | 'worse' | 'gone' | 'new_here'
export interface ComparedItem {
  name: string
  entry: State | null
  exit: State | null
  entryNote: string
  exitNote: string
  change: Change
}
export interface ComparedRoom {
  id: string
  name: string
  entryNote: string
  exitNote: string
  items: ComparedItem[]
}

const plain = (name: string) => name.trim().toLocaleLowerCase()

/** Rooms by their id, or their name; things by their name. What is on one side alone is told too. */
export function compared(entry: readonly RoomOf[], exit: readonly RoomOf[]): ComparedRoom[] {
  const partner = (room: RoomOf, among: readonly RoomOf[]) =>
    among.find((other) => other.id === room.id) ??
    among.find((other) => plain(other.name) === plain(room.name))
  const rooms = entry.map((room) => [room, partner(room, exit)] as const)
  const added = exit.filter((room) => !rooms.some(([, other]) => other === room))
  return [...rooms, ...added.map((room) => [undefined, room] as const)].map(([before, after]) => ({
    ...{ id: before?.id ?? after?.id ?? '', name: before?.name ?? after?.name ?? '' },
    ...{ entryNote: before?.note ?? '', exitNote: after?.note ?? '' },
    items: itemsOf(before, after),
  }))
}

function itemsOf(before: RoomOf | undefined, after: RoomOf | undefined): ComparedItem[] {
  const names = [...(before?.items ?? []), ...(after?.items ?? [])].map((item) => item.name)
  const unique = names.filter((name, i) => names.findIndex((other) => plain(other) === plain(name)) === i)
  return unique.map((name) => {
    const was = before?.items.find((item) => plain(item.name) === plain(name))
    const is = after?.items.find((item) => plain(item.name) === plain(name))
    return {
      ...{ name, entry: was?.state ?? null, exit: is?.state ?? null },
      ...{ entryNote: was?.note ?? '', exitNote: is?.note ?? '' },
      change: changeOf(was?.state, is?.state),
    }
  })
}

function changeOf(was: State | undefined, is: State | undefined): Change {
  if (was === undefined || (was === 'none' && is !== undefined && is !== 'none')) return 'new_here'
  if (is === undefined || (is === 'none' && was !== 'none')) return 'gone'
  return ORDER[is] === ORDER[was] ? 'same' : ORDER[is] < ORDER[was] ? 'worse' : 'better'
}
