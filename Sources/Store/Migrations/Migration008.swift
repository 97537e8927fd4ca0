/// Indexes for what is asked of many people and meetings at once.
let migration008: StaticString = """
    PRAGMA user_version = 8;

    -- What is asked of a card stands beside its key: behind the document it could only be reached through all of it.
    DROP INDEX card_occurrence;
    CREATE INDEX card_occurrence
      ON card(occurrence, participant, id, number, verdict, is_void, is_excused, issued_ms);

    -- Of each meeting, what goes on, and where strangers are not forgotten yet.
    CREATE INDEX occurrence_open ON occurrence(meeting) WHERE completed_ms IS NULL AND meeting IS NOT NULL;
    CREATE INDEX occurrence_remembered ON occurrence(meeting) WHERE forgotten_ms IS NULL AND meeting IS NOT NULL;

    CREATE INDEX decision_dispute ON decision(id) WHERE kind = 'dispute';
    """
