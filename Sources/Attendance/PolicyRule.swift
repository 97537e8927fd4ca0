/// One demand of a policy, how much it weighs, and how people are told of it.
public struct PolicyRule: Hashable, Sendable {
    public var demand: Demand
    public var severity: Severity
    /// What people read when the demand is decided: by language (`es`, `pt-BR`), with placeholders. Where a language is
    /// left out, the built-in English and Spanish sentences are used.
    public var sentences: [String: String]
    /// As `sentences`, for when what was told does not decide it.
    public var sentencesInDoubt: [String: String]
    /// As `sentences`, for when what it is measured by was never told. No placeholders.
    public var sentencesNotMeasured: [String: String]

    /// - Parameter severity: nil: the usual one of the demand.
    public init(
        _ demand: Demand, severity: Severity? = nil, sentences: [String: String] = [:],
        sentencesInDoubt: [String: String] = [:], sentencesNotMeasured: [String: String] = [:]
    ) {
        self.demand = demand
        self.severity = severity ?? demand.id.usualSeverity
        self.sentences = sentences
        self.sentencesInDoubt = sentencesInDoubt
        self.sentencesNotMeasured = sentencesNotMeasured
    }

    public var id: RuleID { demand.id }
}

/// What happens to the verdict when a demand is not fulfilled.
public enum Severity: String, Hashable, Sendable, CaseIterable {
    /// The attendance does not count. Where it is not decided, a person has to look.
    case fail
    /// A person has to look.
    case review
    /// Nothing: it is only told.
    case note
}

/// What a rule asks for, with its thresholds. Compared in milliseconds.
public enum Demand: Hashable, Sendable {
    /// Present for a share of the scheduled duration, or of the actual one where nothing is scheduled. Early joining
    /// does not count towards it.
    case attendedShare(atLeastPercent: Int, warnBelowPercent: Int?)
    /// Not more than this after the scheduled or the actual start, whichever is later.
    case late(atMost: Span)
    /// Gone not more than this before the scheduled or the actual end, whichever is earlier.
    case leftEarly(atMost: Span)
    /// Present at least this long in all. The requirement of the participant may raise it.
    case minimum(Span)
    /// Away not more than this at a stretch while the meeting was held; coming late and leaving early are stretches too.
    case longestAbsence(atMost: Span)
    /// Come back not more often than this after having been away while the meeting was held. Moving between rooms is
    /// not being away.
    case rejoins(atMost: Int)
    /// Not more than this share of their time inferred. Never failed, since missing data fails nobody: a person looks.
    case inferredShare(atMostPercent: Int)
    /// Recognised at least this surely.
    case matchStrength(atLeast: MatchStrength)
    /// On camera for a share of their time. Zoom tells of cameras in its paid quality events only, which are not read:
    /// never measured.
    case camera(atLeastPercent: Int)

    public var id: RuleID {
        switch self {
        case .attendedShare: .attendedShare
        case .late: .late
        case .leftEarly: .leftEarly
        case .minimum: .minimum
        case .longestAbsence: .longestAbsence
        case .rejoins: .rejoins
        case .inferredShare: .inferredShare
        case .matchStrength: .matchStrength
        case .camera: .camera
        }
    }
}
