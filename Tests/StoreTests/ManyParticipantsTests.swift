import Attendance
import Testing

@testable import Store

@Suite("Questions about many")
struct ManyParticipantsTests {
    @Test("what is asked of many at once is what is asked of each")
    func many() async throws {
        let folder = try StoreFolder()
        let (database, card) = try await StoredCardTests.withCard(folder)
        let ben = try StoredRosterTests.participant("ben", seed: 2)
        try await database.writer.write { transaction, _ throws in
            try transaction.set(ben)
            try transaction.setAttendance(StoredAttendanceTests.record, in: card.occurrence)
            _ = try transaction.add(
                StoredDecision(
                    at: Timestamp(seconds: 9), author: "rep", role: "court-rep", kind: "excuse",
                    occurrence: card.occurrence, participant: "ana", reason: "r"))
        }
        let odd = PersonID("no\"body\\\u{1}")
        try await database.readers.read { snapshot throws in
            for people in [["ana", "ben", odd], [odd], []] as [[PersonID]] {
                #expect(try snapshot.participants(among: people) == people.compactMap { try snapshot.participant($0) })
                let attended = try snapshot.attendances(ofAll: people)
                let decided = try snapshot.decisions(aboutAll: people)
                for person in people {
                    #expect(try attended[person] ?? [] == snapshot.attendances(of: person))
                    #expect(try decided[person] ?? [] == snapshot.decisions(about: person))
                }
            }
            #expect(try snapshot.attendances(of: "ana").map(\.issuedAt) == [card.issuedAt])
            #expect(try snapshot.cards(among: [card.number, "CC-1"]) == [card])
            #expect(try snapshot.occurrences(among: [card.occurrence, OccurrenceKey(99)]).map(\.id) == ["uuid=="])
            #expect(try snapshot.participants(of: nil, after: nil, limit: 1) == ["ana"])
            #expect(try snapshot.participants(of: "rep", after: "ana", limit: 9) == ["ben"])
            #expect(try snapshot.participants(of: "other", after: nil, limit: 9) == [])
        }
    }
}
