import Attendance
import Testing

@testable import Store

@Suite("What commits touch")
struct FreshnessTests {
    private let ana = Freshness.Subject.participant("ana")
    private let ben = Freshness.Subject.participant("ben")

    @Test("a subject counts as touched from before its commit on, for everybody whose mark is from before it ended")
    func touch() {
        let freshness = Freshness()
        let before = freshness.mark()
        #expect(freshness.areUntouched([(ana, since: before), (ben, since: before)]) == [true, true])
        freshness.begin(touching: [ana])
        let during = freshness.mark()
        #expect(freshness.areUntouched([(ana, since: before), (ben, since: before)]) == [false, true])
        #expect(freshness.areUntouched([(ana, since: during)]) == [false], "the snapshot may be from before the commit")
        freshness.end()
        #expect(freshness.areUntouched([(ana, since: during)]) == [false])
        #expect(freshness.areUntouched([(ana, since: freshness.mark())]) == [true])
    }

    @Test(
        "after a commit of which nobody knows whether it went well, what it touches is not known before the next one did"
    )
    func failure() {
        let freshness = Freshness()
        freshness.begin(touching: [ana])
        #expect(freshness.areUntouched([(ana, since: freshness.mark())]) == [false])
        freshness.begin(touching: [ben])
        freshness.end()
        let mark = freshness.mark()
        #expect(freshness.areUntouched([(ana, since: mark), (ben, since: mark)]) == [true, true])
    }

    @Test("what is no longer known counts as touched, never as untouched")
    func bound() {
        let freshness = Freshness(limit: 8)
        var marks: [Freshness.Mark] = []
        for number in 0..<64 {
            marks.append(freshness.mark())
            freshness.begin(touching: [.participant(PersonID("p\(number)"))])
            freshness.end()
            for (earlier, mark) in marks.enumerated() {
                let subject = Freshness.Subject.participant(PersonID("p\(earlier)"))
                #expect(freshness.areUntouched([(subject, since: mark)]) == [false], "\(earlier) after \(number)")
            }
            let last = Freshness.Subject.participant(PersonID("p\(number)"))
            #expect(freshness.areUntouched([(last, since: freshness.mark())]) == [true])
        }
    }

    @Test("every write that changes what is said of somebody touches them, and no other does")
    func writes() async throws {
        let folder = try StoreFolder()
        let (database, card) = try await StoredCardTests.withCard(folder)
        let stranger = UnmatchedRecord(
            attendee: "x", proven: .zero, inferred: .zero, first: nil, last: nil, connections: 1, reason: "nobody")
        let decision = StoredDecision(
            at: Timestamp(seconds: 9), author: "rep", role: "court-rep", kind: "excuse", occurrence: card.occurrence,
            participant: "ana", reason: "r")
        func touches(_ write: @escaping @Sendable (Transaction) throws -> Void) async throws -> [Bool] {
            let mark = database.freshness.mark()
            try await database.writer.write { transaction, _ in try write(transaction) }
            let subjects = [ana, ben, .unmatched(card.occurrence)]
            return database.freshness.areUntouched(subjects.map { ($0, since: mark) }).map { !$0 }
        }
        let ananas = try StoredRosterTests.participant("ana", seed: 1)
        #expect(try await touches { try $0.set(ananas) } == [true, false, false])
        // Nobody was there yet, and nothing was decided.
        #expect(try await touches { try $0.updateOccurrence(card.occurrence) } == [false, false, false])
        #expect(
            try await touches { try $0.setAttendance(StoredAttendanceTests.record, in: card.occurrence) }
                == [true, false, false])
        #expect(try await touches { try $0.updateOccurrence(card.occurrence) } == [true, false, false])
        #expect(
            try await touches { try $0.removeAttendance(of: "ana", in: card.occurrence) } == [true, false, false])
        #expect(try await touches { _ = try $0.add(decision) } == [true, false, false])
        #expect(
            try await touches { try $0.updateOccurrence(card.occurrence) } == [true, false, false], "excused from it")
        #expect(try await touches { try $0.setUnmatched(stranger, in: card.occurrence) } == [false, false, true])
        #expect(try await touches { try $0.removeUnmatched("x", in: card.occurrence) } == [false, false, true])
        #expect(
            try await touches { try $0.add(StoredCardTests.card("CC-2026-123-2", in: card.occurrence)) }
                == [true, false, false])
        #expect(
            try await touches { try $0.tell("ana", "x", at: Timestamp(seconds: 9), data: []) } == [false, false, false])
        #expect(try await touches { try $0.erase("ana", at: Timestamp(seconds: 9)) } == [true, false, false])
    }
}

extension Transaction {
    /// Writes an occurrence back as it is.
    fileprivate func updateOccurrence(_ key: OccurrenceKey) throws {
        if let record = try occurrence(key) { try update(record) }
    }
}
