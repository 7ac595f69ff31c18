// Small real files, with and without what a camera or a programme writes into them.

const bytes = (...parts: (string | number[] | Uint8Array)[]): Uint8Array<ArrayBuffer> => {
  const all = parts.flatMap((part) =>
    typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : [...part],
  )
  return new Uint8Array(all)
}
const be16 = (n: number) => [n >> 8, n & 255]
const be32 = (n: number) => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255]
const le32 = (n: number) => [n & 255, (n >>> 8) & 255, (n >>> 16) & 255, (n >>> 24) & 255]
const segment = (marker: number, ...content: (string | number[])[]) => {
  const inside = bytes(...content)
  return bytes([0xff, marker], be16(inside.length + 2), inside)
}

/** A JPEG of 64 × 48 with EXIF and its place, XMP, a comment, and a second picture hidden after its end. */
export const jpegWithPlace = () =>
  bytes(
    [0xff, 0xd8],
    segment(0xe0, 'JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xe1, 'Exif\0\0GPSLatitude 49.44321 GPSLongitude 1.09987 Camera of Somebody'),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret</x:xmpmeta>'),
    segment(0xe2, 'ICC_PROFILE\0', [1, 1, 9, 9]),
    segment(0xe2, 'MPF\0secret'),
    segment(0xfe, 'a secret comment'),
    segment(0xc0, [8, ...be16(48), ...be16(64), 1, 1, 0x11, 0]),
    segment(0xda, [1, 1, 0, 0, 63, 0]),
    [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56],
    [0xff, 0xd9],
    'trailer Exif GPSLatitude secret',
  )

const chunk = (name: string, ...content: (string | number[])[]) => {
  const inside = bytes(...content)
  return bytes(be32(inside.length), name, inside, [0, 0, 0, 0])
}
export const pngWithPlace = () =>
  bytes(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    chunk('IHDR', [...be32(20), ...be32(10), 8, 2, 0, 0, 0]),
    chunk('eXIf', 'GPSLatitude secret'),
    chunk('tEXt', 'Author\0secret'),
    chunk('iTXt', 'secret'),
    chunk('tIME', [7, 0, 1, 1, 1, 1, 1]),
    chunk('IDAT', [1, 2, 3]),
    chunk('IEND'),
    'secret after the end',
  )

const riff = (name: string, ...content: (string | number[])[]) => {
  const inside = bytes(...content)
  return bytes(name, le32(inside.length), inside, inside.length % 2 ? [0] : [])
}
export const webpWithPlace = () => {
  const chunks = bytes(
    riff('VP8X', [0b1100, 0, 0, 0, 99, 0, 0, 49, 0, 0]),
    riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 100, 0, 50, 0]),
    riff('EXIF', 'GPSLatitude secret'),
    riff('XMP ', 'secret'),
  )
  return bytes('RIFF', le32(chunks.length + 4), 'WEBP', chunks)
}

export const textOf = (image: Uint8Array) => String.fromCharCode(...image)
