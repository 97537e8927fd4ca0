extension Assessment {
    /// Measures every demand twice: by what is certain, and by all that may have been. Where both agree it is decided;
    /// where they do not, a person has to look. So missing data never fails anybody.
    ///
    /// - Parameter match: how surely the person was recognised.
    public init(
        of presence: Presence, in times: OccurrenceTimes, requirement: Requirement, policy: Policy,
        match: MatchStrength
    ) {
        var flags = presence.flags
        if times.completion == .stale { flags.insert(.endNeverTold) }
        let yardstick = Yardstick(
            times: times, certain: presence.certain, inferred: presence.inferred,
            possible: presence.possible(in: times), match: match, sharePercent: policy.sharePercent)
        rules = policy.rules(raisedBy: requirement).map { rule in
            let finding = yardstick.measure(rule.demand)
            if finding.isTooShort { flags.insert(.meetingShorterThanScheduled) }
            return RuleResult(
                rule: rule.id, severity: rule.severity, outcome: finding.outcome, measured: finding.measured,
                threshold: finding.threshold, whole: finding.whole, unit: finding.unit,
                sentences: Sentence(rule.demand, finding, match).byLanguage(as: rule))
        }
        self.flags = flags
        let verdicts = Set(rules.map(\.verdict))
        verdict = verdicts.contains(.failed) ? .failed : verdicts.contains(.needsReview) ? .needsReview : .passed
    }
}

extension RuleResult {
    /// What the verdict would be if this were the only rule.
    fileprivate var verdict: Verdict {
        switch (outcome, severity) {
        case (_, .note), (.passed, _), (.warning, _): .passed
        case (.failed, .fail): .failed
        case (.failed, .review), (.needsReview, _), (.notMeasured, _): .needsReview
        }
    }
}

extension Policy {
    /// The rules, the minimum raised to what the court asks of this participant, whatever the policy says.
    fileprivate func rules(raisedBy requirement: Requirement) -> [PolicyRule] {
        guard let minutes = requirement.minimumMinutes else { return rules }
        let required = Span.minutes(Int64(minutes))
        var hasMinimum = false
        let raised = rules.map { rule in
            guard case .minimum(let least) = rule.demand else { return rule }
            hasMinimum = true
            var raised = rule
            // A minimum that the policy only mentions is not what the court asks for.
            raised.demand = .minimum(rule.severity == .fail ? max(least, required) : required)
            raised.severity = .fail
            return raised
        }
        return hasMinimum ? raised : raised + [PolicyRule(.minimum(required))]
    }

    /// Of a share that is asked for in earnest.
    fileprivate var sharePercent: Int {
        for rule in rules where rule.severity != .note {
            if case .attendedShare(let percent, _) = rule.demand { return percent }
        }
        return 0
    }
}

extension Presence {
    /// Every moment they may have been there: inferred time, all before a leave whose join is missing, all after a join
    /// whose leave is missing in an occurrence whose end is. What a person took away is not possible any more.
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
        return possible.subtracting(removed)
    }
}
