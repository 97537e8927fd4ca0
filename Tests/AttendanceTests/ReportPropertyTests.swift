import Attendance
import TestSupport
import Testing

/// Rules that hold for every meeting of which webhooks and reports tell. A failure names the seed that repeats it.
@Suite struct ReportPropertyTests {
    /// Webhooks, some lost, and rows of all kinds of reports, some missing.
    private func mixture(_ meeting: RandomMeeting, _ random: inout SplitMix64) -> [MeetingEvent] {
        let rows =
            meeting.apiReport + meeting.downloadedReport(precision: 1) + meeting.downloadedReport(precision: 60)
        return meeting.events.filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
            + rows.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
    }

    @Test(
        "in whatever order and however often webhooks and reports tell, one by one or at once, they say the same",
        arguments: PropertyCases.batches)
    func sameSetSameAnswer(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var random = SplitMix64(seed: seed &+ 3_000_000)
            let naming = RandomMeeting.Naming.allCases.randomElement(using: &random) ?? .complete
            let events = mixture(RandomMeeting(seed: seed, naming: naming), &random)
            let expected = Timeline(events)
            let retold = (events + events.shuffled(using: &random).prefix(9)).shuffled(using: &random)
            let half = retold.count - Int.random(in: 0...4, using: &random)
            var timeline = Timeline(retold[..<half])
            for event in retold[half...] { timeline.insert(event) }
            #expect(timeline == expected, "seed \(seed)")
            #expect(timeline.hashValue == expected.hashValue, "seed \(seed)")
            #expect(timeline.attendees == expected.attendees, "seed \(seed)")
            #expect(
                timeline.attendees.map { timeline.presence(of: $0) }
                    == expected.attendees.map { expected.presence(of: $0) }, "seed \(seed)")
            #expect(timeline.hasOpenConnections == expected.hasOpenConnections, "seed \(seed)")
            #expect(timeline.isEnded == expected.isEnded, "seed \(seed)")
            #expect(timeline.began == expected.began && timeline.finished == expected.finished, "seed \(seed)")
            #expect(timeline.count == Set(events).count, "seed \(seed)")
        }
    }

    @Test("what an event may have changed holds every connection it changed", arguments: PropertyCases.batches)
    func changes(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var random = SplitMix64(seed: seed &+ 4_000_000)
            let events = mixture(RandomMeeting(seed: seed, naming: .mixed), &random).shuffled(using: &random)
            var timeline = Timeline(events.dropLast(3))
            for event in events.suffix(3) {
                let before = timeline
                guard let changed = timeline.take(event) else { continue }
                for key in Set(before.connections).union(timeline.connections) where !changed.contains(key) {
                    #expect(before.identities(of: key) == timeline.identities(of: key), "seed \(seed)")
                    guard before.end == timeline.end else { continue }
                    #expect(before.presence(of: [key]) == timeline.presence(of: [key]), "seed \(seed)")
                }
                if event.connection != nil || event.isReport { #expect(!changed.isEmpty, "seed \(seed)") }
            }
        }
    }

    @Test("a report of what webhooks told already changes nobody's time", arguments: PropertyCases.batches)
    func nothingNew(_ seeds: Range<UInt64>) {
        for seed in seeds {
            let naming = seed % 2 == 0 ? RandomMeeting.Naming.complete : .usersOnly
            let meeting = RandomMeeting(seed: seed, naming: naming)
            let told = Timeline(meeting.events).byRegistrant
            for report in [
                meeting.apiReport, meeting.downloadedReport(precision: 1), meeting.downloadedReport(precision: 60),
            ] {
                let both = Timeline(meeting.events + report).byNamedRegistrant
                #expect(both.mapValues(\.proven) == told.mapValues(\.proven), "seed \(seed)")
                #expect(both.mapValues(\.inferred) == told.mapValues(\.inferred), "seed \(seed)")
                #expect(both.mapValues(\.flags) == told.mapValues(\.flags), "seed \(seed)")
                #expect(both.mapValues(\.waiting) == told.mapValues(\.waiting), "seed \(seed)")
                #expect(both.mapValues(\.presentSince) == told.mapValues(\.presentSince), "seed \(seed)")
            }
        }
    }

    @Test(
        "whatever webhooks were lost, a whole report proves the truth, and no doubt is left",
        arguments: PropertyCases.batches)
    func recovered(_ seeds: Range<UInt64>) {
        for seed in seeds {
            for naming in [RandomMeeting.Naming.complete, .usersOnly] {
                var random = SplitMix64(seed: seed &+ 5_000_000)
                let meeting = RandomMeeting(seed: seed, naming: naming)
                let told = meeting.events.filter { $0.isOfWaitingRoom || Int.random(in: 0..<3, using: &random) > 0 }
                let timeline = Timeline(told + meeting.apiReport)
                let found = timeline.byRegistrant
                #expect(found.mapValues(\.proven) == meeting.truth, "seed \(seed), \(naming)")
                #expect(found.allSatisfy { $0.value.inferred.isEmpty }, "seed \(seed), \(naming)")
                #expect(found.allSatisfy { $0.value.presentSince == nil }, "seed \(seed), \(naming)")
                #expect(found.allSatisfy { $0.value.possiblyUntil == nil }, "seed \(seed), \(naming)")
                #expect(!timeline.hasOpenConnections, "seed \(seed), \(naming)")
            }
        }
    }

    @Test(
        "whatever was lost, and however coarse the report, nothing is proven that was not so",
        arguments: PropertyCases.batches)
    func neverInvented(_ seeds: Range<UInt64>) {
        for seed in seeds {
            for naming in [RandomMeeting.Naming.complete, .usersOnly] {
                var random = SplitMix64(seed: seed &+ 6_000_000)
                let meeting = RandomMeeting(seed: seed, naming: naming, crowd: .distinct)
                let told = meeting.events.filter { $0.isOfWaitingRoom || Int.random(in: 0..<3, using: &random) > 0 }
                for report in [
                    meeting.apiReport, meeting.downloadedReport(precision: 1), meeting.downloadedReport(precision: 60),
                ] {
                    let rows = report.filter { _ in Int.random(in: 0..<3, using: &random) > 0 }
                    for (name, presence) in Timeline(told + rows).byName where name != "" {
                        let person = String(name.dropFirst("Guest ".count))
                        let invented = presence.proven.subtracting(meeting.truth[person] ?? IntervalSet())
                        #expect(invented.isEmpty, "seed \(seed), \(naming), \(name)")
                    }
                }
            }
        }
    }

    @Test("a report takes no proven time away, and proves all that it tells", arguments: PropertyCases.batches)
    func onlyAdds(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var random = SplitMix64(seed: seed &+ 7_000_000)
            let meeting = RandomMeeting(seed: seed, naming: .mixed)
            let told = meeting.events.filter { _ in Bool.random(using: &random) }
            let rows = (meeting.apiReport + meeting.downloadedReport(precision: 1))
                .filter { _ in Bool.random(using: &random) }
            let before = Timeline(told)
            let after = Timeline(told + rows)
            let (all, known) = (after.presence, before.byRegistrant)
            for (person, presence) in after.byNamedRegistrant {
                let lost = known[person]?.proven.subtracting(presence.proven) ?? IntervalSet()
                #expect(lost.isEmpty, "seed \(seed), \(person)")
                #expect(presence.proven.intersection(presence.inferred).isEmpty, "seed \(seed)")
                #expect(presence.inferred.isEmpty == !presence.flags.contains(.inferredLeave), "seed \(seed)")
                #expect((presence.possiblyUntil == nil) == !presence.flags.contains(.missingJoin), "seed \(seed)")
            }
            for row in rows {
                guard case .reported(let until, _) = row.kind else { continue }
                let stay = IntervalSet(Interval(row.time, until))
                #expect(stay.subtracting(all.proven).isEmpty, "seed \(seed)")
                let own = after.attendee(of: row).map { after.presence(of: $0) }
                #expect(own.map { stay.subtracting($0.proven).isEmpty } ?? false, "seed \(seed)")
            }
        }
    }
}

extension MeetingEvent {
    fileprivate var isReport: Bool {
        guard case .reported = kind else { return false }
        return true
    }
}
