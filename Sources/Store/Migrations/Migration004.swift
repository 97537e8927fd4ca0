/// Accounts: how the people of the roster show who they are.
let migration004: StaticString = """
    PRAGMA user_version = 4;

    -- What each person is stands in `person`; whoever has no row here has no password.
    CREATE TABLE account(
      person TEXT PRIMARY KEY REFERENCES person(id),
      -- Argon2id in PHC form; NULL: none was set yet, or it was reset.
      password TEXT,
      -- The secret of a second factor, sealed, and since when it is asked for; NULL: not confirmed yet.
      totp BLOB,
      totp_since_ms INTEGER,
      -- The last time step whose code was used: none is used twice (RFC 6238 §5.2).
      totp_step INTEGER NOT NULL DEFAULT 0,
      disabled_ms INTEGER,
      -- What was made before this lets nobody in any more.
      signed_out_ms INTEGER NOT NULL DEFAULT 0,
      created_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- In the place of a code, once each: SHA-256.
    CREATE TABLE recovery_code(
      person TEXT NOT NULL REFERENCES account(person),
      hash BLOB NOT NULL,
      PRIMARY KEY (person, hash)
    ) STRICT, WITHOUT ROWID;

    -- Of secrets that were handed out only the SHA-256 is kept.
    CREATE TABLE session(
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE,
      person TEXT NOT NULL REFERENCES person(id),
      created_ms INTEGER NOT NULL,
      expires_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX session_of ON session(person);
    CREATE INDEX session_end ON session(expires_ms);

    CREATE TABLE access_token(
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE,
      person TEXT NOT NULL REFERENCES person(id),
      name TEXT NOT NULL,
      -- Words, separated by spaces.
      scopes TEXT NOT NULL,
      created_ms INTEGER NOT NULL,
      expires_ms INTEGER NOT NULL,
      revoked_ms INTEGER
    ) STRICT;
    CREATE INDEX access_token_of ON access_token(person);

    CREATE TABLE invite(
      id INTEGER PRIMARY KEY,
      hash BLOB NOT NULL UNIQUE,
      person TEXT NOT NULL REFERENCES person(id),
      -- Who made it.
      author TEXT NOT NULL,
      created_ms INTEGER NOT NULL,
      expires_ms INTEGER NOT NULL,
      used_ms INTEGER,
      revoked_ms INTEGER
    ) STRICT;
    CREATE INDEX invite_of ON invite(person);
    """
