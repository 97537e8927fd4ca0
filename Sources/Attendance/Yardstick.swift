/// Measures one presence by one rule after another.
struct Yardstick {
    let times: OccurrenceTimes
    let certain: IntervalSet
    /// Holds `certain`.
    let possible: IntervalSet
    /// The share of a meeting that makes up for its having been too short.
    let sharePercent: Int

    /// - Returns: also whether nobody could have fulfilled the rule, because the occurrence was too short.
    func result(of rule: Policy.Rule) -> (RuleResult, isTooShort: Bool) {
        switch rule {
        case .attendedShare(let percent, let warnBelow): share(percent, warnBelow)
        case .late(let most): (late(most), false)
        case .leftEarly(let most): (leftEarly(most), false)
        case .minimum(let least): minimum(least)
        }
    }

    // MARK: The rules

    private func share(_ percent: Int, _ warnBelow: Int?) -> (RuleResult, Bool) {
        guard let whole = times.whole, let counted = times.counted else {
            let sentence = "How long the meeting lasted was never told, so your share of it cannot be measured."
            return (notMeasured(.attendedShare, nil, sentence), false)
        }
        func attended(_ present: IntervalSet) -> Span { min(present.intersection(counted).total, whole) }
        let (sure, perhaps) = (attended(certain), attended(possible))
        let needed = whole.share(percent)
        let isTooShort = times.possible.map { $0 < needed } ?? false
        var outcome = decide(sure >= needed, perhaps >= needed)
        if outcome == .failed, isTooShort, makesUpForShortness(perhaps) { outcome = .needsReview }
        if outcome == .passed, let warnBelow, sure < whole.share(warnBelow) { outcome = .warning }
        let result = RuleResult(
            rule: .attendedShare, outcome: outcome, measured: sure.milliseconds, threshold: needed.milliseconds,
            whole: whole.milliseconds,
            sentence: Sentence.share(
                sure, perhaps: outcome == .needsReview ? perhaps : sure, of: whole, needed: needed,
                lasted: isTooShort ? times.lasted : nil))
        return (result, isTooShort)
    }

    private func minimum(_ least: Span) -> (RuleResult, Bool) {
        let (sure, perhaps) = (certain.total, possible.total)
        let isTooShort = times.scheduled != nil && times.lasted.map { $0 < least } ?? false
        var outcome = decide(sure >= least, perhaps >= least)
        if outcome == .failed, isTooShort, makesUpForShortness(perhaps) { outcome = .needsReview }
        let result = RuleResult(
            rule: .minimum, outcome: outcome, measured: sure.milliseconds, threshold: least.milliseconds,
            sentence: Sentence.minimum(
                sure, perhaps: outcome == .needsReview ? perhaps : sure, least: least,
                lasted: isTooShort ? times.lasted : nil))
        return (result, isTooShort)
    }

    private func late(_ most: Span) -> RuleResult {
        guard let from = times.lateAfter else {
            let sentence = "When the meeting began was never told, so it is not known if you were late."
            return notMeasured(.late, most, sentence)
        }
        func late(_ present: IntervalSet) -> Span? {
            present.intersection(Interval(from, .distantFuture)).start.map { $0 - from }
        }
        guard let least = late(possible) else {
            return notMeasured(.late, most, "You were not there at any time after the meeting began.")
        }
        let sure = late(certain)
        let outcome = decide(sure.map { $0 <= most } ?? false, least <= most)
        return RuleResult(
            rule: .late, outcome: outcome, measured: sure?.milliseconds, threshold: most.milliseconds,
            sentence: Sentence.late(sure ?? least, most: most, isCertain: outcome != .needsReview))
    }

    private func leftEarly(_ most: Span) -> RuleResult {
        guard let until = times.earlyBefore else {
            let sentence = "When the meeting ended was never told, so it is not known if you left early."
            return notMeasured(.leftEarly, most, sentence)
        }
        func early(_ present: IntervalSet) -> Span? {
            present.intersection(Interval(.distantPast, until)).end.map { until - $0 }
        }
        guard let least = early(possible) else {
            return notMeasured(.leftEarly, most, "You were not there at any time before the meeting ended.")
        }
        let sure = early(certain)
        var outcome = decide(sure.map { $0 <= most } ?? false, least <= most)
        // It may have ended before its scheduled end.
        if outcome == .failed, times.finished == nil { outcome = .needsReview }
        return RuleResult(
            rule: .leftEarly, outcome: outcome, measured: sure?.milliseconds, threshold: most.milliseconds,
            sentence: Sentence.leftEarly(sure ?? least, most: most, isCertain: outcome != .needsReview))
    }

    // MARK: Deciding

    /// More presence never makes a rule worse: whoever passes by what is certain passes.
    private func decide(_ byCertain: Bool, _ byPossible: Bool) -> RuleResult.Outcome {
        byCertain ? .passed : byPossible ? .needsReview : .failed
    }

    /// They were there for the needed share of what there was.
    private func makesUpForShortness(_ attended: Span) -> Bool {
        guard let possible = times.possible else { return false }
        return attended >= possible.share(sharePercent)
    }

    private func notMeasured(_ rule: RuleID, _ threshold: Span?, _ sentence: String) -> RuleResult {
        RuleResult(
            rule: rule, outcome: .notMeasured, measured: nil, threshold: threshold?.milliseconds, sentence: sentence)
    }
}

extension OccurrenceTimes {
    /// How long it really lasted; nil when not known.
    fileprivate var lasted: Span? {
        guard let began, let finished else { return nil }
        return max(finished - began, .zero)
    }
}

extension Span {
    /// The least whole number of milliseconds that is that share.
    fileprivate func share(_ percent: Int) -> Span {
        let (high, low) = milliseconds.quotientAndRemainder(dividingBy: 100)
        return Span(milliseconds: high * Int64(percent) + (low * Int64(percent) + 99) / 100)
    }
}
