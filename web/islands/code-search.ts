/** Searches a list of codes while words are typed in its field, and shows what it finds below. Nothing is chosen by itself. */
class CodeSearch extends HTMLElement {
  private waiting = 0
  private asked = ''

  connectedCallback() {
    const input = this.querySelector('input')
    const found = this.querySelector<HTMLElement>('[data-found]')
    const link = this.querySelector('a')
    if (!input || !found) return
    link?.remove()
    input.addEventListener('input', () => {
      clearTimeout(this.waiting)
      this.waiting = setTimeout(() => void this.search(input, found), 250)
    })
    found.addEventListener('click', (event) => {
      const choice = (event.target as HTMLElement).closest<HTMLButtonElement>('button[value]')
      if (!choice) return
      event.preventDefault()
      input.value = choice.value
      found.textContent = ''
      input.focus()
    })
  }

  private async search(input: HTMLInputElement, found: HTMLElement) {
    const text = input.value.trim()
    this.asked = text
    if (text.length < 2) {
      found.textContent = ''
      return
    }
    const answer = await fetch(`${this.dataset.src}?fragment=1&q=${encodeURIComponent(text)}`).catch(
      () => null,
    )
    if (answer?.ok && this.asked === text) found.innerHTML = await answer.text()
  }
}

customElements.define('code-search', CodeSearch)
