import type { Dictionary } from '../fr'

export const alerts: Dictionary['alerts'] = {
  act: 'Tell me',
  actHint: 'A notice as soon as a listing answers this search.',
  mine: 'My saved searches',
  title: 'My saved searches',
  lead: 'You are told of what appears or changes and answers them, once for each listing. Nobody else sees your searches.',
  empty: 'No saved search. Search, then touch “Tell me”.',
  search: 'Search',
  told: {
    saved: 'Noted: you will be told.',
    changed: 'Changed.',
    paused: 'Paused: no more notices for this search.',
    active: 'Running again: you will be told.',
    removed: 'Search removed.',
  },
  status: { active: 'Active', paused: 'Paused' },
  over: 'Its dates have passed: change it or remove it.',
  rhythms: { now: 'At once', digest: 'Gathered' },
  rhythmHints: {
    now: 'One e-mail for each listing, outside your quiet hours',
    digest: 'Three listings after two quiet days, or one after seven',
  },
  found: (n) =>
    n === 0
      ? 'Nothing in the last thirty days'
      : n > 1
        ? `${n} listings in thirty days`
        : '1 listing in thirty days',
  see: 'See the listings',
  change: 'Change',
  pause: 'Pause',
  resume: 'Resume',
  remove: 'Remove',
  mails: 'Quiet hours and e-mails',
  edit: {
    title: 'Change the search',
    q: 'Words',
    qHint: 'The listing must say all of them, one way or another.',
    radius: 'How many kilometres away?',
    radiusHint: (around) => `The surroundings ${around}`,
    rhythm: 'Tell you',
    save: 'Save',
    back: 'My saved searches',
    foundTitle: 'Found',
    foundNothing: 'Nothing so far.',
  },
}
