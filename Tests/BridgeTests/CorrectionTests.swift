import Attendance
import CourtCard
import Store
import Testing

@testable import Bridge

@Suite("Corrections, excuses, voids and disputes")
struct CorrectionTests {
    let told = Told()
    var name: AttendanceName { .occurrence(OccurrenceID(told.uuid), People.ana) }

    /// Ana is there for the first 40 minutes of the hour: 66 %, and 20 minutes too early away.
    private func twoThirds() async throws -> BridgeUnderTest {
        try await .told(
            told.meeting(60, [[told.joined(Told.ana, 0), told.left(Told.ana, 40)], [told.joined(Told.host, 0)]])
                + [told.left(Told.host, 60)])
    }

    private func correct(
        _ bridge: BridgeUnderTest, adding: Bool, _ from: Int64, _ to: Int64, _ reason: String = "I saw it."
    ) async throws -> Int64 {
        try await bridge.service.correct(
            name, adding: adding, told.time(from, to), because: reason, by: People.maria)
    }

    private func card(_ bridge: BridgeUnderTest) async throws -> CardFacts {
        try #require(try await bridge.factsInForce(of: People.ana).last)
    }

    @Test("time that is added counts as corrected, not as proven, and the card says who decided and why")
    func add() async throws {
        let bridge = try await twoThirds()
        #expect(try await card(bridge).verdict == .failed)
        let decision = try await correct(bridge, adding: true, 40, 60, "Her line broke; I saw her on camera.")
        let cards = try await bridge.cards(of: People.ana)
        try #require(cards.count == 2)
        let facts = cards[1].content.facts
        #expect(facts.minutes == ["proven": 40, "corrected": 20])
        #expect(facts.presence.corrected == IntervalSet(told.time(40, 60)))
        #expect(facts.verdict == .passed)
        #expect(facts.flagIDs == ["corrected"])
        #expect(cards[1].content.supersedes?.number == cards[0].number)
        #expect(
            cards[1].content.supersedes?.reason == "A person decided (add-time): Her line broke; I saw her on camera.")
        let shown = try #require(facts.decisions.first)
        #expect(shown.id == decision && shown.author == People.maria.id && shown.role == "court-rep")
        #expect(shown.interval == told.time(40, 60) && shown.at == bridge.clock.now)
        #expect(try await bridge.progress(of: People.ana).total.done == 1)

        _ = try await bridge.service.withdraw(decision, because: "It was another evening.", by: People.maria)
        let last = try await card(bridge)
        #expect(last.saysTheSame(as: cards[0].content.facts))
        #expect(
            try await bridge.cards(of: People.ana).last?.content.supersedes?.reason == "A person took a decision back.")
        #expect(try await bridge.progress(of: People.ana).total.done == 0)
    }

    @Test("time that is taken away is shown as such, and only as far as it was there")
    func remove() async throws {
        let bridge = try await twoThirds()
        _ = try await correct(bridge, adding: false, 30, 50)
        let facts = try await card(bridge)
        #expect(facts.minutes == ["proven": 30, "removed": 10])
        #expect(facts.presence.removed == IntervalSet(told.time(30, 40)))
        #expect(facts.flagIDs == ["corrected"])
    }

    @Test("where corrections overlap, the later one wins; one taken back is as if it had never been")
    func overlapping() async throws {
        let bridge = try await twoThirds()
        _ = try await correct(bridge, adding: true, 40, 60)
        let removal = try await correct(bridge, adding: false, 35, 55)
        #expect(try await card(bridge).minutes == ["proven": 35, "corrected": 5, "removed": 5])
        _ = try await correct(bridge, adding: true, 38, 45)
        // Proven up to 38 less 3 taken away; 38 to 40 was proven and is again.
        let facts = try await card(bridge)
        #expect(
            facts.presence.proven.union(facts.presence.corrected).intervals == [
                told.time(0, 35), told.time(38, 45), told.time(55, 60),
            ])
        #expect(facts.presence.removed == IntervalSet(told.time(35, 38)))
        _ = try await bridge.service.withdraw(removal, because: "A slip.", by: People.maria)
        #expect(try await card(bridge).minutes == ["proven": 40, "corrected": 20])
    }

    @Test("who was not there at all gets a card when a court representative vouches for them")
    func vouched() async throws {
        let bridge = try await twoThirds()
        _ = try await bridge.service.correct(
            .occurrence(OccurrenceID(told.uuid), People.carmen), adding: true, told.time(0, 60),
            because: "On my phone.",
            by: People.james)
        let facts = try #require(try await bridge.factsInForce(of: People.carmen).last)
        #expect(facts.minutes == ["corrected": 60])
        #expect(facts.match == CardFacts.Match(strength: .claimed, by: .claim))
        #expect(facts.verdict == .passed)
        #expect(try await bridge.progress(of: People.carmen).total.done == 1)
    }

    @Test("a void fails the card whatever was measured, and the attendance does not count; taken back, it does again")
    func void() async throws {
        let bridge = try await twoThirds()
        _ = try await correct(bridge, adding: true, 40, 60)
        let before = try await card(bridge)
        let number = try #require(try await bridge.cards(of: People.ana).last?.number)
        let void = try await bridge.service.void(.card(number), because: "Not the right group.", by: People.maria)
        let facts = try await card(bridge)
        #expect(facts.isVoid && facts.verdict == .failed)
        #expect(facts.presence == before.presence, "what was measured stays to be seen")
        #expect(try await bridge.progress(of: People.ana).total.done == 0)
        _ = try await bridge.service.withdraw(void, because: "It was.", by: People.sam)
        #expect(try await card(bridge).verdict == .passed)
        #expect(try await bridge.progress(of: People.ana).total.done == 1)
    }

    @Test("an excuse leaves the verdict and asks for one meeting less that week; an excused week asks for none")
    func excuse() async throws {
        let bridge = try await twoThirds()
        #expect(try await bridge.progress(of: People.ana).thisWeek.count.required == 3)
        let number = try #require(try await bridge.cards(of: People.ana).last?.number)
        _ = try await bridge.service.excuse(.card(number), because: "Ill.", by: People.maria)
        let facts = try await card(bridge)
        #expect(facts.isExcused && !facts.isVoid && facts.verdict == .failed)
        var week = try await bridge.progress(of: People.ana).thisWeek
        #expect(week.count.done == 0 && week.count.required == 2)
        let day = try #require(LocalDate("2026-09-17"))
        let position = try await bridge.position()
        let decision = try await bridge.service.excuseWeek(
            of: People.ana, holding: day, because: "In hospital.", by: People.maria)
        week = try await bridge.progress(of: People.ana).thisWeek
        #expect(week.status == .excused && week.count.required == 0)
        _ = try await bridge.service.withdraw(decision, because: "Next week.", by: People.maria)
        #expect(try await bridge.progress(of: People.ana).thisWeek.count.required == 2)
        // No minutes and no card have changed, but what is asked of her.
        for person in [People.ana, People.maria.id] {
            #expect(
                try await bridge.news(to: person, after: position) == ["progress-updated", "progress-updated"])
        }
    }

    @Test("what cannot be meant is refused with what to do, and nothing is kept of it")
    func refused() async throws {
        let bridge = try await twoThirds()
        func refusal(_ from: Int64, _ to: Int64, _ reason: String = "x") async -> String? {
            do {
                _ = try await correct(bridge, adding: true, from, to, reason)
                return nil
            } catch { return "\(error)" }
        }
        #expect(await refusal(20, 20) == "The time must end after it begins.")
        #expect(await refusal(40, 20) == "The time must end after it begins.")
        #expect(await refusal(100, 121) == "The time must not lie in the future.")
        #expect(await refusal(40, 60, " \n ") == "A reason is needed.")
        #expect(await refusal(40, 60, String(repeating: "x", count: 2001)) != nil)
        // Years that happen to hold the meeting.
        #expect(await refusal(-600_000, 60)?.hasPrefix("The time lies outside this meeting") == true)
        #expect(await refusal(-241, 60)?.hasPrefix("The time lies outside this meeting") == true)
        #expect(await refusal(-500, -300)?.hasPrefix("The time lies outside this meeting") == true)
        await #expect(throws: DecisionError.notFound("participant")) {
            try await bridge.service.correct(
                name, adding: true, told.time(40, 60), because: "x", by: People.james)
        }
        await #expect(throws: DecisionError.notFound("participant")) {
            try await bridge.service.void(name, because: "x", by: Author(id: People.ana, role: .participant))
        }
        #expect(try await bridge.read { try $0.decisions(about: People.ana) }.isEmpty)
        #expect(try await bridge.cards(of: People.ana).count == 1)
    }

    @Test("a dispute is told to both at once, and so is its answer; only the participant disputes and takes it back")
    func dispute() async throws {
        let bridge = try await twoThirds()
        let number = try #require(try await bridge.cards(of: People.ana).last?.number)
        let ana = Author(id: People.ana, role: .participant)
        let position = try await bridge.position()
        for author in [People.maria, Author(id: People.ben, role: .participant)] {
            await #expect(throws: DecisionError.notFound("card")) {
                try await bridge.service.dispute(number, because: "x", by: author)
            }
        }
        let dispute = try await bridge.service.dispute(number, because: "I was there to the end.", by: ana)
        #expect(try await bridge.news(to: People.ana, after: position) == ["dispute-opened"])
        #expect(try await bridge.news(to: People.maria.id, after: position) == ["dispute-opened"])
        let report = try await bridge.service.reportProgress(of: People.ana, at: bridge.clock.now)
        #expect(report?.openDisputes == [number: dispute])
        await #expect(
            throws: DecisionError.refused("It is disputed already, by decision \(dispute); it waits for its answer.")
        ) {
            try await bridge.service.dispute(number, because: "And again.", by: ana)
        }
        await #expect(throws: DecisionError.notFound("participant")) {
            try await bridge.service.answer(dispute: dispute, saying: "No.", by: People.james)
        }
        await #expect(throws: DecisionError.notFound("decision")) {
            try await bridge.service.withdraw(dispute, because: "x", by: People.maria)
        }
        _ = try await bridge.service.answer(dispute: dispute, saying: "I see; corrected.", by: People.maria)
        #expect(try await bridge.news(to: People.ana, after: position) == ["dispute-opened", "dispute-answered"])
        let answered = try await bridge.service.reportProgress(of: People.ana, at: bridge.clock.now)
        #expect(answered?.openDisputes == [:])
        #expect(try await bridge.cards(of: People.ana).count == 1, "a dispute alone changes no card")
        _ = try await correct(bridge, adding: true, 40, 60)
        await #expect(throws: DecisionError.self) {
            try await bridge.service.dispute(number, because: "Again.", by: ana)
        }
    }

    @Test("decisions are the same after a restart, and no delivery that comes late undoes them")
    func lasting() async throws {
        let bridge = try await twoThirds()
        _ = try await correct(bridge, adding: true, 40, 50)
        let before = try await bridge.derived()
        try await bridge.restart()
        try await bridge.service.catchUp()
        #expect(try await bridge.derived() == before)
        // A second device that was there up to 45.
        try await bridge.post(all: [
            told.joined(Told.ana, 35, connection: "2"), told.left(Told.ana, 45, connection: "2"),
        ])
        #expect(try await card(bridge).minutes == ["proven": 45, "corrected": 5])
    }
}
