/** A button that copies the text beside it, and says so. Without it the text can be selected by one touch. */
class CopyText extends HTMLElement {
  connectedCallback(): void {
    const text = this.querySelector('code')?.textContent?.trim() ?? ''
    if (!navigator.clipboard || !text || this.querySelector('button')) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'b b2'
    button.textContent = this.dataset.copy ?? ''
    button.setAttribute('aria-live', 'polite')
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text)
      button.textContent = this.dataset.copied ?? ''
    })
    // Beside what is there already: nothing moves.
    const row = this.querySelector('.row') ?? this
    row.append(button)
  }
}
customElements.define('copy-text', CopyText)
