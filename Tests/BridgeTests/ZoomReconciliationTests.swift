import Attendance
import CourtCard
import JSON
import Store
import Synchronization
import Testing
import Zoom

@testable import Bridge

@Suite("What Zoom itself recorded")
struct ZoomReconciliationTests {
    let ana = PersonID("P-1001")
    let told = Told()
    let number = MeetingNumber("84712639219")

    func at(_ minute: Int64) -> Timestamp { told.start + .minutes(minute) }

    /// As Zoom recorded it: Ana from 2 to 48, and a wait before.
    var held: FakeAccount.Held {
        FakeAccount.Held(
            uuid: told.uuid, start: at(0), end: at(60),
            rows: [
                FakeAccount.waitingRow(Told.ana, at(0), at(2)), FakeAccount.row(Told.ana, at(2), at(48)),
                FakeAccount.row(Told.host, at(0), at(60)),
            ])
    }

    func bridge(telling bodies: [[UInt8]]) async throws -> BridgeUnderTest {
        let bridge = try BridgeUnderTest { $0.reconcilesByItself = true }
        try await bridge.importRoster()
        try await bridge.post(all: bodies)
        return bridge
    }

    func account(_ bridge: BridgeUnderTest, _ fake: FakeAccount, daily: Int? = nil) throws -> ZoomAccount {
        let clock = bridge.clock
        let daily = try daily.map { DailyTime(on: try #require(LocalClock("UTC")), minute: $0) }
        return ZoomAccount(api: try fake.api { clock.now }, app: "app", daily: daily)
    }

    @Test("a preview writes nothing; applied, lost leaves come from Zoom's record, and again changes nothing")
    func compare() async throws {
        let bridge = try await bridge(telling: [told.started(0), told.joined(Told.ana, 2), told.ended(60)])
        bridge.clock.move(by: .hours(3))
        try await bridge.service.catchUp()
        let fake = try FakeAccount()
        fake.update { $0.meetings["84712639219"] = [held] }
        let api = try account(bridge, fake).api
        let journal = try await bridge.journalCount()
        let preview = try await bridge.service.compareAll(of: nil, since: at(-600), with: api, applying: false)
        #expect(try await bridge.journalCount() == journal)
        let found = try #require(preview.occurrences.first)
        #expect(preview.occurrences.count == 1 && preview.failures.isEmpty)
        #expect(found.newEntries == 4, "began, ended and two stays")
        #expect(found.people.map(\.participant) == [ana])
        #expect(found.people.first?.before?.inferred == .minutes(58))
        #expect(found.people.first?.after?.proven == .minutes(46))
        let applied = try await bridge.service.compareAll(of: number, since: at(-600), with: api, applying: true)
        #expect(applied.occurrences.first?.isApplied == true)
        #expect(try await bridge.cardsInForce()[ana]?.presence.proven.total == .minutes(46))
        let (after, derived) = (try await bridge.journalCount(), try await bridge.derived())
        #expect(after == journal + 4)
        let again = try await bridge.service.compareAll(of: number, since: at(-600), with: api, applying: true)
        #expect(again.occurrences.first?.newEntries == 0)
        #expect(try await bridge.journalCount() == after)
        #expect(try await bridge.derived() == derived)
    }

    @Test("of a whole meeting whose deliveries were lost, Zoom's record makes cards, under Zoom's own uuid")
    func wholeMeeting() async throws {
        let bridge = try await bridge(telling: [])
        bridge.clock.move(by: .hours(3))
        let fake = try FakeAccount()
        var slashed = held
        slashed.uuid = "/a//b=="
        fake.update { $0.meetings["84712639219"] = [slashed] }
        let api = try account(bridge, fake).api
        let outcome = try await bridge.service.compareAll(of: nil, since: at(-600), with: api, applying: true)
        #expect(outcome.occurrences.map(\.occurrence.rawValue) == ["/a//b=="])
        #expect(outcome.occurrences.first?.isNew == true)
        #expect(try await bridge.cardsInForce()[ana]?.presence.proven.total == .minutes(46))
    }

    @Test("what began before the day asked for, goes on, or is not ready is left out, the last two with why")
    func leftOut() async throws {
        let bridge = try await bridge(telling: [])
        let fake = try FakeAccount()
        var (old, open, early) = (held, held, held)
        (old.uuid, old.start) = ("old==", at(-6000))
        (open.uuid, open.end) = ("open==", nil)
        (early.uuid, early.rows) = ("early==", nil)
        fake.update { $0.meetings["84712639219"] = [old, open, early] }
        let api = try account(bridge, fake).api
        let outcome = try await bridge.service.compareAll(of: nil, since: at(-600), with: api, applying: true)
        #expect(outcome.occurrences.isEmpty)
        #expect(Set(outcome.failures.compactMap(\.occurrence?.rawValue)) == ["early==", "open=="])
        #expect(outcome.failures.allSatisfy { $0.error == .notReady })
        #expect(try await bridge.journalCount() == 0)
    }

    @Test("deliveries out of Zoom's log give the same truth as if they had come")
    func webhookLog() async throws {
        let bodies = [
            told.started(0), told.joined(Told.ana, 2), told.joined(Told.host, 3), told.left(Told.ana, 48),
            told.left(Told.host, 60), told.ended(60),
        ]
        let whole = try await bridge(telling: bodies)
        whole.clock.move(by: .hours(3))
        try await whole.service.catchUp()
        let partial = try await bridge(telling: [bodies[0], bodies[1], bodies[5]])
        partial.clock.move(by: .hours(3))
        try await partial.service.catchUp()
        let fake = try FakeAccount()
        let apart = Array(#"{"event":"app_deauthorized","payload":{}}"#.utf8)
        fake.update { $0.log = [bodies[1], bodies[2], bodies[3], bodies[4], apart] }
        let api = try account(partial, fake).api

        let preview = try await partial.service.recoverDeliveries(from: api, app: "app", applying: false)
        #expect(preview.logged == 5 && preview.newApart == 1)
        #expect(preview.occurrences.map(\.newEntries) == [3])
        #expect(try await partial.journalCount() == 3)
        let outcome = try await partial.service.recoverDeliveries(from: api, app: "app", applying: true)
        #expect(outcome.occurrences.map(\.newEntries) == [3] && outcome.newApart == 1)
        #expect(try await partial.journalCount() == 7)
        #expect(try await partial.derived() == whole.derived())
        let (a, b) = (try await partial.cardsInForce()[ana], try await whole.cardsInForce()[ana])
        #expect(a?.presence == b?.presence && a?.verdict == b?.verdict && a?.flags == b?.flags)
        let again = try await partial.service.recoverDeliveries(from: api, app: "app", applying: true)
        #expect(again.occurrences.map(\.newEntries) == [0] && again.newApart == 0)
        #expect(try await partial.journalCount() == 7)
    }

    // MARK: By itself

    @Test("five, fifteen and thirty-five minutes after the end Zoom is asked, until it has its record; over restarts")
    func attempts() async throws {
        let bridge = try await bridge(telling: [
            told.started(0), told.joined(Told.ana, 2), told.left(Told.ana, 40), told.ended(60),
        ])
        bridge.clock.move(by: .minutes(60))
        let fake = try FakeAccount()
        var late = held
        late.rows = nil
        fake.update { $0.meetings["84712639219"] = [late] }
        func due(after minutes: Int64) async throws -> Int {
            let before = fake.asked.count
            bridge.clock.move(by: at(minutes) - bridge.clock.now)
            try await bridge.restart()
            try await bridge.service.reconcileDue(with: try account(bridge, fake))
            return fake.asked.count - before
        }
        #expect(try await due(after: 64) == 0)
        #expect(try await due(after: 65) == 2, "the meeting and its list, which is null")
        #expect(try await due(after: 74) == 0)
        fake.update { [held] in $0.meetings["84712639219"] = [held] }
        #expect(try await due(after: 75) == 2)
        #expect(try await bridge.derived()[OccurrenceID(told.uuid)]?.attendance.first?.proven.total == .minutes(46))
        #expect(try await due(after: 94) == 0)
        #expect(try await due(after: 95) == 2, "once more, for the first may have been short")
        #expect(try await due(after: 600) == 0)
        #expect(bridge.notables.withLock { $0.contains(.reconciled(entries: 4, occurrences: 1)) })
    }

    @Test("an occurrence that went on after its end and ended again is asked for again")
    func endedAgain() async throws {
        let bridge = try await bridge(telling: [
            told.started(0), told.joined(Told.ana, 2), told.left(Told.ana, 40), told.ended(41),
        ])
        bridge.clock.move(by: .hours(2))
        let fake = try FakeAccount()
        fake.update { $0.meetings["84712639219"] = [held] }
        try await bridge.service.reconcileDue(with: try account(bridge, fake))
        #expect(try await bridge.read { try $0.nextReconciliation() } == nil)
        try await bridge.post(all: [
            told.joined(Told.ana, 110, connection: "2"), told.left(Told.ana, 120, connection: "2"), told.ended(120),
        ])
        #expect(try await bridge.read { try $0.nextReconciliation() } == at(125))
    }

    @Test("without credentials nothing is planned")
    func off() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        try await bridge.post(all: [told.started(0), told.joined(Told.ana, 2), told.left(Told.ana, 40), told.ended(60)])
        #expect(try await bridge.read { try $0.nextReconciliation() } == nil)
    }

    @Test("a daily limit is waited for, and what was to be asked is asked then")
    func dailyLimit() async throws {
        let bridge = try await bridge(telling: [
            told.started(0), told.joined(Told.ana, 2), told.left(Told.ana, 40), told.ended(60),
        ])
        bridge.clock.move(by: .minutes(70))
        let fake = try FakeAccount()
        fake.update {
            $0.meetings["84712639219"] = [held]
            $0.refusal = (429, #"{"code":429,"message":"You have reached the maximum daily rate limit for this API."}"#)
        }
        try await bridge.service.reconcileDue(with: try account(bridge, fake))
        let midnight = Timestamp(milliseconds: (bridge.clock.now.milliseconds / 86_400_000 + 1) * 86_400_000)
        #expect(try await bridge.read { try $0.nextReconciliation() } == midnight)
        fake.update { $0.refusal = nil }
        bridge.clock.move(by: midnight - bridge.clock.now)
        try await bridge.service.reconcileDue(with: try account(bridge, fake))
        #expect(try await bridge.derived()[OccurrenceID(told.uuid)]?.attendance.first?.proven.total == .minutes(46))
    }

    @Test("once a day log and record are asked for what is missing; what was compared is not asked for again")
    func daily() async throws {
        let bridge = try await bridge(telling: [])
        let fake = try FakeAccount()
        fake.update {
            $0.meetings["84712639219"] = [held]
            $0.log = [told.joined(Told.ana, 2)]
        }
        // 04:00 UTC.
        let account = try account(bridge, fake, daily: 240)
        try await bridge.service.reconcileDue(with: account)
        #expect(fake.asked.isEmpty)
        bridge.clock.move(by: .hours(5))
        try await bridge.service.reconcileDue(with: account)
        #expect(fake.asked.contains("/v2/marketplace/apps/app/webhook_logs"))
        try await bridge.service.catchUp()
        #expect(try await bridge.cardsInForce()[ana]?.presence.proven.total == .minutes(46))
        let next = try #require(try await bridge.read { try $0.nextReconciliation() })
        #expect(next.rfc3339 == "2026-09-17T04:00:00Z")
        let journal = try await bridge.journalCount()
        fake.update { $0.asked = [] }
        bridge.clock.move(by: .hours(24))
        try await bridge.service.reconcileDue(with: account)
        #expect(!fake.asked.contains { $0.hasPrefix("/v2/report/") })
        #expect(try await bridge.journalCount() == journal)
    }
}
