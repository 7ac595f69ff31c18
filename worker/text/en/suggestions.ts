import type { Dictionary } from '../fr'

export const suggestions: Dictionary['suggestions'] = {
  heading: 'From your words',
  lead: 'Proposals: nothing is chosen for you.',
  because: (what: string) => `you write about: ${what}`,
  title: 'your words are in its title',
  chapter: 'your words are in the title of its chapter',
  codes: 'Codes of the List of Waste',
  families: 'Trades',
  category: 'Kind of equipment',
  read: 'Read in your text',
  per: { day: 'a day', week: 'a week', month: 'a month', year: 'a year' },
}
