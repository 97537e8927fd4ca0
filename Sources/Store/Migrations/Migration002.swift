/// The real world: schedules with exceptions, sealed deliveries, evidence from reports, people's decisions, alerts.
let migration002: StaticString = """
    PRAGMA user_version = 2;

    -- Roster ---------------------------------------------------------------------------------------------------------

    -- The name of the policy that holds for them; NULL: the default one.
    ALTER TABLE participant ADD COLUMN policy TEXT;
    -- Dates on their own calendar (ISO 8601): when the obligation begins, and its last day.
    ALTER TABLE participant ADD COLUMN starts_on TEXT;
    ALTER TABLE participant ADD COLUMN deadline TEXT;

    -- What makes up the schedule of a meeting, on the clock of meeting.time_zone.
    CREATE TABLE schedule_rule(
      meeting TEXT NOT NULL REFERENCES meeting(id),
      kind TEXT NOT NULL CHECK (kind IN ('weekly', 'once', 'cancelled')),
      -- ISO 8601: '1 3' is Monday and Wednesday.
      weekdays TEXT,
      date TEXT,
      start_minute INTEGER,
      duration_minutes INTEGER,
      -- The first and the last date of a weekly rule.
      from_date TEXT,
      until_date TEXT
    ) STRICT;
    CREATE INDEX schedule_rule_meeting ON schedule_rule(meeting);
    INSERT INTO schedule_rule(meeting, kind, weekdays, start_minute, duration_minutes)
      SELECT id, 'weekly', weekdays, start_minute, duration_minutes FROM meeting WHERE weekdays IS NOT NULL;
    ALTER TABLE meeting DROP COLUMN weekdays;
    ALTER TABLE meeting DROP COLUMN start_minute;
    ALTER TABLE meeting DROP COLUMN duration_minutes;

    -- The keyed hash by which a redacted delivery names the same; NULL until it was worked out.
    ALTER TABLE identity ADD COLUMN hash TEXT;
    CREATE INDEX identity_hash ON identity(hash);

    -- Names that a claim gave a participant for good.
    CREATE TABLE claimed_identity(
      decision INTEGER NOT NULL,
      kind TEXT NOT NULL,
      value TEXT NOT NULL,
      hash TEXT NOT NULL,
      participant TEXT NOT NULL REFERENCES participant(person),
      PRIMARY KEY (kind, value, participant, decision)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX claimed_identity_hash ON claimed_identity(hash);
    CREATE INDEX claimed_identity_decision ON claimed_identity(decision);

    -- Keyed hashes of every name that was seen of claimed attendees: only to suggest the same person again.
    CREATE TABLE claim_seen(
      hash TEXT NOT NULL,
      participant TEXT NOT NULL REFERENCES participant(person),
      decision INTEGER NOT NULL,
      PRIMARY KEY (hash, participant, decision)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX claim_seen_decision ON claim_seen(decision);

    -- Policies that were ever in force, so that a card is measured again by the one it was issued under.
    CREATE TABLE policy(
      version TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      document BLOB NOT NULL,
      first_used_ms INTEGER NOT NULL
    ) STRICT;

    -- Journal --------------------------------------------------------------------------------------------------------

    ALTER TABLE delivery ADD COLUMN source TEXT NOT NULL DEFAULT 'webhook'
      CHECK (source IN ('webhook', 'webhook-log', 'report-csv', 'report-api'));
    -- How the body stands there: as it came; sealed under the key of its occurrence; in clear for good, since it concerns
    -- a participant; or redacted for good, since it does not.
    ALTER TABLE delivery ADD COLUMN form TEXT NOT NULL DEFAULT 'clear'
      CHECK (form IN ('clear', 'sealed', 'kept', 'redacted'));

    -- Entries that name no occurrence all stand under one: without these, each look at them would read them all.
    CREATE INDEX delivery_of_none ON delivery(event, received_ms) WHERE occurrence = 0;
    CREATE INDEX delivery_to_forget ON delivery(received_ms) WHERE occurrence = 0 AND form IN ('clear', 'sealed');

    -- The keys of sealed bodies, themselves sealed under the master key; removed when their time has come.
    CREATE TABLE occurrence_key(
      occurrence INTEGER PRIMARY KEY REFERENCES occurrence(id),
      -- NULL: nothing is sealed yet.
      key BLOB,
      since_ms INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX occurrence_key_since ON occurrence_key(since_ms);
    INSERT INTO occurrence_key(occurrence, since_ms) SELECT id, first_received_ms FROM occurrence WHERE id > 0;

    -- Which master key this database belongs to.
    CREATE TABLE vault(fingerprint TEXT NOT NULL) STRICT;

    -- When the strangers in it were forgotten, and when its sitting's cards were issued last.
    ALTER TABLE occurrence ADD COLUMN forgotten_ms INTEGER;
    ALTER TABLE occurrence ADD COLUMN issued_ms INTEGER;
    UPDATE occurrence SET issued_ms = completed_ms;
    -- More is derived than before: what is one sitting, and what is noted of somebody. So everything is made anew once.
    UPDATE occurrence SET stale = 1 WHERE meeting IS NOT NULL;
    DROP INDEX occurrence_meeting;
    CREATE INDEX occurrence_sitting ON occurrence(meeting, slot_start_ms);

    -- What people decided: never edited, taken back only by a decision of its own.
    CREATE TABLE decision(
      id INTEGER PRIMARY KEY,
      at_ms INTEGER NOT NULL,
      author TEXT NOT NULL,
      -- What the author was when they decided.
      role TEXT NOT NULL,
      kind TEXT NOT NULL,
      occurrence INTEGER REFERENCES occurrence(id),
      participant TEXT REFERENCES participant(person),
      -- A claim: the connections claimed, one a line, and the name that was claimed for good.
      attendee TEXT,
      identity_kind TEXT,
      identity_value TEXT,
      -- A correction: the time it is about.
      start_ms INTEGER,
      end_ms INTEGER,
      -- A dispute: the card. An excused week: its first day.
      card TEXT REFERENCES card(number),
      week TEXT,
      -- The decision that this one takes back or answers.
      target INTEGER REFERENCES decision(id),
      reason TEXT NOT NULL
    ) STRICT;
    CREATE INDEX decision_occurrence ON decision(occurrence) WHERE occurrence IS NOT NULL;
    CREATE INDEX decision_participant ON decision(participant, id) WHERE participant IS NOT NULL;
    CREATE INDEX decision_target ON decision(target) WHERE target IS NOT NULL;
    CREATE TRIGGER decision_is_never_edited BEFORE UPDATE ON decision
      BEGIN SELECT raise(ABORT, 'a decision is never edited'); END;
    CREATE TRIGGER decision_is_never_removed BEFORE DELETE ON decision
      BEGIN SELECT raise(ABORT, 'a decision is never removed'); END;
    CREATE TRIGGER decision_is_never_replaced BEFORE INSERT ON decision
      WHEN EXISTS (SELECT 1 FROM decision WHERE id = new.id)
      BEGIN SELECT raise(ABORT, 'a decision is never replaced'); END;

    -- Derived --------------------------------------------------------------------------------------------------------

    ALTER TABLE attendance ADD COLUMN removed TEXT NOT NULL DEFAULT '';
    CREATE INDEX attendance_time ON attendance(participant, first_ms);

    -- Evidence -------------------------------------------------------------------------------------------------------

    ALTER TABLE card ADD COLUMN is_void INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE card ADD COLUMN is_excused INTEGER NOT NULL DEFAULT 0;
    CREATE TRIGGER card_standing_is_never_edited BEFORE UPDATE OF is_void, is_excused ON card
      BEGIN SELECT raise(ABORT, 'a card is never edited'); END;
    CREATE INDEX card_supersedes ON card(supersedes) WHERE supersedes IS NOT NULL;

    -- A card that takes the place of several names one in its row; the others stand here.
    CREATE TABLE card_replacement(
      number TEXT PRIMARY KEY REFERENCES card(number),
      by TEXT NOT NULL REFERENCES card(number)
    ) STRICT, WITHOUT ROWID;

    -- Operation ------------------------------------------------------------------------------------------------------

    -- What an administrator was told of, once for as long as it lasts.
    CREATE TABLE alert(
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      since_ms INTEGER NOT NULL,
      cleared_ms INTEGER,
      detail TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX alert_open ON alert(kind, subject) WHERE cleared_ms IS NULL;
    -- Scheduled times that were due until then were looked at; NULL: never yet.
    ALTER TABLE housekeeping ADD COLUMN watched_through_ms INTEGER;

    -- Occurrences to be compared with Zoom's own record of them.
    CREATE TABLE reconciliation(
      occurrence INTEGER PRIMARY KEY REFERENCES occurrence(id),
      -- NULL: done, or given up.
      due_ms INTEGER,
      attempts INTEGER NOT NULL,
      outcome TEXT
    ) STRICT;
    CREATE INDEX reconciliation_due ON reconciliation(due_ms) WHERE due_ms IS NOT NULL;
    """
