/// Indexes for what administrators look for in the journal.
let migration009: StaticString = """
    PRAGMA user_version = 9;

    -- Without what nearly every delivery is: that is found soon enough by looking, and an entry for each would have to be
    -- written with every delivery.
    CREATE INDEX delivery_event ON delivery(event)
      WHERE event NOT IN ('meeting.participant_joined', 'meeting.participant_left');
    CREATE INDEX delivery_not_understood ON delivery(understanding) WHERE understanding <> 'known';
    CREATE INDEX delivery_from_elsewhere ON delivery(source) WHERE source <> 'webhook';
    """
