import Attendance
import Testing

/// A scheduled hour, unless said otherwise: minutes 0 to 60.
@Suite struct AssessmentTests {
    private func assess(
        _ presence: Presence, slot: Slot? = Slot(start: at(0), end: at(3600)), scheduled: Span? = nil,
        began: Int64? = 0, finished: Int64? = 60, _ completion: Completion.Reason = .allLeft, minimumMinutes: Int? = nil
    ) -> Assessment {
        let times = OccurrenceTimes(
            slot: slot, scheduledDuration: scheduled, began: began.map { at(minute: $0) },
            finished: finished.map { at(minute: $0) }, completion: completion)
        return Assessment(
            of: presence, in: times, requirement: Requirement(minimumMinutes: minimumMinutes), policy: .standard,
            match: .registered)
    }

    private func there(_ ranges: Range<Int64>...) -> Presence {
        Presence(
            proven: IntervalSet(ranges.map { Interval(at(minute: $0.lowerBound), at(minute: $0.upperBound)) }),
            attended: true)
    }

    private func result(_ rule: RuleID, _ assessment: Assessment) throws -> RuleResult {
        try #require(assessment.rules.first { $0.rule == rule })
    }

    @Test(
        "the verdict over a scheduled hour",
        arguments: [
            (0, 60, .passed, []), (-30, 90, .passed, []), (5, 55, .passed, []), (6, 54, .passed, []),
            (0, 47, .failed, [.attendedShare, .leftEarly]), (11, 60, .failed, [.late]), (0, 49, .failed, [.leftEarly]),
            (10, 60, .passed, []), (0, 50, .passed, []), (20, 60, .failed, [.attendedShare, .late]),
            (-20, -10, .failed, [.attendedShare, .leftEarly]),
        ] as [(Int64, Int64, Verdict, [RuleID])])
    func verdict(from: Int64, to: Int64, expected: Verdict, failing: [RuleID]) {
        let found = assess(there(from..<to))
        #expect(found.verdict == expected)
        #expect(found.rules.filter { $0.outcome == .failed }.map(\.rule) == failing)
        #expect(found.rules.map(\.rule) == [.attendedShare, .late, .leftEarly, .minimum])
    }

    @Test("thresholds are compared to the millisecond")
    func exact() throws {
        func share(_ milliseconds: Int64) throws -> RuleResult.Outcome {
            let present = IntervalSet(Interval(at(0), at(0) + Span(milliseconds: milliseconds)))
            return try result(.attendedShare, assess(Presence(proven: present))).outcome
        }
        #expect(try share(48 * 60_000) == .warning)
        #expect(try share(48 * 60_000 - 1) == .failed)
        #expect(try share(54 * 60_000) == .passed)
        #expect(try share(54 * 60_000 - 1) == .warning)
    }

    @Test("early joining counts nothing towards the share")
    func early() throws {
        let share = try result(.attendedShare, assess(there(-60..<40), began: -60))
        #expect(share.measured == Span.minutes(40).milliseconds && share.outcome == .failed)
        #expect(share.threshold == Span.minutes(48).milliseconds && share.whole == Span.minutes(60).milliseconds)
    }

    @Test("a meeting that began late counts its full length, and nobody is late before it began")
    func beganLate() {
        #expect(assess(there(20..<80), began: 20, finished: 80).verdict == .passed)
        #expect(assess(there(31..<80), began: 20, finished: 80).verdict == .failed)
    }

    @Test("without a schedule the actual duration is what counts")
    func unscheduled() throws {
        #expect(assess(there(0..<25), slot: nil, finished: 30).verdict == .passed)
        #expect(assess(there(0..<19), slot: nil, finished: 30).verdict == .failed)
        #expect(assess(there(0..<3), slot: nil, finished: 3).verdict == .failed, "too short for any policy")
        #expect(assess(there(0..<25), slot: nil, scheduled: .minutes(60), finished: 60).verdict == .failed)
    }

    @Test("inferred time that would turn a failure asks for a review, and else changes nothing")
    func inferred() throws {
        var presence = there(0..<20)
        presence.inferred = minutes(20..<60)
        let found = assess(presence, .settled)
        #expect(found.verdict == .needsReview)
        let share = try result(.attendedShare, found)
        #expect(share.outcome == .needsReview && share.measured == Span.minutes(20).milliseconds)
        #expect(share.sentence == "You were there 20 of 60 minutes (33 %) for certain, perhaps 60 minutes. Needed: 48.")
        presence.inferred = minutes(20..<30)
        #expect(assess(presence).verdict == .failed)
        presence = there(0..<55)
        presence.inferred = minutes(55..<60)
        #expect(assess(presence).verdict == .passed)
        var late = there(30..<60)
        late.inferred = minutes(60..<70)
        #expect(assess(late).verdict == .failed)
    }

    @Test("corrected time counts like proven time")
    func corrected() {
        var presence = there(0..<20)
        presence.corrected = minutes(20..<60)
        #expect(assess(presence).verdict == .passed)
    }

    @Test("a missing join that could turn a failure asks for a review")
    func missingJoin() {
        var presence = Presence(possiblyUntil: at(minute: 60), flags: [.missingJoin])
        #expect(assess(presence).verdict == .needsReview)
        presence.possiblyUntil = at(minute: 30)
        #expect(assess(presence).verdict == .failed)
        presence = there(30..<60)
        presence.possiblyUntil = at(minute: 30)
        #expect(assess(presence).verdict == .needsReview)
    }

    @Test("who was still there when an endless meeting went stale is never failed for it")
    func stale() {
        var presence = there(0..<20)
        presence.presentSince = at(0)
        let found = assess(presence, finished: nil, .stale)
        #expect(found.verdict == .needsReview)
        #expect(found.flags.contains(.endNeverTold))
        presence.presentSince = at(minute: 40)
        presence.proven = minutes(40..<41)
        #expect(assess(presence, finished: nil, .stale).verdict == .failed)
        #expect(assess(there(0..<60), finished: nil, .stale).verdict == .passed)
        #expect(assess(there(0..<60), slot: nil, finished: nil, .stale).verdict == .needsReview)
    }

    @Test("nobody is failed for leaving before an end that was never told")
    func unknownEnd() throws {
        let found = assess(there(0..<49), finished: nil, .stale)
        #expect(try result(.leftEarly, found).outcome == .needsReview)
        #expect(found.verdict == .needsReview)
        #expect(assess(there(0..<49), finished: 60).verdict == .failed)
    }

    @Test("a meeting too short for anybody to pass asks for a review of who was there for most of it")
    func tooShort() throws {
        let whole = assess(there(0..<40), finished: 40)
        #expect(whole.verdict == .needsReview)
        #expect(whole.flags == [.meetingShorterThanScheduled])
        #expect(try result(.attendedShare, whole).sentence.hasSuffix("The meeting itself lasted 40 minutes."))
        #expect(assess(there(0..<5), finished: 40).verdict == .failed)
        #expect(!assess(there(0..<40), finished: 50).flags.contains(.meetingShorterThanScheduled))
    }

    @Test("the participant's own minimum raises the policy's, also where the policy has none")
    func minimum() {
        #expect(assess(there(0..<55), minimumMinutes: 55).verdict == .passed)
        #expect(assess(there(0..<55), minimumMinutes: 56).verdict == .failed)
        let times = OccurrenceTimes(slot: nil, began: at(0), finished: at(3600), completion: .allLeft)
        let lenient = Policy(name: "lenient", version: "1", rules: [])
        let found = Assessment(
            of: there(0..<20), in: times, requirement: Requirement(minimumMinutes: 30), policy: lenient,
            match: .registered)
        #expect(found.rules.map(\.rule) == [.minimum] && found.verdict == .failed)
    }

    @Test(
        "sentences are plain, and never contradict the outcome",
        arguments: [
            (.attendedShare, 0, 52 * 60, "You were there 52 of 60 minutes (86 %). Needed: 48."),
            (.attendedShare, 0, 48 * 60 - 1, "You were there 47 of 60 minutes (79 %). Needed: 48."),
            (.late, 0, 3600, "You came on time."), (.late, 30, 3600, "You came less than a minute late. Allowed: 10."),
            (.late, 60, 3600, "You came 1 minute late. Allowed: 10."),
            (.late, 630, 3600, "You came 10 min 30 s late. Allowed: 10."),
            (.late, 725, 3600, "You came 12 minutes late. Allowed: 10."),
            (.leftEarly, 0, 3600, "You stayed to the end."),
            (.leftEarly, 0, 3600 - 600, "You left 10 minutes early. Allowed: 10."),
            (.minimum, 0, 299, "You were there 4 minutes in all. Needed: at least 5."),
        ] as [(RuleID, Int64, Int64, String)])
    func sentences(rule: RuleID, from: Int64, to: Int64, sentence: String) throws {
        let found = assess(Presence(proven: seconds(from..<to)))
        #expect(try result(rule, found).sentence == sentence)
    }

    @Test("where a threshold is no whole minute, seconds are shown")
    func secondsShown() throws {
        let times = OccurrenceTimes(slot: nil, began: at(0), finished: at(3203), completion: .allLeft)
        let found = Assessment(
            of: Presence(proven: seconds(0..<2550)), in: times, requirement: Requirement(), policy: .standard,
            match: .registered)
        #expect(
            try result(.attendedShare, found).sentence
                == "You were there 42 min 30 s of 53 min 23 s (79 %). Needed: 42 min 43 s.")
    }
}
