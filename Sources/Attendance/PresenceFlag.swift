/// A doubt or a circumstance that a reader of the attendance should know of. None fails a card by itself.
public enum PresenceFlag: String, Hashable, Comparable, Sendable, CaseIterable {
    /// A leave was never told: some of the time is inferred, not proven.
    case inferredLeave = "inferred-leave"
    /// A leave was told whose join never was.
    case missingJoin = "missing-join"
    /// Two connections at the same time.
    case severalDevices = "several-devices"
    /// Some of the time was before a webinar's practice session ended.
    case practiceSession = "practice-session"
    case meetingShorterThanScheduled = "meeting-shorter-than-scheduled"
    /// The occurrence was completed because nothing more came, not because it was told to have ended.
    case endNeverTold = "end-never-told"
    /// A delivery about it was signed long before it arrived.
    case lateSigned = "late-signed"

    /// For a person to read.
    public var sentence: String {
        switch self {
        case .inferredLeave:
            "Zoom did not tell when you left, so some of the time is inferred and not proven."
        case .missingJoin:
            "Zoom told that you left but not when you came, so some of your time may be missing."
        case .severalDevices:
            "You were connected more than once at the same time. That time counts once."
        case .practiceSession:
            "You were there in the practice session. That time does not count."
        case .meetingShorterThanScheduled:
            "The meeting was too short for anybody to be there as long as needed."
        case .endNeverTold:
            "Zoom did not tell when the meeting ended."
        case .lateSigned:
            "Some of what Zoom told arrived long after it was signed."
        }
    }

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
