/// Cards a court accepts: signed, in a ledger, verifiable after the personal data is gone; and who did what.
let migration003: StaticString = """
    PRAGMA user_version = 3;

    -- Cards ----------------------------------------------------------------------------------------------------------

    ALTER TABLE card DROP COLUMN proof;
    -- The key it is signed with, and the signature over its document; NULL on cards of a time before these.
    ALTER TABLE card ADD COLUMN key TEXT;
    ALTER TABLE card ADD COLUMN signature BLOB;
    CREATE TRIGGER card_signature_is_never_edited BEFORE UPDATE OF key, signature ON card
      BEGIN SELECT raise(ABORT, 'a card is never edited'); END;

    -- The personal values that a document names by their salted hashes only: canonical JSON. Gone when the participant was
    -- erased.
    CREATE TABLE card_personal(
      card INTEGER PRIMARY KEY REFERENCES card(id),
      disclosed BLOB NOT NULL
    ) STRICT;
    CREATE TRIGGER card_personal_is_never_edited BEFORE UPDATE ON card_personal
      BEGIN SELECT raise(ABORT, 'a card is never edited'); END;
    CREATE TRIGGER card_personal_is_never_replaced BEFORE INSERT ON card_personal
      WHEN EXISTS (SELECT 1 FROM card_personal WHERE card = new.card)
      BEGIN SELECT raise(ABORT, 'a card is never replaced'); END;
    CREATE TRIGGER card_personal_is_removed_with_its_person BEFORE DELETE ON card_personal
      WHEN NOT EXISTS (SELECT 1 FROM card JOIN participant AS q ON q.person = card.participant
        WHERE card.id = old.card AND q.erased_ms IS NOT NULL)
      BEGIN SELECT raise(ABORT, 'a card is never edited'); END;

    -- Documents of the forms before hold personal values: when the participant was erased, they are emptied. The hash stays.
    DROP TRIGGER card_is_never_edited;
    CREATE TRIGGER card_is_never_edited BEFORE UPDATE OF id, number, participant, occurrence, issued_ms, verdict,
      supersedes, hash ON card BEGIN SELECT raise(ABORT, 'a card is never edited'); END;
    CREATE TRIGGER card_document_is_never_edited BEFORE UPDATE OF document ON card
      WHEN new.document <> x'' OR old.key IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM participant WHERE person = old.participant AND erased_ms IS NOT NULL)
      BEGIN SELECT raise(ABORT, 'a card is never edited'); END;

    -- The ledger -----------------------------------------------------------------------------------------------------

    -- The Merkle tree over the hashes of all cards in the order they were issued (RFC 6962): the nodes of its complete
    -- subtrees. Level 0 is the leaves; card n is leaf n - 1.
    CREATE TABLE ledger_node(
      level INTEGER NOT NULL,
      position INTEGER NOT NULL,
      hash BLOB NOT NULL,
      PRIMARY KEY (level, position)
    ) STRICT, WITHOUT ROWID;
    -- The public asks for the place of a card by its hash.
    CREATE INDEX ledger_leaf ON ledger_node(hash) WHERE level = 0;
    CREATE TRIGGER ledger_node_is_never_edited BEFORE UPDATE ON ledger_node
      BEGIN SELECT raise(ABORT, 'the ledger is never edited'); END;
    CREATE TRIGGER ledger_node_is_never_removed BEFORE DELETE ON ledger_node
      BEGIN SELECT raise(ABORT, 'the ledger is never edited'); END;
    CREATE TRIGGER ledger_node_is_never_replaced BEFORE INSERT ON ledger_node
      WHEN EXISTS (SELECT 1 FROM ledger_node WHERE level = new.level AND position = new.position)
      BEGIN SELECT raise(ABORT, 'the ledger is never edited'); END;

    -- Heads that were signed: after every card, and where a key took another's place, by both.
    CREATE TABLE ledger_head(
      size INTEGER NOT NULL,
      key TEXT NOT NULL REFERENCES signing_key(id),
      signature BLOB NOT NULL,
      PRIMARY KEY (size, key)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER ledger_head_is_never_edited BEFORE UPDATE ON ledger_head
      BEGIN SELECT raise(ABORT, 'the ledger is never edited'); END;
    CREATE TRIGGER ledger_head_is_never_removed BEFORE DELETE ON ledger_head
      BEGIN SELECT raise(ABORT, 'the ledger is never edited'); END;

    -- REPLACE removes what is in its way without the trigger above.
    CREATE TRIGGER ledger_head_is_never_replaced BEFORE INSERT ON ledger_head
      WHEN EXISTS (SELECT 1 FROM ledger_head WHERE size = new.size AND key = new.key
        AND signature <> new.signature)
      BEGIN SELECT raise(ABORT, 'the ledger is never edited'); END;

    -- Public keys, the old ones too. The private one stands in a file.
    CREATE TABLE signing_key(
      id TEXT PRIMARY KEY,
      public BLOB NOT NULL,
      since_ms INTEGER NOT NULL,
      -- NULL: it signs.
      until_ms INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER signing_key_is_never_edited BEFORE UPDATE ON signing_key
      WHEN new.id <> old.id OR new.public <> old.public OR new.since_ms <> old.since_ms OR old.until_ms IS NOT NULL
      BEGIN SELECT raise(ABORT, 'a key is never edited'); END;
    CREATE TRIGGER signing_key_is_never_removed BEFORE DELETE ON signing_key
      BEGIN SELECT raise(ABORT, 'a key is never removed'); END;
    CREATE TRIGGER signing_key_is_never_replaced BEFORE INSERT ON signing_key
      WHEN EXISTS (SELECT 1 FROM signing_key WHERE id = new.id)
      BEGIN SELECT raise(ABORT, 'a key is never edited'); END;

    -- Who did what ---------------------------------------------------------------------------------------------------

    -- Names people and things by their ids only. Each entry holds the hash of the one before it.
    CREATE TABLE audit_log(
      id INTEGER PRIMARY KEY,
      at_ms INTEGER NOT NULL,
      actor TEXT NOT NULL,
      role TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      -- A JSON object.
      detail TEXT NOT NULL,
      previous BLOB NOT NULL,
      hash BLOB NOT NULL
    ) STRICT;
    CREATE TRIGGER audit_log_is_never_edited BEFORE UPDATE ON audit_log
      BEGIN SELECT raise(ABORT, 'the audit log is never edited'); END;
    CREATE TRIGGER audit_log_is_never_removed BEFORE DELETE ON audit_log
      BEGIN SELECT raise(ABORT, 'the audit log is never edited'); END;
    CREATE TRIGGER audit_log_is_never_replaced BEFORE INSERT ON audit_log
      WHEN EXISTS (SELECT 1 FROM audit_log WHERE id = new.id)
      BEGIN SELECT raise(ABORT, 'the audit log is never edited'); END;

    -- The keyed hash of each setting as it was at the last start, so that a change is seen.
    CREATE TABLE setting_seen(
      name TEXT PRIMARY KEY,
      hash TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- Privacy --------------------------------------------------------------------------------------------------------

    -- When the personal data of a participant was erased. Their id stays, as the name of the chain of their cards.
    ALTER TABLE participant ADD COLUMN erased_ms INTEGER;
    CREATE TRIGGER participant_stays_erased BEFORE UPDATE OF erased_ms ON participant
      WHEN old.erased_ms IS NOT NULL AND new.erased_ms IS NOT old.erased_ms
      BEGIN SELECT raise(ABORT, 'who was erased stays erased'); END;

    -- What people wrote about somebody goes with them.
    DROP TRIGGER decision_is_never_edited;
    CREATE TRIGGER decision_is_never_edited BEFORE UPDATE ON decision
      WHEN new.id <> old.id OR new.at_ms <> old.at_ms OR new.author <> old.author OR new.role <> old.role
        OR new.kind <> old.kind OR new.occurrence IS NOT old.occurrence OR new.participant IS NOT old.participant
        OR new.attendee IS NOT old.attendee OR new.start_ms IS NOT old.start_ms OR new.end_ms IS NOT old.end_ms
        OR new.card IS NOT old.card OR new.week IS NOT old.week OR new.target IS NOT old.target
        OR new.reason <> '' OR new.identity_kind IS NOT NULL OR new.identity_value IS NOT NULL
        OR NOT EXISTS (SELECT 1 FROM participant WHERE person = old.participant AND erased_ms IS NOT NULL)
      BEGIN SELECT raise(ABORT, 'a decision is never edited'); END;
    """
