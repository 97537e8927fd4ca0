import Attendance
import Testing

/// One rule at a time, over a scheduled hour unless said otherwise.
@Suite("The rules of a policy")
struct RuleTests {
    static let hour = Slot(start: at(0), end: at(3600))

    static func times(
        slot: Slot? = hour, began: Int64? = 0, finished: Int64? = 60, pauses: IntervalSet = IntervalSet(),
        _ completion: Completion.Reason = .allLeft
    ) -> OccurrenceTimes {
        OccurrenceTimes(
            slot: slot, began: began.map { at(minute: $0) }, finished: finished.map { at(minute: $0) },
            pauses: pauses, completion: completion)
    }

    static func assess(
        _ rules: [PolicyRule], _ presence: Presence, in times: OccurrenceTimes = times(), minimumMinutes: Int? = nil,
        match: MatchStrength = .registered
    ) -> Assessment {
        Assessment(
            of: presence, in: times, requirement: Requirement(minimumMinutes: minimumMinutes),
            policy: Policy(name: "test", version: "1", rules: rules), match: match)
    }

    static func measure(
        _ demand: Demand, _ presence: Presence, in times: OccurrenceTimes = times(),
        match: MatchStrength = .registered
    ) throws -> RuleResult {
        try #require(assess([PolicyRule(demand)], presence, in: times, match: match).rules.first)
    }

    private func there(_ proven: IntervalSet, inferred: IntervalSet = IntervalSet()) -> Presence {
        Presence(proven: proven, inferred: inferred, attended: true)
    }

    // MARK: Longest absence

    @Test("the longest absence is a stretch, and coming late or leaving early is one too")
    func absence() throws {
        let demand = Demand.longestAbsence(atMost: .minutes(15))
        func absence(_ proven: IntervalSet) throws -> RuleResult { try Self.measure(demand, there(proven)) }
        let broken = try absence(minutes(0..<20, 30..<40, 55..<60))
        #expect(broken.outcome == .passed && broken.measured == Span.minutes(15).milliseconds)
        #expect(broken.threshold == Span.minutes(15).milliseconds)
        #expect(try absence(minutes(0..<20, 36..<60)).outcome == .failed)
        #expect(try absence(minutes(16..<60)).outcome == .failed)
        #expect(try absence(minutes(0..<44)).outcome == .failed)
        #expect(try absence(seconds(0..<600, 1500..<3600)).outcome == .passed)
        #expect(try absence(seconds(0..<600, 1501..<3600)).outcome == .failed, "a second more")
    }

    @Test("absences are counted only while the meeting was held")
    func absenceOutside() throws {
        let demand = Demand.longestAbsence(atMost: .minutes(5))
        let beganLate = Self.times(began: 20, finished: 40)
        #expect(try Self.measure(demand, there(minutes(22..<40)), in: beganLate).outcome == .passed)
        let overran = Self.times(began: -30, finished: 90)
        #expect(try Self.measure(demand, there(minutes(-30 ..< -20, 0..<60)), in: overran).outcome == .passed)
    }

    @Test("nobody is away while the meeting was interrupted for everybody")
    func absenceInPause() throws {
        let demand = Demand.longestAbsence(atMost: .minutes(5))
        let presence = there(minutes(0..<20, 40..<60))
        #expect(try Self.measure(demand, presence).outcome == .failed)
        let paused = Self.times(pauses: minutes(20..<36))
        #expect(try Self.measure(demand, presence, in: paused).measured == Span.minutes(4).milliseconds)
        #expect(try Self.measure(demand, presence, in: paused).outcome == .passed)
        #expect(try Self.measure(.rejoins(atMost: 0), presence, in: Self.times(pauses: minutes(20..<40))).measured == 0)
    }

    @Test("an absence that inferred time would fill is undecided")
    func absenceInDoubt() throws {
        let demand = Demand.longestAbsence(atMost: .minutes(5))
        let filled = try Self.measure(demand, there(minutes(0..<20, 40..<60), inferred: minutes(20..<36)))
        #expect(filled.outcome == .needsReview && filled.measured == Span.minutes(20).milliseconds)
        let short = try Self.measure(demand, there(minutes(0..<20, 40..<60), inferred: minutes(20..<30)))
        #expect(short.outcome == .failed)
    }

    @Test("who was not there at all is not passed because the meeting was short")
    func absenceAll() throws {
        let demand = Demand.longestAbsence(atMost: .minutes(30))
        let short = Self.times(finished: 10)
        #expect(try Self.measure(demand, Presence(), in: short).outcome == .failed)
        #expect(try Self.measure(demand, there(minutes(5..<6)), in: short).outcome == .passed)
    }

    @Test("where it is not known when the meeting was held, no absence is measured")
    func absenceUnknown() throws {
        let demand = Demand.longestAbsence(atMost: .minutes(5))
        let unknown = Self.times(slot: nil, finished: nil, .stale)
        let found = try Self.measure(demand, there(minutes(0..<20)), in: unknown)
        #expect(found.outcome == .notMeasured && found.measured == nil)
        let endUnknown = Self.times(finished: nil, .stale)
        #expect(try Self.measure(demand, there(minutes(0..<20)), in: endUnknown).outcome == .needsReview)
        #expect(try Self.measure(demand, there(minutes(0..<58)), in: endUnknown).outcome == .passed)
        let other = Self.times(began: -90, finished: -30)
        #expect(try Self.measure(demand, there(minutes(-90 ..< -30)), in: other).outcome == .notMeasured)
    }

    @Test("a sitting of several occurrences is interrupted between them, and only where their ends are known")
    func sitting() throws {
        let parts = [Self.times(began: 0, finished: 20), Self.times(began: 36, finished: 60)]
        #expect(OccurrenceTimes(merging: parts).pauses == minutes(20..<36))
        #expect(OccurrenceTimes(merging: parts.reversed()).pauses == minutes(20..<36))
        #expect(OccurrenceTimes(merging: parts + [Self.times(began: 10, finished: 40)]).pauses.isEmpty)
        #expect(OccurrenceTimes(merging: [Self.times(began: 0, finished: nil), parts[1]]).pauses.isEmpty)
        let most = Presence(proven: minutes(0..<20, 36..<60), attended: true)
        let times = OccurrenceTimes(merging: parts)
        let found = Self.assess(
            [PolicyRule(.attendedShare(atLeastPercent: 80, warnBelowPercent: nil))], most, in: times)
        #expect(found.verdict == .needsReview && found.flags == [.meetingShorterThanScheduled])
    }

    // MARK: Rejoins

    @Test("a rejoin is coming back after having been away; several devices at once are one stay")
    func rejoins() throws {
        func rejoins(_ most: Int, _ proven: IntervalSet) throws -> RuleResult {
            try Self.measure(.rejoins(atMost: most), there(proven))
        }
        #expect(try rejoins(0, minutes(0..<60)).outcome == .passed)
        #expect(try rejoins(0, minutes(0..<30, 30..<60, 10..<40)).measured == 0)
        let twice = try rejoins(1, minutes(0..<10, 20..<30, 40..<60))
        #expect(twice.outcome == .failed && twice.measured == 2 && twice.threshold == 1 && twice.unit == .times)
        #expect(try rejoins(2, minutes(0..<10, 20..<30, 40..<60)).outcome == .passed)
        #expect(try rejoins(0, minutes(-30 ..< -20, -10..<60)).measured == 0, "trying it out before the start")
        #expect(try rejoins(0, IntervalSet()).outcome == .notMeasured)
    }

    @Test("rejoins that inferred time would undo, or would make, are undecided")
    func rejoinsInDoubt() throws {
        func rejoins(_ most: Int, _ proven: IntervalSet, _ inferred: IntervalSet) throws -> RuleResult {
            try Self.measure(.rejoins(atMost: most), there(proven, inferred: inferred))
        }
        #expect(try rejoins(0, minutes(0..<10, 20..<60), minutes(10..<20)).outcome == .needsReview)
        #expect(try rejoins(0, minutes(0..<10, 20..<60), minutes(10..<15)).outcome == .failed)
        #expect(try rejoins(0, minutes(0..<10), minutes(20..<60)).outcome == .needsReview)
        #expect(try rejoins(1, minutes(0..<10), minutes(20..<60)).outcome == .passed)
        #expect(try rejoins(0, IntervalSet(), minutes(20..<60)).outcome == .passed)
    }

    // MARK: How surely it is known

    @Test("too much inferred time asks for a review and fails nobody")
    func inferredShare() throws {
        func share(_ percent: Int, _ inferred: IntervalSet) throws -> RuleResult {
            try Self.measure(.inferredShare(atMostPercent: percent), there(minutes(0..<45), inferred: inferred))
        }
        let quarter = try share(25, minutes(45..<60))
        #expect(quarter.outcome == .passed && quarter.measured == Span.minutes(15).milliseconds)
        #expect(quarter.whole == Span.minutes(60).milliseconds && quarter.threshold == quarter.measured)
        #expect(try share(24, minutes(45..<60)).outcome == .needsReview)
        #expect(try share(0, IntervalSet()).outcome == .passed)
        #expect(try Self.measure(.inferredShare(atMostPercent: 10), Presence()).outcome == .notMeasured)
        let severe = PolicyRule(.inferredShare(atMostPercent: 24), severity: .fail)
        let found = Self.assess([severe], there(minutes(0..<45), inferred: minutes(45..<60)))
        #expect(found.verdict == .needsReview)
    }

    @Test("a match weaker than asked for is not fulfilled", arguments: MatchStrength.allCases)
    func match(strength: MatchStrength) throws {
        for least in MatchStrength.allCases {
            let demand = Demand.matchStrength(atLeast: least)
            let found = try Self.measure(demand, there(minutes(0..<60)), match: strength)
            #expect(found.outcome == (strength < least ? .failed : .passed))
            #expect(found.measured == strength.points && found.threshold == least.points && found.unit == .points)
            #expect((strength < least) == (strength.points < least.points))
        }
    }

    @Test("a camera is never measured, whoever was there how long")
    func camera() throws {
        for presence in [Presence(), there(minutes(0..<60))] {
            let found = try Self.measure(.camera(atLeastPercent: 80), presence)
            #expect(found.outcome == .notMeasured && found.measured == nil && found.threshold == 80)
            #expect(found.unit == .percent)
            #expect(!found.sentences.values.contains { $0.contains("%") || $0.contains("0") })
        }
    }

    @Test("time that a person removed is not possible any more")
    func removed() throws {
        let open = Self.times(finished: nil, .stale)
        var presence = Presence(proven: minutes(0..<20), presentSince: at(0), attended: true)
        let demand = Demand.minimum(.minutes(30))
        #expect(try Self.measure(demand, presence, in: open).outcome == .needsReview)
        presence.removed = minutes(20..<60)
        #expect(try Self.measure(demand, presence, in: open).outcome == .failed)
    }
}
