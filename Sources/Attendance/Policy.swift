/// What an attendance must fulfil to count.
public struct Policy: Hashable, Sendable {
    public var name: String
    /// A hash of the policy's text, printed on every card; given from outside.
    public var version: String
    public var rules: [Rule]

    public init(name: String, version: String, rules: [Rule]) {
        self.name = name
        self.version = version
        self.rules = rules
    }

    /// One demand, with its thresholds. Compared in milliseconds.
    public enum Rule: Hashable, Sendable {
        /// Present for a share of the scheduled duration, or of the actual one where nothing is scheduled. Early
        /// joining does not count towards it.
        case attendedShare(atLeastPercent: Int, warnBelowPercent: Int?)
        /// Not more than this after the scheduled or the actual start, whichever is later.
        case late(atMost: Span)
        /// Gone not more than this before the scheduled or the actual end, whichever is earlier.
        case leftEarly(atMost: Span)
        /// Present at least this long in all. The requirement of the participant may raise it.
        case minimum(Span)

        public var id: RuleID {
            switch self {
            case .attendedShare: .attendedShare
            case .late: .late
            case .leftEarly: .leftEarly
            case .minimum: .minimum
            }
        }
    }

    /// What holds where a court asks for nothing else.
    public static let standard = Policy(
        name: "standard", version: "standard",
        rules: [
            .attendedShare(atLeastPercent: 80, warnBelowPercent: 90), .late(atMost: .minutes(10)),
            .leftEarly(atMost: .minutes(10)), .minimum(.minutes(5)),
        ])
}

/// The name of a rule, on cards and in configuration.
public enum RuleID: String, Hashable, Sendable, CaseIterable {
    case attendedShare = "attended-share"
    case late
    case leftEarly = "left-early"
    case minimum = "minimum-minutes"
}
