/** Sends the form it stands in as soon as the page is there: the next rows of an import, with nothing to press. */
class GoOn extends HTMLElement {
  connectedCallback(): void {
    this.closest('form')?.requestSubmit(this.querySelector('button'))
  }
}
customElements.define('go-on', GoOn)
