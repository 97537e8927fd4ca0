/// The spine: journal, roster, attendance, cards, feed. Moments are UTC milliseconds since 1970.
let migration001: StaticString = """
    PRAGMA application_id = 1094865474;
    PRAGMA user_version = 1;

    -- Roster ---------------------------------------------------------------------------------------------------------

    CREATE TABLE person(
      id TEXT PRIMARY KEY,
      role TEXT NOT NULL CHECK (role IN ('participant', 'court-rep', 'administrator')),
      name TEXT NOT NULL,
      email TEXT
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE participant(
      person TEXT PRIMARY KEY REFERENCES person(id),
      case_number TEXT NOT NULL,
      court_rep TEXT NOT NULL REFERENCES person(id),
      time_zone TEXT NOT NULL,
      meetings_per_week INTEGER,
      meetings_in_total INTEGER,
      minimum_minutes INTEGER,
      join_code TEXT NOT NULL UNIQUE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX participant_court_rep ON participant(court_rep);

    -- How Zoom may name a participant: normalised values.
    CREATE TABLE identity(
      kind TEXT NOT NULL,
      value TEXT NOT NULL,
      participant TEXT NOT NULL REFERENCES participant(person),
      PRIMARY KEY (kind, value, participant)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX identity_participant ON identity(participant);

    CREATE TABLE meeting(
      id TEXT PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      program TEXT,
      join_link TEXT,
      weekdays TEXT,
      start_minute INTEGER,
      duration_minutes INTEGER,
      time_zone TEXT
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE enrollment(
      participant TEXT NOT NULL REFERENCES participant(person),
      meeting TEXT NOT NULL REFERENCES meeting(id),
      PRIMARY KEY (meeting, participant)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX enrollment_participant ON enrollment(participant);

    -- Journal --------------------------------------------------------------------------------------------------------

    -- One instance of a meeting (Zoom's uuid). Row 0 stands for deliveries that name none.
    CREATE TABLE occurrence(
      id INTEGER PRIMARY KEY,
      uuid TEXT NOT NULL UNIQUE,
      number TEXT,
      -- The meeting of the roster it belongs to, once it was recognised: also after the meeting got another number.
      meeting TEXT REFERENCES meeting(id),
      first_received_ms INTEGER NOT NULL,
      -- When it began and ended, as far as was told, and the scheduled time it was held in.
      began_ms INTEGER,
      ended_ms INTEGER,
      slot_start_ms INTEGER,
      slot_end_ms INTEGER,
      -- When the next look at its completion is due; NULL: nothing is due.
      deadline_ms INTEGER,
      completed_ms INTEGER,
      completion TEXT,
      -- 1: everything derived must be made anew, since the roster changed. 2: that failed.
      stale INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX occurrence_number ON occurrence(number);
    CREATE INDEX occurrence_meeting ON occurrence(meeting);
    CREATE INDEX occurrence_deadline ON occurrence(deadline_ms) WHERE deadline_ms IS NOT NULL;
    CREATE INDEX occurrence_stale ON occurrence(stale) WHERE stale > 0;
    INSERT INTO occurrence(id, uuid, first_received_ms) VALUES (0, '', 0);

    CREATE TABLE delivery(
      id INTEGER PRIMARY KEY,
      occurrence INTEGER NOT NULL REFERENCES occurrence(id),
      received_ms INTEGER NOT NULL,
      -- x-zm-request-timestamp
      sent_ms INTEGER NOT NULL,
      event TEXT,
      understanding TEXT NOT NULL CHECK (understanding IN ('known', 'unknown', 'unreadable')),
      late_signed INTEGER NOT NULL,
      digest BLOB NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    -- Byte-identical bodies name the same occurrence; new entries stand near the end of the index.
    CREATE UNIQUE INDEX delivery_digest ON delivery(occurrence, digest);

    -- Derived --------------------------------------------------------------------------------------------------------

    CREATE TABLE attendance(
      occurrence INTEGER NOT NULL REFERENCES occurrence(id),
      participant TEXT NOT NULL REFERENCES participant(person),
      proven_ms INTEGER NOT NULL,
      inferred_ms INTEGER NOT NULL,
      corrected_ms INTEGER NOT NULL,
      present_since_ms INTEGER,
      first_ms INTEGER,
      last_ms INTEGER,
      connections INTEGER NOT NULL,
      strength TEXT NOT NULL,
      matched_by TEXT NOT NULL,
      flags TEXT NOT NULL,
      -- Intervals as 'start/end start/end …' in milliseconds.
      proven TEXT NOT NULL,
      inferred TEXT NOT NULL,
      corrected TEXT NOT NULL,
      PRIMARY KEY (occurrence, participant)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attendance_participant ON attendance(participant, occurrence);

    -- Attendees of meetings of the roster who match nobody. Names and addresses stay in the journal.
    CREATE TABLE unmatched(
      occurrence INTEGER NOT NULL REFERENCES occurrence(id),
      attendee TEXT NOT NULL,
      proven_ms INTEGER NOT NULL,
      inferred_ms INTEGER NOT NULL,
      first_ms INTEGER,
      last_ms INTEGER,
      connections INTEGER NOT NULL,
      -- 'nobody', or 'ambiguous' when it could be several people.
      reason TEXT NOT NULL,
      PRIMARY KEY (occurrence, attendee)
    ) STRICT, WITHOUT ROWID;

    -- Evidence -------------------------------------------------------------------------------------------------------

    -- Numbers are given out here and never twice, whatever becomes of the cards.
    CREATE TABLE case_sequence(
      digits TEXT PRIMARY KEY,
      last INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE card(
      id INTEGER PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      participant TEXT NOT NULL REFERENCES participant(person),
      occurrence INTEGER NOT NULL REFERENCES occurrence(id),
      issued_ms INTEGER NOT NULL,
      verdict TEXT NOT NULL,
      supersedes TEXT REFERENCES card(number),
      -- The RFC 8785 bytes and their SHA-256.
      document BLOB NOT NULL,
      hash BLOB NOT NULL,
      -- What vouches for the bytes from outside them (a signature); NULL until there is one.
      proof BLOB
    ) STRICT;
    CREATE INDEX card_participant ON card(participant, id);
    CREATE INDEX card_occurrence ON card(occurrence, participant, id);
    CREATE TRIGGER card_is_never_edited BEFORE UPDATE OF id, number, participant, occurrence, issued_ms, verdict,
      supersedes, document, hash ON card BEGIN SELECT raise(ABORT, 'a card is never edited'); END;
    CREATE TRIGGER card_is_never_removed BEFORE DELETE ON card
      BEGIN SELECT raise(ABORT, 'a card is never removed'); END;
    -- REPLACE removes what is in its way without the trigger above.
    CREATE TRIGGER card_is_never_replaced BEFORE INSERT ON card
      WHEN EXISTS (SELECT 1 FROM card WHERE id = new.id OR number = new.number)
      BEGIN SELECT raise(ABORT, 'a card is never replaced'); END;

    -- Feed -----------------------------------------------------------------------------------------------------------

    CREATE TABLE feed(
      position INTEGER PRIMARY KEY,
      person TEXT NOT NULL,
      -- The person's message before this one; 0: none.
      previous INTEGER NOT NULL,
      at_ms INTEGER NOT NULL,
      event TEXT NOT NULL,
      data BLOB NOT NULL
    ) STRICT;

    -- Each person's newest message: where reading back begins.
    CREATE TABLE feed_head(
      person TEXT PRIMARY KEY,
      position INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE housekeeping(
      feed_forgotten_through INTEGER NOT NULL,
      probes INTEGER NOT NULL
    ) STRICT;
    INSERT INTO housekeeping VALUES (0, 0);
    """
