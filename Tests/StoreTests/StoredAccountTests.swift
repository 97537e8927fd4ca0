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

    @Test("a person's fifty-first session ends their first, and nobody else's")
    func sessions() async throws {
        let folder = try folder()
        let commits = Collected<Set<PersonID>>()
        let database = try folder.open { commits.add($0.accessChanged) }
        let now = now
        func add(_ number: UInt8, _ person: PersonID) async throws {
            try await database.writer.write { transaction, _ in
                try transaction.addSession(
                    [number], of: person, at: now, until: now + .hours(1 + Int64(number)))
            }
        }
        try await add(0, "p1")
        for number in 1...50 { try await add(UInt8(number), "rep1") }
        #expect(commits.all.filter { !$0.isEmpty } == [])
        try await add(51, "rep1")
        #expect(commits.all.last == ["rep1"], "what is open for them is looked at again")
        let left = try await database.readers.read { snapshot in
            try (0...51).filter { try snapshot.session([UInt8($0)]) != nil }
        }
        #expect(left == [0] + Array(2...51))
    }

    @Test("what let somebody in once is removed some at a time, the rest stays; and nobody reads all")
    func removed() throws {
        let folder = try folder()
        let connection = try openForWriting(folder.database)
        let end = now.milliseconds
        for (name, hash) in [("past", UInt8(1)), ("at the moment", 2), ("later", 3)] {
            let expiry = end + Int64(hash) - 2
            try connection.run(
                "INSERT INTO session(hash, person, created_ms, expires_ms) VALUES (?, 'p1', 0, ?)", [hash], expiry)
            try connection.run(
                """
                INSERT INTO access_token(hash, person, name, scopes, created_ms, expires_ms)
                VALUES (?, 'p1', ?, '', 0, ?)
                """, [hash], name, expiry)
            try connection.run(
                "INSERT INTO invite(hash, person, author, created_ms, expires_ms) VALUES (?, 'p1', 'sam', 0, ?)",
                [hash], expiry)
        }
        try connection.script(
            """
            INSERT INTO access_token(hash, person, name, scopes, created_ms, expires_ms, revoked_ms)
              VALUES (x'04', 'p1', 'revoked', '', 0, 9000000000000000, 5);
            INSERT INTO invite(hash, person, author, created_ms, expires_ms, revoked_ms, used_ms) VALUES
              (x'04', 'p1', 'sam', 0, 9000000000000000, 5, NULL), (x'05', 'p1', 'sam', 0, 9000000000000000, NULL, 5);
            """)
        let transaction = Transaction(connection: connection, lastPosition: 0, heads: FeedHeads())
        func all(_ limit: Int) throws -> [Int] {
            [
                try transaction.removeSessions(endedBefore: now, limit: limit),
                try transaction.removeInvites(endedBefore: now, limit: limit),
                try transaction.removeAccessTokens(endedBefore: now, limit: limit),
            ]
        }
        #expect(try all(1) == [1, 1, 1])
        #expect(try all(9) == [0, 2, 1])
        #expect(try all(9) == [0, 0, 0])
        #expect(try transaction.accessTokens(of: "p1").map(\.name) == ["at the moment", "later"])
        #expect(try transaction.session([2]) != nil && transaction.invite([2]) != nil)
        let plans = try plans(of: connection, at: folder.database)
        for index in ["session_end", "invite_end", "access_token_end"] {
            #expect(plans.contains { $0.contains("INDEX \(index) ") }, "\(index)")
        }
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
