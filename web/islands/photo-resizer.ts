/**
 * Makes a chosen photo small before it travels: its longest side 1280 px, WebP where the browser writes it, else JPEG, at
 * most 250 kB. Whatever fails leaves the photo as it is: the server takes up to 2 MB.
 */
const LONGEST = 1280
const MOST_BYTES = 250_000

class PhotoResizer extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector('input')
    input?.addEventListener('change', () => void this.shrink(input))
  }

  private async shrink(input: HTMLInputElement) {
    const file = input.files?.[0]
    if (!file || !/^image\//.test(file.type)) return
    this.say(this.dataset.busy ?? '')
    try {
      const small = await smaller(file)
      const chosen = small && small.size < file.size ? small : null
      if (chosen) {
        const files = new DataTransfer()
        const name = `photo.${chosen.type === 'image/webp' ? 'webp' : 'jpg'}`
        files.items.add(new File([chosen], name, { type: chosen.type }))
        input.files = files.files
      }
      const kb = Math.ceil((chosen ?? file).size / 1000)
      this.say((this.dataset.ready ?? '').replace('{size}', `${kb} kB`))
    } catch {
      this.say('')
    }
  }

  private say(words: string) {
    let line = this.querySelector('output')
    if (!line) {
      line = document.createElement('output')
      line.className = 'hint'
      this.append(line)
    }
    line.textContent = words
  }
}

async function smaller(file: Blob): Promise<Blob | null> {
  // The orientation of the camera is applied here, because EXIF does not survive.
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  for (const quality of [0.82, 0.7, 0.55, 0.4]) {
    for (const type of ['image/webp', 'image/jpeg']) {
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, quality))
      // A browser that does not write a type gives PNG instead, without a word.
      if (blob?.type !== type) continue
      if (blob.size <= MOST_BYTES) return blob
      break
    }
  }
  return null
}

customElements.define('photo-resizer', PhotoResizer)
