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
  /** The keys of those it takes the place of, which may have arrived or not; a comma between. */
  replaces: string
  /** It may have arrived: what takes its place has a key of its own. */
  tried?: boolean
  /** Why the server did not take it. */
  wrong?: string
}
/** What a phone knows of a stop: the note that is to be sent, and the last that arrived, with the server's time. */
interface Kept {
  note?: Note
  last?: Note
  lastAt?: string
  /** The page of its round and the day, for who signs out before all is sent. */
  page?: string
  day?: string
}
const AGAIN_MS = 5000
/** A browser may say that there is no network and be wrong: it is tried all the same, now and then. */
const AGAIN_OFFLINE_MS = 120_000
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
    const before = kept.note
    const mayBeThere = before?.tried && !before.wrong ? [before.key] : []
    const replaces = [stop.dataset.key, kept.last?.key, ...(before?.replaces ?? '').split(','), ...mayBeThere]
    kept.note = {
      ...{ ...given, at: new Date().toISOString() },
      key: before && !before.tried ? before.key : newKey(),
      replaces: [...new Set(replaces.filter(Boolean))].join(','),
    }
    kept.page = location.pathname
    kept.day = this.dataset.day ?? ''
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
    const digits = given.quantity.replace(/[٠-٩]/g, (digit) => String((digit.codePointAt(0) ?? 0) % 16))
    const quantity = Number(digits.replace(/[\s\u00a0\u202f]/g, ''))
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
    delete kept.note
    write(stop, kept)
    this.show(stop)
    this.tell()
  }

  /** Sends what waits, one after the other, each stop in its order. */
  private async send(allTheSame = false) {
    this.tell()
    if (this.busy) return
    if (!navigator.onLine && !allTheSame) return this.sendLater()
    this.busy = true
    let sent = false
    try {
      for (const stop of this.stops())
        for (let note = waiting(stop); note; note = waiting(stop)) {
          await this.sendOne(stop, note)
          sent = true
        }
    } catch {
      // No network, or a server that is not well: later.
    }
    this.busy = false
    this.tell()
    this.sendLater()
    if (sent && !this.stops().some(waiting)) void this.keep(true)
  }

  private sendLater() {
    clearTimeout(this.timer)
    if (!this.stops().some(waiting)) return
    this.timer = setTimeout(() => void this.send(true), navigator.onLine ? AGAIN_MS : AGAIN_OFFLINE_MS)
  }

  private async sendOne(stop: HTMLElement, note: Note) {
    write(stop, { ...read(stop), note: { ...note, tried: true } })
    const { tried: _, wrong: __, ...given } = note
    const body = new URLSearchParams(given)
    const action = stop.querySelector('form')?.action ?? ''
    const answer = await fetch(action, { method: 'POST', body, headers: { accept: 'application/json' } })
    this.signedOut = answer.redirected || answer.status === 401
    if (this.signedOut || answer.status === 429 || answer.status >= 500) throw new Error('later')
    const told = (await answer.json()) as { key?: string | null; at?: string; words?: string }
    // Something else may have been noted meanwhile: it goes next.
    const now = read(stop)
    const isLast = now.note?.key === note.key
    if (told.key) stop.dataset.key = told.key
    if (answer.ok) {
      if (isLast) delete now.note
      now.last = note
      now.lastAt = told.at ?? ''
    } else if (isLast) now.note = { ...note, wrong: told.words ?? String(answer.status) }
    write(stop, now)
    this.show(stop)
  }

  /** What is noted at a stop, and where it is: on the phone, sent, or not taken. */
  private show(stop: HTMLElement) {
    const kept = read(stop)
    const note = kept.note ?? kept.last
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
    } else this.say(stop, filled(kept.note ? words.kept : words.sent, what), kept.note ? 'ask' : 'free')
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
    const left = this.stops().filter(waiting).length
    const parts = [
      navigator.onLine ? '' : words.offline,
      left > 0 && !this.signedOut ? words.waiting?.replace('{n}', String(left)) : '',
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

/** The note that is to be sent: none where it was not taken. */
function waiting(stop: HTMLElement): Note | undefined {
  const { note } = read(stop)
  return note?.wrong ? undefined : note
}

const nameOf = (stop: HTMLElement) => `pickup:${stop.dataset.stop ?? ''}`

function read(stop: HTMLElement): Kept {
  try {
    return JSON.parse(localStorage.getItem(nameOf(stop)) ?? '') as Kept
  } catch {
    return {}
  }
}

function write(stop: HTMLElement, kept: Kept): boolean {
  try {
    if (!kept.note && !kept.last) localStorage.removeItem(nameOf(stop))
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
