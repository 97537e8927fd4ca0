import Attendance
import TestSupport
import Testing

/// Over the presence of everybody in random meetings.
@Suite("Properties of the rules")
struct RulePropertyTests {
    private static let ofPresence: [Demand] = [
        .attendedShare(atLeastPercent: 50, warnBelowPercent: nil), .leftEarly(atMost: .minutes(10)),
        .minimum(.minutes(20)), .longestAbsence(atMost: .minutes(8)),
    ]
    private static let every =
        ofPresence + [
            .late(atMost: .minutes(10)), .rejoins(atMost: 1), .inferredShare(atMostPercent: 20),
            .matchStrength(atLeast: .code), .camera(atLeastPercent: 80),
        ]

    private static let slot = Slot(start: at(300), end: at(3600))

    private func rank(_ outcome: RuleResult.Outcome) -> Int {
        [.failed, .needsReview, .warning, .passed].firstIndex(of: outcome) ?? -1
    }

    private func rank(_ verdict: Verdict) -> Int { [.failed, .needsReview, .passed].firstIndex(of: verdict) ?? -1 }

    private func random(_ random: inout SplitMix64) -> IntervalSet {
        seconds(
            Int64.random(in: 0...1800, using: &random)..<Int64.random(in: 1801...2600, using: &random),
            Int64.random(in: 2000...3000, using: &random)..<Int64.random(in: 3001...4200, using: &random))
    }

    private func times(_ random: inout SplitMix64) -> OccurrenceTimes {
        OccurrenceTimes(
            slot: Bool.random(using: &random) ? Self.slot : nil, began: at(Int64.random(in: 0...600, using: &random)),
            finished: Int.random(in: 0..<5, using: &random) == 0 ? nil : at(4000), completion: .settled)
    }

    @Test("more presence never makes a verdict worse", arguments: UInt64(0)..<300)
    func verdicts(seed: UInt64) {
        let meeting = RandomMeeting(seed: seed)
        let times = OccurrenceTimes(slot: Self.slot, began: at(0), finished: at(4000), completion: .settled)
        for (_, presence) in Timeline(meeting.events).byRegistrant {
            var fuller = presence
            fuller.proven.insert(Interval(at(1000), at(2000)))
            var likelier = presence
            likelier.inferred = seconds(0..<4000).subtracting(presence.proven)
            func verdict(_ presence: Presence) -> Verdict {
                RuleTests.assess(Policy.standard.rules, presence, in: times).verdict
            }
            for more in [fuller, likelier] { #expect(rank(verdict(more)) >= rank(verdict(presence))) }
        }
    }

    @Test("more presence never makes a rule worse, but for those on coming back and on doubt", arguments: ofPresence)
    func monotone(demand: Demand) throws {
        for seed in UInt64(0)..<500 {
            var source = SplitMix64(seed: seed)
            let times = times(&source)
            let proven = Int.random(in: 0..<4, using: &source) == 0 ? IntervalSet() : random(&source)
            let inferred = random(&source).subtracting(proven)
            let presence = Presence(proven: proven, inferred: inferred)
            let added = random(&source)
            let fuller = Presence(proven: proven.union(added), inferred: inferred.subtracting(added))
            let likelier = Presence(proven: proven, inferred: inferred.union(added.subtracting(proven)))
            let before = try RuleTests.measure(demand, presence, in: times).outcome
            for more in [fuller, likelier] {
                let after = try RuleTests.measure(demand, more, in: times).outcome
                if before == .notMeasured || after == .notMeasured {
                    #expect(before == after, "seed \(seed)")
                } else {
                    #expect(rank(after) >= rank(before), "seed \(seed)")
                }
            }
        }
    }

    /// What is certain stays, and any stretch of what was inferred may turn out true.
    @Test("what is decided stays decided, whatever of the doubt turns out true", arguments: every)
    func decided(demand: Demand) throws {
        for seed in UInt64(0)..<500 {
            var source = SplitMix64(seed: seed)
            let times = times(&source)
            let proven = random(&source)
            let inferred = random(&source).subtracting(proven)
            let found = try RuleTests.measure(demand, Presence(proven: proven, inferred: inferred), in: times).outcome
            guard found == .passed || found == .failed else { continue }
            let pieces = inferred.intervals.filter { _ in Bool.random(using: &source) }
            let truth = Presence(proven: proven.union(IntervalSet(pieces)))
            #expect(try RuleTests.measure(demand, truth, in: times).outcome == found, "seed \(seed)")
        }
    }

    @Test("every result can be read in English and in Spanish", arguments: every)
    func words(demand: Demand) throws {
        for seed in UInt64(0)..<200 {
            var source = SplitMix64(seed: seed)
            let times = times(&source)
            let proven = Bool.random(using: &source) ? random(&source) : IntervalSet()
            let inferred = Bool.random(using: &source) ? random(&source).subtracting(proven) : IntervalSet()
            let found = try RuleTests.measure(
                demand, Presence(proven: proven, inferred: inferred), in: times,
                match: MatchStrength.allCases.randomElement(using: &source) ?? .name)
            #expect(Set(found.sentences.keys) == ["en", "es"])
            for sentence in found.sentences.values {
                #expect(sentence.hasSuffix(".") && !sentence.contains("{") && !sentence.contains("  "))
            }
            guard found.outcome == .notMeasured else { continue }
            #expect(found.measured == nil && found.sentence.contains("not"))
        }
    }
}
