/**
 * Keeps what is typed in the fields of a form on this device until the server has it: a network that goes, a battery that dies or a
 * tab that is closed costs no word. What was saved since from elsewhere wins. Without it, each step is kept once it is sent.
 */
const DAYS = 30
interface KeptFields {
  at: number
  /** By field: as the server had it, and as it was typed. */
  fields: Record<string, [had: string, typed: string]>
}
type TypedField = HTMLTextAreaElement | HTMLInputElement

class KeptWords extends HTMLElement {
  connectedCallback() {
    const form = this.closest('form')
    if (!form) return
    const key = `kept:${form.getAttribute('action')}`
    const fields = [...form.querySelectorAll<TypedField>('textarea, input[type=text], input[type=number]')]
    const had = Object.fromEntries(fields.map((field) => [field.name, field.defaultValue]))
    const kept = lastKept(key)
    const isRefused = form.querySelector('#errors') !== null
    let found = false
    for (const field of fields) {
      const [before, typed] = kept?.fields[field.name] ?? []
      if (before === undefined || typed === undefined) continue
      // A form that was refused shows what was typed last: the server still has what it had.
      if (isRefused) had[field.name] = before
      if (isRefused || before !== had[field.name] || typed === field.value) continue
      field.value = typed
      found = true
    }
    if (found) this.say(this.dataset.found)
    form.addEventListener('input', () => {
      const changed = fields.filter((field) => field.value !== had[field.name])
      const all = changed.map((f): [string, [string, string]] => [f.name, [had[f.name] ?? '', f.value]])
      keep(key, all.length > 0 ? { at: Date.now(), fields: Object.fromEntries(all) } : null)
    })
    form.addEventListener('submit', (event) => {
      if (navigator.onLine) return
      event.preventDefault()
      this.say(this.dataset.offline)
    })
  }

  private say(words = '') {
    let line = this.querySelector('output')
    if (!line) {
      line = document.createElement('output')
      line.className = 'note'
      this.append(line)
    }
    line.textContent = words
  }
}

/** A store that is full, or that the browser refuses, keeps nothing. */
function lastKept(key: string): KeptFields | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as KeptFields | null
    if (kept && Date.now() - kept.at < DAYS * 86_400_000) return kept
    localStorage.removeItem(key)
  } catch {}
  return null
}
function keep(key: string, kept: KeptFields | null) {
  try {
    if (kept) localStorage.setItem(key, JSON.stringify(kept))
    else localStorage.removeItem(key)
  } catch {}
}

customElements.define('kept-words', KeptWords)
