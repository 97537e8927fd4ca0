import Attendance
import Testing

@testable import Store

@Suite("Subscriptions in the database")
struct StoredSubscriptionTests {
    static let (id, other) = (SubscriptionID("sub-1"), SubscriptionID("sub-2"))

    static func subscription(_ id: SubscriptionID = Self.id, courtRep: PersonID? = nil) -> StoredSubscription {
        StoredSubscription(
            id: id, name: "Case management", courtRep: courtRep, events: ["b", "a"], content: [1, 2, 3],
            madeAt: Timestamp(seconds: 5), cursor: 7)
    }

    @Test("what is stored comes back, and what is changed is changed")
    func roundTrip() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        let new = Self.subscription()
        try await database.writer.write { transaction, _ in try transaction.add(new) }
        #expect(try await database.readers.read { try $0.subscription(Self.id) } == new)

        var changed = new
        (changed.name, changed.events, changed.content) = ("Other", [], [9])
        (changed.generation, changed.cursor, changed.movedAt) = (2, 8, Timestamp(seconds: 6))
        (changed.failures, changed.due) = (3, Timestamp(seconds: 7))
        (changed.disabledAt, changed.disabledBecause) = (Timestamp(seconds: 8), "gone")
        try await database.writer.write { [changed] transaction, _ in try transaction.update(changed) }
        #expect(try await database.readers.read { try $0.subscriptions() } == [changed])

        try await database.writer.write { transaction, _ in
            try transaction.add(Self.attempt(1), of: Self.id, keeping: 5)
            try transaction.removeSubscription(Self.id)
        }
        #expect(try await database.readers.read { try $0.subscriptions() }.isEmpty)
        #expect(try await database.readers.read { try $0.attempts(of: Self.id, limit: 9) }.isEmpty)
    }

    static func attempt(_ position: Position) -> StoredAttempt {
        StoredAttempt(
            position: position, event: "x", at: Timestamp(seconds: position), took: .seconds(1),
            status: position % 2 == 0 ? 200 : nil, failure: position % 2 == 0 ? nil : "nothing answers there")
    }

    @Test("of each subscription the newest attempts are kept, and another's do not count")
    func attempts() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        try await database.writer.write { transaction, _ in
            try transaction.add(Self.subscription())
            try transaction.add(Self.subscription(Self.other))
            try transaction.add(Self.attempt(1), of: Self.other, keeping: 3)
            for position in 1...5 { try transaction.add(Self.attempt(Int64(position)), of: Self.id, keeping: 3) }
        }
        try await database.readers.read { snapshot in
            let kept = try snapshot.attempts(of: Self.id, limit: 9)
            #expect(kept.map(\.position) == [5, 4, 3])
            #expect(kept.map(\.status) == [nil, 200, nil])
            #expect(kept[0].failure == "nothing answers there" && kept[1].failure == nil)
            #expect(try snapshot.attempts(of: Self.id, before: kept[0].id, limit: 1).map(\.position) == [4])
            #expect(try snapshot.attempts(of: Self.other, limit: 9).map(\.position) == [1])
        }
    }

    @Test("what participants were told is found, of all or of one court representative's, and nobody else's")
    func feed() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        try await database.writer.write { transaction, _ in
            for rep in ["rep", "other"] {
                try transaction.set(
                    Official(id: PersonID(rep), role: .courtRep, name: rep, email: nil))
            }
            try transaction.connection.script(
                """
                INSERT INTO person(id, role, name) VALUES ('ana', 'participant', ''), ('ben', 'participant', '');
                INSERT INTO participant(person, case_number, court_rep, time_zone, join_code)
                  VALUES ('ana', '', 'rep', 'UTC', 'A'), ('ben', '', 'other', 'UTC', 'B');
                """)
            for person in ["ana", "rep", "ben", "other", "ana"] as [PersonID] {
                try transaction.tell(person, "x", at: Timestamp(seconds: 1), data: Array("{}".utf8))
            }
        }
        try await database.readers.read { snapshot in
            func found(_ rep: PersonID?, _ after: Position = 0, _ through: Position = 9, limit: Int = 9) throws
                -> [Position]
            {
                try snapshot.feedOfParticipants(of: rep, after: after, through: through, limit: limit).map(\.position)
            }
            #expect(try found(nil) == [1, 3, 5])
            #expect(try found("rep") == [1, 5])
            #expect(try found("other") == [3])
            #expect(try found("rep", 1) == [5])
            #expect(try found(nil, 0, 4) == [1, 3])
            #expect(try found(nil, limit: 1) == [1])
            let newest = try snapshot.newestMessage(to: "ana")
            #expect(newest?.position == 5 && newest?.event == "x")
            #expect(try snapshot.newestMessage(to: "nobody") == nil)
        }
    }

    @Test("whom a subscription is about must be somebody")
    func unknownRep() async throws {
        let folder = try StoreFolder()
        let database = try folder.open()
        await #expect(throws: StoreError.self) {
            try await database.writer.write { transaction, _ in
                try transaction.add(Self.subscription(courtRep: "nobody"))
            }
        }
    }
}
