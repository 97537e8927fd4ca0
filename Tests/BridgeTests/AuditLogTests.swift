import Attendance
import Crypto
import JSON
import Synchronization
import Testing

@testable import Bridge
@testable import Store

@Suite("Audit log")
struct AuditLogTests {
    static let sam = Author(id: PersonID("sam.patel"), role: .administrator)

    // MARK: What is written down

    @Test("an import, a card and a decision are written down with who did it, by ids and counts only")
    func hooks() async throws {
        let bridge = try await Self.bridge()
        let entries = try await bridge.done()
        #expect(entries.map(\.action) == ["roster-imported", "card-issued", "decided", "card-issued"])
        #expect(entries[0].actor == "operator")
        #expect(try detail(entries[0])["participants"]?["added"]?.integer ?? 0 > 0)
        #expect((entries[1].actor, entries[1].role) == ("bridge", "system"))
        #expect((entries[2].actor, entries[2].role) == ("sam.patel", "administrator"))
        #expect(entries[2].subject == "P-1001")
        #expect(try detail(entries[2]) == ["kind": "add-time", "decision": 1])
        let cards = try await bridge.read { try $0.cards(of: PersonID("P-1001")).map(\.number.rawValue) }
        #expect([entries[1].subject, entries[3].subject] == cards)
        let text = entries.map { "\($0)" }.joined()
        for personal in ["Ana", "Torres", "seen by me", "@example.com"] { #expect(!text.contains(personal)) }
    }

    @Test("what is refused or rolled back leaves no entry")
    func refused() async throws {
        let bridge = try await Self.bridge()
        let before = try await bridge.done().count
        await #expect(throws: DecisionError.self) {
            _ = try await bridge.service.void(.card(CardNumber("CC-0")), because: "none", by: Self.sam)
        }
        await #expect(throws: RosterMistakes.self) {
            _ = try await bridge.service.importRoster(Array("nonsense".utf8), .csv)
        }
        struct Refusal: Error {}
        await #expect(throws: Refusal.self) {
            try await bridge.service.database.writer.write { transaction, _ in
                try transaction.log(
                    AuditEntry(at: bridge.clock.now, actor: .bridge, action: .signedIn, subject: "nobody"))
                throw Refusal()
            }
        }
        #expect(try await bridge.done().count == before)
        try await bridge.service.note(.cardVerified, "CC-1", by: .anybody)
        #expect(try await AuditLog(path: bridge.path).verify().fault == nil)
    }

    @Test("a card that somebody else looks at is written down; that participants look at their own is not")
    func views() async throws {
        let bridge = try BridgeUnderTest()
        let (card, ana) = (CardNumber("CC-2026-1-1"), PersonID("ana"))
        try await bridge.service.noteView(of: card, by: Author(id: ana, role: .participant))
        try await bridge.service.noteListing(ofCardsOf: ana, by: Author(id: ana, role: .participant))
        #expect(try await bridge.done().isEmpty)
        let rep = Author(id: PersonID("rep"), role: .courtRep)
        try await bridge.service.noteView(of: card, by: rep)
        try await bridge.service.noteListing(ofCardsOf: ana, by: rep)
        try await bridge.service.noteVerification(of: card)
        let entries = try await bridge.done()
        #expect(entries.map(\.action) == ["card-viewed", "cards-listed", "card-verified"])
        #expect(entries.map(\.subject) == [card.rawValue, "ana", card.rawValue])
        #expect(entries.map(\.actor) == ["rep", "rep", "anybody"])
        #expect(entries.map(\.role) == ["court-rep", "court-rep", "public"])
    }

    @Test("the first use of a token since the start is written down, however many come with it at once")
    func signIns() async throws {
        let bridge = try BridgeUnderTest()
        let ana = Author(id: PersonID("ana"), role: .participant)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 { group.addTask { await bridge.service.noteSignIn(with: "a token", by: ana) } }
        }
        await bridge.service.noteSignIn(with: "another", by: ana)
        await bridge.service.noteSignIn(with: "a token", by: ana)
        let entries = try await bridge.done()
        #expect(entries.map(\.action) == ["signed-in", "signed-in"])
        let names = try entries.map { try detail($0)["token"]?.string ?? "" }
        #expect(names[0] != names[1] && names.allSatisfy { $0.utf8.count == 16 })
        let made = AuditEntry.detail(ofToken: "a token", "participant", until: bridge.clock.now)
        #expect(made["token"]?.string == names[0])
        try await bridge.restart()
        await bridge.service.noteSignIn(with: "a token", by: ana)
        #expect(try await bridge.done().count == 3)
    }

    @Test("as many tokens as there may be are remembered, those in use before the others")
    func boundedSignIns() async throws {
        let signIns = SignIns(limit: 10)
        let told = Mutex(0)
        func use(_ token: Int) async throws {
            try await signIns.note(SHA256.hash(Array("\(token)".utf8))) { told.withLock { $0 += 1 } }
        }
        for token in 0..<1000 {
            try await use(0)
            try await use(token)
            #expect(signIns.count <= 10)
        }
        #expect(told.withLock { $0 } == 1000)
        try await use(1)
        #expect(told.withLock { $0 } == 1001)
    }

    @Test("a use that could not be told of is told of with the next")
    func failedSignIn() async throws {
        struct Full: Error {}
        let (signIns, token) = (SignIns(), SHA256.hash([1]))
        let told = Mutex(0)
        await #expect(throws: Full.self) { try await signIns.note(token) { throw Full() } }
        try await signIns.note(token) { told.withLock { $0 += 1 } }
        try await signIns.note(token) { told.withLock { $0 += 1 } }
        #expect(told.withLock { $0 } == 1)
    }

    @Test("a change of settings is written down at the start by names, never by values")
    func settings() async throws {
        let bridge = try BridgeUnderTest()
        let start = ["jwt.secret": "hunter2-hunter2", "listen": "127.0.0.1:8080"]
        try await bridge.service.noteSettings(start)
        try await bridge.service.noteSettings(start)
        try await bridge.restart()
        try await bridge.service.noteSettings(start)
        try await bridge.service.noteSettings(["jwt.secret": "hunter3-hunter3", "pollSeconds": "9"])
        let entries = try await bridge.done()
        #expect(entries.map(\.action) == ["configuration-changed", "configuration-changed"])
        #expect(try detail(entries[0]) == ["first": true, "names": ["jwt.secret", "listen"]])
        #expect(try detail(entries[1]) == ["names": ["jwt.secret", "listen", "pollSeconds"]])
        let kept = try await bridge.read { try $0.settingsSeen() }
        #expect(Set(kept.keys) == ["jwt.secret", "pollSeconds"])
        #expect(kept.values.allSatisfy { !$0.contains("hunter") && $0.hasPrefix(Vault.hashPrefix) })
    }

    // MARK: Reading

    @Test("the newest are read in their order, and every page follows the one before")
    func reading() async throws {
        let bridge = try await Self.bridge(noting: 2500)
        let log = try AuditLog(path: bridge.path)
        let newest = try await log.newest(3)
        let last = try await bridge.log().count
        #expect(newest.entries.compactMap { $0["id"]?.integer } == [Int64(last - 2), Int64(last - 1), Int64(last)])
        #expect(newest.last == Int64(last))
        var seen: [Int64] = []
        try await log.readAll { seen += $0.compactMap { $0["id"]?.integer } }
        #expect(seen == (1...Int64(last)).map(\.self))
        let page = try await bridge.service.auditLog(after: Int64(last - 1), limit: 10)
        #expect(page.entries.count == 1)
        #expect(try await bridge.service.auditLog(after: Int64(last), limit: 10).last == nil)
    }

    @Test("what is exported is what the hash is over")
    func exported() async throws {
        let bridge = try await Self.bridge()
        var previous = String(repeating: "0", count: 64)
        try await AuditLog(path: bridge.path).readAll { entries in
            for entry in entries {
                var members = try #require(entry.object)
                let hash = try #require(members.removeValue(forKey: "hash")?.string)
                #expect(SHA256.hash(try JSON.object(members).canonical()).hex == hash)
                #expect(members["previous"]?.string == previous)
                previous = hash
            }
        }
    }

    @Test("who waits is told when an entry comes, and not before")
    func news() async throws {
        let bridge = try BridgeUnderTest()
        let service = bridge.service
        try await service.note(.cardVerified, "first", by: .anybody)
        let at = try await service.auditLog(after: 0, limit: 10, waiting: .seconds(600))
        let last = try #require(at.last)
        async let waited = service.auditLog(after: last, limit: 10, waiting: .seconds(600))
        try await service.note(.cardVerified, "second", by: .anybody)
        #expect(try await waited.entries.compactMap { $0["subject"]?.string } == ["second"])
    }

    @Test("who waits is answered when nothing comes, when they go, and when the bridge stops", .timeLimit(.minutes(1)))
    func noNews() async throws {
        let news = AuditNews()
        await news.wait(past: 0, atMost: .milliseconds(1))
        let gone = Task { await news.wait(past: 0, atMost: .seconds(600)) }
        gone.cancel()
        await gone.value
        let waiting = Task { await news.wait(past: 0, atMost: .seconds(600)) }
        news.close()
        await waiting.value
        news.open()
        news.note(3)
        await news.wait(past: 2, atMost: .seconds(600))
    }

    private func detail(_ entry: StoredAuditEntry) throws -> JSON { try JSON.parse(Array(entry.detail.utf8)) }

    /// A meeting, a card, a correction and the card that follows; and so many entries more.
    static func bridge(noting count: Int = 0) async throws -> BridgeUnderTest {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        let told = Told()
        try await bridge.post(all: [told.started(0), told.joined(Told.ana, 2), told.left(Told.ana, 58), told.ended(60)])
        bridge.clock.move(by: .hours(2))
        try await bridge.service.catchUp()
        _ = try await bridge.service.correct(
            .occurrence(OccurrenceID(told.uuid), PersonID("P-1001")), adding: true,
            Interval(told.start, told.start + .minutes(2)), because: "seen by me", by: sam)
        try await bridge.service.catchUp()
        let service = bridge.service
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask { try await service.note(.cardVerified, "CC-\(number)", by: .anybody) }
            }
            try await group.waitForAll()
        }
        return bridge
    }
}

extension BridgeUnderTest {
    /// The log without the entry of the key that every database begins with.
    fileprivate func done() async throws -> [StoredAuditEntry] { try await log().filter { $0.action != "key-changed" } }

    func log() async throws -> [StoredAuditEntry] { try await read { try $0.auditLog(after: 0, limit: 10_000) } }
}
