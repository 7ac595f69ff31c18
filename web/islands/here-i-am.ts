/** A button that fills in where the phone is, only when it is touched; without it, an address is written. */
class HereIAm extends HTMLElement {
  connectedCallback() {
    if (!('geolocation' in navigator)) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'b b2'
    button.textContent = this.dataset.ask ?? ''
    const told = document.createElement('output')
    told.className = 'hint'
    button.addEventListener('click', () => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          this.fill('lat', coords.latitude)
          this.fill('lng', coords.longitude)
          told.textContent = this.dataset.found ?? ''
        },
        () => {
          told.textContent = this.dataset.failed ?? ''
        },
        { enableHighAccuracy: true, timeout: 15_000 },
      )
    })
    const row = document.createElement('p')
    row.className = 'row'
    row.append(button, told)
    this.append(row)
  }

  private fill(name: string, degrees: number) {
    const input = this.querySelector<HTMLInputElement>(`input[name=${name}]`)
    if (input) input.value = degrees.toFixed(5)
  }
}

customElements.define('here-i-am', HereIAm)
