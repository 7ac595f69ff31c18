/**
 * The hours of a day: touching a first and a last hour ticks those between; a third touch begins anew. Without this
 * script the form takes from the first hour ticked to the last.
 */
class HourSlots extends HTMLElement {
  connectedCallback() {
    this.addEventListener('change', (event) => {
      const touched = event.target
      if (!(touched instanceof HTMLInputElement) || touched.name !== 'h') return
      const all = [...this.querySelectorAll<HTMLInputElement>('input[name=h]')]
      const ticked = all.filter((one) => one.checked)
      const [first, last] = [ticked[0], ticked.at(-1)]
      if (!first || !last || !touched.checked) return
      const between = all.slice(all.indexOf(first), all.indexOf(last) + 1)
      // Something taken lies between, or a longer choice was touched again: only this hour stays.
      const broken = between.some((one) => one.disabled) || ticked.length > 2
      for (const one of all) one.checked = broken ? one === touched : between.includes(one)
    })
  }
}
customElements.define('hour-slots', HourSlots)
