/**
 * Version 8. Who may call the API, by hashes of their secrets; and lists of negotiations in an order, found a page at a time. An index on a column that steps move
 * costs every step, so what is listed by its last change has two, each of which stands for all filters: a page of several states is merged from theirs.
 */
export const version8 = `
CREATE TABLE tokens (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'negotiator', 'admin')),
  hash TEXT NOT NULL UNIQUE,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;
CREATE INDEX tokens_by_name ON tokens (name) WHERE revoked_at IS NULL;
CREATE TABLE sessions (
  hash TEXT PRIMARY KEY,
  token TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_token ON sessions (token);
CREATE INDEX sessions_by_end ON sessions (expires_at);

DROP INDEX negotiations_by_campaign;
CREATE INDEX negotiations_by_campaign ON negotiations (campaign, tag, updated_at);
CREATE INDEX negotiations_by_state ON negotiations (tag, updated_at);
CREATE INDEX negotiations_made ON negotiations (campaign);
CREATE INDEX negotiations_by_influencer ON negotiations (influencer);
CREATE INDEX outbox_held ON outbox (subject) WHERE lane = 'mail' AND status = 'held';
ALTER TABLE people ADD COLUMN called TEXT GENERATED ALWAYS AS (lower(body ->> '$.name')) VIRTUAL;
ALTER TABLE people ADD COLUMN handle TEXT GENERATED ALWAYS AS (lower(body ->> '$.handle')) VIRTUAL;
CREATE INDEX people_called ON people (called, handle) WHERE body IS NOT NULL;
`
