import Attendance
import Testing

@testable import Store

@Suite("Card rows")
struct StoredCardTests {
    /// A database with one participant, one occurrence and one card.
    static func withCard(_ folder: StoreFolder) async throws -> (Database<Remembered>, StoredCard) {
        let database = try folder.open()
        let ana = try StoredRosterTests.participant("ana", seed: 1)
        let card = try await database.writer.write { transaction, _ throws in
            try transaction.set(StoredRosterTests.rep)
            for meeting in [StoredRosterTests.tuesday, StoredRosterTests.open] { try transaction.set(meeting) }
            try transaction.set(ana)
            let occurrence = try transaction.addOccurrence(
                "uuid==", number: "84712639219", meeting: nil, firstReceivedAt: Timestamp(seconds: 1), deadline: nil)
            let card = Self.card("CC-2026-123-1", in: occurrence)
            var kept = card
            kept.id = try transaction.add(card)
            return kept
        }
        return (database, card)
    }

    static func card(_ number: CardNumber, in occurrence: OccurrenceKey) -> StoredCard {
        StoredCard(
            number: number, participant: "ana", occurrence: occurrence, issuedAt: Timestamp(seconds: 9),
            verdict: "passed", supersedes: nil, document: Array("{}".utf8), hash: [1, 2, 3], key: "k", signature: [4],
            disclosed: Array("{}".utf8))
    }

    static let edits: [StaticString] = [
        "UPDATE card SET verdict = 'failed'", "UPDATE card SET document = x'00'", "UPDATE card SET hash = x'00'",
        "UPDATE card SET number = 'CC-2026-1-1'", "UPDATE card SET issued_ms = 0",
        "UPDATE card SET participant = 'ben'",
        "UPDATE card SET occurrence = 0", "UPDATE card SET supersedes = number", "UPDATE card SET id = 7",
        "DELETE FROM card", "DELETE FROM card WHERE number = 'CC-2026-123-1'",
        """
        INSERT OR REPLACE INTO card(number, participant, occurrence, issued_ms, verdict, document, hash)
        SELECT number, participant, occurrence, issued_ms, 'failed', document, hash FROM card
        """,
        """
        REPLACE INTO card(id, number, participant, occurrence, issued_ms, verdict, document, hash)
        SELECT id, 'CC-2026-123-9', participant, occurrence, issued_ms, 'failed', document, hash FROM card
        """,
        "DELETE FROM person WHERE id = 'ana'", "DELETE FROM participant WHERE person = 'ana'",
        "DELETE FROM occurrence WHERE uuid = 'uuid=='", "UPDATE card SET signature = NULL",
        "UPDATE card SET key = 'other'",
        "UPDATE card SET document = x''", "UPDATE card_personal SET disclosed = x''", "DELETE FROM card_personal",
        "INSERT OR REPLACE INTO card_personal(card, disclosed) VALUES (1, x'')",
    ]

    @Test("a card cannot be edited, replaced or removed, nor what it is about", arguments: edits.indices)
    func immutable(edit: Int) async throws {
        let folder = try StoreFolder()
        let (database, card) = try await Self.withCard(folder)
        let error = await #expect(throws: StoreError.self, "\(Self.edits[edit])") {
            try await database.writer.write { transaction, _ in try transaction.connection.script(Self.edits[edit]) }
        }
        guard case .constraint = error else {
            Issue.record("\(Self.edits[edit]) was refused as \(String(describing: error))")
            return
        }
        #expect(try await database.readers.read { try $0.cards(of: "ana") } == [card])
    }

    @Test("the personal values of a card go with its participant, and only then; what it is named by stays")
    func erased() async throws {
        let folder = try StoreFolder()
        let (database, card) = try await Self.withCard(folder)
        try await database.writer.write { transaction, _ throws in
            try transaction.connection.script("UPDATE participant SET erased_ms = 1; DELETE FROM card_personal")
        }
        var erased = card
        erased.disclosed = nil
        let expected = erased
        #expect(try await database.readers.read { try $0.card(card.number) } == expected)
        // A signed document holds nothing personal: there is nothing to take out of it.
        await #expect(throws: StoreError.self) {
            try await database.writer.write { transaction, _ throws in
                try transaction.connection.script("UPDATE card SET document = x''")
            }
        }
    }

    @Test("numbers of a case are 1, 2, 3, …, each once, whoever asks at the same time and after a new start")
    func sequences() async throws {
        let folder = try StoreFolder()
        try await Self.takeFifty(folder)
        let database = try folder.open()
        let next = try await database.writer.write { transaction, _ throws in
            [try transaction.nextCardSequence(ofCase: "123"), try transaction.nextCardSequence(ofCase: "9")]
        }
        #expect(next == [51, 1])
    }

    private static func takeFifty(_ folder: StoreFolder) async throws {
        let database = try folder.open()
        let numbers = try await withThrowingTaskGroup(of: Int?.self) { group in
            for writer in 0..<60 {
                group.addTask {
                    do {
                        return try await database.writer.write { transaction, _ throws in
                            let number = try transaction.nextCardSequence(ofCase: "123")
                            // A number that was never committed was never given out.
                            if writer % 6 == 0 { throw BadWrite() }
                            return number
                        }
                    } catch is BadWrite { return nil }
                }
            }
            return try await group.reduce(into: [Int]()) { numbers, one in if let one { numbers.append(one) } }
        }
        #expect(numbers.sorted() == Array(1...50))
    }

    @Test("the cards of a person are read in the order they were issued, and the last one of an occurrence is in force")
    func order() async throws {
        let folder = try StoreFolder()
        let (database, first) = try await Self.withCard(folder)
        var second = Self.card("CC-2026-123-2", in: first.occurrence)
        second.supersedes = first.number
        second.id = 2
        let successor = second
        #expect(try await database.writer.write { transaction, _ in try transaction.add(successor) } == 2)
        try await database.readers.read { snapshot throws in
            #expect(try snapshot.cards(of: "ana") == [first, successor])
            #expect(try snapshot.lastCard(of: "ana") == successor)
            #expect(try snapshot.cardInForce(of: "ana", in: first.occurrence) == successor)
            #expect(try snapshot.successor(of: first.number) == successor.number)
            #expect(try snapshot.successor(of: successor.number) == nil)
            #expect(try snapshot.participantsWithCard(in: first.occurrence) == ["ana"])
        }
        await #expect(throws: StoreError.self, "a number is given once") {
            try await database.writer.write { transaction, _ in try transaction.add(first) }
        }
    }
}
