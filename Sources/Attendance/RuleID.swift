/// The name of a rule, on cards and in configuration.
public enum RuleID: String, Hashable, Sendable, CaseIterable {
    case attendedShare = "attended-share"
    case late
    case leftEarly = "left-early"
    case minimum = "minimum-minutes"
    case longestAbsence = "longest-absence"
    case rejoins
    case inferredShare = "inferred-share"
    case matchStrength = "match-strength"
    case camera

    /// Where a policy does not say. Never changed: a policy's version does not cover what it leaves out.
    public var usualSeverity: Severity {
        switch self {
        case .attendedShare, .late, .leftEarly, .minimum, .longestAbsence: .fail
        case .rejoins, .inferredShare, .matchStrength: .review
        case .camera: .note
        }
    }
}
