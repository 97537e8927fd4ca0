import Attendance
import TestSupport
import Testing

@testable import Store

@Suite("Journal")
struct JournalTests {
    /// The digest need not be one here: the store compares bytes.
    static func entry(_ body: String, digest: [UInt8]? = nil, received: Int64 = 5) -> JournalEntry {
        JournalEntry(
            receivedAt: Timestamp(seconds: received), sentAt: Timestamp(seconds: 4), event: "meeting.started",
            understanding: .known, isLateSigned: false, digest: digest ?? Array(body.utf8), body: Array(body.utf8))
    }

    static func occurrence(_ id: OccurrenceID, in database: Database<Remembered>) async throws -> OccurrenceKey {
        try await database.writer.write { transaction, _ throws in
            try transaction.addOccurrence(
                id, number: nil, meeting: nil, firstReceivedAt: Timestamp(seconds: 1), deadline: nil)
        }
    }

    @Test("the same bytes are kept once for an occurrence, however often and by however many they are told")
    func once() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        let (one, other) = (try await Self.occurrence("a", in: database), try await Self.occurrence("b", in: database))
        let kept = try await withThrowingTaskGroup(of: Int.self) { group in
            for round in 0..<40 {
                group.addTask {
                    try await database.writer.write { transaction, _ throws in
                        // The round is in the time of arrival only.
                        let entry = Self.entry("body \(round % 4)", received: Int64(round))
                        return try transaction.journal(entry, in: one) ? 1 : 0
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(kept == 4)
        #expect(
            try await database.writer.write { transaction, _ throws in
                try transaction.journal(Self.entry("body 0"), in: other)
            }, "another occurrence is another thing")
        #expect(try await database.readers.read { try $0.journalCount() } == 5)
        #expect(try await database.readers.read { try $0.journal(of: one).count } == 4)
    }

    @Test("what came is read back byte for byte, also what is no text")
    func bytes() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        var random = SplitMix64(seed: 7)
        var entry = Self.entry("")
        entry.body = (0..<70_000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        entry.event = nil
        entry.understanding = .unreadable
        entry.isLateSigned = true
        let (whole, empty) = (entry, Self.entry("", digest: [9]))
        try await database.writer.write { transaction, _ throws in
            #expect(try transaction.journal(whole, in: .none))
            #expect(try transaction.journal(empty, in: .none))
        }
        try await database.readers.read { snapshot throws in
            #expect(try snapshot.journal(of: .none).map(\.entry) == [whole, empty])
            let rows = try snapshot.journal(limit: 10)
            #expect(rows.map(\.entry) == [empty, whole])
            #expect(rows.allSatisfy { $0.occurrence == nil })
            #expect(try snapshot.journal(before: rows[0].id, limit: 10).map(\.entry) == [whole])
            #expect(try snapshot.journalEntry(rows[1].id)?.entry == whole)
            #expect(try snapshot.journalEntry(99) == nil)
        }
    }

    @Test("a body can be rewritten, and stays one that is known")
    func rewriting() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        let key = try await Self.occurrence("a", in: database)
        let entry = Self.entry("body", digest: [1])
        try await database.writer.write { transaction, _ throws in
            #expect(try transaction.journal(entry, in: key))
            let row = try #require(try transaction.journal(of: key).first)
            try transaction.rewrite(delivery: row.id, body: [9], form: .redacted, digest: [2])
            let after = try #require(try transaction.journal(of: key).first)
            #expect(after.entry.form == .redacted && after.entry.body == [9] && after.id == row.id)
            #expect(try transaction.holds([2], in: key))
            #expect(try !transaction.holds([1], in: key))
        }
    }
}
