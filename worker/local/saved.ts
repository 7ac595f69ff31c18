// What a copy of the data holds. Imports nothing, because the project's commands read it without a build.

/** Every table that is saved, parents before children. */
export const SAVED = [
  ...['people', 'clusters', 'cluster_pages', 'coordinators', 'organisations', 'affiliations', 'members'],
  ...['invitations', 'api_tokens', 'drafts', 'events', 'dead_letters'],
  ...[
    'listings',
    'photos',
    'reports',
    'capacities',
    'listing_capacities',
    'offer_rules',
    ...['impact_factors', 'impact_bases'],
    'baskets',
    'series',
    'bookings',
    'holds',
    'slips',
    'series_dates',
    'outages',
    'waitlist',
    'shared_jobs',
    'shared_job_parts',
    'cascades',
    'remainders',
    ...['pickup_rounds', 'pickup_stops', 'pickup_records', 'inclusion_hours'],
  ],
  ...['sites', 'buildings', 'plans', 'lots', 'site_charges', 'site_documents', 'leads', 'lead_notes'],
  ...['handovers', 'returns_due', 'agreements', 'day_mail_stops'],
  // The lines before the batches that add them up.
  ...['stream_entries', 'stream_batches', 'stream_ends', 'stream_looks', 'waste_lines'],
  'funder_reports',
  ...['calendar_addresses', 'calendar_feeds', 'feed_reads', 'feed_texts'],
  ...['calls', 'call_seeds', 'call_lots', 'call_jurors', 'call_amendments', 'applicant_profiles'],
  ...['applications', 'application_files', 'application_scores', 'call_offers'],
  ...['occupancies', 'occupancy_reminders', 'agreement_texts', 'inventories', 'inventory_photos'],
  ...['fee_rules', 'fee_months', 'fee_lines'],
  ...['matches', 'dislikes', 'need_asks', 'messages', 'read_marks', 'notices', 'imports'],
  ...['saved_searches', 'saved_search_terms', 'search_alerts', 'search_digests', 'mail_stops', 'quiet_hours'],
] as const

/** Every other table, with the reason. A test compares both lists with the migrations. */
export const LEFT_OUT = {
  'recomputed by npm run rebuild': [
    'unmet_needs',
    ...[
      'search_docs',
      'search_index',
      'meaning_index',
      'listing_meanings',
      'listing_facts',
      'offer_weeks',
      'booking_weeks',
    ],
    ...[
      'usage_of_kinds',
      'usage_of_offers',
      'usage_of_pairs',
      'usage_of_units',
      'usage_of_posters',
      'open_listings',
    ],
    ...[
      'impact_months',
      'impact_sums',
      'impact_needs',
      'impact_offers',
      'portrait_exchanges',
      'portrait_counts',
    ],
  ],
  'filled by the migrations': ['carried_factors', 'low_codes', 'low_chapters', 'rome_codes', 'exit_acts'],
  'worthless after minutes or a day: people sign in again': [
    ...['auth_challenges', 'auth_sessions', 'rate_limits', 'idempotency_keys'],
  ],
  'worthless after a day: this morning’s lists, which have left': ['day_mail_runs', 'day_mails'],
} as const

/** It refuses to close a capacity of nothing, and such closures exist: they shrank with what they close. */
export const SET_ASIDE = 'holds_fit_when_made'
