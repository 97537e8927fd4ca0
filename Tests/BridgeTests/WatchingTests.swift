import Attendance
import JSON
import Store
import Synchronization
import TestSupport
import Testing
import Zoom

@testable import Bridge

/// The roster's group meets on Tuesdays at 19:00 in New York: at the moment these tests begin.
@Suite("The watch over deliveries")
struct WatchingTests {
    private let admin = PersonID("sam.patel")

    private func bridge(earlier: Span = .hours(1)) async throws -> BridgeUnderTest {
        let bridge = try BridgeUnderTest()
        bridge.clock.move(by: .zero - earlier)
        // As if it had been started then.
        try await bridge.restart()
        try await bridge.importRoster()
        try await bridge.service.watch()
        bridge.clock.move(by: earlier)
        return bridge
    }

    private func look(_ bridge: BridgeUnderTest, minutes: Int64 = 0) async throws -> [String] {
        bridge.clock.move(by: .minutes(minutes))
        try await bridge.service.watch()
        return try await bridge.service.alerts(isOpen: true).alerts.map { "\($0.kind) \($0.subject)" }
    }

    /// What somebody was told of alerts.
    private func told(_ bridge: BridgeUnderTest, _ person: PersonID) async throws -> [FeedRow] {
        try await bridge.read { snapshot in
            try snapshot.feed(of: person, after: 0, through: .max, limit: 1000).filter { $0.event.hasPrefix("alert") }
        }
    }

    private let silent = "meeting-silent tuesday-group 2026-09-15T23:00:00Z"

    @Test("an administrator hears once of a meeting that brings nothing, also over restarts, and when it is over")
    func meetingSilent() async throws {
        let bridge = try await bridge()
        #expect(try await look(bridge, minutes: 14) == [])
        #expect(try await look(bridge, minutes: 1) == [silent])
        #expect(try await look(bridge, minutes: 1) == [silent])
        try await bridge.restart()
        #expect(try await look(bridge) == [silent])
        #expect(try await look(bridge, minutes: 30) == [silent])
        #expect(try await told(bridge, admin).map(\.event) == ["alert"])
        for other in ["maria.lopez", "P-1001"] { #expect(try await told(bridge, PersonID(other)).isEmpty) }

        try await bridge.post(all: try Scenario.named("demo").bodies)
        #expect(try await look(bridge, minutes: 1) == [])
        #expect(try await look(bridge, minutes: 1) == [])
        let rows = try await told(bridge, admin)
        #expect(rows.map(\.event) == ["alert", "alert-cleared"])
        let data = try rows.map { try JSON.parse($0.data) }
        #expect(data[0]["id"] == data[1]["id"])
        #expect(data[0]["clearedAt"]?.isNull == true)
        #expect(data[1]["clearedAt"]?.string == (bridge.clock.now - .minutes(1)).rfc3339)
        #expect(data[0]["detail"]?.string?.contains("on 2026-09-15 at 19:00 (America/New_York)") == true)
        let logged = bridge.notables.withLock { $0 }.compactMap { notable -> String? in
            switch notable {
            case .alertRaised(let kind, let subject, let detail): detail.isEmpty ? nil : "raised \(kind) \(subject)"
            case .alertCleared(let kind, let subject): "cleared \(kind) \(subject)"
            default: nil
            }
        }
        #expect(logged == ["raised \(silent)", "cleared \(silent)"])
    }

    @Test("a meeting that is told of in time is alerted to by nobody")
    func told() async throws {
        let bridge = try await bridge()
        try await bridge.post(all: [Told().started(0)])
        #expect(try await look(bridge, minutes: 20) == [])
    }

    @Test("a date that is cancelled afterwards clears the alert")
    func cancelled() async throws {
        let bridge = try await bridge()
        #expect(try await look(bridge, minutes: 15) == [silent])
        var meeting = try #require(
            try await bridge.read { try $0.meeting(MeetingID("tuesday-group")) })
        meeting.schedule?.cancelled.insert(try #require(LocalDate("2026-09-15")))
        let changed = meeting
        try await bridge.service.database.writer.write { transaction, _ in try transaction.set(changed) }
        #expect(try await look(bridge, minutes: 1) == [])
    }

    @Test("a meeting that is new on the roster is not missed in the past")
    func newMeeting() async throws {
        let bridge = try BridgeUnderTest()
        for _ in 0..<20 { #expect(try await look(bridge, minutes: 1) == []) }
        try await bridge.importRoster()
        #expect(try await look(bridge, minutes: 1) == [])
        #expect(try await look(bridge, minutes: 60) == [])
    }

    @Test("people who wait for a host are something; that a meeting was planned is not")
    func waiting() async throws {
        for (event, alerts) in [("meeting.participant_jbh_waiting", []), ("meeting.created", [silent])] {
            let bridge = try await bridge()
            let body: JSON = [
                "event": .string(event), "event_ts": .integer(bridge.clock.now.milliseconds),
                "payload": [
                    "object": [
                        "uuid": "w==", "id": "84712639219",
                        "participant": ["user_name": "Ana", "id": "", "date_time": .string(bridge.clock.now.rfc3339)],
                    ]
                ],
            ]
            try await bridge.post(all: [Array(body.pretty().utf8)])
            #expect(try await look(bridge, minutes: 15) == alerts, "\(event)")
        }
    }

    @Test(
        "an occurrence of another time counts where it goes on, not where it only overran a little",
        arguments: [(155 as Int64, true), (165, false)])
    func overlap(lasts minutes: Int64, isSilent: Bool) async throws {
        let bridge = try await bridge()
        // Two hours and a half before: too early to be the scheduled occurrence.
        let told = Told(start: BridgeUnderTest.evening - .minutes(150))
        try await bridge.post(all: [told.started(0), told.joined(Told.ana, 1)])
        try await bridge.post(all: [told.left(Told.ana, minutes), told.ended(minutes)])
        #expect(try await look(bridge, minutes: 20) == (isSilent ? [silent] : []))
    }

    @Test("deliveries stop while people are in a meeting: told once, cleared by the first event, not by a validation")
    func stopped() async throws {
        let bridge = try await bridge()
        try await bridge.post(all: [Told().started(0), Told().joined(Told.ana, 1)])
        #expect(try await look(bridge, minutes: 119) == [])
        #expect(try await look(bridge, minutes: 1) == ["deliveries-stopped zoom"])
        #expect(try await look(bridge, minutes: 300) == ["deliveries-stopped zoom"], "also once it is taken as over")
        try await validate(bridge)
        #expect(try await look(bridge, minutes: 1) == ["deliveries-stopped zoom"])
        try await bridge.post(all: [Told().left(Told.ana, 60)])
        #expect(try await look(bridge, minutes: 1) == [])
        #expect(try await told(bridge, admin).count == 2)
    }

    private func validate(_ bridge: BridgeUnderTest) async throws {
        let body: JSON = [
            "event": .string(URLValidation.event), "event_ts": .integer(bridge.clock.now.milliseconds),
            "payload": ["plainToken": "qgg8vlvZRS6UYooatFL8Aw"],
        ]
        try await bridge.post(all: [Array(body.pretty().utf8)])
        // It is answered before it is kept; what is written after it comes after it.
        try await bridge.service.database.writer.write { _, _ in }
    }

    @Test("a validation that does not come within 78 hours is alerted to, and cleared by the next")
    func validation() async throws {
        let bridge = try BridgeUnderTest()
        #expect(try await look(bridge, minutes: 100 * 60) == [], "none ever came")
        try await validate(bridge)
        #expect(try await look(bridge, minutes: 78 * 60) == [])
        #expect(try await look(bridge, minutes: 1) == ["validation-overdue zoom"])
        try await validate(bridge)
        #expect(try await look(bridge, minutes: 1) == [])
    }

    @Test("many refused signatures are alerted to, and cleared when an hour is quiet")
    func signatures() async throws {
        let bridge = try BridgeUnderTest()
        for _ in 0..<20 { _ = await bridge.post(Told().started(0), secret: "not the one") }
        #expect(try await look(bridge, minutes: 20) == ["signatures-refused zoom"])
        #expect(try await look(bridge, minutes: 30) == ["signatures-refused zoom"])
        #expect(try await look(bridge, minutes: 60) == [])
    }

    @Test("alerts are listed the newest first, page by page, and counted by kind")
    func pages() async throws {
        let bridge = try BridgeUnderTest()
        let now = bridge.clock.now
        try await bridge.service.database.writer.write { transaction, _ in
            for number in 0..<5 {
                let raised = try transaction.raiseAlert("meeting-silent", about: "\(number)", detail: "", at: now)
                #expect(raised?.subject == "\(number)")
                #expect(try transaction.raiseAlert("meeting-silent", about: "\(number)", detail: "", at: now) == nil)
            }
            #expect(try transaction.clearAlert("meeting-silent", about: "3", at: now)?.clearedAt == now)
            #expect(try transaction.clearAlert("meeting-silent", about: "3", at: now) == nil)
        }
        let first = try await bridge.service.alerts(limit: 3)
        #expect(first.alerts.map(\.subject) == ["4", "3", "2"])
        let second = try await bridge.service.alerts(before: first.next, limit: 3)
        #expect(second.alerts.map(\.subject) == ["1", "0"] && second.next == nil)
        #expect(try await bridge.service.alerts(isOpen: true).alerts.map(\.subject) == ["4", "2", "1", "0"])
        #expect(try await bridge.service.openAlertCounts() == [.meetingSilent: 4])
    }
}
