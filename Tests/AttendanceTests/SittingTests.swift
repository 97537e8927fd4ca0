import Attendance
import TestSupport
import Testing

@Suite struct SittingTests {
    @Test("a restarted meeting is one attendance: each moment once, the surer kind first")
    func merging() {
        let first = Presence(
            proven: seconds(0..<100), inferred: seconds(100..<200), possiblyUntil: at(10), firstSeen: at(0),
            lastSeen: at(100), connectionCount: 2, attended: true, flags: [.inferredLeave])
        let second = Presence(
            proven: seconds(150..<250), corrected: seconds(90..<120), removed: seconds(140..<160),
            waiting: seconds(5..<6), presentSince: at(300), firstSeen: at(150), lastSeen: at(250), connectionCount: 1,
            flags: [.correctedByPerson])
        let merged = Presence(merging: [first, second])
        #expect(merged.proven == seconds(0..<100, 150..<250))
        #expect(merged.corrected == seconds(100..<120))
        #expect(merged.inferred == seconds(120..<150))
        #expect(merged.removed.isEmpty)
        #expect(merged.waiting == seconds(5..<6))
        #expect(merged.presentSince == at(300) && merged.possiblyUntil == at(10))
        #expect(merged.firstSeen == at(0) && merged.lastSeen == at(250))
        #expect(merged.connectionCount == 3 && merged.attended)
        #expect(merged.flags == [.inferredLeave, .correctedByPerson])
        #expect(Presence(merging: [second, first]) == merged)
        #expect(Presence(merging: []) == Presence())
    }

    @Test(
        "merging adds up the time of both, in any order, and of one alone changes nothing",
        arguments: PropertyCases.batches)
    func properties(_ seeds: Range<UInt64>) {
        for seed in seeds {
            var random = SplitMix64(seed: seed &+ 77)
            let presences = (0..<3).map { part in
                let all = RandomMeeting(seed: seed &* 3 &+ UInt64(part)).events
                return Timeline(all.filter { _ in Int.random(in: 0..<3, using: &random) > 0 }).presence
            }
            let merged = Presence(merging: presences)
            #expect(merged == Presence(merging: presences.shuffled(using: &random)), "seed \(seed)")
            #expect(merged == Presence(merging: [merged]), "seed \(seed)")
            #expect(merged.proven == presences.reduce(IntervalSet()) { $0.union($1.proven) }, "seed \(seed)")
            #expect(
                merged.certain.union(merged.inferred)
                    == presences.reduce(IntervalSet()) { $0.union($1.certain).union($1.inferred) }, "seed \(seed)")
            #expect(Presence(merging: presences.prefix(1)) == presences[0], "seed \(seed)")
        }
    }

    @Test("nobody is late before a meeting is held again, or early when it was interrupted at its end")
    func pausesAreNobodysFault() {
        let slot = Slot(start: at(3600), end: at(7200))
        // The host tried it out, and opened it for good a quarter of an hour late.
        let trial = OccurrenceTimes(slot: slot, began: at(1800), finished: at(2400), completion: .allLeft)
        let meeting = OccurrenceTimes(slot: slot, began: at(4500), finished: at(8100), completion: .allLeft)
        func outcomes(_ times: [OccurrenceTimes], _ stay: Interval) -> [RuleResult.Outcome] {
            Assessment(
                of: Presence(proven: IntervalSet(stay), attended: true), in: OccurrenceTimes(merging: times),
                requirement: Requirement(), policy: .standard, match: .registered
            ).rules.map(\.outcome)
        }
        #expect(outcomes([trial, meeting], Interval(at(4500), at(8100))).allSatisfy { $0 == .passed })
        // It ended ten minutes early, and was opened again after its time for a moment.
        let evening = OccurrenceTimes(slot: slot, began: at(3600), finished: at(6500), completion: .allLeft)
        let again = OccurrenceTimes(slot: slot, began: at(7300), finished: at(7400), completion: .allLeft)
        #expect(
            outcomes([evening, again], Interval(at(3600), at(6500)))[2] == .passed, "they stayed as long as anybody")
    }

    @Test("a sitting lasts from its first beginning to its last end, and is as sure as its least sure occurrence")
    func times() {
        let slot = Slot(start: at(0), end: at(3600))
        let first = OccurrenceTimes(slot: slot, began: at(10), finished: at(900), completion: .allLeft)
        let second = OccurrenceTimes(slot: slot, began: at(1000), finished: at(3500), completion: .settled)
        let whole = OccurrenceTimes(
            slot: slot, began: at(10), finished: at(3500), pauses: IntervalSet(Interval(at(900), at(1000))),
            completion: .settled)
        #expect(OccurrenceTimes(merging: [first, second]) == whole)
        #expect(OccurrenceTimes(merging: [second, first]) == whole)
        #expect(OccurrenceTimes(merging: [first]) == first)
        let open = OccurrenceTimes(slot: slot, began: at(2000), finished: nil, completion: .stale)
        #expect(OccurrenceTimes(merging: [first, open]).finished == nil)
        #expect(OccurrenceTimes(merging: [first, open]).completion == .stale)
    }

    @Test("a meeting that ended more than ten minutes before its time may start again until then")
    func restart() {
        let patience = Completion.Patience()
        let slot = Slot(start: at(0), end: at(3600))
        func deadline(_ finished: Int64, now: Int64, _ slot: Slot?) -> Timestamp? {
            patience.restartDeadline(finished: at(finished), slot: slot, now: at(now))
        }
        #expect(deadline(2999, now: 3000, slot) == at(3600))
        #expect(deadline(-500, now: 0, slot) == at(3600))
        #expect(deadline(3000, now: 3000, slot) == nil)
        #expect(deadline(2000, now: 3600, slot) == nil)
        #expect(deadline(2000, now: 2000, nil) == nil)
    }
}
