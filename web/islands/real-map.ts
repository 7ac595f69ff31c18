/**
 * The real map, for those who ask for it: Leaflet (46 KB) is loaded at the tap, tiles only where the deployment has set
 * some. Each point is a link to its listing. The list beside it says the same.
 */
type Point = [lat: number, lng: number, kind: string, title: string, href: string]

class RealMap extends HTMLElement {
  connectedCallback() {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'b b2 wide'
    button.textContent = this.dataset.open ?? ''
    button.addEventListener('click', () => this.open(button), { once: true })
    this.append(button)
  }

  private async open(button: HTMLButtonElement) {
    button.disabled = true
    button.textContent = this.dataset.loading ?? ''
    try {
      const [{ default: leaflet }] = await Promise.all([
        import('leaflet'),
        import('leaflet/dist/leaflet.css'),
      ])
      const ground = groundOfDrawing()
      const box = document.createElement('div')
      box.className = 'real'
      const drawn = this.previousElementSibling
      if (drawn?.classList.contains('mp')) drawn.replaceChildren(box)
      else this.append(box)
      const map = leaflet.map(box, { zoomAnimation: false })
      const { tiles, attribution } = this.dataset
      map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>')
      if (tiles) leaflet.tileLayer(tiles, { attribution, maxZoom: 18 }).addTo(map)
      else if (ground) leaflet.svgOverlay(ground.drawing, ground.bounds).addTo(map)
      const told =
        this.dataset.points ?? document.querySelector<HTMLElement>('real-map[data-points]')?.dataset.points
      const points = JSON.parse(told ?? '[]') as Point[]
      for (const [lat, lng, kind, title, href] of points) {
        const link = document.createElement('a')
        link.href = href
        link.textContent = title
        const color = getComputedStyle(this).getPropertyValue(`--${kind}`)
        leaflet
          .circleMarker([lat, lng], {
            radius: 10,
            color: '#fff',
            weight: 2,
            fillColor: color,
            fillOpacity: 1,
          })
          .bindPopup(link, { maxWidth: 220 })
          .addTo(map)
      }
      map.fitBounds(leaflet.latLngBounds(points.map(([lat, lng]) => [lat, lng])), {
        padding: [30, 30],
        maxZoom: 14,
      })
      button.remove()
    } catch {
      button.textContent = this.dataset.failed ?? ''
    }
  }
}
/** Rivers, woods and names of the drawn map without its dots, to lie under the points where no tiles are set. */
function groundOfDrawing(): { drawing: SVGElement; bounds: [Corner, Corner] } | null {
  const drawn = document.querySelector<SVGElement>('svg[data-bounds]')
  if (!drawn) return null
  const drawing = drawn.cloneNode(true) as SVGElement
  for (const dot of drawing.querySelectorAll('g > g')) dot.remove()
  drawing.firstElementChild?.removeAttribute('id')
  const corners = (drawn.dataset.bounds ?? '').split(';').map((corner) => corner.split(',').map(Number))
  return { drawing, bounds: corners as [Corner, Corner] }
}
type Corner = [lat: number, lng: number]

customElements.define('real-map', RealMap)
