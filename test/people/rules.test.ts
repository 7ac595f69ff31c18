import { describe, expect, it } from 'vitest'
import { deviceOf, digitsOf, newCode, ownPath } from '../../worker/people/rules'

describe('ownPath', () => {
  it.each([
    ['/fr', '/fr'],
    ['/fr/pole-seine/offers/ofr_1?day=2026-12-08#slots', '/fr/pole-seine/offers/ofr_1?day=2026-12-08#slots'],
    ['/fr/a/../b', '/fr/b'],
    ['/fr/x?next=https://elsewhere.example', '/fr/x?next=https://elsewhere.example'],
  ])('comes back to %s', (next, path) => {
    expect(ownPath(next)).toBe(path)
  })

  it.each([
    ...[
      '',
      'fr',
      'https://elsewhere.example',
      '//elsewhere.example',
      '/\\elsewhere.example',
      '\\\\elsewhere.example',
    ],
    ...[
      '/..//elsewhere.example',
      '/./\\elsewhere.example',
      '/\t/elsewhere.example',
      '/%2e%2e//elsewhere.example',
    ],
    ...[
      'javascript:alert(1)',
      '/fr/sign-in',
      '/fr/sign-in/link/x',
      '/fr/sign-out',
      `/${'x'.repeat(500)}`,
      null,
      3,
      ['/fr'],
    ],
  ])('does not go to %s', (next) => {
    expect(ownPath(next)).toBeNull()
  })
})

describe('codes', () => {
  it.each([
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['١٢٣٤٥٦', '123456'],
    ['۱۲۳۴۵۶', '123456'],
    ['abc', ''],
  ])('%s is read as %s', (typed, digits) => {
    expect(digitsOf(typed)).toBe(digits)
  })

  it('have six digits, zeros in front too', () => {
    const codes = Array.from({ length: 2000 }, newCode)
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true)
    expect(new Set(codes.map((code) => code[0])).size).toBe(10)
  })
})

describe('deviceOf', () => {
  it.each([
    ['Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox, Android'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
      'Edge, Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari, iPhone',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
      'Chrome, Linux',
    ],
    ['curl/8.5.0', ''],
    ['', ''],
  ])('%s', (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device)
  })
})
