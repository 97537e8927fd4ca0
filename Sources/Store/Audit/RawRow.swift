/// A row of a table, byte for byte.
public struct RawRow: Hashable, Sendable {
    /// What names the row inside its occurrence; empty where it is the occurrence's own.
    public var name: String
    private var columns: [String]
    private var values: [[UInt8]]

    /// The columns in which another row says something else.
    public func differences(from other: Self) -> [String] {
        if columns != other.columns { return columns }
        return zip(columns, zip(values, other.values)).filter { $0.1.0 != $0.1.1 }.map(\.0)
    }

    init(_ row: Row, named column: Int32?) {
        name = column.map { row.text($0) } ?? ""
        columns = (0..<row.count).map { row.columnName($0) }
        values = (0..<row.count).map { row.bytes($0) }
    }
}

extension Queries {
    /// What is kept of an occurrence, but for whether it is to be derived anew.
    public func rawOccurrence(_ key: OccurrenceKey) throws(StoreError) -> RawRow? {
        try connection.first(
            """
            SELECT id, uuid, number, meeting, first_received_ms, began_ms, ended_ms, slot_start_ms, slot_end_ms, deadline_ms,
              completed_ms, completion, issued_ms, forgotten_ms FROM occurrence WHERE id = ?
            """,
            key.value
        ) { RawRow($0, named: nil) }
    }

    /// By participant.
    public func rawAttendance(in key: OccurrenceKey) throws(StoreError) -> [RawRow] {
        try connection.rows("SELECT * FROM attendance WHERE occurrence = ? ORDER BY participant", key.value) {
            RawRow($0, named: 1)
        }
    }

    /// By attendee.
    public func rawUnmatched(in key: OccurrenceKey) throws(StoreError) -> [RawRow] {
        try connection.rows("SELECT * FROM unmatched WHERE occurrence = ? ORDER BY attendee", key.value) {
            RawRow($0, named: 1)
        }
    }
}
