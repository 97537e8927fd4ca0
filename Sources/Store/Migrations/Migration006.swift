/// Daily digests for court representatives, and mail that waits to be sent.
let migration006: StaticString = """
    PRAGMA user_version = 6;

    -- Digests --------------------------------------------------------------------------------------------------------

    CREATE TABLE digest(
      id INTEGER PRIMARY KEY,
      court_rep TEXT NOT NULL REFERENCES person(id),
      -- The day it is of, on the court's calendar (ISO 8601).
      date TEXT NOT NULL,
      made_ms INTEGER NOT NULL,
      -- A JSON object; people stand in it by their ids.
      document BLOB NOT NULL,
      -- How often somebody who was erased was taken out of it.
      erasures INTEGER NOT NULL DEFAULT 0,
      UNIQUE (court_rep, date)
    ) STRICT;
    CREATE TRIGGER digest_is_never_edited BEFORE UPDATE ON digest
      WHEN new.id <> old.id OR new.court_rep <> old.court_rep OR new.date <> old.date OR new.made_ms <> old.made_ms
        OR new.erasures <> old.erasures + 1 OR length(new.document) >= length(old.document)
      BEGIN SELECT raise(ABORT, 'a digest is never edited'); END;
    -- REPLACE removes what is in its way.
    CREATE TRIGGER digest_is_never_replaced BEFORE INSERT ON digest
      WHEN EXISTS (SELECT 1 FROM digest WHERE court_rep = new.court_rep AND date = new.date)
      BEGIN SELECT raise(ABORT, 'a digest is never replaced'); END;

    -- Who said whether they want to be told of digests by mail; whoever has no row did not say.
    CREATE TABLE digest_mail(
      court_rep TEXT PRIMARY KEY REFERENCES person(id),
      is_wanted INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Digests of this day and those before were made; NULL: none yet.
    ALTER TABLE housekeeping ADD COLUMN digested_through TEXT;

    -- Mail -----------------------------------------------------------------------------------------------------------

    CREATE TABLE mail(
      id INTEGER PRIMARY KEY,
      -- What stands before the @ of its Message-ID, however often it is sent.
      message_id TEXT NOT NULL UNIQUE,
      -- What it is for ('digest', 'invite' and so on), and whom.
      kind TEXT NOT NULL,
      person TEXT NOT NULL,
      queued_ms INTEGER NOT NULL,
      -- When it is of no use any more.
      until_ms INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      -- When it is tried next; NULL: never again.
      due_ms INTEGER,
      sent_ms INTEGER,
      given_up_ms INTEGER,
      -- Why the newest attempt failed, in words that name nobody.
      failure TEXT,
      -- Address, subject and text, and the wrapped key that opens them; NULL once they are not needed any more.
      sealed BLOB,
      key BLOB
    ) STRICT;
    CREATE INDEX mail_due ON mail(due_ms) WHERE due_ms IS NOT NULL;
    CREATE INDEX mail_to ON mail(person);
    """
