import { expect, test } from 'vitest'
import { MOST_OF_FILE, readMultipart } from '../../worker/platform/multipart'
import { random } from '../support/random'

/** A body in pieces of these sizes, over and over. */
function inPieces(bytes: Uint8Array, sizes: readonly number[]): ReadableStream<Uint8Array> {
  let [at, turn] = [0, 0]
  return new ReadableStream({
    pull(out) {
      if (at >= bytes.length) return out.close()
      const next = at + (sizes[turn++ % sizes.length] as number)
      out.enqueue(bytes.slice(at, next))
      at = next
    },
  })
}
async function encoded(form: FormData) {
  const sent = new Response(form)
  return { type: sent.headers.get('content-type') ?? '', bytes: new Uint8Array(await sent.arrayBuffer()) }
}
const told = (form: FormData) =>
  Promise.all(
    [...form].map(async ([name, value]) =>
      value instanceof File
        ? [name, value.name, value.type, [...new Uint8Array(await value.arrayBuffer())]]
        : [name, value],
    ),
  )

test('a form comes out as it went in, wherever it is cut, and whatever its files are full of', async () => {
  const { whole, one } = random(40)
  for (let round = 0; round < 300; round++) {
    const form = new FormData()
    const boundaries = ['\r\n--', '\r\n------', '\r', '\n', '--', 'é « à »', '%22"', '']
    for (let i = whole(0, 5); i > 0; i--) {
      const name = one(['photo', 'mots', 'un "nom"', 'deux\r\nlignes'])
      if (whole(0, 1)) form.append(name, Array.from({ length: whole(0, 4) }, () => one(boundaries)).join('a'))
      else {
        const bytes = Uint8Array.from({ length: whole(0, 90) }, () => one([13, 10, 45, 45, 7, 255]))
        form.append(name, new File([bytes], one(['a.jpg', 'été "2".png']), { type: 'image/jpeg' }))
      }
    }
    const { type, bytes } = await encoded(form)
    const read = await readMultipart(inPieces(bytes, [whole(1, 9), whole(1, 300)]), type)
    // What the runtime itself makes of it, its ends of lines included.
    const native = await new Response(bytes, {
      headers: { 'content-type': type },
    }).formData()
    expect(await told(read)).toEqual(await told(native))
  }
})

test('of forty megabytes no more is kept than shows that they are too many, and the words beside them', async () => {
  const form = new FormData()
  form.append('before', 'Un hangar')
  form.append('photo', new File([new Uint8Array(40_000_000)], 'a.jpg'))
  form.append('after', 'vide')
  const { type, bytes } = await encoded(form)
  const read = await readMultipart(inPieces(bytes, [65_536]), type)
  expect([read.get('before'), read.get('after'), (read.get('photo') as File).size]).toEqual([
    ...['Un hangar', 'vide', MOST_OF_FILE + 1],
  ])
})

test('what is cut short, no form, or too much is refused', async () => {
  const code = (bytes: Uint8Array) =>
    readMultipart(inPieces(bytes, [1000]), 'multipart/form-data; boundary=x').then(
      () => 'read',
      (error) => error.code,
    )
  const text = (value: string) => new TextEncoder().encode(value)
  const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb'
  expect(await code(text(`${part}\r\n--x--`))).toBe('read')
  for (const wrong of ['', 'x', part, `${part}\r\n--x`])
    expect([wrong, await code(text(wrong))]).toEqual([wrong, 'malformed'])
  expect(await code(text(`--x\r\n${'a'.repeat(9000)}`))).toBe('malformed')
  expect(await code(text(`${part}${'b'.repeat(1_100_000)}\r\n--x--`))).toBe('too_large')
})
