/// Whether an attendance counts.
public enum Verdict: String, Hashable, Sendable, CaseIterable {
    case passed
    case failed
    /// What is known does not decide it: a person has to.
    case needsReview = "needs-review"
}

/// What one rule of the policy says of an attendance.
public struct RuleResult: Hashable, Sendable {
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case passed
        /// Passed, but close.
        case warning
        case failed
        /// Not fulfilled by what is proven, but perhaps by what was never told.
        case needsReview = "needs-review"
        /// What it is measured by was never told.
        case notMeasured = "not-measured"
    }

    public enum Unit: String, Hashable, Sendable, CaseIterable {
        case milliseconds
        case times
        /// How surely somebody was recognised: `MatchStrength.points`.
        case points
        case percent
    }

    public var rule: RuleID
    public var severity: Severity
    public var outcome: Outcome
    /// By certain time alone; nil when not measured.
    public var measured: Int64?
    /// The least, or the most, that fulfils the rule; nil when it could not be worked out.
    public var threshold: Int64?
    /// For a share: what it is a share of.
    public var whole: Int64?
    public var unit: Unit
    /// For a person to read, by language; always one in English (`en`).
    public var sentences: [String: String]

    public init(
        rule: RuleID, severity: Severity, outcome: Outcome, measured: Int64?, threshold: Int64?, whole: Int64? = nil,
        unit: Unit = .milliseconds, sentences: [String: String]
    ) {
        self.rule = rule
        self.severity = severity
        self.outcome = outcome
        self.measured = measured
        self.threshold = threshold
        self.whole = whole
        self.unit = unit
        self.sentences = sentences
    }

    /// In English.
    public var sentence: String { sentences["en"] ?? "" }
}

/// What the policy says of somebody's presence in a completed occurrence.
public struct Assessment: Hashable, Sendable {
    /// In the order of the policy.
    public var rules: [RuleResult]
    public var verdict: Verdict
    public var flags: Set<PresenceFlag>

    public init(rules: [RuleResult], verdict: Verdict, flags: Set<PresenceFlag>) {
        self.rules = rules
        self.verdict = verdict
        self.flags = flags
    }
}
