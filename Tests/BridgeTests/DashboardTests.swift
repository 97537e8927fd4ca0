public import Attendance
import Testing

@testable import Bridge

@Suite("The dashboard of a court representative")
struct DashboardTests {
    private let told = Told()

    private func look(_ bridge: BridgeUnderTest, as rep: Author = People.maria) async throws -> DashboardReport {
        try #require(try await bridge.service.dashboard(of: rep.id, at: bridge.clock.now))
    }

    @Test("who is there, who is expected, and who came without being known")
    func goingOn() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        #expect(try await look(bridge).goingOn == [])
        let stranger = Visitor(name: "iPhone", connection: "AAAA")
        try await bridge.post(all: [told.started(0), told.joined(Told.ana, 1), told.comes(stranger, 2)])
        bridge.clock.move(by: .minutes(11))
        let report = try await look(bridge)
        #expect(report.goingOn.map(\.present) == [[People.ana]])
        #expect(report.goingOn.map(\.absent) == [[People.ben]])
        #expect(report.goingOn.first?.start == told.start)
        #expect(report.goingOn.first?.slot?.start == told.start)
        #expect(report.meetings["tuesday-group"] == "Tuesday evening group")
        #expect(report.unmatched == .init(attendees: 1, occurrences: 1))
        let ana = try #require(report.participants.first { $0.id == People.ana })
        #expect(ana.current(at: bridge.clock.now)?.soFar == .minutes(10))
        #expect(ana.caseEnding == "0123")
        // Her court representative alone hears of her; the meeting concerns his participants too.
        let other = try await look(bridge, as: People.james)
        #expect(other.participants.map(\.id) == [People.carmen, People.dmitri])
        #expect(other.goingOn.map(\.present) == [[]])
        #expect(other.unmatched.attendees == 1)
        try await bridge.post(all: [told.left(Told.ana, 60), told.ended(60)])
        #expect(try await look(bridge).goingOn == [])
    }

    @Test("a card that did not pass is there with its reasons, for fourteen days or until somebody decides")
    func cards() async throws {
        let bridge = try await BridgeUnderTest.told(
            [told.started(0), told.joined(Told.ana, 0), told.left(Told.ana, 20), told.ended(60)])
        let card = try #require(try await look(bridge).cards.first)
        #expect(card.participant == People.ana && card.verdict == .failed && card.meeting == "tuesday-group")
        #expect(card.reasons.contains { $0.outcome == "failed" && $0.sentence.contains("20") }, "\(card.reasons)")
        #expect(try await look(bridge, as: People.james).cards == [])
        bridge.clock.move(by: .hours(14 * 24 - 1))
        #expect(try await look(bridge).cards.count == 1)
        bridge.clock.move(by: .hours(1))
        #expect(try await look(bridge).cards == [])
        bridge.clock.move(by: .hours(-24))
        #expect(try await look(bridge).cards.count == 1)
        _ = try await bridge.service.excuse(.card(card.number), because: "She was ill.", by: People.maria)
        #expect(try await look(bridge).cards == [])
    }

    @Test("a dispute is open until it is answered, with the participant's words")
    func disputes() async throws {
        let bridge = try await BridgeUnderTest.told(
            [told.started(0), told.joined(Told.ana, 0), told.left(Told.ana, 20), told.ended(60)])
        let card = try #require(try await look(bridge).cards.first).number
        let ana = Author(id: People.ana, role: .participant)
        let dispute = try await bridge.service.dispute(card, because: "I was there.", by: ana)
        let open = try await look(bridge).participants.flatMap(\.disputes)
        #expect(open == [.init(id: dispute, card: card, at: bridge.clock.now, reason: "I was there.")])
        _ = try await bridge.service.answer(dispute: dispute, saying: "So you were.", by: People.maria)
        #expect(try await look(bridge).participants.flatMap(\.disputes) == [])
    }

    @Test("nobody but an official has one")
    func officials() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        for nobody in [People.ana, PersonID("nobody")] {
            #expect(try await bridge.service.dashboard(of: nobody, at: bridge.clock.now) == nil)
        }
        #expect(try await look(bridge, as: People.sam).participants.isEmpty)
    }
}

extension MeetingID: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}
