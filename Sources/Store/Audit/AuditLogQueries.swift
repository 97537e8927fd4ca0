public import Attendance

extension Queries {
    /// Signed cards that the audit log says nothing of; those of a time before were not logged.
    public func cardsNotLogged() throws(StoreError) -> [CardNumber] {
        try connection.rows(
            """
            SELECT number FROM card WHERE key IS NOT NULL
              AND number NOT IN (SELECT subject FROM audit_log WHERE action = 'card-issued') ORDER BY id
            """
        ) { CardNumber($0.text(0)) }
    }

    /// Decisions since the first that was logged which the audit log says nothing of.
    public func decisionsNotLogged() throws(StoreError) -> [Int64] {
        try connection.rows(
            """
            WITH logged(id) AS (
              SELECT CASE WHEN json_valid(detail) THEN json_extract(detail, '$.decision') END FROM audit_log
              WHERE action = 'decided'
            )
            SELECT id FROM decision WHERE id >= (SELECT min(id) FROM logged)
              AND id NOT IN (SELECT id FROM logged WHERE id IS NOT NULL) ORDER BY id
            """
        ) { $0.integer(0) }
    }
}
