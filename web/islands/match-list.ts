/**
 * The offers that fit a need while it is being written: asks again when an answer changes, half a second after the last
 * one. Without it, the link inside leads to the same list.
 */
const PAUSE_MS = 500
/** Answers that can not change what fits, and what must not stand in an address. */
const LEFT_OUT = new Set(['version', 'once', 'act'])

class MatchList extends HTMLElement {
  private timer = 0
  private asked = ''
  private form: HTMLFormElement | null = null

  connectedCallback() {
    this.setAttribute('aria-live', 'polite')
    this.form = this.closest('.ndg')?.querySelector('form') ?? null
    this.form?.addEventListener('input', this.later)
    void this.ask()
  }
  disconnectedCallback() {
    this.form?.removeEventListener('input', this.later)
    clearTimeout(this.timer)
  }

  private later = () => {
    clearTimeout(this.timer)
    this.timer = window.setTimeout(() => void this.ask(), PAUSE_MS)
  }

  private async ask() {
    const answers = new URLSearchParams()
    if (this.form) {
      for (const [name, value] of new FormData(this.form)) {
        if (typeof value === 'string' && !LEFT_OUT.has(name)) answers.append(name, value.slice(0, 1000))
      }
    }
    const address = `${this.dataset.src}&fragment=1&${answers}`
    if (address === this.asked) return
    this.asked = address
    try {
      const answer = await fetch(address)
      if (!answer.ok || address !== this.asked) return
      const html = await answer.text()
      if (address === this.asked) this.innerHTML = html
    } catch {
      // The network is away: what was shown stays, and the link still leads to the list.
    }
  }
}
customElements.define('match-list', MatchList)
