-- Sign-in without a password. Not facts: no event, no version. What opens a door is kept as a hash only, and each row is
-- worthless after its time.

-- One row for each mail sent: a link and a six-digit code, of which whichever comes first is used, once.
CREATE TABLE auth_challenges (
  id TEXT PRIMARY KEY,                            -- random; names the page that asks for the code
  email TEXT NOT NULL,                            -- in lower case
  code_hash TEXT NOT NULL,                        -- keyed with AUTH_SECRET: six digits alone could be tried out
  link_hash TEXT NOT NULL UNIQUE,
  tries INTEGER NOT NULL DEFAULT 0 CHECK (tries <= 3),
  next TEXT,                                      -- the page of ours to come back to
  code_expires_at TEXT NOT NULL,
  link_expires_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX auth_challenges_by_email ON auth_challenges (email);
CREATE INDEX auth_challenges_by_age ON auth_challenges (link_expires_at);

-- A browser in which someone signed in. Who has shown an address and has not told their name yet has no person.
CREATE TABLE auth_sessions (
  token_hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person_id TEXT REFERENCES people (id),
  email TEXT,
  device TEXT NOT NULL,                           -- "Firefox, Android", as the browser says
  created_at TEXT NOT NULL,
  last_used_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  CHECK ((person_id IS NULL) <> (email IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX auth_sessions_by_person ON auth_sessions (person_id, last_used_at DESC);
CREATE INDEX auth_sessions_by_age ON auth_sessions (expires_at);
