/// The demands on how steadily they were there, and on how surely that is known.
extension Yardstick {
    /// Whoever was not there at all does not pass, however short the meeting was.
    func longestAbsence(_ most: Span) -> Finding {
        guard let held = times.held else { return .notMeasured(.times, threshold: most.milliseconds) }
        if held.isEmpty { return .notMeasured(.timeInSchedule, threshold: most.milliseconds) }
        func absence(_ present: IntervalSet) -> (longest: Span, isFulfilled: Bool) {
            let missed = IntervalSet(held).subtracting(times.pauses).subtracting(present)
            let longest = missed.intervals.map(\.length).max() ?? .zero
            return (longest, longest <= most && !present.intersection(held).isEmpty)
        }
        let (sure, perhaps) = (absence(certain), absence(possible))
        var outcome = decide(sure.isFulfilled, perhaps.isFulfilled)
        // It may have ended before its scheduled end.
        if outcome == .failed, times.finished == nil { outcome = .needsReview }
        return Finding(outcome, sure.longest, possible: perhaps.longest, threshold: most)
    }

    /// Here more presence may be worse: whoever comes back once more has come back once more. Undecided where some way
    /// of filling what is only possible would be within the limit, and some other would not.
    func rejoins(_ most: Int) -> Finding {
        func stays(_ present: IntervalSet) -> IntervalSet {
            var present = present
            if let held = times.held, !held.isEmpty { present = present.intersection(held) }
            // Nobody comes back to a meeting that was itself interrupted.
            return present.isEmpty ? present : present.union(times.pauses)
        }
        func count(_ stays: IntervalSet, during others: IntervalSet) -> Int {
            stays.intervals.count { !others.intersection($0).isEmpty }
        }
        let (sure, perhaps) = (stays(certain), stays(possible))
        guard count(perhaps, during: possible) > 0 else {
            return .notMeasured(.presence, threshold: Int64(most), unit: .times)
        }
        let sureCount = count(sure, during: certain)
        // Stays that may be one, if all that is possible was.
        let least = max(count(perhaps, during: certain), 1)
        // Stays that are apart if nothing of it was, and those that are only possible.
        let greatest =
            sureCount
            + perhaps.intervals.count {
                !possible.intersection($0).isEmpty && certain.intersection($0).isEmpty
            }
        let outcome: RuleResult.Outcome =
            greatest - 1 <= most ? .passed : least - 1 > most ? .failed : .needsReview
        return Finding(
            outcome: outcome, measured: sureCount > 0 ? Int64(sureCount - 1) : nil, possible: Int64(greatest - 1),
            threshold: Int64(most), unit: .times)
    }

    /// If all of the inferred time were true it would be none: so what is too much is never failed.
    func inferredShare(_ percent: Int) -> Finding {
        let whole = certain.union(inferred).total
        guard whole > .zero else { return .notMeasured(.presence) }
        let share = inferred.subtracting(certain).total
        let (high, low) = whole.milliseconds.quotientAndRemainder(dividingBy: 100)
        let most = Span(milliseconds: high * Int64(percent) + low * Int64(percent) / 100)
        return Finding(
            share <= most ? .passed : .needsReview, share, possible: share, threshold: most, whole: whole)
    }

    func matchStrength(_ least: MatchStrength) -> Finding {
        Finding(
            outcome: match >= least ? .passed : .failed, measured: match.points, possible: match.points,
            threshold: least.points, unit: .points)
    }
}

extension OccurrenceTimes {
    /// When it was held within its schedule; empty when it was not; nil when not known.
    fileprivate var held: Interval? {
        guard let lateAfter, let earlyBefore else { return nil }
        return Interval(lateAfter, max(lateAfter, earlyBefore))
    }
}

extension MatchStrength {
    /// How surely, as a number on cards: never renumbered.
    public var points: Int64 {
        switch self {
        case .name: 10
        case .code: 20
        case .claimed: 30
        case .phone: 40
        case .signedIn: 50
        case .registered: 60
        }
    }
}
