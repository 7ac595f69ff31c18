/**
 * The round of a day on a phone that may have no network: what is noted at a stop is kept on the phone first, under a key of its
 * own, and sent when there is a network, until the server has answered: it writes each key once. The page is kept too, for
 * reloading (pickups-worker.js). Without this script the same forms post one by one.
 */
interface Note {
  key: string
  outcome: string
  quantity: string
  reason: string
  sure: string
  at: string
  /** The key of the note that this one puts right. */
  corrects: string
  /** It may have arrived: it is not changed any more, only followed by another one. */
  tried?: boolean
  /** Why the server did not take it. */
  wrong?: string
}
/** What a phone knows of a stop: notes on their way, in order, and the last that arrived, with the server's time. */
interface Kept {
  notes: Note[]
  last?: Note
  lastAt?: string
}
const AGAIN_MS = 15_000
const KEEP_DAYS_MS = 3 * 86_400_000
const CACHE = 'pickups'

class PickupRound extends HTMLElement {
  private words: Record<string, string> = {}
  private busy = false
  private timer = 0
  private signedOut = false
  private isKept = false

  connectedCallback() {
    this.words = JSON.parse(this.dataset.words ?? '{}') as Record<string, string>
    for (const stop of this.stops()) {
      const kept = read(stop)
      // The page is newer than what was sent: it says all there is.
      if (kept.last && (kept.lastAt ?? '') < (this.dataset.at ?? '')) {
        delete kept.last
        write(stop, kept)
      }
      this.show(stop)
    }
    this.addEventListener('submit', (event) => this.noted(event))
    this.addEventListener('click', (event) => this.dropped(event))
    const send = () => void this.send()
    addEventListener('online', send)
    addEventListener('offline', () => this.tell())
    addEventListener('pageshow', send)
    document.addEventListener('visibilitychange', send)
    void this.keep()
    send()
  }

  private async keep(again = false) {
    this.isKept = await keepPage(again)
    this.tell()
  }

  private stops = () => [...this.querySelectorAll<HTMLElement>('[data-stop]')]

  private noted(event: Event) {
    const form = event.target as HTMLFormElement
    const stop = form.closest<HTMLElement>('[data-stop]')
    if (!stop || !form.elements.namedItem('outcome')) return
    const said = new FormData(form)
    const text = (name: string) => String(said.get(name) ?? '').trim()
    const given = {
      outcome: text('outcome'),
      quantity: text('quantity'),
      reason: text('reason'),
      sure: text('sure'),
    }
    const wrong = this.wrongIn(given, stop, form)
    if (wrong) {
      event.preventDefault()
      this.say(stop, wrong, 'late')
      return
    }
    const kept = read(stop)
    const open = kept.notes.at(-1)
    const fresh = open && (!open.tried || open.wrong) ? kept.notes.pop() : undefined
    const before = kept.notes.at(-1)?.key ?? kept.last?.key ?? stop.dataset.key ?? ''
    const key = fresh && !fresh.wrong ? fresh.key : before || fresh ? newKey() : text('key') || newKey()
    kept.notes.push({ ...given, key, corrects: before, at: new Date().toISOString() })
    // Where nothing can be kept, the form goes its own way.
    if (!write(stop, kept)) return
    event.preventDefault()
    stop.querySelector('details')?.removeAttribute('open')
    this.show(stop)
    void this.send()
  }

  private wrongIn(
    given: Pick<Note, 'outcome' | 'quantity' | 'reason' | 'sure'>,
    stop: HTMLElement,
    form: HTMLElement,
  ) {
    const { words } = this
    if (!given.outcome) return words.needOutcome
    if (given.outcome === 'refused' && !given.reason) return words.needReason
    if (given.outcome !== 'collected') return ''
    const quantity = Number(given.quantity.replace(/[\s\u00a0\u202f]/g, ''))
    if (!Number.isInteger(quantity) || quantity < 1) return words.needQuantity
    const far = quantity > Number(stop.dataset.promised) * Number(words.times)
    if (far) form.querySelector('.sure')?.removeAttribute('hidden')
    return far && !given.sure ? words.far : ''
  }

  private dropped(event: Event) {
    const button = (event.target as HTMLElement).closest('[data-drop]')
    const stop = button?.closest<HTMLElement>('[data-stop]')
    if (!stop) return
    const kept = read(stop)
    kept.notes = []
    write(stop, kept)
    this.show(stop)
    this.tell()
  }

  /** Sends what waits, one after the other, each stop in its order. */
  private async send() {
    this.tell()
    if (this.busy) return
    this.busy = true
    let sent = false
    try {
      for (const stop of this.stops())
        for (let note = next(stop); note; note = next(stop)) {
          await this.sendOne(stop, note)
          sent = true
        }
    } catch {
      // No network, or a server that is not well: later.
    }
    this.busy = false
    this.tell()
    clearTimeout(this.timer)
    if (this.stops().some(next)) this.timer = setTimeout(() => void this.send(), AGAIN_MS)
    else if (sent) void this.keep(true)
  }

  private async sendOne(stop: HTMLElement, note: Note) {
    const kept = read(stop)
    const [first] = kept.notes
    if (first) first.tried = true
    write(stop, kept)
    const { tried: _, wrong: __, ...given } = note
    const body = new URLSearchParams(given)
    const action = stop.querySelector('form')?.action ?? ''
    const answer = await fetch(action, { method: 'POST', body, headers: { accept: 'application/json' } })
    this.signedOut = answer.redirected || answer.status === 401
    if (this.signedOut || answer.status === 429 || answer.status >= 500) throw new Error('later')
    const told = (await answer.json()) as { key?: string | null; at?: string; words?: string }
    // Somebody may have noted something more meanwhile: only what was answered goes.
    const now = read(stop)
    if (answer.ok) {
      now.notes = now.notes.filter((one) => one.key !== note.key)
      now.last = note
      now.lastAt = told.at ?? ''
      stop.dataset.key = told.key ?? note.key
    } else {
      // What was noted after it takes its place.
      if (now.notes.length > 1) now.notes = now.notes.filter((one) => one.key !== note.key)
      else for (const one of now.notes) one.wrong = told.words ?? String(answer.status)
      if (told.key) stop.dataset.key = told.key
    }
    write(stop, now)
    this.show(stop)
  }

  /** What is noted at a stop, and where it is: on the phone, sent, or not taken. */
  private show(stop: HTMLElement) {
    const { notes, last } = read(stop)
    const note = notes.at(-1) ?? last
    const { words } = this
    if (!note) return this.say(stop, '', '')
    const quantity = `${note.quantity} ${stop.dataset.unit ?? ''}`
    const filled = (template = '', n = '') => template.replace('{n}', () => n).replace('{what}', () => n)
    const what = filled(words[note.outcome], note.outcome === 'refused' ? note.reason : quantity)
    if (note.wrong) {
      this.say(stop, `${filled(words.wrong, what)} ${note.wrong}`, 'late')
      const drop = document.createElement('button')
      drop.type = 'button'
      drop.className = 'b b3'
      drop.dataset.drop = ''
      drop.textContent = words.drop ?? ''
      stop.querySelector('.said')?.append(' ', drop)
    } else
      this.say(
        stop,
        filled(notes.length > 0 ? words.kept : words.sent, what),
        notes.length > 0 ? 'ask' : 'free',
      )
    const stands = stop.querySelector<HTMLElement>('.stands')
    if (stands && !note.wrong) stands.hidden = true
  }

  private say(stop: HTMLElement, words: string | undefined, tone: string) {
    const line = stop.querySelector('.said')
    if (!line) return
    line.className = `said s ${tone}`
    line.textContent = words ?? ''
  }

  /** Above the list: whether there is a network, and how many notes wait for it. */
  private tell() {
    const line = this.querySelector('.net')
    if (!line) return
    const { words } = this
    const waiting = this.stops().reduce(
      (n, stop) => n + read(stop).notes.filter((one) => !one.wrong).length,
      0,
    )
    const parts = [
      navigator.onLine ? '' : words.offline,
      waiting > 0 && !this.signedOut ? words.waiting?.replace('{n}', String(waiting)) : '',
      this.signedOut ? words.signedOut : '',
    ].filter(Boolean)
    line.className = `net note nop ${parts.length > 0 ? 'ask' : 'free'}`
    line.textContent = parts.join(' ') || (this.isKept ? (words.ready ?? '') : '')
    if (!this.signedOut) return
    const link = document.createElement('a')
    link.href = words.signInAt ?? ''
    link.textContent = words.signIn ?? ''
    line.append(' ', link)
  }
}

/** The note to send next: none while one of the stop was not taken. */
const next = (stop: HTMLElement): Note | undefined => {
  const [first] = read(stop).notes
  return first?.wrong ? undefined : first
}

const nameOf = (stop: HTMLElement) => `pickup:${stop.dataset.stop ?? ''}`

function read(stop: HTMLElement): Kept {
  try {
    return JSON.parse(localStorage.getItem(nameOf(stop)) ?? '') as Kept
  } catch {
    return { notes: [] }
  }
}

function write(stop: HTMLElement, kept: Kept): boolean {
  try {
    if (kept.notes.length === 0 && !kept.last) localStorage.removeItem(nameOf(stop))
    else localStorage.setItem(nameOf(stop), JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

/** `crypto.randomUUID` is there on secure pages alone. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** The page and its files, to be read without network; `again`: the page has changed. Old rounds go. */
async function keepPage(again = false): Promise<boolean> {
  const scope = /^.*\/pickups\/(?=rnd_\w+$)/.exec(location.pathname)?.[0]
  if (!scope || !('serviceWorker' in navigator) || !('caches' in self)) return false
  try {
    const isFirst = !navigator.serviceWorker.controller
    if (isFirst) await navigator.serviceWorker.register('/pickups-worker.js', { scope })
    const cache = await caches.open(CACHE)
    const files = [
      ...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>('link[rel=stylesheet],script[src]'),
    ]
    const addresses = files.map((file) => ('href' in file ? file.href : file.src))
    for (const address of addresses) if (!(await cache.match(address))) await cache.add(address)
    if (isFirst || again) {
      const answer = await fetch(location.pathname)
      if (answer.ok && !answer.redirected) await cache.put(location.pathname, answer)
    }
    for (const request of await cache.keys()) {
      const date = (await cache.match(request))?.headers.get('date') ?? ''
      if (Date.now() - Date.parse(date) > KEEP_DAYS_MS && !addresses.includes(request.url))
        await cache.delete(request)
    }
    return (await cache.match(location.pathname)) !== undefined
  } catch {
    // No network, or no room: the page works as long as it is open.
    return false
  }
}

customElements.define('pickup-round', PickupRound)
