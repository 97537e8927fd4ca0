import Attendance
import CourtCard
import Store
import Testing

@testable import Bridge

@Suite("Claiming attendees who match nobody")
struct ClaimTests {
    let told = Told()
    let long = Visitor(name: "iPhone", connection: "AAAA")
    let short = Visitor(name: "iPhone", connection: "BBBB")

    /// One iPhone for the whole hour, another for half of it.
    private func twoPhones() async throws -> BridgeUnderTest {
        try await .told(told.meeting(60, [told.visit(long, 0, 60), told.visit(short, 0, 30)]))
    }

    @Test("two people both called iPhone stay two, and each is offered with what was seen")
    func twoStayTwo() async throws {
        let bridge = try await twoPhones()
        let found = try await bridge.unmatched()
        #expect(found.map(\.attendee) == ["AAAA", "BBBB"])
        #expect(found.map(\.proven) == [.minutes(60), .minutes(30)])
        #expect(found.map(\.names) == [["iPhone"], ["iPhone"]])
        #expect(found.map(\.connections) == [1, 1])
        #expect(found.allSatisfy { $0.suggestions.isEmpty && $0.lastingKinds.isEmpty }, "a device's name is nobody's")
        #expect(try await bridge.cardCount() == 0)
    }

    @Test("a claim credits its connection alone, issues the card at once and tells both who are concerned")
    func claim() async throws {
        let bridge = try await twoPhones()
        let position = try await bridge.position()
        _ = try await bridge.service.claim(
            "AAAA", in: OccurrenceID(told.uuid), for: People.carmen, because: "She showed me.", by: People.james)
        let card = try #require(try await bridge.factsInForce(of: People.carmen).last)
        #expect(card.minutes == ["proven": 60])
        #expect(card.verdict == .passed)
        #expect(card.match == CardFacts.Match(strength: .claimed, by: .claim))
        #expect(card.flagIDs == ["claimed"])
        #expect(card.decisions.map(\.kind) == ["claim"])
        #expect(card.decisions.map(\.author) == [People.james.id])
        #expect(try await bridge.unmatched().map(\.attendee) == ["BBBB"])
        let news = ["attendance-updated", "court-card-updated"]
        #expect(try await bridge.news(to: People.carmen, after: position) == news)
        #expect(try await bridge.news(to: People.james.id, after: position) == news)
        #expect(try await bridge.news(to: People.maria.id, after: position) == [])
    }

    @Test("a claim that is taken back leaves everything derived as it was, and a card that says so")
    func takenBack() async throws {
        let bridge = try await twoPhones()
        let before = try await bridge.derived()
        let claim = try await bridge.service.claim(
            "AAAA", in: OccurrenceID(told.uuid), for: People.carmen, because: "She showed me.", by: People.james)
        _ = try await bridge.service.withdraw(claim, because: "It was her brother.", by: People.james)
        #expect(try await bridge.derived() == before)
        let cards = try await bridge.cards(of: People.carmen)
        #expect(cards.count == 2)
        let last = try #require(cards.last)
        #expect(last.content.facts.minutes == [:])
        #expect(last.content.facts.verdict == .failed)
        #expect(last.content.supersedes?.reason == "A person took a decision back.")
        await #expect(throws: DecisionError.refused("That was taken back already.")) {
            try await bridge.service.withdraw(claim, because: "Again.", by: People.james)
        }
        // Claimed for somebody else after that.
        _ = try await bridge.service.claim(
            "AAAA", in: OccurrenceID(told.uuid), for: People.dmitri, because: "It was him.", by: People.james)
        #expect(try await bridge.factsInForce(of: People.dmitri).last?.minutes == ["proven": 60])
    }

    @Test("a claim made while the meeting goes on holds for what the connection does later, and after a restart")
    func duringTheMeeting() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        try await bridge.post(all: [told.started(0), told.comes(long, 0)])
        _ = try await bridge.service.claim(
            "AAAA", in: OccurrenceID(told.uuid), for: People.carmen, because: "I see her.", by: People.james)
        #expect(try await bridge.progress(of: People.carmen).current?.since == told.start)
        try await bridge.restart()
        bridge.clock.move(by: .hours(1))
        try await bridge.post(all: [told.goes(long, 55), told.ended(60)])
        #expect(try await bridge.factsInForce(of: People.carmen).last?.minutes == ["proven": 55])
    }

    @Test("for good: the e-mail claimed is the participant's wherever it was or will be seen, until it is taken back")
    func forGood() async throws {
        let guest = Visitor(name: "Cory", connection: "CCCC", email: "Cory@Example.com")
        let bridge = try await BridgeUnderTest.told(told.meeting(60, [told.visit(guest, 0, 60)]))
        let earlier = Told(uuid: "week-before==", start: told.start - .hours(7 * 24))
        try await bridge.post(all: earlier.meeting(60, [earlier.visit(guest, 5, 60)]))
        #expect(try await bridge.unmatched().first?.lastingKinds == [.email, .name])
        let before = try await bridge.derived()
        let claim = try await bridge.service.claim(
            "CCCC", in: OccurrenceID(told.uuid), for: People.carmen, forGood: .email, because: "Her work address.",
            by: People.james)
        try await bridge.service.catchUp()
        let later = Told(uuid: "week-after==", start: told.start + .hours(7 * 24))
        bridge.clock.move(by: .hours(7 * 24))
        try await bridge.post(all: later.meeting(60, [later.visit(guest, 0, 50)]))
        let attended = try await bridge.attendance(of: People.carmen)
        #expect(
            attended.byName.mapValues(\.proven.total) == [
                "told==": .minutes(60), "week-before==": .minutes(55), "week-after==": .minutes(50),
            ])
        #expect(attended.byName["week-before=="]?.strength == MatchStrength.signedIn.rawValue)
        #expect(attended.byName["told=="]?.strength == MatchStrength.claimed.rawValue)
        _ = try await bridge.service.withdraw(claim, because: "It is her brother's.", by: People.james)
        try await bridge.service.catchUp()
        #expect(try await bridge.attendance(of: People.carmen).isEmpty)
        let after = try await bridge.derived()
        for (occurrence, derived) in before { #expect(after[occurrence] == derived) }
        let holdsName = try await bridge.read { try $0.decisions(about: People.carmen) }.contains {
            $0.identity?.value.contains("cory") == true
        }
        #expect(!holdsName, "the decision stays, the stranger's address does not")
    }

    @Test("a name is not claimed for good where it names two, or no person at all")
    func noNameForTwo() async throws {
        let (one, other) = (
            Visitor(name: "Jo Bloggs", connection: "DDDD"), Visitor(name: "jo  bloggs", connection: "EEEE")
        )
        let bridge = try await BridgeUnderTest.told(
            told.meeting(60, [told.visit(one, 0, 60), told.visit(other, 30, 60), told.visit(long, 0, 60)]))
        for (attendee, kind) in [("DDDD", IdentityKey.Kind.name), ("AAAA", .name), ("DDDD", .code), ("DDDD", .email)] {
            let error = await #expect(throws: DecisionError.self) {
                try await bridge.service.claim(
                    attendee, in: OccurrenceID(told.uuid), for: People.carmen, forGood: kind, because: "Her.",
                    by: People.james)
            }
            guard case .refused = error else {
                Issue.record("\(attendee), \(kind): \(String(describing: error))")
                continue
            }
        }
        #expect(try await bridge.attendance(of: People.carmen).isEmpty)
        #expect(
            try await bridge.read { try $0.decisions(about: People.carmen) }.isEmpty, "nothing is kept of a refusal")
    }

    @Test("whoever comes back under a name that was claimed matches nobody, and is suggested as seen before")
    func seenBefore() async throws {
        let bridge = try await twoPhones()
        _ = try await bridge.service.claim(
            "AAAA", in: OccurrenceID(told.uuid), for: People.carmen, because: "She showed me.", by: People.james)
        try await bridge.post(all: told.visit(Visitor(name: "IPHONE", connection: "FFFF"), 61, 62))
        let found = try await bridge.unmatched()
        #expect(found.map(\.attendee) == ["BBBB", "FFFF"])
        let seen = Suggestion(participant: People.carmen, reason: .seenBefore)
        #expect(found.map(\.suggestions) == [[seen], [seen]])
        #expect(try await bridge.unmatched(for: People.maria).map(\.suggestions) == [[], []], "none of hers")
    }

    @Test("only a court representative of the participant whom the meeting concerns, or an administrator, may claim")
    func rights() async throws {
        let other = Told(uuid: "noon==", number: "81234567890")
        let bridge = try await twoPhones()
        try await bridge.post(all: other.meeting(60, [other.visit(Visitor(name: "X", connection: "GGGG"), 0, 60)]))
        func claim(_ attendee: String, _ uuid: String, _ person: PersonID, _ author: Author) async -> DecisionError? {
            do {
                _ = try await bridge.service.claim(
                    attendee, in: OccurrenceID(uuid), for: person, because: "x", by: author)
                return nil
            } catch { return error as? DecisionError }
        }
        let (participant, attendee) = (
            DecisionError.notFound("participant"), DecisionError.notFound("unmatched attendee")
        )
        #expect(await claim("AAAA", told.uuid, People.carmen, People.maria) == participant)
        #expect(
            await claim("AAAA", told.uuid, People.carmen, Author(id: People.carmen, role: .participant)) == participant)
        #expect(await claim("AAAA", told.uuid, PersonID("P-9"), People.sam) == participant)
        #expect(await claim("GGGG", "noon==", People.ana, People.maria) == attendee, "nobody of hers is expected there")
        #expect(await claim("none", told.uuid, People.ana, People.maria) == attendee)
        #expect(await claim("AAAA", "none==", People.ana, People.maria) == attendee)
        #expect(await claim("AAAA", told.uuid, People.ana, People.sam) == nil)
        #expect(await claim("AAAA", told.uuid, People.carmen, People.james) == attendee, "she is somebody by now")
        #expect(try await bridge.unmatched(for: People.maria).map(\.attendee) == ["BBBB"])
        #expect(try await bridge.unmatched(for: People.sam).map(\.attendee) == ["GGGG", "BBBB"])
        #expect(try await bridge.unmatched(for: Author(id: People.ana, role: .participant)).isEmpty)
    }

    @Test("a name of the roster that is surer than the one somebody was recognised by takes over, also in the past")
    func surerNameComesLater() async throws {
        let guest = Visitor(name: "Dima V.", connection: "HHHH", email: "someone@example.com")
        let bridge = try await BridgeUnderTest.told(told.meeting(60, [told.visit(guest, 0, 60)]))
        #expect(try await bridge.attendance(of: People.dmitri).count == 1)
        var roster = try await bridge.service.exportRoster()
        let ben = try #require(roster.participants.firstIndex { $0.id == People.ben })
        roster.participants[ben].identities.formUnion([IdentityKey(.email, "someone@example.com")].compactMap(\.self))
        try await bridge.take(roster)
        #expect(try await bridge.attendance(of: People.dmitri).isEmpty)
        #expect(try await bridge.attendance(of: People.ben).count == 1)
    }
}
