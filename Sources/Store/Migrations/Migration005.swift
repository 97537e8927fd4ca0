/// Outbound events: other systems are sent what happens, in order.
let migration005: StaticString = """
    PRAGMA user_version = 5;

    CREATE TABLE subscription(
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      -- Whose participants it is about; NULL: all.
      court_rep TEXT REFERENCES person(id),
      -- Names with blanks between; empty: all.
      events TEXT NOT NULL,
      -- The address and what signs, sealed.
      content BLOB NOT NULL,
      made_ms INTEGER NOT NULL,
      -- Grows with every change that somebody makes.
      generation INTEGER NOT NULL,
      -- Everything in the feed up to here was sent, or is not for this one.
      cursor INTEGER NOT NULL,
      moved_ms INTEGER NOT NULL,
      -- How often what comes next was tried in vain, and when it is tried again; NULL: at once.
      failures INTEGER NOT NULL,
      due_ms INTEGER,
      -- Nothing is sent any more, and why.
      disabled_ms INTEGER,
      disabled_because TEXT
    ) STRICT, WITHOUT ROWID;

    -- The newest of each subscription only.
    CREATE TABLE subscription_attempt(
      id INTEGER PRIMARY KEY,
      subscription TEXT NOT NULL REFERENCES subscription(id),
      -- Of the message in the feed; of a resync, how far the feed was no longer kept.
      position INTEGER NOT NULL,
      event TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      took_ms INTEGER NOT NULL,
      -- NULL: no answer came, and why.
      status INTEGER,
      failure TEXT
    ) STRICT;
    CREATE INDEX subscription_attempt_subscription ON subscription_attempt(subscription, id);
    """
