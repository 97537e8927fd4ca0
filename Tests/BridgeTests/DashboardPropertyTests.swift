import Attendance
import Store
import Synchronization
import TestSupport
import Testing

@testable import Bridge

@Suite("The dashboard says of each participant what their own report says")
struct DashboardPropertyTests {
    @Test(
        "after whatever happened in whatever order, now, a day before and some days later",
        arguments: HistoryPropertyTests.batches.prefix(4))
    func agrees(_ seeds: Range<UInt64>) async throws {
        let (straight, tangled) = (try await HistoryRun(), try await HistoryRun())
        for run in [straight, tangled] {
            let bridge = run.bridge
            run.between = { try await bridge.expectDashboardAgrees() }
        }
        for (index, seed) in seeds.enumerated() {
            let history = RandomHistory(seed: seed, start: HistoryRoster.start(index))
            var random = SplitMix64(seed: seed &+ 0x5EED)
            let edition = index % 3 == 2 ? index / 3 + 1 : nil
            let decisions = try await straight.straight(history)
            if let edition { try await straight.takeRoster(edition) }
            try await straight.bridge.expectDashboardAgrees()
            try await tangled.tangled(history, deciding: decisions, edition: edition, &random)
            if index == 4 {
                for run in [straight, tangled] { try await run.erase(HistoryRoster.participant(Int(seed % 6))) }
            }
            try await tangled.bridge.expectDashboardAgrees()
        }
    }

    @Test("also while deliveries come in and others look at the same time")
    func concurrently() async throws {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        let isOver = Flag()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    while !isOver.isSet {
                        for rep in [People.maria.id, People.james.id] {
                            _ = try await bridge.service.dashboard(of: rep, at: bridge.clock.now)
                        }
                    }
                }
            }
            group.addTask {
                defer { isOver.set() }
                for number in 0..<60 {
                    let told = Told(uuid: "t\(number)", start: BridgeUnderTest.evening + .minutes(Int64(number)))
                    for body in [
                        told.started(0), told.joined(Told.ana, 1), told.joined(People.carmens, 2),
                        told.left(Told.ana, 3), told.ended(4),
                    ] {
                        try await bridge.post(all: [body])
                        // What was committed before somebody looks is seen.
                        try await bridge.expectDashboardAgrees(of: [People.maria.id, People.james.id], days: [0])
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}

private final class Flag: Sendable {
    private let value = Atomic<Bool>(false)
    var isSet: Bool { value.load(ordering: .relaxed) }
    func set() { value.store(true, ordering: .relaxed) }
}

extension BridgeUnderTest {
    func expectDashboardAgrees(
        of reps: [PersonID] = [HistoryRoster.rep.id], days: [Int64] = [0, -1, 9],
        _ place: SourceLocation = #_sourceLocation
    ) async throws {
        for rep in reps {
            for day in days {
                let now = clock.now + .hours(24 * day)
                let report = try #require(try await service.dashboard(of: rep, at: now), sourceLocation: place)
                for summary in report.participants { try await expectAgrees(summary, at: now, place) }
                #expect(report.participants.map(\.id).sorted() == (try await read { try $0.participants(of: rep) }))
                #expect(try await wholeView(of: report, at: now) == WholeView(report), sourceLocation: place)
            }
        }
    }

    private func expectAgrees(
        _ summary: ParticipantSummary, at now: Timestamp, _ place: SourceLocation
    ) async throws {
        let report = try #require(try await service.reportProgress(of: summary.id, at: now))
        let progress = report.progress
        #expect(summary.name == report.participant.name, sourceLocation: place)
        #expect(summary.meetings == report.participant.meetings, sourceLocation: place)
        #expect(summary.today == progress.today, sourceLocation: place)
        #expect(summary.thisWeek == progress.thisWeek, sourceLocation: place)
        #expect(summary.total == progress.total, sourceLocation: place)
        #expect(summary.standing == progress.standing, sourceLocation: place)
        #expect(summary.standingSentence == progress.standingSentence, sourceLocation: place)
        #expect(summary.isAtRisk == progress.isAtRisk, sourceLocation: place)
        #expect(summary.deadline == progress.deadline, sourceLocation: place)
        #expect(summary.projection == progress.projection, sourceLocation: place)
        #expect(summary.current(at: now) == progress.current, sourceLocation: place)
        #expect(summary.last == progress.recent.first { $0.card != nil }, sourceLocation: place)
        let open = summary.disputes.reduce(into: [:]) { $0[$1.card] = $1.id }
        #expect(open == report.openDisputes, sourceLocation: place)
    }

    /// What a dashboard says of several at once, worked out from single rows.
    private func wholeView(of report: DashboardReport, at now: Timestamp) async throws -> WholeView {
        let people = report.participants.map(\.id)
        return try await read { snapshot in
            var view = WholeView()
            let participants = try people.compactMap { try snapshot.participant($0) }
            let expected = participants.reduce(into: Set<MeetingID>()) { $0.formUnion($1.meetings) }
            var attended: Set<OccurrenceKey> = []
            for person in people {
                for one in try snapshot.attendances(of: person) {
                    attended.insert(one.occurrence.key)
                    guard let number = one.cardNumber, let issued = one.issuedAt, issued <= now,
                        issued > now - .hours(14 * 24), one.verdict != "passed", !one.isVoid, !one.isExcused
                    else { continue }
                    view.cards.insert(number)
                }
            }
            for record in try snapshot.occurrences(after: nil, limit: .max) {
                guard let meeting = record.meeting else { continue }
                let isConcerned = attended.contains(record.key) || expected.contains(meeting)
                if isConcerned, record.forgottenAt == nil {
                    view.unmatched += try snapshot.unmatched(in: record.key).count
                }
                let isIn = try snapshot.attendance(in: record.key).contains {
                    people.contains($0.participant) && $0.presentSince != nil
                }
                if expected.contains(meeting) || isIn, record.completedAt == nil, record.ended == nil,
                    record.began != nil
                {
                    view.goingOn.insert(record.id)
                }
            }
            return view
        }
    }
}

private struct WholeView: Hashable, Sendable {
    var cards: Set<CardNumber> = []
    var unmatched = 0
    var goingOn: Set<OccurrenceID> = []
}

extension WholeView {
    init(_ report: DashboardReport) {
        self.init(
            cards: Set(report.cards.map(\.number)), unmatched: report.unmatched.attendees,
            goingOn: Set(report.goingOn.map(\.occurrence)))
    }
}
