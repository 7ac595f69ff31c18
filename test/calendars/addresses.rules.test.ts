import { describe, expect, it } from 'vitest'
import { publicAddress } from '../../worker/calendars/rulesOfAddresses'

describe('an address of a calendar', () => {
  it.each([
    [
      'https://calendar.google.com/calendar/ical/a%40b/private-1/basic.ics',
      'https://calendar.google.com/calendar/ical/a%40b/private-1/basic.ics',
    ],
    [' webcal://p01-calendars.icloud.com/published/2/x ', 'https://p01-calendars.icloud.com/published/2/x'],
    ['webcals://CALENDAR.example.org:443/a#b', 'https://calendar.example.org/a'],
    ['https://münchen.de/a.ics', 'https://xn--mnchen-3ya.de/a.ics'],
  ])('that anyone could ask: %s', (typed, asked) => {
    expect(publicAddress(typed)).toEqual({ url: new URL(asked) })
  })

  it.each(['', 'agenda', '//example.org/a', 'https://', `https://example.org/${'a'.repeat(2000)}`])(
    'that is none: %s',
    (typed) => {
      expect(publicAddress(typed)).toEqual({ refused: 'not_url' })
    },
  )

  it.each([
    'http://example.org/a.ics',
    'ftp://example.org/a.ics',
    'file:///etc/passwd',
    'data:text/calendar,x',
  ])('by another way: %s', (typed) => {
    expect(publicAddress(typed)).toEqual({ refused: 'not_https' })
  })

  it.each([
    ...[
      'https://127.0.0.1/a',
      'https://2130706433/a',
      'https://0x7f000001/a',
      'https://0177.0.0.1/a',
      'https://127.1/a',
    ],
    ...[
      'https://[::1]/a',
      'https://[::ffff:127.0.0.1]/a',
      'https://[fe80::1]/a',
      'https://8.8.8.8/a',
      'https://1.1.1.1./a',
    ],
    ...[
      'https://localhost/a',
      'https://localhost./a',
      'https://a.localhost/a',
      'https://LOCALHOST/a',
      'https://intranet/a',
    ],
    ...[
      'https://printer.local/a',
      'https://db.internal/a',
      'https://box.home.arpa/a',
      'https://nas.lan/a',
      'https://x.onion/a',
    ],
    ...[
      'https://user:word@example.org/a',
      'https://user@example.org/a',
      'https://example.org:8443/a',
      'https://example.org:80/a',
    ],
    ...['https://1.0.0.127.in-addr.arpa/a', 'https://a..example.org/a', 'https://１２７.０.０.１/a'],
  ])('that is not of the public internet: %s', (typed) => {
    expect(publicAddress(typed)).toEqual({ refused: 'not_public' })
  })
})
