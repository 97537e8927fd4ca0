import Attendance
import Testing

@testable import Store

@Suite("Digests in the database")
struct StoredDigestTests {
    private static let date = LocalDate("2026-11-20") ?? LocalDate(day: 0)

    private static func digest(_ date: LocalDate = date, _ text: String = #"{"a":"ana"}"#) -> StoredDigest {
        StoredDigest(courtRep: "rep", date: date, madeAt: Timestamp(seconds: 10), document: Array(text.utf8))
    }

    private static func withRep(_ folder: StoreFolder) async throws -> Database<Remembered> {
        let database = try folder.open()
        try await database.writer.write { transaction, _ in
            try transaction.set(Official(id: "rep", role: .courtRep, name: "Rep"))
        }
        return database
    }

    @Test("there is one of each court representative and day, the first that was made")
    func once() async throws {
        let database = try await Self.withRep(try StoreFolder())
        #expect(try await database.writer.write { transaction, _ in try transaction.add(Self.digest()) })
        #expect(
            try await database.writer.write { transaction, _ in try transaction.add(Self.digest(Self.date, "{}")) }
                == false)
        try await database.readers.read { snapshot throws in
            #expect(try snapshot.digest(of: "rep", Self.date)?.document == Self.digest().document)
            #expect(try snapshot.digest(of: "rep", Self.date.adding(days: 1)) == nil)
            #expect(try snapshot.digest(of: "other", Self.date) == nil)
        }
    }

    static let edits: [StaticString] = [
        "UPDATE digest SET document = x'7b7d'", "UPDATE digest SET date = '2026-11-21'",
        "UPDATE digest SET erasures = erasures + 1", "UPDATE digest SET made_ms = 0, erasures = 1, document = x'7b7d'",
        "UPDATE digest SET erasures = 1, document = document || ' '",
        "REPLACE INTO digest(court_rep, date, made_ms, document) VALUES ('rep', '2026-11-20', 0, x'7b7d')",
    ]

    @Test("none is edited but to take out who was erased", arguments: edits.indices)
    func refused(edit: Int) async throws {
        let database = try await Self.withRep(try StoreFolder())
        _ = try await database.writer.write { transaction, _ in try transaction.add(Self.digest()) }
        await #expect(throws: StoreError.self, "\(Self.edits[edit])") {
            try await database.writer.write { transaction, _ in try transaction.connection.script(Self.edits[edit]) }
        }
        try await database.writer.write { transaction, _ in
            let found = try #require(try transaction.digests(holding: Array(#""ana""#.utf8), after: 0).first)
            try transaction.rewrite(digest: found.id, without: Array("{}".utf8))
            #expect(try transaction.digests(holding: Array(#""ana""#.utf8), after: 0).isEmpty)
        }
        let after = try await database.readers.read { try $0.digest(of: "rep", Self.date) }
        #expect(after?.erasures == 1)
        #expect(after?.document == Array("{}".utf8))
    }

    @Test("days are listed from the newest on, and old ones are forgotten")
    func listed() async throws {
        let database = try await Self.withRep(try StoreFolder())
        let days = (0..<5).map { Self.date.adding(days: $0) }
        try await database.writer.write { transaction, _ in
            for day in days { _ = try transaction.add(Self.digest(day)) }
        }
        try await database.readers.read { snapshot throws in
            #expect(try snapshot.digestDays(of: "rep", before: nil, limit: 2).map(\.date) == [days[4], days[3]])
            #expect(
                try snapshot.digestDays(of: "rep", before: days[3], limit: 9).map(\.date) == [
                    days[2], days[1], days[0],
                ])
            #expect(try snapshot.lastDigest() == 5)
        }
        let gone = try await database.writer.write { transaction, _ in
            try transaction.forgetDigests(before: days[2], limit: 9)
        }
        #expect(gone == 2)
        #expect(try await database.readers.read { try $0.digestDays(of: "rep", before: nil, limit: 9).count } == 3)
    }

    @Test("what was said of mail, and how far digests were made, is remembered")
    func remembered() async throws {
        let database = try await Self.withRep(try StoreFolder())
        #expect(try await database.readers.read { try $0.wantsDigestMail("rep") } == nil)
        #expect(try await database.readers.read { try $0.digestedThrough() } == nil)
        for wanted in [true, false] {
            try await database.writer.write { transaction, _ in
                try transaction.setDigestMail(wanted: wanted, by: "rep")
                try transaction.setDigestedThrough(Self.date)
            }
            #expect(try await database.readers.read { try $0.wantsDigestMail("rep") } == wanted)
        }
        #expect(try await database.readers.read { try $0.digestedThrough() } == Self.date)
    }
}
