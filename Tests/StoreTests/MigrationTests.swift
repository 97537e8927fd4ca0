import Attendance
import Foundation
import Testing

@testable import Store

@Suite("Migrations")
struct MigrationTests {
    /// Everything the schema says, in a fixed order.
    static func schema(_ path: String) throws -> [String] {
        let connection = try openForReading(path)
        return try connection.rows("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY type, name") { $0.text(0) }
    }

    @Test("every version before leads to the same schema", arguments: 0..<schemaVersion)
    func fromEveryVersion(before: Int) throws {
        let (old, fresh) = (try StoreFolder(), try StoreFolder())
        do {
            let connection = try Connection(path: old.database, mode: .readWrite)
            try migrate(connection, through: before)
            #expect(try version(of: connection) == before)
        }
        _ = try openForWriting(old.database)
        _ = try openForWriting(fresh.database)
        #expect(try Self.schema(old.database) == Self.schema(fresh.database))
        #expect(try version(of: try openForReading(old.database)) == schemaVersion)
    }

    @Test("what is there is not migrated again")
    func twice() async throws {
        let folder = try StoreFolder()
        let first = try folder.open()
        try await first.writer.write { transaction, _ throws in
            try transaction.tell("ana", "x", at: Timestamp(milliseconds: 1), data: [])
        }
        await first.writer.close()
        let connection = try openForWriting(folder.database)
        #expect(try Snapshot(connection: connection).lastFeedPosition() == 1)
    }

    @Test("a database of a newer version is refused and left as it is")
    func newer() throws {
        let folder = try StoreFolder()
        try openForWriting(folder.database).script("CREATE TABLE later(x TEXT) STRICT; PRAGMA user_version = 99")
        let before = try Self.schema(folder.database)
        #expect(throws: StoreError.newerSchema(found: 99, known: schemaVersion)) { try folder.open() }
        #expect(try Self.schema(folder.database) == before)
        #expect(try version(of: try openForReading(folder.database)) == 99)
    }

    @Test(
        "a database of another program is refused and left as it is",
        arguments: [false, true])
    func foreign(namesItself: Bool) throws {
        let folder = try StoreFolder()
        let connection = try Connection(path: folder.database, mode: .readWrite)
        if namesItself { try connection.script("PRAGMA application_id = 252006675") }
        try connection.script("CREATE TABLE theirs(x)")
        let before = try Self.schema(folder.database)
        #expect(throws: StoreError.cannotOpen("it is a database of another program")) { try folder.open() }
        #expect(try Self.schema(folder.database) == before)
    }

    @Test("a file that is no database is refused")
    func noDatabase() throws {
        let folder = try StoreFolder()
        let text = String(repeating: "this is a letter, not a database\n", count: 200)
        try text.write(toFile: folder.database, atomically: false, encoding: .utf8)
        let error = #expect(throws: StoreError.self) { try folder.open() }
        guard case .corrupt = error else {
            Issue.record("refused as \(String(describing: error))")
            return
        }
        #expect(try String(contentsOfFile: folder.database, encoding: .utf8) == text)
    }

    @Test("every table is STRICT")
    func strict() throws {
        let folder = try StoreFolder()
        let connection = try openForWriting(folder.database)
        let lax = try connection.rows(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'"
        ) { $0.text(0) }
        #expect(lax == [])
        #expect(throws: StoreError.self) {
            try connection.run(
                "INSERT INTO feed(person, previous, at_ms, event, data) VALUES ('ana', 0, 'soon', 'x', x'00')")
        }
    }
}
