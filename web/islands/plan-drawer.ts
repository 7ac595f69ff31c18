/**
 * Draws the outline of a lot by touch or mouse, into the field that is there without it: two corners make a rectangle, or
 * points one after the other an outline, closed by touching the first one again. The server checks what is sent.
 */
const SVG = 'http://www.w3.org/2000/svg'
type At = [number, number]

class PlanDrawer extends HTMLElement {
  private points: At[] = []
  private mode: 'rectangle' | 'outline' = 'rectangle'
  private draft: SVGPolygonElement | undefined

  connectedCallback() {
    const plan = this.querySelector<SVGSVGElement>('svg.lots')
    const field = this.querySelector<HTMLInputElement>('input[name=outline]')
    if (!plan || !field) return
    this.draft = document.createElementNS(SVG, 'polygon')
    this.draft.setAttribute('class', 'draft')
    plan.append(this.draft)
    plan.addEventListener('click', (event) => {
      // A drawn lot is a link for those who read; here it is ground to draw on.
      event.preventDefault()
      this.touch(plan, field, event)
    })
    field.before(this.tools(plan, field))
    field.addEventListener('input', () => this.show(field.value))
    this.show(field.value)
  }

  private tools(plan: SVGSVGElement, field: HTMLInputElement): HTMLElement {
    const row = document.createElement('p')
    row.className = 'chips'
    for (const mode of ['rectangle', 'outline'] as const) {
      const button = this.button(this.dataset[mode] ?? mode)
      button.setAttribute('aria-pressed', String(mode === this.mode))
      button.classList.toggle('on', mode === this.mode)
      button.addEventListener('click', () => {
        this.mode = mode
        this.points = []
        for (const one of row.querySelectorAll('[aria-pressed]')) {
          one.classList.toggle('on', one === button)
          one.setAttribute('aria-pressed', String(one === button))
        }
      })
      row.append(button)
    }
    const undo = this.button(this.dataset.undo ?? '')
    undo.addEventListener('click', () => {
      this.points.pop()
      this.write(field)
    })
    row.append(undo)
    const hint = document.createElement('span')
    hint.className = 'hint'
    hint.textContent = this.dataset.hint ?? ''
    plan.after(hint)
    return row
  }

  private button(words: string): HTMLButtonElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'chip'
    button.textContent = words
    return button
  }

  private touch(plan: SVGSVGElement, field: HTMLInputElement, event: MouseEvent) {
    const matrix = plan.getScreenCTM()
    if (!matrix) return
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse())
    const { width, height } = plan.viewBox.baseVal
    const drawn: At = [
      Math.round(Math.min(width, Math.max(0, x))),
      Math.round(Math.min(height, Math.max(0, y))),
    ]
    const at = beside(plan, drawn, width / 60)
    if (this.mode === 'rectangle') {
      if (this.points.length !== 1) this.points = [at]
      else {
        const [a] = this.points as [At]
        this.points = [a, [at[0], a[1]], at, [a[0], at[1]]]
      }
    } else this.points.push(this.snapped(at, width))
    this.write(field)
  }

  /** A touch near a wall of the outline so far goes on straight: rooms have right angles. */
  private snapped(at: At, width: number): At {
    const last = this.points.at(-1)
    const near = width / 60
    if (!last) return at
    return [
      Math.abs(at[0] - last[0]) < near ? last[0] : at[0],
      Math.abs(at[1] - last[1]) < near ? last[1] : at[1],
    ]
  }

  private write(field: HTMLInputElement) {
    field.value = this.points.map((p) => p.join(',')).join(' ')
    for (const name of ['x', 'y', 'w', 'h'])
      for (const input of this.querySelectorAll<HTMLInputElement>(`input[name=${name}]`)) input.value = ''
    this.show(field.value)
  }

  private show(points: string) {
    this.draft?.setAttribute('points', /^[\d\s.,-]*$/.test(points) ? points : '')
  }
}

/** A touch near a wall of another lot is on it: lots may touch, and may not cover each other. */
function beside(plan: SVGSVGElement, at: At, near: number): At {
  const corners = [...plan.querySelectorAll<SVGPolygonElement>('polygon:not(.draft)')].flatMap((one) => [
    ...one.points,
  ])
  const nearest = (value: number, walls: number[]) => {
    const [wall] = walls.sort((a, b) => Math.abs(a - value) - Math.abs(b - value))
    return wall !== undefined && Math.abs(wall - value) < near ? wall : value
  }
  const xs = corners.map(({ x }) => x)
  const ys = corners.map(({ y }) => y)
  return [nearest(at[0], xs), nearest(at[1], ys)]
}

customElements.define('plan-drawer', PlanDrawer)
