// Pure: the life of a listing.

/** From which state each act leads to which; anything else is `transition_not_allowed`. */
export const LIFE = {
  publish: { from: ['draft'], to: 'published' },
  pause: { from: ['published'], to: 'paused' },
  resume: { from: ['paused'], to: 'published' },
  renew: { from: ['published', 'paused', 'closed'], to: 'published' },
  close: { from: ['draft', 'published', 'paused'], to: 'closed' },
} as const
