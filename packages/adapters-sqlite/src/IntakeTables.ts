/**
 * Version 7. Forms on their way to campaigns, with what is asked about them, and a week of what a form service told us. A form's content is as it
 * was fetched.
 */
export const version7 = `
CREATE TABLE form_webhooks (
  id TEXT PRIMARY KEY,
  form TEXT,
  problem TEXT,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX form_webhooks_at ON form_webhooks (at);
CREATE TABLE intakes (
  ordinal INTEGER PRIMARY KEY,
  form TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'waiting', 'started', 'ignored', 'failed')),
  revision INTEGER NOT NULL DEFAULT 0,
  received_at INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  content TEXT,
  campaign TEXT REFERENCES campaigns (id),
  CHECK ((status = 'started') = (campaign IS NOT NULL))
) STRICT;
CREATE INDEX intakes_due ON intakes (next_at, ordinal) WHERE status = 'pending';
CREATE TABLE intake_questions (
  form TEXT NOT NULL REFERENCES intakes (form),
  place INTEGER NOT NULL,
  label TEXT NOT NULL,
  expected TEXT NOT NULL,
  got TEXT NOT NULL,
  answer TEXT,
  by TEXT,
  PRIMARY KEY (form, place),
  UNIQUE (form, label)
) STRICT, WITHOUT ROWID;
`
