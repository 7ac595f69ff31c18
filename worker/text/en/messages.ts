import type { messages as fr } from '../fr/messages'

export const messages: typeof fr = {
  title: 'Messages',
  none: 'No message for now.',
  noneHint: 'A conversation begins from a booking or a match.',
  search: 'Look for an offer',
  unread: 'Unread',
  you: 'You: ',
  with: (name) => `With ${name}`,
  about: 'About',
  older: 'Older messages',
  seeBooking: 'See the booking',
  seeMatch: 'See the match',
  first: 'Nobody has written yet. Say hello, and what would help you.',
  write: 'Your message',
  hint: 'The members of both organisations can read it, and nobody else.',
  send: 'Send',
  closed: 'This match was set aside: nothing more can be written here.',
  contacts: 'How to reach one another',
  noContacts: 'Names, addresses and telephones show here once both organisations agree.',
  erased: 'someone who left',
}
