/** Asks what fits, with the answers of the page's form, and again when they change. */
class MatchList extends HTMLElement {
  private waiting = 0
  private asked = ''

  connectedCallback() {
    const form = document.querySelector<HTMLFormElement>('main form')
    void this.ask(form)
    form?.addEventListener('input', () => {
      clearTimeout(this.waiting)
      this.waiting = setTimeout(() => void this.ask(form), 400)
    })
  }

  private async ask(form: HTMLFormElement | null) {
    const url = new URL(this.dataset.src ?? '', location.href)
    url.searchParams.set('fragment', '1')
    if (form) {
      for (const [name, value] of new FormData(form)) {
        if (typeof value === 'string' && value !== '' && name !== 'version') url.searchParams.set(name, value)
      }
    }
    if (url.href === this.asked) return
    this.asked = url.href
    const answer = await fetch(url).catch(() => null)
    if (answer?.ok && this.asked === url.href) this.innerHTML = await answer.text()
  }
}

customElements.define('match-list', MatchList)
