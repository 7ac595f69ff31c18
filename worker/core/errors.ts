/**
 * Everything that can be refused, as the state that refuses it. The status is what HTTP answers; the words are in
 * `text/<language>/errors.ts`, one for each code, counted by the compiler.
 */
export const REFUSALS = {
  malformed: 400,
  not_signed_in: 401,
  forbidden: 403,
  not_coordinator: 403,
  not_manager: 403,
  not_member: 403,
  not_operator: 403,
  organisation_suspended: 403,
  not_found: 404,
  gone: 410,
  method_not_allowed: 405,
  too_large: 413,
  wrong_media_type: 415,
  version_mismatch: 412,
  version_required: 428,
  too_many_requests: 429,
  invalid: 422,
  idempotency_key_reused: 422,
  idempotency_in_progress: 409,
  // refused by the present state
  stale: 409,
  capacity_taken: 409,
  capacity_held: 409,
  quota_reached: 409,
  too_close: 409,
  one_at_a_time: 409,
  too_late: 409,
  series_conflict: 409,
  still_free: 409,
  no_takers: 409,
  no_combo: 409,
  too_many_places: 409,
  too_many_searches: 409,
  transition_not_allowed: 409,
  already_exists: 409,
  report_published: 409,
  period_not_over: 409,
  listing_not_open: 409,
  listing_hidden: 409,
  call_closed: 409,
  juror_recused: 409,
  scores_missing: 409,
  lot_under_call: 409,
  lease_too_long: 409,
  outside_opening_hours: 409,
  in_the_past: 409,
  hazardous_needs_slip: 409,
  hazard_kept: 409,
  more_than_there: 409,
  quantity_has_gone: 409,
  ledger_edited: 409,
  own_offer: 409,
  last_manager: 409,
  last_coordinator: 409,
  too_many_tokens: 409,
  code_wrong: 422,
  code_expired: 410,
  link_expired: 410,
  wrong_site: 403,
  unavailable: 503,
} as const
export type ErrorCode = keyof typeof REFUSALS

/** One wrong field: where (dotted path), a code for programs; its words are found by the code. */
export interface FieldError {
  path: string
  code: string
  params?: Record<string, string | number>
}

export interface ErrorDetails {
  fields?: FieldError[]
  retryAfterSeconds?: number
  alternatives?: unknown
  [key: string]: unknown
}

/** The one error that commands, queries and doors throw on purpose. Anything else is a defect. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails
  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }
  get status() {
    return REFUSALS[this.code]
  }
}

/** Refuses input: one field, or several. */
export function invalid(...fields: FieldError[]): AppError {
  return new AppError('invalid', { fields })
}
