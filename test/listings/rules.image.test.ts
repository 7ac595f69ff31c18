import { describe, expect, it } from 'vitest'
import { cleanImage } from '../../worker/listings/image'
import { jpegWithPlace, pngWithPlace, textOf, webpWithPlace } from '../support/images'

describe('cleanImage', () => {
  it('keeps of a JPEG what draws it', () => {
    const clean = cleanImage(jpegWithPlace())
    expect(clean).toMatchObject({ contentType: 'image/jpeg', width: 64, height: 48 })
    const text = textOf(clean?.bytes ?? new Uint8Array())
    expect(text).not.toMatch(/Exif|GPS|secret|Camera|xmpmeta|MPF/)
    expect(text).toMatch(/JFIF[\s\S]*ICC_PROFILE/)
    expect([...(clean?.bytes.slice(-9) ?? [])]).toEqual([
      0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9,
    ])
    expect(cleanImage(clean?.bytes ?? new Uint8Array())?.bytes).toEqual(clean?.bytes)
  })

  it('keeps of a PNG and of a WebP what draws it', () => {
    const png = cleanImage(pngWithPlace())
    expect(png).toMatchObject({ contentType: 'image/png', width: 20, height: 10 })
    expect(textOf(png?.bytes ?? new Uint8Array())).not.toMatch(/eXIf|tEXt|iTXt|tIME|GPS|secret/)
    const webp = cleanImage(webpWithPlace())
    expect(webp).toMatchObject({ contentType: 'image/webp', width: 100, height: 50 })
    expect(textOf(webp?.bytes ?? new Uint8Array())).not.toMatch(/EXIF|XMP |GPS|secret/)
    expect(webp?.bytes[20]).toBe(0) // the flags that announced them
    expect(new DataView(webp!.bytes.buffer, webp!.bytes.byteOffset).getUint32(4, true)).toBe(
      webp!.bytes.length - 8,
    )
  })

  it('takes nothing else, whatever it is called, and nothing broken', () => {
    const text = (words: string) => new TextEncoder().encode(words)
    expect(cleanImage(text('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull()
    expect(cleanImage(text('GIF89a'))).toBeNull()
    expect(cleanImage(text('<!doctype html><script>'))).toBeNull()
    expect(cleanImage(new Uint8Array())).toBeNull()
    const [jpeg, png, webp] = [jpegWithPlace(), pngWithPlace(), webpWithPlace()]
    for (const whole of [jpeg, png, webp]) {
      for (let cut = 1; cut < 40; cut += 3) expect(cleanImage(whole.slice(0, cut))).toBeNull()
    }
  })
})
