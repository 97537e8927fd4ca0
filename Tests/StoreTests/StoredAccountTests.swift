import Attendance
import CSQLite
import Testing

@testable import Store

@Suite("Accounts in the database")
struct StoredAccountTests {
    private let now = Timestamp(milliseconds: 1_800_000_000_000)

    /// Two court representatives with participants, and an administrator whose address is in letters large and small.
    private func folder() throws -> StoreFolder {
        let folder = try StoreFolder()
        let connection = try openForWriting(folder.database)
        try connection.script(
            """
            INSERT INTO person(id, role, name, email) VALUES
              ('sam', 'administrator', 'Sam', 'Sam.Patel@example.com'), ('alex', 'administrator', 'Alex', NULL),
              ('rep1', 'court-rep', 'One', 'one@example.com'), ('rep2', 'court-rep', 'Two', NULL),
              ('p1', 'participant', 'P1', NULL), ('p2', 'participant', 'P2', NULL), ('p3', 'participant', 'P3', NULL),
              ('p4', 'participant', '', NULL);
            INSERT INTO participant(person, case_number, court_rep, time_zone, join_code, erased_ms) VALUES
              ('p1', 'c1', 'rep1', 'UTC', 'j1', NULL), ('p2', 'c2', 'rep2', 'UTC', 'j2', NULL),
              ('p3', 'c3', 'rep1', 'UTC', 'j3', NULL), ('p4', '', 'rep1', 'UTC', 'j4', 5);
            INSERT INTO identity(kind, value, participant, hash) VALUES ('email', 'p1@example.com', 'p1', 'x');
            """)
        return folder
    }

    @Test("whoever signs in, and a court representative's people, are found without reading everybody")
    func found() throws {
        let folder = try folder()
        let connection = try openForReading(folder.database)
        let snapshot = Snapshot(connection: connection)
        func calling(_ name: String) throws -> [PersonID] {
            try snapshot.people(calling: name, email: name.lowercased())
        }
        #expect(try calling("p1") == ["p1"])
        #expect(try calling("P1@example.com") == ["p1"])
        #expect(try calling("sam.patel@EXAMPLE.com") == ["sam"])
        #expect(try calling("nobody") == [])
        func users(after id: String, _ limit: Int, of courtRep: PersonID?) throws -> [PersonID] {
            try snapshot.users(after: id, of: courtRep, at: now, limit: limit).map(\.id)
        }
        #expect(try users(after: "", 9, of: "rep1") == ["p1", "p3"])
        #expect(try users(after: "p1", 9, of: "rep1") == ["p3"])
        #expect(try users(after: "", 1, of: "rep1") == ["p1"])
        #expect(try users(after: "p1", 3, of: nil) == ["p2", "p3", "rep1"])
        #expect(try snapshot.otherAdministrators(than: "sam") == 1)
        let plans = try plans(of: connection, at: folder.database)
        #expect(plans.count > 8)
        #expect(plans.filter { $0.hasPrefix("SCAN") && !$0.contains("SUBQUERY") } == [])
        #expect(plans.contains { $0.contains("participant_court_rep (court_rep=? AND person>?)") })
        #expect(plans.filter { $0.contains("TEMP B-TREE FOR ORDER BY") } == [])
    }

    /// How SQLite goes about what was asked of a connection so far.
    private func plans(of connection: Connection, at path: String) throws -> [String] {
        var handle: OpaquePointer?
        defer { sqlite3_close(handle) }
        try #require(sqlite3_open(path, &handle) == SQLITE_OK)
        return try connection.statements.values.flatMap { asked in
            let sql = String(cString: try #require(sqlite3_sql(asked)))
            var statement: OpaquePointer?
            defer { sqlite3_finalize(statement) }
            try #require(sqlite3_prepare_v2(handle, "EXPLAIN QUERY PLAN " + sql, -1, &statement, nil) == SQLITE_OK)
            var lines: [String] = []
            while sqlite3_step(statement) == SQLITE_ROW {
                lines.append(String(cString: sqlite3_column_text(statement, 3)))
            }
            return lines
        }
    }
}
