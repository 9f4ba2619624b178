/**
 * Version 1. Rowid tables keep appended and large rows dense; small rows found by one key are WITHOUT ROWID. Partial
 * indices hold only what waits, so what is due is found without walking what is done.
 */
export const version1 = `
CREATE TABLE campaigns (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE ledger (
  campaign TEXT PRIMARY KEY REFERENCES campaigns (id),
  budget INTEGER NOT NULL CHECK (budget >= 0),
  headcount INTEGER NOT NULL CHECK (headcount >= 0),
  agreed INTEGER NOT NULL DEFAULT 0 CHECK (agreed >= 0),
  reserved INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  views INTEGER NOT NULL DEFAULT 0 CHECK (views >= 0),
  deals INTEGER NOT NULL DEFAULT 0 CHECK (deals >= 0),
  seats INTEGER NOT NULL DEFAULT 0 CHECK (seats >= 0)
) STRICT, WITHOUT ROWID;

-- body is null once the person was forgotten
CREATE TABLE people (
  id TEXT PRIMARY KEY,
  body TEXT
) STRICT, WITHOUT ROWID;

-- version and head are those of the last event; reserved, agreed and views are the snapshot's exposure
CREATE TABLE negotiations (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  campaign TEXT NOT NULL REFERENCES campaigns (id),
  influencer TEXT NOT NULL REFERENCES people (id),
  version INTEGER NOT NULL CHECK (version >= 0),
  head TEXT NOT NULL,
  tag TEXT NOT NULL,
  reserved INTEGER NOT NULL DEFAULT 0,
  agreed INTEGER NOT NULL DEFAULT 0,
  views INTEGER NOT NULL DEFAULT 0,
  next_action_at INTEGER,
  quarantined TEXT,
  updated_at INTEGER NOT NULL,
  snapshot TEXT NOT NULL
) STRICT;
CREATE INDEX negotiations_by_campaign ON negotiations (campaign, tag);
CREATE INDEX negotiations_due ON negotiations (next_action_at) WHERE next_action_at IS NOT NULL AND quarantined IS NULL;
CREATE INDEX negotiations_unopened ON negotiations (ordinal) WHERE tag = 'Unopened' AND quarantined IS NULL AND version = 0;
CREATE INDEX negotiations_quarantined ON negotiations (id) WHERE quarantined IS NOT NULL;

CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  negotiation TEXT NOT NULL REFERENCES negotiations (id),
  version INTEGER NOT NULL,
  type TEXT NOT NULL,
  at INTEGER NOT NULL,
  command TEXT NOT NULL,
  payload TEXT NOT NULL,
  hash TEXT NOT NULL,
  UNIQUE (negotiation, version)
) STRICT;

-- how many events there are, and a hash rolled over all of theirs in order: a cut tail shows even where its snapshot was rewound
CREATE TABLE anchors (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  events INTEGER NOT NULL,
  head TEXT NOT NULL
) STRICT;
INSERT INTO anchors (id, events, head) VALUES (1, 0, '');

CREATE TABLE outbox (
  subject TEXT NOT NULL,
  lane TEXT NOT NULL CHECK (lane IN ('mail', 'team')),
  seq INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'held', 'staged', 'dispatching', 'sent', 'in_doubt', 'superseded', 'dead')),
  event INTEGER,
  payload TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  draft_id TEXT,
  content_hash TEXT,
  message_header TEXT,
  error TEXT,
  notice TEXT,
  PRIMARY KEY (subject, lane, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (lane, next_at) WHERE status IN ('pending', 'staged', 'dispatching');
CREATE INDEX outbox_drafts ON outbox (next_at) WHERE status = 'superseded' AND draft_id IS NOT NULL;
CREATE UNIQUE INDEX outbox_notices ON outbox (notice) WHERE notice IS NOT NULL;

CREATE TABLE inbox (
  ordinal INTEGER PRIMARY KEY,
  mailbox TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  copy_ref TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'deferred', 'answered', 'owned', 'ignored')),
  reason TEXT,
  negotiation TEXT,
  received_at INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  error TEXT,
  UNIQUE (mailbox, provider_id)
) STRICT;
CREATE INDEX inbox_due ON inbox (next_at, ordinal) WHERE status = 'pending';
CREATE INDEX inbox_waiting ON inbox (negotiation, ordinal) WHERE status = 'pending';
CREATE INDEX inbox_deferred ON inbox (negotiation) WHERE status = 'deferred';

-- apart from inbox, because an update of a row writes all of it again
CREATE TABLE inbox_bytes (
  ordinal INTEGER PRIMARY KEY REFERENCES inbox (ordinal),
  raw BLOB NOT NULL
) STRICT;

CREATE TABLE mailbox_cursor (
  mailbox TEXT PRIMARY KEY,
  cursor TEXT NOT NULL,
  moved_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE messages (
  ordinal INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  negotiation TEXT NOT NULL REFERENCES negotiations (id),
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  header TEXT NOT NULL,
  at INTEGER NOT NULL,
  body_hash TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX messages_by_negotiation ON messages (negotiation, at);
CREATE INDEX messages_by_header ON messages (header);

CREATE TABLE contacts (
  address TEXT NOT NULL,
  negotiation TEXT NOT NULL REFERENCES negotiations (id),
  PRIMARY KEY (address, negotiation)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
  command TEXT PRIMARY KEY,
  negotiation TEXT NOT NULL,
  state TEXT NOT NULL,
  version INTEGER NOT NULL,
  events INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tallies (
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (kind, status)
) STRICT, WITHOUT ROWID;
`

/**
 * Version 2. When a mail was claimed, for the send budget; dead letters found without a walk; what is switched off, by whom; and from when on the mailbox is
 * looked through again, set where books are older than the mailbox.
 */
export const version2 = `
ALTER TABLE outbox ADD COLUMN claimed_at INTEGER;
CREATE INDEX outbox_claims ON outbox (claimed_at) WHERE claimed_at IS NOT NULL;
CREATE INDEX outbox_dead ON outbox (next_at) WHERE status IN ('dead', 'in_doubt');
CREATE INDEX inbox_failed ON inbox (ordinal) WHERE status = 'owned' AND reason = 'failed';
CREATE TABLE switches (
  name TEXT PRIMARY KEY,
  by TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE mailbox_cursor ADD COLUMN resync_since INTEGER;
`

/**
 * Version 3. Rosters that are watched, and what is known of their rows and problems: salted hashes, and of those who were forgotten no more than
 * their key. Until when a mailbox tells us of changes, and what it told.
 */
export const version3 = `
CREATE TABLE rosters (
  campaign TEXT PRIMARY KEY REFERENCES campaigns (id),
  source TEXT NOT NULL,
  salt TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0,
  failures INTEGER NOT NULL DEFAULT 0,
  doubted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE roster_rows (
  campaign TEXT NOT NULL REFERENCES rosters (campaign),
  key TEXT NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('New', 'Known', 'Gone', 'Forgotten')),
  seen TEXT,
  since INTEGER NOT NULL,
  known TEXT NOT NULL,
  negotiation TEXT REFERENCES negotiations (id),
  PRIMARY KEY (campaign, key)
) STRICT, WITHOUT ROWID;
ALTER TABLE mailbox_cursor ADD COLUMN watched_until INTEGER;
CREATE TABLE pushes (
  id TEXT PRIMARY KEY,
  mailbox TEXT NOT NULL,
  position TEXT,
  problem TEXT,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX pushes_at ON pushes (at);
`

/**
 * Version 4. What the team's channel calls a notice that it shows; the words of mail that waits for a person; and who asked for what they may not.
 */
export const version4 = `
ALTER TABLE outbox ADD COLUMN posted TEXT;
CREATE TABLE drafts (
  negotiation TEXT NOT NULL REFERENCES negotiations (id),
  mail INTEGER NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY (negotiation, mail)
) STRICT, WITHOUT ROWID;
CREATE TABLE denials (
  ordinal INTEGER PRIMARY KEY,
  by TEXT NOT NULL,
  what TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
`

/**
 * Version 5. What agreed deals cost less than their targets, negative where they cost more (LEDGER-02). Deals of older versions noted no target:
 * they count as 0, as a replay of their events has it.
 */
export const version5 = `
ALTER TABLE negotiations ADD COLUMN saved INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ledger ADD COLUMN saved INTEGER NOT NULL DEFAULT 0;
`

/**
 * Version 6. Which mailbox an address reaches, without what stands behind a plus in its local part, so that negotiations that share one are found.
 */
export const version6 = `
ALTER TABLE contacts ADD COLUMN mailbox TEXT GENERATED ALWAYS AS (
  CASE WHEN instr(address, '+') > 1 AND instr(address, '+') < instr(address, '@')
    THEN substr(address, 1, instr(address, '+') - 1) || substr(address, instr(address, '@')) ELSE address END
) VIRTUAL;
CREATE INDEX contacts_by_mailbox ON contacts (mailbox, negotiation);
CREATE INDEX contacts_by_negotiation ON contacts (negotiation, mailbox);
`
