/// Measures one presence by one demand after another.
struct Yardstick {
    let times: OccurrenceTimes
    let certain: IntervalSet
    let inferred: IntervalSet
    /// Holds `certain` and `inferred`.
    let possible: IntervalSet
    let match: MatchStrength
    /// The share of a meeting that makes up for its having been too short.
    let sharePercent: Int

    func measure(_ demand: Demand) -> Finding {
        switch demand {
        case .attendedShare(let percent, let warnBelow): share(percent, warnBelow)
        case .late(let most): late(most)
        case .leftEarly(let most): leftEarly(most)
        case .minimum(let least): minimum(least)
        case .longestAbsence(let most): longestAbsence(most)
        case .rejoins(let most): rejoins(most)
        case .inferredShare(let percent): inferredShare(percent)
        case .matchStrength(let least): matchStrength(least)
        case .camera(let percent): .notMeasured(.cameras, threshold: Int64(percent), unit: .percent)
        }
    }

    // MARK: How long

    private func share(_ percent: Int, _ warnBelow: Int?) -> Finding {
        guard let whole = times.whole, let counted = times.counted else { return .notMeasured(.duration) }
        func attended(_ present: IntervalSet) -> Span { min(present.intersection(counted).total, whole) }
        let (sure, perhaps) = (attended(certain), attended(possible))
        let needed = whole.share(percent)
        let isTooShort = times.possible.map { $0 < needed } ?? false
        var outcome = decide(sure >= needed, perhaps >= needed)
        if outcome == .failed, isTooShort, makesUpForShortness(perhaps) { outcome = .needsReview }
        if outcome == .passed, let warnBelow, sure < whole.share(warnBelow) { outcome = .warning }
        var finding = Finding(outcome, sure, possible: perhaps, threshold: needed, whole: whole)
        finding.isTooShort = isTooShort
        finding.lasted = isTooShort ? times.lasted : nil
        return finding
    }

    private func minimum(_ least: Span) -> Finding {
        let (sure, perhaps) = (certain.total, possible.total)
        let isTooShort = times.scheduled != nil && times.lasted.map { $0 < least } ?? false
        var outcome = decide(sure >= least, perhaps >= least)
        if outcome == .failed, isTooShort, makesUpForShortness(perhaps) { outcome = .needsReview }
        var finding = Finding(outcome, sure, possible: perhaps, threshold: least)
        finding.isTooShort = isTooShort
        finding.lasted = isTooShort ? times.lasted : nil
        return finding
    }

    // MARK: When

    private func late(_ most: Span) -> Finding {
        guard let from = times.lateAfter else { return .notMeasured(.start, threshold: most.milliseconds) }
        func late(_ present: IntervalSet) -> Span? {
            present.intersection(Interval(from, .distantFuture)).start.map { $0 - from }
        }
        guard let least = late(possible) else {
            return .notMeasured(.presenceAfterStart, threshold: most.milliseconds)
        }
        let sure = late(certain)
        let outcome = decide(sure.map { $0 <= most } ?? false, least <= most)
        return Finding(outcome, sure, possible: least, threshold: most)
    }

    private func leftEarly(_ most: Span) -> Finding {
        guard let until = times.earlyBefore else { return .notMeasured(.end, threshold: most.milliseconds) }
        func early(_ present: IntervalSet) -> Span? {
            present.intersection(Interval(.distantPast, until)).end.map { until - $0 }
        }
        guard let least = early(possible) else {
            return .notMeasured(.presenceBeforeEnd, threshold: most.milliseconds)
        }
        let sure = early(certain)
        var outcome = decide(sure.map { $0 <= most } ?? false, least <= most)
        // It may have ended before its scheduled end.
        if outcome == .failed, times.finished == nil { outcome = .needsReview }
        return Finding(outcome, sure, possible: least, threshold: most)
    }

    // MARK: Deciding

    /// More presence never makes a rule worse: whoever passes by what is certain passes.
    func decide(_ byCertain: Bool, _ byPossible: Bool) -> RuleResult.Outcome {
        byCertain ? .passed : byPossible ? .needsReview : .failed
    }

    /// They were there for the needed share of what there was.
    private func makesUpForShortness(_ attended: Span) -> Bool {
        guard let possible = times.possible else { return false }
        return attended >= possible.share(sharePercent)
    }
}

extension OccurrenceTimes {
    /// How long it really lasted; nil when not known.
    fileprivate var lasted: Span? {
        guard let began, let finished else { return nil }
        return IntervalSet(Interval(began, finished)).subtracting(pauses).total
    }
}

extension Span {
    /// The least whole number of milliseconds that is that share.
    fileprivate func share(_ percent: Int) -> Span {
        let (high, low) = milliseconds.quotientAndRemainder(dividingBy: 100)
        return Span(milliseconds: high * Int64(percent) + (low * Int64(percent) + 99) / 100)
    }
}
