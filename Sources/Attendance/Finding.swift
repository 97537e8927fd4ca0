/// What measuring a demand gave, before it is put into words.
struct Finding {
    var outcome: RuleResult.Outcome
    /// By certain time alone.
    var measured: Int64?
    /// By all that may have been.
    var possible: Int64?
    var threshold: Int64?
    var whole: Int64?
    var unit: RuleResult.Unit = .milliseconds
    /// The occurrence was too short for anybody to fulfil the demand.
    var isTooShort = false
    /// How long the occurrence lasted, where it was too short.
    var lasted: Span?
    /// Why nothing was measured.
    var missing: Missing?

    /// What would have been needed to measure a demand.
    enum Missing {
        case duration
        case start
        case end
        /// When the meeting was held.
        case times
        /// It was held, but not while it was scheduled.
        case timeInSchedule
        /// Their presence after the start.
        case presenceAfterStart
        case presenceBeforeEnd
        case presence
        /// Zoom's paid quality events.
        case cameras
    }
}

extension Finding {
    init(
        _ outcome: RuleResult.Outcome, _ measured: Span?, possible: Span, threshold: Span, whole: Span? = nil
    ) {
        self.init(
            outcome: outcome, measured: measured?.milliseconds, possible: possible.milliseconds,
            threshold: threshold.milliseconds, whole: whole?.milliseconds)
    }

    static func notMeasured(
        _ missing: Missing, threshold: Int64? = nil, unit: RuleResult.Unit = .milliseconds
    ) -> Self {
        Self(outcome: .notMeasured, threshold: threshold, unit: unit, missing: missing)
    }
}
