import Attendance
import CourtCard
import Testing

@testable import Store

@Suite("Erasing in the database")
struct StoredErasureTests {
    static let edits: [StaticString] = [
        "UPDATE card SET document = x''", "DELETE FROM card_personal", "UPDATE decision SET reason = ''",
        "UPDATE card_personal SET disclosed = x''",
    ]

    /// A card of now with personal values, one of before, and a decision.
    private func database(_ folder: StoreFolder) async throws -> Database<Remembered> {
        let (database, card) = try await StoredCardTests.withCard(folder)
        try await database.writer.write { transaction, _ in
            var older = StoredCardTests.card("CC-2026-123-2", in: card.occurrence)
            (older.key, older.signature, older.disclosed) = (nil, nil, nil)
            _ = try transaction.add(older)
            _ = try transaction.add(
                StoredDecision(
                    at: Timestamp(seconds: 9), author: "rep", role: "court-rep", kind: "void",
                    occurrence: card.occurrence, participant: "ana", reason: "because"))
        }
        return database
    }

    @Test("nothing of whoever is not erased can be emptied", arguments: edits.indices)
    func refused(edit: Int) async throws {
        let folder = try StoreFolder()
        let database = try await database(folder)
        await #expect(throws: StoreError.self, "\(Self.edits[edit])") {
            try await database.writer.write { transaction, _ in try transaction.connection.script(Self.edits[edit]) }
        }
    }

    @Test("of whoever is erased the values go, and the cards' numbers, hashes and signatures stay")
    func erased() async throws {
        let folder = try StoreFolder()
        let database = try await database(folder)
        let before = try await database.readers.read { try $0.cards(of: "ana") }
        #expect(try await database.readers.read { try $0.personalExtent(of: "ana").cards } == 2)
        try await database.writer.write { transaction, _ in try transaction.erase("ana", at: Timestamp(seconds: 99)) }
        try await database.readers.read { snapshot in
            let after = try snapshot.cards(of: "ana")
            #expect(after.map(\.hash) == before.map(\.hash) && after.map(\.signature) == before.map(\.signature))
            #expect(after.map(\.document) == [Array("{}".utf8), []] && after.allSatisfy { $0.disclosed == nil })
            #expect(try snapshot.decisions(about: "ana").map(\.reason) == [""])
            #expect(try snapshot.decisions(in: after[0].occurrence).isEmpty, "they decide nothing any more")
            #expect(try snapshot.personalExtent(of: "ana") == PersonalExtent(names: 0, cards: 0, decisions: 0))
            #expect(try snapshot.participant("ana") == nil && snapshot.role(of: "ana") == nil)
            #expect(try snapshot.participants().isEmpty && snapshot.erasedParticipants() == ["ana"])
            #expect(try snapshot.erasedAt("ana") == Timestamp(seconds: 99))
        }
        await #expect(throws: StoreError.self) {
            try await database.writer.write { transaction, _ in
                try transaction.connection.script("UPDATE participant SET erased_ms = NULL")
            }
        }
    }
}
