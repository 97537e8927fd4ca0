/// Requests that may be sent again and must not be done again.
let migration007: StaticString = """
    PRAGMA user_version = 7;

    -- Written with what the request did, so that the one is there exactly where the other is.
    CREATE TABLE request_key(
      -- Keyed hash of who asked, for what, and the key they gave.
      id BLOB PRIMARY KEY,
      person TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      -- Keyed hash of what was sent, so that another request under the same key is noticed.
      content BLOB NOT NULL,
      -- Sealed; NULL: not known, because the bridge stopped before it was written down.
      answer BLOB
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX request_key_age ON request_key(at_ms);
    """
