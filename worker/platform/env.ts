/** What the platform gives the Worker: bindings of wrangler.toml, settings and secrets. */
export interface Env {
  DB: D1Database
  PHOTOS: R2Bucket
  EVENTS: Queue<EventMessage>
  ASSETS?: Fetcher
  /** Where people reach the deployment, without a final slash. */
  PUBLIC_URL: string
  /** Keys the hashes of codes and the signatures of links; at least 32 characters. */
  AUTH_SECRET: string
  MAIL_FROM?: string
  SMTP_HOST?: string
  SMTP_PORT?: string
  SMTP_USER?: string
  SMTP_PASSWORD?: string
  SMTP_SECURITY?: 'tls' | 'starttls' | 'none'
  /** Where mails go without SMTP: the local entry puts its mailbox here, production has none. */
  deliver?: (mail: Mail) => Promise<void>
  /** Address search of the Géoplateforme; empty: a point is given by hand. */
  GEOCODER_URL?: string
  /** Map tiles, "https://…/{z}/{x}/{y}.png"; empty: the map is drawn without tiles. */
  TILES_URL?: string
  TILES_ATTRIBUTION?: string
  /** Where the source of what runs can be had (AGPL, section 13); empty: the pages name none. */
  SOURCE_URL?: string
  /** Writes a person may make in a minute. */
  WRITES_PER_MINUTE?: string
}

/** One message per event runs all its consumers; one that failed is retried by a message of its own. */
export interface EventMessage {
  seq: number
  consumer?: string
  attempt?: number
}

export interface Mail {
  to: string
  subject: string
  text: string
  html?: string
  headers?: Record<string, string>
  attachments?: { filename: string; content: string; mimeType: string }[]
}
