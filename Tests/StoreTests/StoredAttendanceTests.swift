import Attendance
import Testing

@testable import Store

@Suite("Attendance and occurrence rows")
struct StoredAttendanceTests {
    static func interval(_ start: Int64, _ end: Int64) -> Interval {
        Interval(Timestamp(milliseconds: start), Timestamp(milliseconds: end))
    }

    static let record = AttendanceRecord(
        participant: "ana", proven: IntervalSet([interval(-5, 10), interval(20, 31)]),
        inferred: IntervalSet(interval(40, 50)), corrected: IntervalSet(), presentSince: Timestamp(milliseconds: 60),
        first: Timestamp(milliseconds: -5), last: nil, connections: 2, strength: "code", matchedBy: "code",
        flags: ["missing-join", "several-devices"])

    @Test("attendance is read back to the millisecond; writing it again replaces it")
    func attendance() async throws {
        let folder = try StoreFolder()
        let (database, card) = try await StoredCardTests.withCard(folder)
        try await database.writer.write { transaction, _ throws in
            var other = Self.record
            other.proven = IntervalSet()
            other.flags = []
            try transaction.setAttendance(other, in: card.occurrence)
            try transaction.setAttendance(Self.record, in: card.occurrence)
        }
        try await database.readers.read { snapshot throws in
            #expect(try snapshot.attendance(in: card.occurrence) == [Self.record])
            let attended = try snapshot.attendances(of: "ana")
            #expect(attended.map(\.attendance) == [Self.record])
            #expect(attended.map(\.cardNumber) == [card.number])
            #expect(attended.map(\.verdict) == ["passed"])
            #expect(attended.map(\.occurrence.id) == ["uuid=="])
        }
        try await database.writer.write { transaction, _ throws in
            try transaction.removeAttendance(of: "ana", in: card.occurrence)
            #expect(try transaction.attendance(in: card.occurrence) == [])
        }
    }

    @Test("deadlines and staleness stand in the database")
    func deadlines() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        try await database.writer.write { transaction, _ throws in
            let late = try transaction.addOccurrence(
                "late", number: "1", meeting: nil, firstReceivedAt: Timestamp(seconds: 1),
                deadline: Timestamp(seconds: 30))
            let soon = try transaction.addOccurrence(
                "soon", number: "1", meeting: nil, firstReceivedAt: Timestamp(seconds: 1),
                deadline: Timestamp(seconds: 10))
            _ = try transaction.addOccurrence(
                "never", number: "2", meeting: nil, firstReceivedAt: Timestamp(seconds: 1), deadline: nil)
            #expect(try transaction.nextDeadline() == Timestamp(seconds: 10))
            #expect(try transaction.occurrencesDue(at: Timestamp(seconds: 10), limit: 9) == [soon])
            #expect(try transaction.occurrencesDue(at: Timestamp(seconds: 99), limit: 9) == [soon, late])
            #expect(try transaction.occurrencesDue(at: Timestamp(seconds: 99), limit: 1) == [soon])

            var record = try #require(try transaction.occurrence("soon"))
            record.deadline = nil
            record.completedAt = Timestamp(seconds: 11)
            record.completion = "settled"
            record.began = Timestamp(seconds: 2)
            record.ended = Timestamp(seconds: 9)
            record.slot = Slot(start: Timestamp(seconds: 0), end: Timestamp(seconds: 10))
            try transaction.update(record)
            #expect(try transaction.occurrence(soon) == record)
            #expect(try transaction.nextDeadline() == Timestamp(seconds: 30))

            try transaction.markStale(occurrencesOf: Meeting(id: "one", number: "1", name: "One"))
            #expect(try transaction.staleOccurrences(limit: 9) == [late, soon])
            try transaction.markFresh(late)
            #expect(try transaction.staleOccurrences(limit: 9) == [soon])
        }
    }
}
