extension Assessment {
    /// Measures every rule twice: by what is certain, and by all that may have been. Where both agree the rule is
    /// decided; where they do not, a person has to look. So missing data never fails anybody.
    public init(of presence: Presence, in times: OccurrenceTimes, requirement: Requirement, policy: Policy) {
        let certain = presence.certain
        let possible = presence.possible(in: times)
        var flags = presence.flags
        if times.completion == .stale { flags.insert(.endNeverTold) }
        let yardstick = Yardstick(times: times, certain: certain, possible: possible, sharePercent: policy.sharePercent)
        rules = policy.rules(raisedBy: requirement).map { rule in
            let (result, isTooShort) = yardstick.result(of: rule)
            if isTooShort { flags.insert(.meetingShorterThanScheduled) }
            return result
        }
        self.flags = flags
        let outcomes = Set(rules.map(\.outcome))
        verdict =
            if outcomes.contains(.failed) {
                .failed
            } else if outcomes.contains(.needsReview) || outcomes.contains(.notMeasured) {
                .needsReview
            } else {
                .passed
            }
    }
}

extension Policy {
    /// The rules, the minimum raised to what the court asks of this participant, whatever the policy says.
    fileprivate func rules(raisedBy requirement: Requirement) -> [Rule] {
        guard let minutes = requirement.minimumMinutes else { return rules }
        let required = Span.minutes(Int64(minutes))
        var hasMinimum = false
        let raised = rules.map { rule in
            guard case .minimum(let least) = rule else { return rule }
            hasMinimum = true
            return .minimum(max(least, required))
        }
        return hasMinimum ? raised : raised + [.minimum(required)]
    }

    fileprivate var sharePercent: Int {
        for case .attendedShare(let percent, _) in rules { return percent }
        return 0
    }
}

extension Presence {
    /// Every moment they may have been there: inferred time, all before a leave whose join is missing, all after a join
    /// whose leave is missing in an occurrence whose end is.
    fileprivate func possible(in times: OccurrenceTimes) -> IntervalSet {
        var possible = certain.union(inferred)
        if let possiblyUntil {
            let first = [times.began, times.slot?.start, firstSeen].compactMap(\.self).min() ?? possiblyUntil
            possible.insert(Interval(first, possiblyUntil))
        }
        if let presentSince {
            let last = [times.finished, times.counted?.end, times.slot?.end, lastSeen].compactMap(\.self).max()
            possible.insert(Interval(presentSince, last ?? presentSince))
        }
        return possible
    }
}
