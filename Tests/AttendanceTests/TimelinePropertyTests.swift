import Attendance
import TestSupport
import Testing

/// Rules that hold for every meeting. A failure names the seed that repeats it.
@Suite struct TimelinePropertyTests {
    @Test("order, duplicates and telling one by one change nothing", arguments: PropertyCases.batches)
    func sameSetSameAnswer(_ seeds: Range<UInt64>) {
        for seed in seeds {
            let naming = RandomMeeting.Naming(turn: seed)
            var random = SplitMix64(seed: seed &+ 1_000_000)
            let all = RandomMeeting(seed: seed, naming: naming).events
            let events = all.filter { _ in Int.random(in: 0..<10, using: &random) > 0 }
            let expected = Timeline(events)
            let presences = expected.attendees.map { expected.presence(of: $0) }
            for _ in 0..<2 {
                var timeline = Timeline()
                for event in (events + events.shuffled(using: &random).prefix(20)).shuffled(using: &random) {
                    timeline.insert(event)
                }
                #expect(timeline == expected, "seed \(seed)")
                #expect(timeline.hashValue == expected.hashValue, "seed \(seed)")
                #expect(timeline.attendees == expected.attendees, "seed \(seed)")
                #expect(timeline.attendees.map { timeline.presence(of: $0) } == presences, "seed \(seed)")
                #expect(timeline.hasOpenConnections == expected.hasOpenConnections, "seed \(seed)")
                #expect(timeline.isEnded == expected.isEnded, "seed \(seed)")
                #expect(timeline.began == expected.began && timeline.finished == expected.finished, "seed \(seed)")
                #expect(timeline.count == Set(events).count, "seed \(seed)")
            }
        }
    }

    @Test(
        "what happens between deliveries is what a timeline of the same events says", arguments: PropertyCases.batches)
    func incremental(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var random = SplitMix64(seed: seed)
            let naming = RandomMeeting.Naming(turn: seed)
            let events = RandomMeeting(seed: seed, naming: naming).events.shuffled(using: &random)
            var timeline = Timeline()
            var known: Set<MeetingEvent> = []
            for (told, event) in events.enumerated() {
                let isNew = timeline.insert(event)
                #expect(isNew == known.insert(event).inserted, "seed \(seed)")
                guard told % 31 == 0 else { continue }
                let afresh = Timeline(events[...told])
                #expect(timeline == afresh, "seed \(seed)")
                #expect(timeline.hasOpenConnections == afresh.hasOpenConnections, "seed \(seed)")
                #expect(timeline.presence == afresh.presence, "seed \(seed)")
                if let attendee = timeline.attendee(of: event) {
                    #expect(afresh.attendees.contains(attendee), "seed \(seed)")
                    #expect(timeline.presence(of: attendee) == afresh.presence(of: attendee), "seed \(seed)")
                }
            }
        }
    }

    @Test("when everything is told, the truth is proven to the millisecond", arguments: PropertyCases.batches)
    func truth(_ seeds: Range<UInt64>) {
        for seed in seeds {
            for naming in RandomMeeting.Naming.allCases {
                let meeting = RandomMeeting(seed: seed, naming: naming)
                let timeline = Timeline(meeting.events)
                let found = timeline.byRegistrant
                #expect(found.mapValues(\.proven) == meeting.truth, "seed \(seed)")
                #expect(found.allSatisfy { $0.value.inferred.isEmpty && $0.value.presentSince == nil }, "seed \(seed)")
                #expect(found.allSatisfy { $0.value.flags.isSubset(of: [.severalDevices]) }, "seed \(seed)")
                #expect(found.allSatisfy { $0.value.attended }, "seed \(seed)")
                #expect(!timeline.hasOpenConnections, "seed \(seed)")
                #expect(timeline.start == at(0) && timeline.end == at(4000), "seed \(seed)")
            }
        }
    }

    @Test("whatever is lost, nothing is proven that was not so", arguments: PropertyCases.batches)
    func neverInvented(_ seeds: Range<UInt64>) {
        for seed in seeds {
            for naming in [RandomMeeting.Naming.complete, .usersOnly] {
                var random = SplitMix64(seed: seed &+ 5)
                let meeting = RandomMeeting(seed: seed, naming: naming)
                let told = meeting.events.filter { $0.isOfWaitingRoom || Int.random(in: 0..<4, using: &random) > 0 }
                for (person, presence) in Timeline(told).byRegistrant {
                    let invented = presence.proven.subtracting(meeting.truth[person] ?? IntervalSet())
                    #expect(invented.isEmpty, "seed \(seed), \(person), \(naming)")
                }
            }
        }
    }

    @Test("proven and inferred time never overlap, nor go beyond what was told", arguments: PropertyCases.batches)
    func bounds(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var random = SplitMix64(seed: seed &+ 9)
            let told = RandomMeeting(seed: seed, naming: .mixed).events.filter { _ in Bool.random(using: &random) }
            let timeline = Timeline(told)
            for attendee in timeline.attendees {
                let presence = timeline.presence(of: attendee)
                #expect(presence.proven.intersection(presence.inferred).isEmpty, "seed \(seed)")
                for interval in presence.proven.intervals {
                    #expect(presence.firstSeen.map { $0 <= interval.start } ?? false, "seed \(seed)")
                    #expect(presence.lastSeen.map { $0 >= interval.end } ?? false, "seed \(seed)")
                }
                for interval in presence.inferred.intervals {
                    #expect(presence.firstSeen.map { $0 <= interval.start } ?? false, "seed \(seed)")
                    #expect(
                        max(timeline.end ?? interval.start, presence.lastSeen ?? interval.start) >= interval.end,
                        "seed \(seed)")
                }
                #expect(presence.inferred.isEmpty == !presence.flags.contains(.inferredLeave), "seed \(seed)")
                #expect((presence.possiblyUntil == nil) == !presence.flags.contains(.missingJoin), "seed \(seed)")
            }
        }
    }

    @Test("one more proof never takes proven time away", arguments: PropertyCases.batches)
    func proofOnlyAdds(_ seeds: Range<UInt64>) throws {
        for seed in seeds {
            var random = SplitMix64(seed: seed &+ 13)
            let all = RandomMeeting(seed: seed).events
            let told = all.filter { _ in Int.random(in: 0..<3, using: &random) > 0 }
            var timeline = Timeline(told)
            for _ in 0..<6 {
                guard var proof = told.randomElement(using: &random), proof.connection != nil else { continue }
                proof.kind = .seen
                proof.time = at(Int64.random(in: 0..<4000, using: &random))
                let before = timeline.byRegistrant
                timeline.insert(proof)
                for (person, presence) in timeline.byRegistrant {
                    let known = before[person] ?? Presence()
                    #expect(known.proven.subtracting(presence.proven).isEmpty, "seed \(seed)")
                    #expect(
                        known.certain.union(known.inferred).subtracting(presence.proven.union(presence.inferred))
                            .isEmpty)
                }
            }
        }
    }

    @Test("a device more never takes time away, and overlapping time counts once", arguments: PropertyCases.batches)
    func devices(_ seeds: Range<UInt64>) {
        for seed in seeds {
            let timeline = Timeline(RandomMeeting(seed: seed).events)
            for attendee in timeline.attendees where attendee.connections.count > 1 {
                let whole = timeline.presence(of: attendee)
                let parts = attendee.connections.map { timeline.presence(of: [$0]) }
                #expect(whole.proven == parts.reduce(IntervalSet()) { $0.union($1.proven) }, "seed \(seed)")
                let separately = parts.reduce(Span.zero) { $0 + $1.proven.total }
                #expect(whole.flags.contains(.severalDevices) == (separately > whole.proven.total), "seed \(seed)")
            }
        }
    }
}
