import Attendance
import Testing

@testable import Store

@Suite("Roster rows")
struct StoredRosterTests {
    static let rep = Official(id: "rep", role: .courtRep, name: "Robin Rep", email: "robin@example.com")
    static let tuesday = Meeting(
        id: "tuesday", number: "84712639219", name: "Tuesday group", program: "Recovery",
        joinLink: "https://zoom.us/j/84712639219",
        schedule: Schedule(weekdays: [2, 4], startMinute: 1140, durationMinutes: 60, timeZone: "America/New_York"))
    static let open = Meeting(id: "open", number: "81234567890", name: "Open talk")

    static func participant(_ id: PersonID, seed: UInt64) throws -> Participant {
        var random = SystemRandomNumberGenerator()
        return Participant(
            id: id, name: "Ana Torres", caseNumber: "CR-2026-00123", courtRep: "rep", timeZone: "America/New_York",
            requirement: Requirement(meetingsPerWeek: 3, meetingsInTotal: 90, minimumMinutes: 45),
            joinCode: JoinCode.generate(using: &random),
            identities: [
                try #require(IdentityKey(.email, "\(id.rawValue)@example.com")),
                try #require(IdentityKey(.phone, "+1 202 555 0\(100 + seed)")),
                try #require(IdentityKey(.name, "Ana T.")),
            ],
            meetings: ["tuesday", "open"])
    }

    /// A representative, two meetings and two participants, who are written in the other order than they are read.
    private static func fill(_ database: Database<Remembered>) async throws -> (Participant, Participant) {
        let (ana, ben) = (try participant("ana", seed: 1), try participant("ben", seed: 2))
        try await database.writer.write { transaction, _ throws in
            try transaction.set(rep)
            for meeting in [tuesday, open] { try transaction.set(meeting) }
            for participant in [ben, ana] { try transaction.set(participant) }
        }
        return (ana, ben)
    }

    @Test("what is written is read back the same")
    func roundTrip() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        let (ana, ben) = try await Self.fill(database)
        try await database.readers.read { snapshot throws in
            #expect(try snapshot.officials() == [Self.rep])
            #expect(try snapshot.official("rep") == Self.rep)
            #expect(try snapshot.official("ana") == nil)
            #expect(try snapshot.meetings() == [Self.open, Self.tuesday])
            #expect(try snapshot.meeting(numbered: "84712639219") == Self.tuesday)
            #expect(try snapshot.participants() == [ana, ben])
            #expect(try snapshot.participant("ana") == ana)
            #expect(try snapshot.participants(of: "rep") == ["ana", "ben"])
            #expect(try snapshot.role(of: "ana") == .participant)
            #expect(try snapshot.role(of: "rep") == .courtRep)
            #expect(try snapshot.role(of: "nobody") == nil)
            #expect(try snapshot.enrolled(in: "tuesday").map(\.participant) == ["ana", "ben"])
            for key in ana.identities {
                let named = key.kind == .name ? ["ana", "ben"] : ["ana"] as [PersonID]
                #expect(try snapshot.participants(named: key) == named)
            }
            #expect(try snapshot.participants(named: .init(stored: .code, value: ana.joinCode.symbols)) == ["ana"])
        }
        try await database.writer.write { transaction, _ throws in
            var changed = ana
            changed.identities = []
            changed.meetings = ["open"]
            changed.requirement = Requirement()
            try transaction.set(changed)
            #expect(try transaction.participant("ana") == changed)
            #expect(try transaction.participants(named: try #require(ana.identities.first { $0.kind == .email })) == [])
        }
    }

    @Test("two people may trade join codes in one transaction, and never share one")
    func codes() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        let (ana, ben) = try await Self.fill(database)
        try await database.writer.write { transaction, _ throws in
            for id in [ana.id, ben.id] { try transaction.releaseIdentities(of: id) }
            for (one, other) in [(ana, ben), (ben, ana)] {
                var changed = one
                changed.joinCode = other.joinCode
                try transaction.set(changed)
            }
        }
        #expect(try await database.readers.read { try $0.participant("ana") }?.joinCode == ben.joinCode)
        await #expect(throws: StoreError.self) {
            try await database.writer.write { transaction, _ throws in
                var thief = ana
                thief.joinCode = ana.joinCode
                try transaction.set(thief)
            }
        }
    }
}
